#!/usr/bin/env bash
# The checks, in the order given, up to the first that fails:
#   scripts/checks.sh lint project sqlite servers | coverage | long
# `servers` is `postgres`, then `browser`: each keeps two cores busy until it ends. Beside each other
# they would be no faster, and the races and the browser are the first to suffer from a neighbour.
set -euo pipefail
cd "$(dirname "$0")/.."

# The checks know nothing of the reader's own installation.
for name in $(compgen -e NTM_) DATABASE_URL DJANGO_SETTINGS_MODULE; do unset "$name"; done
NTM_VAR_DIR=$(mktemp -d)
export NTM_VAR_DIR
trap 'rm -rf "$NTM_VAR_DIR"' EXIT
# Nine processes load the tests: the first one compiles them, and leaves nothing in the tree.
export PYTHONPYCACHEPREFIX=$NTM_VAR_DIR/pycache PYTHONDONTWRITEBYTECODE=
bin=.venv/bin
# Each worker begins with its own half in order, so that what a file makes once is made once.
two="-n 2 --dist worksteal"

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

# Eight writers alone: they must not wait for anybody else. They bring their own SQLite file, so
# they write here and nowhere else.
writers=tests/races/test_writers_sqlite.py
sqlite() {
    step "tests on SQLite" $bin/python -m pytest $two --ignore=$writers
    step "eight writers on SQLite" $bin/python -m pytest $writers
}

# tests/conftest.py leaves out what asks for no database.
postgres() {
    step "tests on PostgreSQL" $bin/python scripts/with_postgres.py \
        $bin/python -m pytest $two -m "not browser and not sweep and not long" \
        --ignore=$writers
}

browser() { step "tests in Chromium" $bin/python -m pytest $two -m browser tests/browser; }

servers() { postgres && browser; }

long() {
    step "long tests on SQLite" $bin/python -m pytest $two -m long --ignore=tests/races
    step "long races on SQLite" $bin/python -m pytest -m long tests/races
    step "long tests on PostgreSQL" $bin/python scripts/with_postgres.py \
        $bin/python -m pytest $two -m "long and not sweep"
}

coverage() {
    step "tests on SQLite" $bin/coverage run -m pytest
    $bin/coverage report
}

for group in "$@"; do "$group"; done
echo "== All passed in $((SECONDS / 60)) min $((SECONDS % 60)) s"
