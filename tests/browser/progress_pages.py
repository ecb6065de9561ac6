"""Pages of a plan's progress for the axe sweep, and the goals that they show."""

from plans.models import Plan
from tests.factories.plans import PlanGoalFactory, VillageGoalFactory

PROGRESS_PAGES = {
    "plan-progress": ("office", "/ke-hoach/{plan}/tien-do/?voi=2023-12-31"),
    "plan-progress-cells": ("office", "/ke-hoach/{plan}/tien-do/o/?loai=dat"),
    "plan-progress-no-cells": ("reader", "/ke-hoach/{plan}/tien-do/o/?loai=da-dat"),
    "plans-to-compare": ("office", "/ke-hoach/so-sanh/"),
    "plans-compared": ("office", "/ke-hoach/so-sanh/?a={plan}&b=mot-xa"),
}


def add_goals(plan: Plan) -> None:
    for row in plan.rows.all():
        PlanGoalFactory(row=row)
    VillageGoalFactory(plan=plan)
