"""Writes of what stands at the head of a plan: number, day, issuer, signer, years."""

import hashlib
from datetime import date

from django.db import transaction

from accounts.models import User
from communes.models import AdministrativeUnit
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from plans.models import Plan, PlanChange, PlanGoal, VillageGoal
from plans.services.conflicts import PlanConflict, StalePlan
from plans.services.goals import goal_words
from plans.services.history import lock, note

# What targets hang on (unit, set, baseline day) stays as the plan was made.
FACTS = (
    "title",
    "number",
    "signed_on",
    "issuer",
    "signer",
    "signer_title",
    "kind",
    "first_year",
    "last_year",
    "stated_communes",
    "capital_unit",
    "heading",
    "replaces",
)


@transaction.atomic
def change_facts(*, plan: Plan, seen: str, by: User) -> None:
    """Store the changed facts of a plan, each with its line of history.

    seen: `facts_version` of the plan that the person saw. Raises Refused for a signed plan or
    years that leave goals outside, ValidationError when the plan breaks a rule of its model,
    StalePlan with every fact that stands otherwise.
    """
    lock(plan)
    one_number_at_a_time(plan)
    stored = Plan.objects.select_related("unit", "criteria_set", "replaces").get(pk=plan.pk)
    changed = [name for name in FACTS if printed(stored, name) != printed(plan, name)]
    if changed and seen != facts_version(stored):
        raise StalePlan([_conflict(stored, name) for name in changed])
    plan.full_clean()
    _refuse_goals_outside(plan)
    for name in changed:
        note(plan, None, label(name), printed(stored, name), printed(plan, name), by=by)
    plan.save(update_fields=FACTS)


def facts_version(plan: Plan) -> str:
    """What a form carries of the facts that it showed; another one when any of them differs."""
    words = "\n".join(printed(plan, name) for name in FACTS)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def one_number_at_a_time(plan: Plan) -> None:
    """Of two people who give two plans of one unit the same number, the second sees the first."""
    list(AdministrativeUnit.objects.select_for_update().filter(pk=plan.unit_id).values_list("pk"))


def printed(plan: Plan, name: str) -> str:
    """A field as people read it: "đã ký", "30/01/2024", "Huyện Lộc Bình"."""
    display = getattr(plan, f"get_{name}_display", None)
    value = display() if display else getattr(plan, name)
    return format_day(value) if isinstance(value, date) else str("" if value is None else value)


def label(name: str) -> str:
    """As the history names the field: "Số, ký hiệu"."""
    return str(getattr(Plan._meta.get_field(name), "verbose_name", name)).capitalize()


def _conflict(stored: Plan, name: str) -> PlanConflict:
    last = PlanChange.objects.filter(plan=stored, what=label(name)).select_related("changed_by")
    return PlanConflict(label(name), printed(stored, name) or "trống", last.first())


def _refuse_goals_outside(plan: Plan) -> None:
    inside = {"year__gte": plan.first_year, "year__lte": plan.last_year}
    goals = PlanGoal.objects.filter(row__plan=plan).exclude(**inside).select_related("row__commune")
    villages = VillageGoal.objects.filter(plan=plan).exclude(**inside)
    outside = [
        *(f"{goal.row.name}: {goal_words(goal)}" for goal in goals),
        *(str(village) for village in villages.select_related("row__commune")),
    ]
    if outside:
        raise Refused(
            f"Kế hoạch {plan.years} không còn chứa {len(outside)} mục tiêu, như ‘{outside[0]}’. "
            "Sửa năm của các mục tiêu trước."
        )
