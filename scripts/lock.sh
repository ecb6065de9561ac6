#!/usr/bin/env bash
# Writes requirements.txt and requirements-dev.txt anew from pyproject.toml: exact versions with
# hashes, for Python 3.11 and newer, without the address of an index. Read the diff.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
scripts/find_python.sh -m venv "$tools"
"$tools/bin/pip" install -qq --disable-pip-version-check --no-input uv

compile() {
    "$tools/bin/uv" pip compile --quiet --upgrade --generate-hashes \
        --python-version 3.11 --no-emit-index-url --no-annotate --no-header "$@"
}
compile pyproject.toml --output-file requirements.txt
compile pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt
