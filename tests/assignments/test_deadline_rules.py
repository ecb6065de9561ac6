from datetime import date

import pytest

from assignments.deadline_rules import cannot_be_meant, doubt


@pytest.mark.parametrize(
    ("due_on", "wrong"),
    [
        (date(2010, 12, 31), True),
        (date(2011, 1, 1), False),
        (date(2035, 12, 31), False),
        (date(2036, 1, 1), True),
        (date(24, 11, 30), True),
    ],
)
def test_a_year_far_from_the_plan_cannot_be_meant(due_on, wrong):
    assert cannot_be_meant(due_on, first_year=2021, last_year=2025) == wrong


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        (None, ""),
        (date(2024, 3, 30), "trước ngày 31/03/2024 của kế hoạch"),
        (date(2024, 3, 31), ""),
        (date(2024, 12, 31), ""),
        (date(2025, 1, 1), "sau năm cuối của kế hoạch (2024)"),
    ],
)
def test_a_deadline_outside_the_plan_is_worth_a_look(due_on, said):
    assert doubt(due_on, plan_day=date(2024, 3, 31), last_year=2024) == said
