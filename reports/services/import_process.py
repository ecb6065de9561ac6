"""Where the work of an import goes on: in this process, or in one of its own."""

import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

from django.conf import settings

from ntm_portal.lib.held_work import is_held
from reports.models import ImportRun

# What a request can do in about a second; above it a process of its own works.
MOST_BYTES_INLINE = 150_000
MOST_CELLS_INLINE = 1_500
START_GRACE = timedelta(seconds=20)  # from the order to the lock of the process that works


def is_heavy(run: ImportRun) -> bool:
    unread = not run.cell_count
    return run.size > MOST_BYTES_INLINE if unread else run.cell_count > MOST_CELLS_INLINE


def lock_of(run: ImportRun) -> Path:
    return settings.IMPORTS_DIR / f"{run.uuid}.lock"


def is_interrupted(run: ImportRun, now: datetime) -> bool:
    """Somebody was to work on it, and nobody does: the process has died. Nothing was written."""
    if not run.is_working or is_held(lock_of(run)):
        return False
    return run.beat_at is None or run.beat_at < now - START_GRACE


def launch(run: ImportRun) -> None:
    """Begin `manage.py run_import`, which outlives this request and this server process."""
    process = subprocess.Popen(  # noqa: S603  # our own command, the argument is a number
        [sys.executable, settings.BASE_DIR / "manage.py", "run_import", str(run.pk)],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Waited for, so that it leaves no zombie behind.
    Thread(target=process.wait, daemon=True).start()
