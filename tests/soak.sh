#!/usr/bin/env bash
# Writes, purges, reads, reopens an index and sends digests from it for some minutes, and fails if it takes more and
# more: ./tests/soak.sh [60]
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --quiet --package rengang-tests --bins
exec "${CARGO_TARGET_DIR:-target}/release/soak" "${1:-60}"
