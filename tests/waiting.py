"""Waiting until another connection waits for ours."""

import time
from concurrent.futures import Future

from django.db import connection

SECONDS = 20
# A transaction keeps its first look at the others: without clearing it, who came later is missing.
LOOK_AGAIN = "SELECT pg_stat_clear_snapshot()"
WAITING = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


def wait_for_a_lock(other: Future) -> None:
    """Until the other connection waits for ours, or has ended; other tests have other databases.

    PostgreSQL only. Fails when neither happens.
    """
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(LOOK_AGAIN)
            cursor.execute(WAITING)
            if cursor.fetchone()[0] or other.done():
                return
        time.sleep(0.01)
    raise AssertionError("the other connection neither waits nor ends")
