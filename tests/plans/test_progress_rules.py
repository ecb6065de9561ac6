"""A plan against reality: kinds of cells, the calendar, goals."""

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from plans.progress_rules import (
    COMMUNE,
    CRITERION,
    GoalPace,
    Kind,
    Pace,
    Progress,
    due,
    goal_pace,
    pace,
    term_of,
)

YEAR = term_of(2023, 2023)  # 365 days
# Commune 1: criterion 1 kept, 2 fallen, 3 reached, 4 remaining, 5 besides the plan, 6 never.
MOVED = Progress(
    before=frozenset({(1, 1), (1, 2)}),
    now=frozenset({(1, 1), (1, 3), (1, 5), (2, 3)}),
    targeted=frozenset({(1, 3), (1, 4), (2, 3)}),
)


@pytest.mark.parametrize(
    ("kind", "squares"),
    [
        (Kind.BASELINE, {(1, 1), (1, 2)}),
        (Kind.PLANNED, {(1, 3), (1, 4), (2, 3)}),
        (Kind.PROMISED, {(1, 1), (1, 2), (1, 3), (1, 4), (2, 3)}),
        (Kind.REACHED, {(1, 3), (2, 3)}),
        (Kind.REMAINING, {(1, 4)}),
        (Kind.REGRESSED, {(1, 2)}),
        (Kind.EXTRA, {(1, 5)}),
        (Kind.MET, {(1, 1), (1, 3), (1, 5), (2, 3)}),
    ],
)
def test_every_kind_of_cell(kind, squares):
    assert MOVED.of(kind) == squares


def test_what_is_met_is_kept_reached_or_besides_the_plan():
    totals = MOVED.totals()

    kept = totals[Kind.BASELINE] - totals[Kind.REGRESSED]
    assert totals[Kind.MET] == kept + totals[Kind.REACHED] + totals[Kind.EXTRA]
    assert totals[Kind.PLANNED] == totals[Kind.REACHED] + totals[Kind.REMAINING]


def test_counts_by_commune_and_by_criterion():
    assert MOVED.counts(COMMUNE)[Kind.PLANNED] == Counter({1: 2, 2: 1})
    assert MOVED.counts(CRITERION)[Kind.REACHED] == Counter({3: 2})


def test_before_the_baseline_day_nothing_has_moved_since():
    earlier = Progress(MOVED.before, MOVED.now, MOVED.targeted, is_earlier=True)

    assert earlier.of(Kind.REGRESSED) == frozenset()
    assert earlier.of(Kind.EXTRA) == frozenset()
    assert earlier.of(Kind.REACHED) == MOVED.of(Kind.REACHED)


def test_a_target_met_at_first_and_lost_since_both_remains_and_regressed():
    lost = Progress(frozenset({(1, 1)}), frozenset(), frozenset({(1, 1)}))

    assert (lost.of(Kind.REMAINING), lost.of(Kind.REGRESSED)) == ({(1, 1)}, {(1, 1)})


@pytest.mark.parametrize(
    ("day", "passed"),
    [
        pytest.param(date(2022, 12, 31), 0, id="before"),
        pytest.param(date(2023, 1, 1), 1, id="first-day"),
        pytest.param(date(2023, 12, 30), 364, id="last-but-one"),
        pytest.param(date(2023, 12, 31), 365, id="last-day"),
        pytest.param(date(2025, 6, 1), 365, id="after"),
    ],
)
def test_time_is_counted_to_the_end_of_the_day(day, passed):
    assert YEAR.passed(day) == passed
    assert YEAR.elapsed(day) == Fraction(passed, 365)


def test_a_plan_of_five_years_runs_to_the_end_of_the_last():
    assert term_of(2021, 2025).days == 1826


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        # 5 targets of 365 days: one more every 73 days.
        pytest.param(date(2023, 3, 13), 0, id="day-72"),
        pytest.param(date(2023, 3, 14), 1, id="day-73"),
        pytest.param(date(2023, 3, 15), 1, id="day-74"),
        pytest.param(date(2023, 12, 30), 4, id="last-but-one"),
        pytest.param(date(2023, 12, 31), 5, id="last-day"),
    ],
)
def test_what_the_calendar_asks_for(day, asked):
    assert due(5, YEAR, day) == asked


@pytest.mark.parametrize(
    ("planned", "reached", "day", "expected"),
    [
        pytest.param(0, 0, date(2023, 6, 1), Pace.NO_TARGETS, id="no-targets"),
        pytest.param(0, 0, date(2024, 6, 1), Pace.NO_TARGETS, id="no-targets-after"),
        pytest.param(5, 0, date(2022, 12, 31), Pace.NOT_BEGUN, id="day-before-it-begins"),
        pytest.param(5, 0, date(2023, 1, 1), Pace.ON_TRACK, id="first-day"),
        pytest.param(5, 0, date(2023, 3, 13), Pace.ON_TRACK, id="day-before-one-is-due"),
        pytest.param(5, 0, date(2023, 3, 14), Pace.BEHIND, id="one-is-due-today"),
        pytest.param(5, 1, date(2023, 3, 14), Pace.ON_TRACK, id="on-the-bound"),
        pytest.param(5, 2, date(2023, 3, 14), Pace.ON_TRACK, id="above-the-bound"),
        pytest.param(5, 1, date(2023, 5, 26), Pace.BEHIND, id="below-the-bound"),
        pytest.param(1, 0, date(2023, 12, 30), Pace.ON_TRACK, id="one-target-till-the-end"),
        pytest.param(5, 4, date(2023, 12, 31), Pace.BEHIND, id="last-day"),
        pytest.param(5, 4, date(2024, 1, 1), Pace.MISSED, id="day-after-it-ends"),
        pytest.param(5, 5, date(2024, 1, 1), Pace.DONE, id="all-after-it-ends"),
        pytest.param(5, 5, date(2022, 12, 31), Pace.DONE, id="all-before-it-begins"),
    ],
)
def test_on_track_or_behind(planned, reached, day, expected):
    assert pace(planned, reached, YEAR, day) is expected


@pytest.mark.parametrize(
    ("is_recognised", "day", "expected"),
    [
        (False, date(2023, 12, 31), GoalPace.OPEN),
        (False, date(2024, 1, 1), GoalPace.OVERDUE),
        (True, date(2023, 12, 31), GoalPace.REACHED),
        (True, date(2024, 1, 1), GoalPace.REACHED),
    ],
)
def test_a_goal_is_due_on_the_last_day_of_its_year(is_recognised, day, expected):
    assert goal_pace(is_recognised=is_recognised, year=2023, day=day) is expected
