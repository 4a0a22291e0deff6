#!/usr/bin/env bash
# Run two processes of the app behind nginx on http://127.0.0.1:8080, until Ctrl-C.
# Needs nginx on PATH and the virtual environment that `make run` makes.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v nginx >/dev/null || { echo "nginx is needed: apt-get install nginx-light" >&2; exit 1; }
scripts/venv requirements.txt

# Both processes sign with one secret, or a visitor who changes over would be turned away.
STREAMLIT_SERVER_COOKIE_SECRET=$(.venv/bin/python -c "import secrets; print(secrets.token_hex(32))")
export STREAMLIT_SERVER_COOKIE_SECRET

work=$(mktemp -d)
chmod 755 "$work"
trap 'kill $(jobs -p) 2>/dev/null; wait; rm -rf "$work"' EXIT

for port in 8501 8502; do
    .venv/bin/python -m streamlit run app.py --server.headless=true \
        --server.address=127.0.0.1 --server.port="$port" &
done

cat >"$work/nginx.conf" <<CONF
pid $work/nginx.pid;
error_log stderr warn;
events { worker_connections 4096; }
http {
    access_log off;
    types_hash_max_size 2048;
    proxy_cache_path $work/cache keys_zone=pages:10m max_size=100m;
    client_body_temp_path $work/body;
    proxy_temp_path $work/proxy;
    fastcgi_temp_path $work/fastcgi;
    uwsgi_temp_path $work/uwsgi;
    scgi_temp_path $work/scgi;
    include $PWD/hosting/nginx.conf;
}
CONF
nginx -e stderr -c "$work/nginx.conf" -g "daemon off;" &
echo "two processes behind http://127.0.0.1:8080"
wait -n
