#!/usr/bin/env bash
# Runs the tests: `scripts/test.sh [rust] [web] [browser]`, all of them by default. A stage that fails does
# not stop the next; the last line sums them up.
set -uo pipefail
cd "$(dirname "$0")/.."
stages=${*:-rust web browser}
target=${CARGO_TARGET_DIR:-target}
results=$PWD/.cache/test-results
rm -rf "$results"
mkdir -p "$results"
export PATH=$PWD/.cache/bin:$PWD/.cache/cargo/bin:$PATH
began=$SECONDS
say() { printf '\n=== %s (%d min %02d s)\n' "$*" $(((SECONDS - began) / 60)) $(((SECONDS - began) % 60)); }
# A stage that ends badly without having counted a failure (it did not compile, say) is one.
broken() {
    echo "$1" >>"$results/broken"
    echo "FAILED: $1" >&2
}

rust() {
    say "PostgreSQL for the tests"
    scripts/ensure-postgres.sh || return
    say "the AI vendors' SDKs for the tests"
    scripts/ensure-sdks.sh || return
    say "building the Rust tests"
    cargo build --workspace --bins --tests || return
    say "Rust tests"
    if cargo nextest --version >/dev/null 2>&1; then
        "$target/debug/polydesk-testpg" exec cargo nextest run --workspace --profile ci
        local status=$?
        cp target/nextest/ci/junit.xml "$results/" 2>/dev/null
        return $status
    fi
    # Building cargo-nextest would take longer than it saves.
    "$target/debug/polydesk-testpg" exec cargo test --workspace --no-fail-fast -- --test-threads 4 2>&1 | tee "$results/cargo-test.log"
}

web() {
    [ -f web/package.json ] || return 0
    say "front-end unit tests"
    (cd web && npx vitest run --reporter=default --reporter=json --outputFile.json="$results/vitest.json")
}

browser() {
    [ -f web/e2e/playwright.config.ts ] || return 0
    say "Chromium for the browser tests"
    scripts/ensure-postgres.sh && scripts/ensure-chromium.sh || return
    say "building the server"
    cargo build --workspace --bins || return
    say "browser tests"
    (
        cd web || exit
        POLYDESK_BIN=$(realpath "../$target" 2>/dev/null || echo "$target")/debug/polydesk \
            POLYDESK_CHROMIUM=$PWD/../.cache/bin/chromium \
            PLAYWRIGHT_JSON_OUTPUT_NAME=$results/playwright.json \
            npx playwright test -c e2e/playwright.config.ts --reporter=list,json
    )
}

# First, because the server embeds web/dist.
say "front end"
scripts/build-web.sh || broken "the front end did not build"
for stage in $stages; do
    "$stage" || broken "$stage tests"
done
say "done"
python3 scripts/sum-tests.py "$results"
