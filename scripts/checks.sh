#!/usr/bin/env bash
# The checks, in the order given, up to the first that fails:
#   scripts/checks.sh lint project sqlite servers | coverage
# `servers` is `postgres` and `browser` at once: each waits for its server half of the time.
set -euo pipefail
cd "$(dirname "$0")/.."

# The checks know nothing of the reader's own installation.
for name in $(compgen -e NTM_) DATABASE_URL DJANGO_SETTINGS_MODULE; do unset "$name"; done
NTM_VAR_DIR=$(mktemp -d)
export NTM_VAR_DIR
trap 'rm -rf "$NTM_VAR_DIR"' EXIT
bin=.venv/bin

step() { # step "what it is" command...
    local title=$1 started=$SECONDS
    shift
    echo "== $title"
    "$@" || { echo "== FAILED: $title" >&2; exit 1; }
    echo "   $((SECONDS - started)) s"
}

lint() {
    step "ruff check" $bin/ruff check --quiet
    step "ruff format" $bin/ruff format --check --quiet
    step "import layers" $bin/lint-imports --no-logo
    step "types" $bin/mypy
}

project() {
    step "no missing migration" $bin/python manage.py makemigrations --check
    step "settings fit for the network" env NTM_HTTPS=True \
        NTM_SECRET_KEY="$($bin/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
        $bin/python manage.py check --deploy --fail-level WARNING
}

# Both cores, but for the races, whose writers must not wait for anybody else.
sqlite() {
    step "tests on SQLite" $bin/python -m pytest -n 2 --ignore=tests/races
    step "races on SQLite" $bin/python -m pytest tests/races
}

postgres() {
    step "tests on PostgreSQL" $bin/python scripts/with_postgres.py \
        $bin/python -m pytest -n 2 -m "not browser and not sweep"
}

browser() { step "tests in Chromium" $bin/python -m pytest -m browser tests/browser; }

servers() {
    browser >"$NTM_VAR_DIR/browser.log" 2>&1 &
    local chromium=$! failed=0
    (postgres) || failed=1
    wait "$chromium" || failed=1
    cat "$NTM_VAR_DIR/browser.log"
    return "$failed"
}

coverage() {
    step "tests on SQLite" $bin/coverage run -m pytest
    $bin/coverage report
}

for group in "$@"; do "$group"; done
echo "== All passed in $((SECONDS / 60)) min $((SECONDS % 60)) s"
