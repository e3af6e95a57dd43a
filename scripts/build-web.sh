#!/usr/bin/env bash
# Builds web/dist, which the server embeds. Does nothing when no file changed since the last build.
set -euo pipefail
cd "$(dirname "$0")/.."

# The server's build reads this folder, even before the front end exists.
mkdir -p web/dist .cache
if [ ! -f web/package.json ]; then exit 0; fi
scripts/ensure-node.sh
export PATH=$PWD/.cache/bin:$PATH

cd web
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
    echo "installing the front end's packages"
    npm ci --no-audit --no-fund --loglevel=error
fi
if [ "${1:-}" = --install-only ]; then exit 0; fi

stamp=../.cache/web-built
changed=$(find . -mindepth 1 \( -path ./node_modules -o -path ./dist -o -path ./e2e -o -path ./test-results -o -path ./playwright-report \) -prune \
    -o -newer "$stamp" -print -quit 2>/dev/null || echo "never built")
if [ -f "$stamp" ] && [ -z "$changed" ] && [ -n "$(ls -A dist)" ]; then exit 0; fi
begun=$(mktemp)
npm run --silent build
# The time of the beginning: a file that changed during the build counts as changed.
touch -r "$begun" "$stamp"
rm -f "$begun"
