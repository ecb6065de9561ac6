"""What a mail tells, and what it does not tell again."""

from dataclasses import dataclass
from datetime import date

import pytest

from assignments.digest_rules import (
    GIVEN,
    SOON,
    WAITING,
    Digest,
    Notice,
    make_digest,
    standing_notices,
)
from assignments.duty_rules import State, is_late

DAY, LAST = date(2024, 11, 28), date(2024, 12, 3)


@dataclass(frozen=True)
class Item:
    key: str = "viec-1"
    until: date | None = None
    state: State = State.NOT_STARTED

    @property
    def is_late(self) -> bool:
        return is_late(self.state, self.until, DAY)


def digest(*doing: Item, waiting: tuple[Item, ...] = (), told: set[Notice] = frozenset()) -> Digest:
    return make_digest(doing, waiting, told=frozenset(told), day=DAY, soon_until=LAST)


def lists(found: Digest) -> tuple[int, ...]:
    return tuple(len(one) for one in (found.overdue, found.soon, found.given, found.waiting))


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        pytest.param(date(2024, 11, 27), (1, 0, 0, 0), id="yesterday"),
        pytest.param(date(2024, 11, 28), (0, 1, 0, 0), id="today"),
        pytest.param(date(2024, 12, 3), (0, 1, 0, 0), id="on-the-bound"),
        pytest.param(date(2024, 12, 4), (0, 0, 1, 0), id="just-beyond"),
        pytest.param(None, (0, 0, 1, 0), id="no-date"),
    ],
)
@pytest.mark.parametrize("state", [State.NOT_STARTED, State.DOING])
def test_each_open_duty_stands_in_one_list(until, expected, state):
    assert lists(digest(Item(until=until, state=state))) == expected


@pytest.mark.parametrize("state", [State.WAITING, State.DONE])
@pytest.mark.parametrize("until", [date(2024, 11, 27), DAY, None])
def test_whoever_has_done_it_is_not_reminded(state, until):
    found = digest(Item(until=until, state=state))

    assert lists(found) == (0, 0, 0, 0)
    assert not found


def test_what_was_told_is_not_told_again_but_overdue_is():
    late, near = Item("viec-1", date(2024, 11, 27)), Item("viec-2", LAST)
    far, asked = Item("viec-3"), Item("viec-4", state=State.WAITING)
    first = digest(late, near, far, waiting=(asked,))

    second = digest(late, near, far, waiting=(asked,), told=first.notices)

    assert lists(first) == (1, 1, 1, 1)
    assert first.notices == {
        Notice("viec-1", GIVEN),
        Notice("viec-2", GIVEN),
        Notice("viec-2", SOON, LAST),
        Notice("viec-3", GIVEN),
        Notice("viec-4", WAITING),
    }
    assert lists(second) == (1, 0, 0, 0)


def test_a_new_duty_comes_near_and_is_told_as_that_once_more():
    assert lists(digest(Item(until=LAST), told={Notice("viec-1", GIVEN)})) == (0, 1, 0, 0)


def test_a_deadline_that_moves_is_told_anew():
    told = {Notice("viec-1", GIVEN), Notice("viec-1", SOON, DAY)}

    assert lists(digest(Item(until=LAST), told=told)) == (0, 1, 0, 0)


def test_what_is_true_no_more_is_no_standing_notice():
    items = [
        Item("viec-1", date(2024, 11, 27)),
        Item("viec-2", LAST),
        Item("viec-3", date(2024, 12, 4)),
        Item("viec-4", LAST, State.WAITING),
        Item("viec-5", LAST, State.DONE),
    ]

    assert standing_notices(items, [Item("viec-6")], day=DAY, soon_until=LAST) == {
        Notice("viec-1", GIVEN),
        Notice("viec-2", GIVEN),
        Notice("viec-2", SOON, LAST),
        Notice("viec-3", GIVEN),
        Notice("viec-4", GIVEN),
        Notice("viec-6", WAITING),
    }
