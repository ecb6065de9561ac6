"""An import that is killed, and two at once: real processes, a real file."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from ntm_portal.lib.held_work import is_held

COMMUNES, CELLS = 60, 60 * 19
# The command line is killed more often: test_imports_sqlite.
KILLS = [4, pytest.param(8, marks=pytest.mark.long)]
ROOT = Path(__file__).parent.parent.parent
KEPT = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
    "PYTHONPATH": str(ROOT)
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> tuple[Path, str, str]:
    """A folder with the database, and the number and the key of its import."""
    folder = tmp_path_factory.mktemp("imports")
    setup = [sys.executable, ROOT / "tests" / "races" / "import_runs_setup.py", str(COMMUNES)]
    environment = KEPT | {"NTM_VAR_DIR": str(folder)}
    said = subprocess.run(setup, env=environment, check=True, capture_output=True, text=True)
    number, key, state = said.stdout.split()
    assert state == "READY"
    return folder, number, key


def copy_of(filled: tuple[Path, str, str], folder: Path) -> dict[str, str]:
    """The environment of a copy in which the import is confirmed, and nobody writes it yet."""
    shutil.copytree(filled[0], folder, dirs_exist_ok=True)
    return KEPT | {"NTM_VAR_DIR": str(folder)}


@pytest.fixture
def environment(tmp_path, filled) -> dict[str, str]:
    return copy_of(filled, tmp_path / "first")


@contextmanager
def database(environment: Mapping[str, str]) -> Iterator[sqlite3.Connection]:
    path = Path(environment["NTM_VAR_DIR"]) / "db.sqlite3"
    with closing(sqlite3.connect(path, timeout=20)) as connection:
        yield connection


def stored(environment: Mapping[str, str]) -> tuple[str, int]:
    """The state of the import, and how many rows the log has."""
    with database(environment) as rows:
        state = rows.execute("SELECT state FROM reports_importrun").fetchone()[0]
        return state, rows.execute("SELECT COUNT(*) FROM communes_statusentry").fetchone()[0]


def start(environment: Mapping[str, str], number: str) -> subprocess.Popen:
    command = [sys.executable, ROOT / "manage.py", "run_import", number]
    return subprocess.Popen(command, env=environment)


def lock_in(environment: Mapping[str, str], key: str) -> Path:
    return Path(environment["NTM_VAR_DIR"]) / "imports" / f"{key}.lock"


def seconds_of_work(environment: Mapping[str, str], number: str, key: str) -> float:
    process = start(environment, number)
    began = wait_for(lock_in(environment, key))
    assert process.wait() == 0
    return time.monotonic() - began


def wait_for(lock: Path) -> float:
    until = time.monotonic() + 60
    while not is_held(lock):
        assert time.monotonic() < until
        time.sleep(0.005)
    return time.monotonic()


@pytest.mark.parametrize("kills", KILLS)
def test_an_import_that_is_killed_has_written_nothing(environment, filled, tmp_path, kills):
    _, number, key = filled
    whole = seconds_of_work(environment, number, key)
    assert stored(environment) == ("DONE", CELLS)
    found = []
    for kill in range(kills):
        killed = copy_of(filled, tmp_path / str(kill))
        process = start(killed, number)
        wait_for(lock_in(killed, key))
        time.sleep(whole * kill / kills)
        process.send_signal(signal.SIGKILL)
        process.wait()
        found.append((*stored(killed), is_held(lock_in(killed, key))))

    assert set(found) <= {("WRITING", 0, False), ("DONE", CELLS, False)}
    assert found[0] == ("WRITING", 0, False)
    first = KEPT | {"NTM_VAR_DIR": str(tmp_path / "0")}
    assert start(first, number).wait() == 0
    assert stored(first) == ("DONE", CELLS)


def test_three_processes_write_an_import_once(environment, filled):
    processes = [start(environment, filled[1]) for _ in range(3)]

    assert [process.wait() for process in processes] == [0, 0, 0]
    assert stored(environment) == ("DONE", CELLS)


def test_the_process_outlives_the_one_that_began_it(environment, filled):
    begin = [sys.executable, ROOT / "tests" / "races" / "import_runs_launch.py", filled[1]]
    subprocess.run(begin, env=environment, check=True)

    until = time.monotonic() + 60
    while stored(environment)[0] == "WRITING" and time.monotonic() < until:
        time.sleep(0.1)

    assert stored(environment) == ("DONE", CELLS)
