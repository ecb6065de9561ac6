"""Work that is held by a process, told by the kernel."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ntm_portal.lib import held_work
from ntm_portal.lib.held_work import AlreadyHeld, held, is_held

HOLD = """
import sys, time
from pathlib import Path
from ntm_portal.lib.held_work import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def lock(tmp_path) -> Path:
    return tmp_path / "folder" / "a.lock"


def test_nothing_is_held_at_first(lock):
    assert is_held(lock) is False


def test_held_within_and_free_after(lock):
    with held(lock):
        within = is_held(lock)

    assert (within, is_held(lock)) == (True, False)


def test_held_once_only(lock, monkeypatch):
    monkeypatch.setattr(held_work, "PATIENCE", 0)

    with held(lock), pytest.raises(AlreadyHeld), held(lock):
        pass


def test_free_as_soon_as_its_process_is_killed(lock):
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent.parent)}
    command = [sys.executable, "-c", HOLD, str(lock)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        while_alive = is_held(lock)
        process.send_signal(signal.SIGKILL)
        process.wait()

    assert (while_alive, is_held(lock)) == (True, False)
