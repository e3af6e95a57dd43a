#!/usr/bin/env bash
# Makes sure that cargo-deny is there: the system's, else built once into .cache/cargo.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH=$PWD/.cache/cargo/bin:$PATH
if cargo deny --version >/dev/null 2>&1; then exit 0; fi
echo "building cargo-deny into .cache/cargo (once; some minutes)"
# It runs for a second: optimising it is not worth the wait.
cargo install cargo-deny --version 0.20.2 --locked --quiet --root .cache/cargo \
    --config 'profile.release.opt-level=1' --config 'profile.release.lto=false' --config 'profile.release.codegen-units=16'
