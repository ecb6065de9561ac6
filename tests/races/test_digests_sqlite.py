"""Two runs of send_digests at once, and one that is killed: real processes, a real file."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.assignments.smtp_sink import HANG_UP, TAKE, TAKE_SILENTLY, Sink, listening

PEOPLE = 40
ROOT = Path(__file__).parent.parent.parent
KEPT = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
    "PYTHONPATH": str(ROOT)
}

pytestmark = pytest.mark.slow


@pytest.fixture
def sink():
    with listening() as sink:
        yield sink


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    """A folder with the database."""
    folder = tmp_path_factory.mktemp("digests")
    setup = [sys.executable, ROOT / "tests" / "races" / "digests_setup.py", str(PEOPLE)]
    subprocess.run(setup, env=KEPT | {"NTM_VAR_DIR": str(folder)}, check=True)
    return folder


@pytest.fixture
def environment(tmp_path, filled, sink) -> dict[str, str]:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    return KEPT | {
        "NTM_VAR_DIR": str(tmp_path),
        "NTM_MAIL_HOST": "127.0.0.1",
        "NTM_MAIL_PORT": str(sink.port),
        "NTM_MAIL_SECURITY": "",
    }


def start(environment: dict[str, str], day: str = "2024-11-28") -> subprocess.Popen:
    command = [sys.executable, ROOT / "manage.py", "send_digests", "--on", day]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def states(environment: dict[str, str]) -> Counter:
    with sqlite3.connect(Path(environment["NTM_VAR_DIR"]) / "db.sqlite3") as database:
        return Counter(
            row[0] for row in database.execute("SELECT state FROM assignments_digestsent")
        )


def test_three_runs_at_once_send_each_mail_once(environment, sink: Sink):
    runs = [start(environment) for _ in range(3)]
    ends = [(run.communicate()[0], run.returncode) for run in runs]

    assert [code for _, code in ends] == [0, 0, 0]
    assert Counter(Counter(sink.addresses).values()) == {1: PEOPLE}
    assert states(environment) == {"SENT": PEOPLE}


@pytest.mark.parametrize(
    ("decision", "count"),
    [
        pytest.param(TAKE_SILENTLY, 1, id="after-the-server-took-it"),
        pytest.param(HANG_UP, 0, id="before-the-server-took-it"),
    ],
)
def test_a_run_that_is_killed_is_gone_on_with(environment, sink: Sink, decision, count):
    """The mail on its way is not sent again that day; whether it had arrived nobody can know."""
    run = None
    hit = []

    def kill_at_the_tenth(address: str) -> str:
        if len(sink.taken) != 9 or hit:
            return TAKE
        hit.append(address)
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        return decision

    sink.decide = kill_at_the_tenth
    run = start(environment)
    run.communicate()
    again = start(environment)
    again.communicate()

    assert (run.returncode, again.returncode) == (-signal.SIGKILL, 0)
    sent = Counter(sink.addresses)
    assert sent.pop(hit[0], 0) == 0
    assert Counter(sent.values()) == {1: PEOPLE - 1}
    assert states(environment) == {"SENT": PEOPLE - 1, "CLAIMED": 1}
    start(environment, "2024-11-29").communicate()
    assert Counter(sink.addresses)[hit[0]] == 1
