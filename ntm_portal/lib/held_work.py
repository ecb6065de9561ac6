"""Whether a process still works on something: told by the kernel, not by a clock.

Whoever works holds a lock on a file; when its process dies, however it dies, the lock is free at
once. A sign of life in the database could not be written from within a transaction that holds
SQLite's one write lock. All processes of the portal stand on one machine and share NTM_VAR_DIR.
"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 5  # seconds; whoever only looks holds the lock for less than a thousandth of one


class AlreadyHeld(Exception):
    """Another process, or another thread of this one, works on it."""


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the work of that name. Raises AlreadyHeld."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("ab") as file:
        until = time.monotonic() + PATIENCE
        while not _locked(file.fileno(), fcntl.LOCK_EX):
            if time.monotonic() > until:
                raise AlreadyHeld(path.name)
            time.sleep(0.05)
        yield


def is_held(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return not _locked(file.fileno(), fcntl.LOCK_SH)
    except FileNotFoundError:
        return False


def _locked(handle: int, how: int) -> bool:
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
