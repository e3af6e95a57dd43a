#!/usr/bin/env bash
# pip-into.sh FOLDER PACKAGE==VERSION...: installs Python packages into a virtual environment of their own, or,
# where Debian's python3 comes without venv, into a plain folder.
set -euo pipefail
folder=$1
shift

if python3 -m venv "$folder" >/dev/null 2>&1; then
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
elif python3 -m pip --version >/dev/null 2>&1; then
    rm -rf "$folder"
    python3 -m pip install --quiet --disable-pip-version-check --target "$folder" "$@"
else
    rm -rf "$folder"
    echo "python3 has neither venv nor pip: apt-get install python3-venv" >&2
    exit 1
fi
