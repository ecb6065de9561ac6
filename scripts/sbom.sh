#!/usr/bin/env bash
# The packages of requirements.txt as a CycloneDX bill of materials: `make sbom`, then var/sbom.json.
# Equal for equal lock files: no moment and no random number stand in it.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
scripts/find_python.sh -m venv "$tools"
"$tools/bin/pip" install -qq --disable-pip-version-check --no-input cyclonedx-bom

mkdir -p var
"$tools/bin/cyclonedx-py" requirements --output-reproducible --output-format JSON \
    --pyproject pyproject.toml --output-file var/sbom.json requirements.txt
"$tools/bin/python" - <<'PYTHON'
import json, re

parts = json.load(open("var/sbom.json"))["components"]
pinned = len(re.findall(r"^[\w.-]+==", open("requirements.txt").read(), re.MULTILINE))
if not 0 < pinned == len(parts):
    raise SystemExit(f"var/sbom.json names {len(parts)} of {pinned} packages")
print(f"var/sbom.json: {len(parts)} packages with versions and hashes")
PYTHON
