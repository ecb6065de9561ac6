"""Deadlines of measures against their plan: what cannot be meant, what is worth a look. Pure."""

from datetime import date

from ntm_portal.lib.dates import format_day

FARTHEST = 10  # years from the plan; beyond that a digit of the year was mistyped


def cannot_be_meant(due_on: date, *, first_year: int, last_year: int) -> bool:
    return not first_year - FARTHEST <= due_on.year <= last_year + FARTHEST


def doubt(due_on: date | None, *, plan_day: date, last_year: int) -> str:
    """Why a deadline may be a slip, "" where nothing speaks against it.

    plan_day: when the plan was signed, else the day that its figures are of. A signed paper may
    print such a day, so it is said, not refused.
    """
    if due_on is None:
        return ""
    if due_on < plan_day:
        return f"trước ngày {format_day(plan_day)} của kế hoạch"
    if due_on.year > last_year:
        return f"sau năm cuối của kế hoạch ({last_year})"
    return ""
