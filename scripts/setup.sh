#!/usr/bin/env bash
# Everything that the portal needs before it is served. Can be run again at any time.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/packages.sh run
scripts/venv.sh requirements.txt

echo "== Database"
.venv/bin/python manage.py migrate --no-input --verbosity 0
static=${NTM_VAR_DIR:-var}/static
sources=$({ cat requirements.txt; find static -type f -exec cksum {} + | sort; } | cksum)
if [ ! -d "$static" ] || [ "$(cat "$static.sum" 2>/dev/null)" != "$sources" ]; then
    echo "== Static files"
    .venv/bin/python manage.py collectstatic --no-input --verbosity 0
    echo "$sources" >"$static.sum"
fi
echo "== Demo data"
.venv/bin/python manage.py seed_demo
