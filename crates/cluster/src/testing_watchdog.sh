# Ends the shared test cluster when it is idle, or when it has grown too large and is no longer in use.
# The time of the url file says when it was last used: clients touch it, and so does this loop while
# anybody is connected.
pid=$1 idle_secs=$2 retire_mb=$3 tag=$4 url_file=$5 lock=$6 root=$7

clients() {
    cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' '\n' | grep -c "^postgres: $tag: .*\[local\]"
}
is_current() { [ "$(sed -n 2p "$url_file" 2>/dev/null)" = "$pid" ]; }
idle_for() { echo $(($(date +%s) - $(stat -c %Y "$url_file" 2>/dev/null || echo 0))); }

while kill -0 "$pid" 2>/dev/null; do
    sleep 5
    connected=$(clients)
    if is_current; then
        if [ "$(du -sm "$root" 2>/dev/null | cut -f1)" -gt "$retire_mb" ]; then
            # New tests start a fresh one; those that are connected finish here.
            flock "$lock" rm -f "$url_file"
        elif [ "$connected" -gt 0 ]; then
            touch "$url_file"
            continue
        fi
    fi
    [ "$connected" -eq 0 ] || continue
    if is_current; then
        [ "$(idle_for)" -ge "$idle_secs" ] || continue
        exec 9>>"$lock"
        flock 9
        # A test may have come while we waited for the lock.
        if [ "$(idle_for)" -lt "$idle_secs" ]; then
            exec 9>&-
            continue
        fi
        rm -f "$url_file"
        exec 9>&-
    fi
    kill -INT "$pid"
    while kill -0 "$pid" 2>/dev/null; do sleep 0.2; done
done
rm -rf "$root"
