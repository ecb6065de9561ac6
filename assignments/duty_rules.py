"""How far a duty (việc) is, until which day it is in time, and whether it is late. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SATURDAY = 5


class State(StrEnum):
    """The four states of the work list."""

    NOT_STARTED = "NOT_STARTED"  # chưa bắt đầu
    DOING = "DOING"  # đang làm
    WAITING = "WAITING"  # chờ xác nhận: said to be done, nobody has confirmed it yet
    DONE = "DONE"  # xong


OPEN_STATES = frozenset({State.NOT_STARTED, State.DOING})


@dataclass(frozen=True)
class Calendar:
    """Working days: Monday to Friday without `off`, and the Saturdays and Sundays in `works`."""

    off: Collection[date] = frozenset()
    works: Collection[date] = frozenset()

    def is_working(self, day: date) -> bool:
        if day in self.off:
            return False
        return day.weekday() < SATURDAY or day in self.works

    def in_time_until(self, due_on: date) -> date:
        """The last day in time: what falls due on a day off may be done on the next working day."""
        while not self.is_working(due_on):
            due_on += timedelta(days=1)
        return due_on

    def add_working_days(self, day: date, count: int) -> date:
        """`count` working days after `day`; `day` itself is not counted."""
        while count:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day


def is_late(state: State, until: date | None, day: date) -> bool:
    """From the day after `until`, while nobody says that it is done. None: it has no date."""
    return until is not None and day > until and state in OPEN_STATES
