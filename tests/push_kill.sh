#!/usr/bin/env bash
# Kills `rengang push run` at random points until it has been killed often enough: ./tests/push_kill.sh [KILLS] [SEED]
# Each night is the one of the open collection, everybody agreeing; killed nights go on until one comes through, and
# their output has to be that of a night without kills, to the byte. Between kills the ledger has to open.
# The runs inside one process, with many partitions and a sink, are killed by `KILLS=200 cargo test -p rengang-push
# --test kill`.
set -euo pipefail
cd "$(dirname "$0")/.."
kills="${1:-200}"
RANDOM="${2:-1}"
rengang="${RENGANG:-${CARGO_TARGET_DIR:-target}/release/rengang}"
[ -x "$rengang" ] || cargo build --release --quiet --package rengang-cli
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
sed 's/^{/{"consent": true, /' tests/collection/profiles.jsonl > "$folder/people.jsonl"
"$rengang" index build "$folder/idx" --postings tests/collection/postings.jsonl \
  --candidates "$folder/people.jsonl" --as-of 2026-11-20 2> "$folder/build.log"
head -c 48 /dev/urandom | base64 > "$folder/key"

# night NAME: a run with files of its own, in the place of the shell that calls it, so that a kill meets the run
night() {
  exec "$rengang" push run --index "$folder/idx" --ledger "$folder/$1.ledger" --key "$folder/key" \
    --now 2026-11-20T02:00 --out "$folder/$1.jsonl" --advisers "$folder/$1.advisers" --no-grouping
}

begun=$(date +%s%N)
(night whole) > /dev/null
length=$((($(date +%s%N) - begun) / 1000000))
killed=0
nights=0
while [ "$killed" -lt "$kills" ]; do
  nights=$((nights + 1))
  for attempt in 1 2 3 4 5 6 7 8 9; do
    night "n$nights" > /dev/null 2> "$folder/run.log" &
    process=$!
    if [ "$attempt" -lt 9 ]; then
      sleep "$(printf '0.%03d' $((RANDOM % 1000)) | awk -v ms="$length" '{ printf "%.3f", $1 * ms / 1000 }')"
      kill -9 "$process" 2> /dev/null || true
    fi
    status=0
    wait "$process" 2> /dev/null || status=$?
    [ "$status" -eq 0 ] && break
    [ "$status" -eq 137 ] || { echo "a run failed by itself: $status"; cat "$folder/run.log"; exit 1; }
    killed=$((killed + 1))
    if [ -e "$folder/n$nights.ledger" ]; then
      "$rengang" push ledger info --ledger "$folder/n$nights.ledger" --key "$folder/key" > /dev/null || [ $? -eq 1 ]
    fi
  done
  cmp "$folder/whole.jsonl" "$folder/n$nights.jsonl"
  [ ! -e "$folder/whole.advisers" ] || cmp "$folder/whole.advisers" "$folder/n$nights.advisers"
done
echo "$killed kills over $nights nights of $length ms: every output is that of the night without kills"
