# Each target is one line here; how it is done stands in scripts/, one subject per file.
.DEFAULT_GOAL := help
.PHONY: help setup run test lint coverage long fuzz bench lock audit sbom drills restore-drill deploy-drill load

help:      ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /  make \1\t/p' Makefile

setup:     ## packages, .venv, database, static files, demo data
	@scripts/setup.sh

run: setup ## all of setup, then the portal on http://localhost:8000
	@scripts/serve.sh

test:      ## every check: lint, types, migrations, tests on SQLite, PostgreSQL and in Chromium
	@scripts/packages.sh run test
	@scripts/venv.sh requirements-dev.txt
	@scripts/checks.sh lint project sqlite servers

lint:      ## ruff, import layers, mypy
	@scripts/venv.sh requirements-dev.txt
	@scripts/checks.sh lint

coverage:  ## the tests on SQLite, and the lines that they do not reach
	@scripts/venv.sh requirements-dev.txt
	@scripts/checks.sh coverage

long:      ## every case of what `make test` samples, and all of the races; about an hour
	@scripts/venv.sh requirements-dev.txt
	@scripts/checks.sh long

fuzz:      ## 10,000 broken workbooks through the reader, two minutes; FUZZ_COUNT=1000 for fewer
	@scripts/venv.sh requirements-dev.txt
	@.venv/bin/python -m pytest -s -m long tests/workbooks/test_reading_fuzz.py

bench:     ## how fast it is: bench/run.py
	@scripts/venv.sh requirements-dev.txt
	@.venv/bin/python bench/run.py

drills:    ## faults on purpose, with real servers; DRILLS=full for the sizes of the bars
	@scripts/drill.sh __main__

restore-drill: ## the demo backed up and restored on an empty machine, on both databases
	@scripts/drill.sh restore

deploy-drill: ## nginx, gunicorn and PostgreSQL with the files of deploy/, on loopback
	@scripts/drill.sh deployed

load:      ## 30 requests a second on the demo; MINUTES=10 for the bar
	@scripts/drill.sh load

lock:      ## requirements*.txt anew from pyproject.toml
	@scripts/lock.sh

audit:     ## known faults in the packages of requirements.txt; fails when it could not ask
	@scripts/audit.sh

sbom:      ## var/sbom.json: the packages as a CycloneDX bill of materials
	@scripts/sbom.sh
