#!/usr/bin/env bash
# Fuzzes every target for some seconds each and prints how many inputs were tried: ./fuzz/run.sh [300] [TARGET...]
# Needs cargo-fuzz. Sanitizers are off: nothing of ours is unsafe, and the laws are asserted.
set -euo pipefail
cd "$(dirname "$0")"
export RUSTC_BOOTSTRAP=1
seconds=${1:-300}
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(text raw_record read_field read_record lint search engine_ops index_open wire_lines)
for target in "${targets[@]}"; do
    longest=4096
    case $target in engine_ops) longest=64 ;; index_open) longest=16 ;; esac
    mkdir -p "found/$target"
    cargo fuzz run --sanitizer none "$target" "found/$target" "corpus/$target" -- \
        -max_total_time="$seconds" -max_len=$longest -timeout=30 -print_final_stats=1 2>&1 |
        grep -E "number_of_executed_units|panicked|ERROR| cov:" | tail -n 4 | sed "s/^/$target: /"
done
