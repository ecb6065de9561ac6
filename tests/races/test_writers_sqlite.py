"""8 processes × 200 saves on a real SQLite file: no "database is locked", nothing lost."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

WRITERS = 8
SAVES = 200
HERE = Path(__file__).parent

pytestmark = pytest.mark.slow


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    root = str(HERE.parent.parent)
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"NTM_VAR_DIR": str(tmp_path), "PYTHONPATH": root}


def run(script: str, *arguments: str, environment: dict[str, str]) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, HERE / script, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_eight_writers_wait_for_each_other(environment, tmp_path):
    communes, complaints = run(
        "sqlite_setup.py", str(WRITERS), environment=environment
    ).communicate()
    assert complaints == ""

    writers = [
        run("sqlite_writer.py", code, str(SAVES), environment=environment)
        for code in communes.split()
    ]
    answers = [writer.communicate() for writer in writers]

    assert answers == [(str(SAVES), "")] * WRITERS
    with sqlite3.connect(tmp_path / "db.sqlite3") as database:
        rows = database.execute(
            "SELECT count(*) FROM communes_statusentry GROUP BY cell_id"
        ).fetchall()
    assert rows == [(SAVES,)] * WRITERS
