"""How many wrong passwords are heard before one has to wait, and for how long. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)
OF_PAIR = 5  # of one name from one address
OF_ADDRESS = 20
OF_NAME = 25  # of one name from all addresses: those from which it never signed in have to wait
DELAYS = (timedelta(minutes=15), timedelta(minutes=30), timedelta(minutes=60))
REMEMBERED = timedelta(hours=24)  # so long an earlier wait makes the next one longer
KNOWN = timedelta(days=90)  # so long an address is known after somebody signed in from it


def wait_until(failures: Sequence[datetime], tries: int) -> datetime | None:
    """The end of the wait that the newest failures have begun; None where there is none.

    failures: oldest first. While one waits nothing is heard, so nothing is counted either.
    """
    counted: list[datetime] = []
    end, waits = None, 0
    for at in failures:
        counted = [one for one in counted if at - one < WINDOW] + [at]
        if len(counted) >= tries:
            end = at + DELAYS[min(waits, len(DELAYS) - 1)]
            waits, counted = waits + 1, []
    return end


def latest(ends: Iterable[datetime | None], *, now: datetime) -> datetime | None:
    """The end that is farthest ahead, None where nobody has to wait any more."""
    ahead = [end for end in ends if end is not None and end > now]
    return max(ahead, default=None)
