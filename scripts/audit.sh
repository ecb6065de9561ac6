#!/usr/bin/env bash
# Known faults in the packages of requirements.txt, asked of the advisory service by pip-audit:
# `make audit`. Fails on a fault, and also when it could not ask: nothing audited is no good news.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
scripts/find_python.sh -m venv "$tools/venv"
"$tools/venv/bin/pip" install -qq --disable-pip-version-check --no-input pip-audit

# --strict: a package that is skipped is an error. What it found is read from its report, because
# without --strict it ends well when it could ask about nothing.
"$tools/venv/bin/pip-audit" --strict --require-hashes --disable-pip --progress-spinner off \
    --requirement requirements.txt --format json --output "$tools/report.json" \
    2>"$tools/said" || true
"$tools/venv/bin/python" scripts/audit_report.py requirements.txt "$tools/report.json" \
    || { tail -n 3 "$tools/said" >&2; exit 1; }
