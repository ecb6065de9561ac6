"""Fetch a plan that a person may read or edit, or answer 404."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from communes.models import AdministrativeUnit, UnitRole
from plans.models import Plan, PlanCommune

EDITABLE = {Plan.Status.DRAFT, Plan.Status.SUBMITTED}


def get_plan(user: User, code: str) -> Plan:
    """A plan of a unit the person sees, or of a unit above their own."""
    plans = Plan.objects.visible_to(user).select_related("unit", "criteria_set")
    return get_object_or_404(plans, code=code)


def may_edit(user: User, plan: Plan) -> bool:
    """The office of the issuing unit, or of a unit above it, until the plan is signed."""
    if plan.status not in EDITABLE:
        return False
    offices = UnitRole.objects.filter(
        user=user, user__is_active=True, role=UnitRole.Role.OFFICE
    ).values("unit_id")
    above = AdministrativeUnit.objects.at_or_below(offices)
    return above.filter(pk=plan.unit_id).exists()


def rows(plan: Plan) -> QuerySet[PlanCommune]:
    return plan.rows.select_related("commune", "goal", "plan").order_by("position")


def get_row(plan: Plan, commune_code: str) -> PlanCommune:
    return get_object_or_404(rows(plan), commune__code=commune_code)
