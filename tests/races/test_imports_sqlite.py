"""An import that is killed leaves nothing half done; of two at once one is stored, one is told.

Real processes, a real file.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.factories.world import DAY

COMMUNES, CRITERIA = 40, 3
KILLS = 20
ROOT = Path(__file__).parent.parent.parent
KEPT = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
    "PYTHONPATH": str(ROOT)
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    """A folder with the database and a sheet of all its communes."""
    folder = tmp_path_factory.mktemp("imports")
    setup = [sys.executable, ROOT / "tests" / "races" / "sqlite_setup.py", str(COMMUNES)]
    environment = KEPT | {"NTM_VAR_DIR": str(folder)}
    ended = subprocess.run(setup, env=environment, check=True, capture_output=True, text=True)
    book = Workbook()
    book.active.append(["Mã xã", *(f"Tiêu chí {number}" for number in range(1, CRITERIA + 1))])
    for code in ended.stdout.split():
        book.active.append([code, *["Đạt", "Chưa đạt", "Đạt"][:CRITERIA]])
    book.save(folder / "hien-trang.xlsx")
    return folder


@pytest.fixture
def folder(tmp_path, filled) -> Path:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    return tmp_path


def rows(folder: Path) -> int:
    with sqlite3.connect(folder / "db.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return database.execute("SELECT count(*) FROM communes_statusentry").fetchone()[0]


def cells(folder: Path) -> int:
    with sqlite3.connect(folder / "db.sqlite3") as database:
        return database.execute("SELECT count(*) FROM communes_cell").fetchone()[0]


def district(folder: Path) -> str:
    with sqlite3.connect(folder / "db.sqlite3") as database:
        query = "SELECT code FROM communes_administrativeunit WHERE level = 'DISTRICT'"
        return database.execute(query).fetchone()[0]


def start(folder: Path) -> subprocess.Popen:
    command = [sys.executable, ROOT / "manage.py", "import_status", folder / "hien-trang.xlsx"]
    options = ["--set", "BO-THU", "--unit", district(folder), "--on", DAY.isoformat(), "--commit"]
    environment = KEPT | {"NTM_VAR_DIR": str(folder)}
    return subprocess.Popen(
        [*command, *options],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@pytest.mark.long
def test_an_import_killed_at_any_moment_is_stored_whole_or_not_at_all(filled, tmp_path):
    """Half of the kills fall at any time, half into the last third, where it writes."""
    whole = COMMUNES * CRITERIA
    timed = tmp_path / "timed"
    shutil.copytree(filled, timed)
    began = time.monotonic()
    assert start(timed).wait() == 0
    duration = time.monotonic() - began
    assert rows(timed) == whole
    chance = random.Random(20)  # the same moments each time, on a machine of the same speed
    moments = [chance.uniform(0, duration) for _ in range(KILLS // 2)]
    moments += [chance.uniform(duration * 2 / 3, duration) for _ in range(KILLS // 2)]

    found, killed = [], 0
    for number, moment in enumerate(moments):
        place = tmp_path / str(number)
        shutil.copytree(filled, place)
        run = start(place)
        time.sleep(moment)
        os.killpg(run.pid, signal.SIGKILL)
        killed += run.wait() == -signal.SIGKILL
        found.append((rows(place), cells(place)))

    assert killed >= KILLS // 2
    assert set(found) <= {(0, 0), (whole, whole)}
    assert (0, 0) in found
    broken = tmp_path / str(found.index((0, 0)))
    assert start(broken).wait() == 0
    assert rows(broken) == whole


@pytest.mark.slow
def test_of_two_imports_at_once_one_is_stored_and_the_other_is_told(folder):
    environment = KEPT | {"NTM_VAR_DIR": str(folder)}
    racer = [sys.executable, ROOT / "tests" / "races" / "import_racer.py"]
    runs = [
        subprocess.Popen(
            [*racer, folder / "hien-trang.xlsx"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    assert [run.stdout.readline() for run in runs] == ["read\n", "read\n"]

    for run in runs:
        run.stdin.write("\n")
        run.stdin.flush()
    stored, told = sorted((run.communicate()[0].strip() for run in runs), key=len)

    assert stored == str(COMMUNES * CRITERIA)
    assert "tiêu chí 1: đã thay đổi từ lúc xem trước (Văn phòng huyện ghi ‘Đ’ lúc " in told
    assert rows(folder) == COMMUNES * CRITERIA
