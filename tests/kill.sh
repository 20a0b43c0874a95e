#!/usr/bin/env bash
# Kills a writing process at random points, hundreds of times: ./tests/kill.sh [ROUNDS] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --quiet --package rengang-tests --bins
exec "${CARGO_TARGET_DIR:-target}/release/kill" "${1:-300}" "${2:-1}"
