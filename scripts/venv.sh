#!/usr/bin/env bash
# .venv with the packages of a lock file: `scripts/venv.sh requirements.txt`.
# Does nothing when .venv already holds exactly that file (stamp inside .venv).
set -euo pipefail
cd "$(dirname "$0")/.."
lock=$1

if ! .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "== Making .venv"
    scripts/find_python.sh -m venv --clear .venv
fi
stamped() { [ "$(cat ".venv/$1.sum" 2>/dev/null)" = "$(cksum "$1")" ]; }
stamp() { cksum "$1" >".venv/$1.sum"; }

stamped "$lock" && exit
echo "== Installing $lock into .venv"
# The checks compile into a place of their own (scripts/checks.sh); a server compiles beforehand.
compile=--compile
[ "$lock" = requirements.txt ] || compile=--no-compile
.venv/bin/python -m pip install -qq $compile --disable-pip-version-check --no-input \
    --require-hashes -r "$lock"
stamp "$lock"
# requirements-dev.txt holds every line of requirements.txt (tests/test_repository.py).
[ "$lock" != requirements-dev.txt ] || stamp requirements.txt
