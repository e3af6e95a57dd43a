#!/usr/bin/env bash
# Installs the official Python SDKs of the AI vendors, at the versions that the tests were written for, into
# .cache/sdks and prints the interpreter that sees them.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$PWD/.cache/sdks
wanted="openai==3.57.0 anthropic==2.14.0 google-genai==3.6.1"
# One at a time: tests ask for it side by side.
mkdir -p .cache
exec 9>.cache/sdks.lock
flock 9
if [ "$(cat "$folder/wanted" 2>/dev/null)" != "$wanted" ]; then
    # shellcheck disable=SC2086
    scripts/pip-into.sh "$folder" $wanted >&2
    echo "$wanted" >"$folder/wanted"
fi
if [ -x "$folder/bin/python" ]; then
    echo "$folder/bin/python"
else
    # pip-into.sh had no venv: the packages lie in the folder itself.
    echo "env PYTHONPATH=$folder python3"
fi
