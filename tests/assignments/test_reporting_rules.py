"""Periods, deadlines "trước ngày 30", and who is late."""

from datetime import date
from itertools import pairwise

import pytest

from assignments.duty_rules import Calendar
from assignments.reporting_rules import (
    Deadline,
    Kind,
    Period,
    Standing,
    days_late,
    period_from,
    periods_of,
    read_key,
    standing,
)


@pytest.mark.parametrize(
    ("kind", "number", "days", "key", "words"),
    [
        (Kind.MONTHLY, 2, ((2, 1), (2, 29)), "thang-02-2024", "tháng 02/2024"),
        (Kind.MONTHLY, 12, ((12, 1), (12, 31)), "thang-12-2024", "tháng 12/2024"),
        (Kind.QUARTERLY, 1, ((1, 1), (3, 31)), "quy-1-2024", "quý I/2024"),
        (Kind.QUARTERLY, 4, ((10, 1), (12, 31)), "quy-4-2024", "quý IV/2024"),
        (Kind.HALF_YEAR, 1, ((1, 1), (6, 30)), "nua-nam-1-2024", "6 tháng đầu năm 2024"),
        (Kind.HALF_YEAR, 2, ((7, 1), (12, 31)), "nua-nam-2-2024", "6 tháng cuối năm 2024"),
        (Kind.YEAR, 1, ((1, 1), (12, 31)), "nam-2024", "năm 2024"),
    ],
)
def test_a_period(kind, number, days, key, words):
    first, last = days
    period = Period(kind, 2024, number)

    assert (period.first, period.last) == (date(2024, *first), date(2024, *last))
    assert (period.key, period.words) == (key, words)
    assert read_key(key) == period
    assert period_from(kind, period.first) == period


@pytest.mark.parametrize(("kind", "count"), [("MONTHLY", 12), ("QUARTERLY", 4), ("HALF_YEAR", 2)])
def test_the_periods_of_a_year_follow_each_other(kind, count):
    periods = periods_of(Kind(kind), 2023)

    assert len(periods) == count
    assert periods[0].first == date(2023, 1, 1)
    assert periods[-1].last == date(2023, 12, 31)
    for one, other in pairwise(periods):
        assert (other.first - one.last).days == 1
        assert one.next_last == other.last


def test_the_period_after_the_last_of_a_year():
    assert Period(Kind.MONTHLY, 2024, 12).next_last == date(2025, 1, 31)
    assert Period(Kind.QUARTERLY, 2024, 4).next_last == date(2025, 3, 31)
    assert Period(Kind.YEAR, 2024, 1).next_last == date(2025, 12, 31)


@pytest.mark.parametrize(
    "text",
    ["", "thang", "thang-13-2024", "thang-1-2024", "quy-5-2024", "nam-0000", "nam-²024", "x-2024"],
)
def test_what_names_no_period(text):
    assert read_key(text) is None


@pytest.mark.parametrize(
    ("deadline", "year", "month", "due_on"),
    [
        (Deadline(30), 2024, 1, date(2024, 1, 30)),  # "trước ngày 30": the 30th is in time
        (Deadline(30, is_before=False), 2024, 1, date(2024, 1, 30)),
        (Deadline(30), 2024, 2, date(2024, 2, 29)),  # no 30th: its own last day
        (Deadline(30), 2023, 2, date(2023, 2, 28)),
        (Deadline(30, is_before=False), 2023, 2, date(2023, 2, 28)),
        (Deadline(29), 2023, 2, date(2023, 2, 28)),
        (Deadline(28), 2023, 2, date(2023, 2, 28)),
        (Deadline(27), 2023, 2, date(2023, 2, 27)),
        (Deadline(31, is_before=False), 2024, 4, date(2024, 4, 30)),
        (Deadline(5, next_month=True), 2024, 1, date(2024, 2, 5)),
        (Deadline(30, next_month=True), 2023, 1, date(2023, 2, 28)),
        (Deadline(5, is_before=False, next_month=True), 2024, 12, date(2025, 1, 5)),
        (Deadline(1, next_month=True), 2024, 1, date(2024, 2, 1)),
        (Deadline(1), 2024, 3, date(2024, 3, 1)),
    ],
)
def test_when_a_month_falls_due(deadline, year, month, due_on):
    assert deadline.due_on(Period(Kind.MONTHLY, year, month)) == due_on


def test_a_quarter_falls_due_in_its_last_month():
    assert Deadline(30).due_on(Period(Kind.QUARTERLY, 2024, 1)) == date(2024, 3, 30)


def test_a_rule_in_words():
    assert Deadline(30).words == "trước ngày 30 của tháng cuối kỳ báo cáo"
    assert Deadline(5, is_before=False, next_month=True).words == (
        "chậm nhất ngày 05 của tháng sau kỳ báo cáo"
    )


UNTIL = date(2024, 1, 29)


@pytest.mark.parametrize(
    ("sent_on", "day", "found", "late"),
    [
        (None, date(2024, 1, 28), Standing.NOT_DUE, 0),
        (None, date(2024, 1, 29), Standing.NOT_DUE, 0),
        (None, date(2024, 1, 30), Standing.MISSING, 1),
        (date(2024, 1, 28), date(2024, 2, 5), Standing.ON_TIME, 0),
        (date(2024, 1, 29), date(2024, 2, 5), Standing.ON_TIME, 0),
        (date(2024, 1, 30), date(2024, 2, 5), Standing.LATE, 1),
        (date(2024, 2, 3), date(2024, 2, 5), Standing.LATE, 5),
        (date(2024, 2, 3), date(2024, 2, 2), Standing.MISSING, 4),  # not there yet on that day
        (date(2024, 2, 3), date(2024, 1, 29), Standing.NOT_DUE, 0),
    ],
)
def test_standing_on_the_bound(sent_on, day, found, late):
    assert standing(sent_on, UNTIL, day) is found
    assert days_late(sent_on, UNTIL, day) == late


def test_a_deadline_on_a_day_off_goes_to_the_next_working_day():
    saturday = Deadline(29).due_on(Period(Kind.MONTHLY, 2024, 6))
    calendar = Calendar(off={date(2024, 7, 1)})

    assert saturday == date(2024, 6, 29)
    assert calendar.in_time_until(saturday) == date(2024, 7, 2)
