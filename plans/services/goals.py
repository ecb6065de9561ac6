"""Writes of the tiers that a plan's communes are to reach, each with its line of history."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from criteria.models import CriteriaSet
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from plans.models import PlanCommune, PlanGoal
from plans.services.conflicts import PlanConflict, StalePlan
from plans.services.history import last_change, lock, note

GOAL = "Mục tiêu cấp độ"


@dataclass(frozen=True)
class GoalChange:
    """What shall be done to a tier by a year; an empty action takes the goal away.

    seen: `goal_version` of the goal that the person saw; None: does not matter.
    """

    tier: str
    action: str
    year: int
    seen: str | None = None


@transaction.atomic
def set_goal(
    *, row: PlanCommune, action: str, tier: str, year: int, by: User, seen: str | None = None
) -> PlanGoal | None:
    """Set a commune's goal for a tier; an empty action takes it away. Returns what stands.

    seen: as of GoalChange. Raises Refused for a signed plan, a year outside it or a commune that
    has been merged away by then; StalePlan when the goal moved meanwhile.
    """
    lock(row.plan)
    goal = PlanGoal.objects.filter(row=row, tier=tier).first()
    if goal_version(goal) == (f"{action} {year}" if action else ""):
        return goal
    before = goal_words(goal)
    if seen not in (None, goal_version(goal)):
        last = last_change(row.plan, row, what=GOAL)
        place = f"{row.name}, mục tiêu {CriteriaSet.Tier(tier).label}"
        raise StalePlan([PlanConflict(place, before or "không có", last)])
    if not action:
        if goal is not None:
            note(row.plan, row, GOAL, before, "", by=by)
            goal.delete()
        return None
    if not row.plan.first_year <= year <= row.plan.last_year:
        raise Refused(f"Năm {year} nằm ngoài kế hoạch {row.plan.years}. Chọn một năm của kế hoạch.")
    refuse_merged(row, year)
    goal = goal or PlanGoal(row=row, tier=tier)
    goal.action, goal.year = action, year
    goal.full_clean()
    goal.save()
    note(row.plan, row, GOAL, before, goal_words(goal), by=by)
    return goal


def goal_version(goal: PlanGoal | None) -> str:
    """What a form carries of a tier's goal that it showed: "BUILD 2024", "" for none."""
    return f"{goal.action} {goal.year}" if goal else ""


def goal_words(goal: PlanGoal | None) -> str:
    """ "Xây dựng xã nông thôn mới nâng cao, năm 2024"; "" for none."""
    return f"{goal}, năm {goal.year}" if goal else ""


def refuse_merged(row: PlanCommune, year: int) -> None:
    ended = row.commune.valid_to
    if ended is not None and merged_by(row, year):
        raise Refused(
            f"{row.name} đã sáp nhập từ sau ngày {format_day(ended)}, không còn để đạt mục tiêu "
            f"năm {year}. Ghi mục tiêu cho xã kế thừa."
        )


def merged_by(row: PlanCommune, year: int) -> bool:
    """Whether the commune is no more when the year begins."""
    ended = row.commune.valid_to
    return ended is not None and ended.year < year
