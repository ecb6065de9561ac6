#!/usr/bin/env bash
# One drill of tests/trust/drills, or __main__ for all of them: `scripts/drill.sh restore`.
set -euo pipefail
cd "$(dirname "$0")/.."

# A drill knows nothing of the reader's own installation.
for name in $(compgen -e NTM_) DATABASE_URL DJANGO_SETTINGS_MODULE; do unset "$name"; done
scripts/packages.sh run test
scripts/venv.sh requirements-dev.txt
exec .venv/bin/python -m "tests.trust.drills.$1"
