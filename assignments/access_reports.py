"""Who may read and who may send which report, or 404: "not yours" looks like "not there"."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from assignments.bodies import read_bodies
from assignments.models import Agency, AgencyMembership, ReportingCycle, ReportingParty
from assignments.reporting_rules import read_key
from communes.models import AdministrativeUnit, UnitRole
from plans.access import get_plan, may_edit, sees_unit
from plans.models import Plan


@dataclass(frozen=True)
class Speaking:
    """For whom a person sends reports: ids of agencies and of communes."""

    agencies: Collection[int]
    communes: Collection[int]

    def is_for(self, party: ReportingParty) -> bool:
        return party.agency_id in self.agencies or party.commune_id in self.communes

    @property
    def parties(self) -> QuerySet[ReportingParty]:
        own = Q(agency__in=self.agencies) | Q(commune__in=self.communes)
        return ReportingParty.objects.filter(own)


def speaking_of(user: User, day: date) -> Speaking:
    """Any member sends for the agency, and for those whose work it had taken over by `day`; any
    officer for the commune. An administrator sends for nobody.
    """
    if user.is_staff or not user.is_active:
        return Speaking((), ())
    own = AgencyMembership.objects.filter(user=user).select_related("agency__unit")
    members = {one.agency_id for one in own}
    agencies: set[int] = set()
    if members:
        bodies = read_bodies({one.agency.unit for one in own}, day)
        agencies = {
            agency.pk
            for agency in bodies.by_id.values()
            if agency.kind == Agency.Kind.OFFICE and bodies.acting(agency.pk) & members
        } | members
    communes = AdministrativeUnit.objects.filter(level=AdministrativeUnit.Level.COMMUNE)
    officers = communes.spoken_for_by(user, UnitRole.Role.OFFICER)
    return Speaking(agencies, set(officers.values_list("pk", flat=True)))


def own_parties(user: User, speaking: Speaking) -> QuerySet[ReportingParty]:
    """What the person owes under the plans that he sees and that nothing has replaced."""
    plans = Plan.objects.visible_to(user).exclude(status=Plan.Status.SUPERSEDED)
    return speaking.parties.filter(cycle__plan__in=plans)


def get_party(user: User, cycle_id: int, who: str, day: date) -> tuple[ReportingParty, Speaking]:
    """Whoever sees the plan's unit reads every report on it; others those that they owe."""
    plans = Plan.objects.visible_to(user)
    parties = ReportingParty.objects.filter(cycle=cycle_id, cycle__plan__in=plans)
    party = get_object_or_404(
        parties.select_related(
            "agency",
            "commune",
            "cycle__plan__unit",
            "cycle__plan__criteria_set",
            "cycle__closed_by",
        ),
        **_named(who),
    )
    speaking = speaking_of(user, day)
    if not speaking.is_for(party) and not sees_unit(user, party.cycle.plan):
        raise Http404
    return party, speaking


def _named(who: str) -> dict[str, int]:
    """The party that an address names: "cq-12" an agency, "xa-345" a commune."""
    kind, _, number = who.partition("-")
    field = {"cq": "agency_id", "xa": "commune_id"}.get(kind)
    if field is None or not (number.isascii() and number.isdecimal() and len(number) <= 18):
        raise Http404
    return {field: int(number)}


def get_reported_plan(user: User, code: str) -> Plan:
    """A plan whose reports the person reads: communes read their own alone."""
    plan = get_plan(user, code)
    if not sees_unit(user, plan):
        raise Http404
    return plan


def get_plan_to_report(user: User, code: str) -> Plan:
    """The same for the office that makes, merges and closes its cycles."""
    plan = get_reported_plan(user, code)
    if not may_edit(user, plan):
        raise Http404
    return plan


def get_cycle(plan: Plan, key: str) -> ReportingCycle:
    """The cycle of the plan that an address names: "thang-01-2024"."""
    period = read_key(key)
    if period is None:
        raise Http404
    cycle = get_object_or_404(
        ReportingCycle.objects.select_related("closed_by"),
        plan=plan,
        kind=period.kind.value,
        first_on=period.first,
    )
    cycle.plan = plan  # with its unit and its set
    return cycle
