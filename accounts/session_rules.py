"""How long a session lasts. Pure."""

from datetime import datetime, timedelta

IDLE = timedelta(minutes=30)
WARNED_BEFORE = timedelta(minutes=5)
LONGEST = timedelta(hours=12)  # since the password was asked, however busy
# A request moves the end only this long after the last one that did: no write for every page.
NOTED_EVERY = timedelta(minutes=1)


def ends_at(*, started_at: datetime, seen_at: datetime) -> datetime:
    return min(seen_at + IDLE, started_at + LONGEST)


def is_to_be_noted(*, seen_at: datetime, now: datetime) -> bool:
    return now - seen_at > NOTED_EVERY
