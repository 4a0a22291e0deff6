#!/bin/sh
# Run two processes of the app behind nginx on http://127.0.0.1:8080, and one Redis for the rooms of
# both, until Ctrl-C. A process that ends is started again, and the others go on meanwhile.
# Needs nginx and redis-server on PATH, and the virtual environment that `make run` makes.
set -eu
cd "$(dirname "$0")/.."

command -v nginx >/dev/null || { echo "nginx is needed: apt-get install nginx-light" >&2; exit 1; }
command -v redis-server >/dev/null || { echo "redis-server is needed: apt-get install redis-server" >&2; exit 1; }
scripts/venv requirements.txt
scripts/venv requirements-redis.txt

# Both processes sign with one secret, or a visitor who changes over would be turned away.
STREAMLIT_SERVER_COOKIE_SECRET=$(.venv/bin/python -c "import secrets; print(secrets.token_hex(32))")
export STREAMLIT_SERVER_COOKIE_SECRET

work=$(mktemp -d)
chmod 755 "$work"
keepers=

stop() {
    trap - EXIT HUP INT TERM
    # shellcheck disable=SC2086 # a list of numbers
    kill $keepers 2>/dev/null || true
    wait
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' HUP INT TERM

# keep NAME COMMAND …: run the command in the background, and again whenever it has ended.
keep() {
    name=$1
    shift
    (
        child=
        trap - EXIT
        trap 'kill "$child" 2>/dev/null || true; wait; exit' HUP INT TERM
        while :; do
            "$@" &
            child=$!
            wait "$child" || true
            echo "$name has ended; it is started again" >&2
            sleep 1
        done
    ) &
    keepers="$keepers $!"
}

# In memory alone, and reached by a file of ours: no port, nothing on a disk.
ROOM_STORE=unix://$work/rooms.sock
export ROOM_STORE
keep "the store of the rooms" redis-server --port 0 --unixsocket "$work/rooms.sock" \
    --unixsocketperm 700 --save "" --appendonly no --dir "$work" --loglevel warning

for port in 8501 8502; do
    keep "the process on port $port" .venv/bin/python -m streamlit run app.py \
        --server.headless=true --server.address=127.0.0.1 --server.port="$port"
done

cat >"$work/nginx.conf" <<CONF
pid $work/nginx.pid;
error_log stderr warn;
worker_rlimit_nofile 32768;
events { worker_connections 16384; } # a phone in a room holds one here, and one behind
http {
    types_hash_max_size 2048;
    proxy_cache_path $work/cache keys_zone=pages:10m max_size=100m;
    client_body_temp_path $work/body;
    proxy_temp_path $work/proxy;
    fastcgi_temp_path $work/fastcgi;
    uwsgi_temp_path $work/uwsgi;
    scgi_temp_path $work/scgi;
    # When its process is gone, a visitor is taken over by the other one; the link holds the state.
    upstream replica_a {
        server 127.0.0.1:8501 fail_timeout=2s;
        server 127.0.0.1:8502 fail_timeout=2s backup;
    }
    upstream replica_b {
        server 127.0.0.1:8502 fail_timeout=2s;
        server 127.0.0.1:8501 fail_timeout=2s backup;
    }
    include $PWD/hosting/nginx.conf;
}
CONF
keep nginx nginx -e stderr -c "$work/nginx.conf" -g "daemon off;"
echo "two processes and one store behind http://127.0.0.1:8080"
wait
