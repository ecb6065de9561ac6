"""The working-day calendar, and from when on a duty is late."""

from datetime import date

import pytest

from assignments.duty_rules import Calendar, State, is_late

FRIDAY, SATURDAY, SUNDAY, MONDAY = (
    date(2024, 6, 28),
    date(2024, 6, 29),
    date(2024, 6, 30),
    date(2024, 7, 1),
)
PLAIN = Calendar()


@pytest.mark.parametrize(
    ("due_on", "until"),
    [(FRIDAY, FRIDAY), (SATURDAY, MONDAY), (SUNDAY, MONDAY), (MONDAY, MONDAY)],
)
def test_what_falls_due_on_a_weekend_may_be_done_on_monday(due_on, until):
    assert PLAIN.in_time_until(due_on) == until


def test_days_off_in_a_row_are_passed_over():
    tet = Calendar(off={date(2024, 2, day) for day in range(8, 15)})

    assert tet.in_time_until(date(2024, 2, 7)) == date(2024, 2, 7)
    assert tet.in_time_until(date(2024, 2, 8)) == date(2024, 2, 15)
    assert tet.in_time_until(date(2024, 2, 14)) == date(2024, 2, 15)


def test_a_saturday_that_is_worked_counts():
    assert Calendar(works={SATURDAY}).in_time_until(SATURDAY) == SATURDAY


def test_a_day_off_stays_off_even_if_it_is_said_to_be_worked():
    assert not Calendar(off={SATURDAY}, works={SATURDAY}).is_working(SATURDAY)


@pytest.mark.parametrize(("count", "day"), [(0, FRIDAY), (1, MONDAY), (2, date(2024, 7, 2))])
def test_working_days_after_a_day(count, day):
    assert PLAIN.add_working_days(FRIDAY, count) == day


@pytest.mark.parametrize("state", [State.NOT_STARTED, State.DOING])
@pytest.mark.parametrize(
    ("day", "late"), [(FRIDAY, False), (SATURDAY, False), (SUNDAY, False), (MONDAY, True)]
)
def test_late_begins_on_the_day_after(state, day, late):
    assert is_late(state, SUNDAY, day) is late


@pytest.mark.parametrize("state", [State.WAITING, State.DONE])
def test_what_is_said_to_be_done_is_not_late(state):
    assert not is_late(state, FRIDAY, MONDAY)


def test_without_a_date_nothing_is_late():
    assert not is_late(State.NOT_STARTED, None, MONDAY)
