"""What a day's mail (thư nhắc việc) tells one person, and what it does not tell again. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, Protocol, TypeVar

from assignments.duty_rules import OPEN_STATES, State

GIVEN, SOON, WAITING = "GIVEN", "SOON", "WAITING"
WORKING_DAYS_BEFORE = 3


class Item(Protocol):
    """As much of a duty as is looked at."""

    key: str
    until: date | None
    state: State
    is_late: bool


T = TypeVar("T", bound=Item)


class Notice(NamedTuple):
    """One thing that is told once. until: of SOON, the last day in time that is announced."""

    key: str
    about: str
    until: date | None = None


@dataclass(frozen=True)
class Digest(Generic[T]):
    """The mail's lists; a duty stands in the first that it belongs to.

    overdue: every day anew, for as long as it lasts. soon, given, waiting: once.
    notices: what has been told when this mail has arrived.
    """

    overdue: tuple[T, ...]
    soon: tuple[T, ...]
    given: tuple[T, ...]
    waiting: tuple[T, ...]
    notices: frozenset[Notice]

    def __bool__(self) -> bool:
        return bool(self.overdue or self.soon or self.given or self.waiting)


def standing_notices(
    doing: Iterable[Item], waiting: Iterable[Item], *, day: date, soon_until: date
) -> frozenset[Notice]:
    """What is true of a person's duties on `day`. What was told and is true no more is forgotten:
    a duty that comes back is new again, a deadline that moves is announced again.

    doing: the duties that the person does; waiting: those that wait for his word.
    """
    found = {Notice(item.key, WAITING) for item in waiting}
    for item in doing:
        if item.state != State.DONE:
            found.add(Notice(item.key, GIVEN))
        if _is_soon(item, day, soon_until):
            found.add(Notice(item.key, SOON, item.until))
    return frozenset(found)


def make_digest(
    doing: Iterable[T],
    waiting: Iterable[T],
    *,
    told: frozenset[Notice],
    day: date,
    soon_until: date,
) -> Digest[T]:
    """doing, waiting: as in `standing_notices`; told: by the mails before."""
    overdue: list[T] = []
    soon: list[T] = []
    given: list[T] = []
    for item in doing:
        if item.is_late:
            overdue.append(item)
        elif _is_soon(item, day, soon_until):
            if Notice(item.key, SOON, item.until) not in told:
                soon.append(item)
        elif item.state in OPEN_STATES and Notice(item.key, GIVEN) not in told:
            given.append(item)
    asked = [item for item in waiting if Notice(item.key, WAITING) not in told]
    notices = {Notice(item.key, GIVEN) for item in (*overdue, *soon, *given)}
    notices |= {Notice(item.key, SOON, item.until) for item in soon}
    notices |= {Notice(item.key, WAITING) for item in asked}
    return Digest(tuple(overdue), tuple(soon), tuple(given), tuple(asked), frozenset(notices))


def _is_soon(item: Item, day: date, soon_until: date) -> bool:
    """In time still, and the last day in time is near."""
    if item.until is None or item.state not in OPEN_STATES:
        return False
    return day <= item.until <= soon_until
