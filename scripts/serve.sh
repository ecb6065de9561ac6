#!/usr/bin/env bash
# Serves the portal with gunicorn on this machine; Ctrl+C ends it.
set -euo pipefail
cd "$(dirname "$0")/.."

cat <<END

  Address    http://localhost:${NTM_PORT:-8000}
  Accounts   the list above (quan-tri is the administrator, van-phong the office)
  Password   ${NTM_DEMO_PASSWORD:-$(cat "${NTM_VAR_DIR:-var}/demo_password")}

  Another port: NTM_PORT=8001 make run. Ctrl+C ends the server.

END
exec .venv/bin/gunicorn -c ntm_portal/gunicorn_conf.py
