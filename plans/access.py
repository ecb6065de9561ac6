"""Fetch a plan that a person may read or edit, or answer 404."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from communes.models import AdministrativeUnit, UnitRole
from plans.models import Plan, PlanCommune, PlanScan
from plans.step_rules import Party

EDITABLE = {Plan.Status.DRAFT}
PAPER = {Plan.Status.SIGNED, Plan.Status.SUPERSEDED}


def get_plan(user: User, code: str) -> Plan:
    """A plan of a unit the person sees, or of a unit above their own."""
    plans = Plan.objects.visible_to(user).select_related("unit", "criteria_set")
    return get_object_or_404(plans, code=code)


def sees_unit(user: User, plan: Plan) -> bool:
    """Whether the person holds a role on the issuing unit or above it.

    Who only received the signed plan reads its own day, not what has moved since.
    """
    return AdministrativeUnit.objects.visible_to(user).filter(pk=plan.unit_id).exists()


def may_edit(user: User, plan: Plan) -> bool:
    """Whether the person is the office of the issuing unit or of a unit above it.

    Says nothing of the plan's status: a signed plan is refused by the services, with a sentence.
    """
    offices = AdministrativeUnit.objects.spoken_for_by(user, UnitRole.Role.OFFICE)
    return offices.filter(pk=plan.unit_id).exists()


def get_plan_to_edit(user: User, code: str) -> Plan:
    """A plan for the office that edits it; also a signed one, which the services refuse."""
    plan = get_plan(user, code)
    if not may_edit(user, plan):
        raise Http404
    return plan


def plans_to_fill(user: User) -> QuerySet[Plan]:
    """The drafts into which the person, as their office, may bring a sheet; the newest first."""
    offices = AdministrativeUnit.objects.spoken_for_by(user, UnitRole.Role.OFFICE)
    drafts = Plan.objects.filter(unit__in=offices, status__in=EDITABLE)
    return drafts.select_related("unit", "criteria_set").order_by("-first_year", "-pk")


def get_plan_to_audit(user: User, code: str) -> Plan:
    """A plan that the person reads, for the office that edits it and for administrators."""
    plan = get_plan(user, code)
    if not user.is_staff and not may_edit(user, plan):
        raise Http404
    return plan


def planning_units(user: User) -> QuerySet[AdministrativeUnit]:
    """The units for which the person, as their office, may make a plan; the highest first."""
    offices = AdministrativeUnit.objects.spoken_for_by(user, UnitRole.Role.OFFICE)
    village = AdministrativeUnit.Level.VILLAGE
    # PROVINCE, DISTRICT, COMMUNE: backwards in the alphabet as it happens.
    return offices.exclude(level=village).select_related("parent").order_by("-level", "code")


def is_open(plan: Plan) -> bool:
    """Whether the plan may still change: a draft, also one that the leader has sent back."""
    return plan.status in EDITABLE


def parties(user: User, plan: Plan) -> frozenset[Party]:
    """In which capacities the person acts on the plan: of its unit, or of a unit above it."""
    units = AdministrativeUnit.objects
    return frozenset(
        party
        for party in Party
        if units.spoken_for_by(user, party.value).filter(pk=plan.unit_id).exists()
    )


def get_scan(user: User, code: str, pk: int) -> tuple[Plan, PlanScan]:
    """A scan of a plan that the person reads."""
    plan = get_plan(user, code)
    return plan, get_object_or_404(PlanScan, pk=pk, plan=plan)


def rows(plan: Plan) -> QuerySet[PlanCommune]:
    return plan.rows.select_related("commune", "plan").order_by("position")


def get_row(plan: Plan, commune_code: str) -> PlanCommune:
    return get_object_or_404(rows(plan), commune__code=commune_code)


def get_situation_row(user: User, code: str, commune_code: str) -> PlanCommune:
    """A row of a single-commune plan that the person reads: only such plans have findings."""
    plan = get_plan(user, code)
    if plan.kind != Plan.Kind.COMMUNE:
        raise Http404
    row = get_row(plan, commune_code)
    row.plan = plan  # with its unit and its set
    return row


def get_situation_row_to_edit(user: User, code: str, commune_code: str) -> PlanCommune:
    """The same for the office of the plan; also of a signed plan, which the services refuse."""
    row = get_situation_row(user, code, commune_code)
    if not may_edit(user, row.plan):
        raise Http404
    return row
