#!/usr/bin/env bash
# What Python users would take, on the same corpus: tantivy-py, bm25s, sparse_dot_topn. Installs them from PyPI into a
# folder of its own. `benches/alternatives/run.sh [postings] [people asked]`; the corpus is made if it is not there.
set -euo pipefail
cd "$(dirname "$0")/../.."
postings=${1:-10000}
queries=${2:-200}
folder=target/alternatives
mkdir -p "$folder"
[ -d "$folder/venv" ] || python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --requirement benches/alternatives/requirements.txt
cargo run --quiet --release --package rengang-benches --example dump_words -- \
    --postings "$postings" --queries "$queries" --out "$folder/$postings"
"$folder/venv/bin/python" benches/alternatives/run.py "$folder/$postings"
