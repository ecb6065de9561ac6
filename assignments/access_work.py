"""Which duties a person reads, which are theirs, and in which capacity they act on them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404

from accounts.models import User
from assignments.duties import Duty, read_duties
from assignments.duty_owners import Standing, does, read_speaking_plans
from assignments.models import AgencyMembership, WorkTask
from assignments.work_rules import Party
from communes.models import AdministrativeUnit, UnitRole
from plans.models import Plan, PlanCommune

COMMUNE = AdministrativeUnit.Level.COMMUNE
_KEY = re.compile(r"viec-(?P<task>[0-9]{1,18})|muc-tieu-(?P<row>[0-9]{1,18})-[0-9]+-[0-9]+")


@dataclass(frozen=True)
class Desk:
    """What a person has to do with the duties of some plans (bàn làm việc).

    plans: those that the person reads and that still count. seen, offices: ids of the plans'
    units that the person sees whole, and whose office the person is. own_offices: those of them
    where the role itself stands. agencies: id -> whether the person is its head. staff: communes
    whose officer the person is; speaking: ids of the plans that speak of those. received: ids of
    communes that get the plans of others.
    """

    user: User
    plans: Sequence[Plan]
    seen: frozenset[int] = frozenset()
    offices: frozenset[int] = frozenset()
    own_offices: frozenset[int] = frozenset()
    agencies: Mapping[int, bool] = field(default_factory=dict)
    staff: Sequence[AdministrativeUnit] = ()
    speaking: frozenset[int] = frozenset()
    received: frozenset[int] = frozenset()
    roles: Sequence[UnitRole] = ()

    @property
    def headed(self) -> frozenset[int]:
        return frozenset(agency for agency, is_head in self.agencies.items() if is_head)

    @property
    def is_office(self) -> bool:
        return bool(self.offices)

    @property
    def leads_units(self) -> bool:
        """A leader with nothing to write: who is late, not what to do."""
        held = {role.role for role in self.roles}
        return UnitRole.Role.LEADER in held and not (self.agencies or self.offices or self.staff)

    def sees(self, duty: Duty) -> bool:
        """A plan that was only received says what concerns one's own communes."""
        if duty.plan.unit_id in self.seen:
            return True
        return not duty.communes or any(one.pk in self.received for one in duty.communes)

    def parties(self, duty: Duty) -> frozenset[Party]:
        """Empty for whoever only reads it."""
        found = set()
        if duty.plan.unit_id in self.offices:
            found.add(Party.OFFICE)
        if duty.acting & self.headed:
            found.add(Party.HEAD)
        if duty.assignee_id == self.user.pk and duty.acting & self.agencies.keys():
            found.add(Party.ASSIGNEE)
        return frozenset(found)

    def is_mine(self, duty: Duty) -> bool:
        """Stands in the person's own list: what they do, and for an office what it follows."""
        return duty.plan.unit_id in self.own_offices or does(duty, self.standing)

    @cached_property
    def standing(self) -> Standing:
        """The same without offices: those follow everything, also what waits for nobody's word."""
        return Standing(
            user_id=self.user.pk,
            headed=self.headed,
            agencies=frozenset(self.agencies),
            communes=frozenset(commune.pk for commune in self.staff),
            plans=self.speaking,
        )


def read_desk(user: User) -> Desk:
    """Six queries, nine for commune staff. An administrator holds no pen and acts for no agency."""
    plans = list(readable_plans(user).select_related("unit", "criteria_set"))
    units = AdministrativeUnit.objects
    of_plans = units.filter(pk__in={plan.unit_id for plan in plans})
    held = UnitRole.objects.filter(user=user, user__is_active=True).select_related("unit__parent")
    roles = list(held)
    spoken_for = of_plans & units.spoken_for_by(user, UnitRole.Role.OFFICE)
    offices = frozenset(spoken_for.values_list("pk", flat=True))
    seen = frozenset((of_plans & units.visible_to(user)).values_list("pk", flat=True))
    writes = not user.is_staff
    received: frozenset[int] = frozenset()
    if any(plan.unit_id not in seen for plan in plans):
        below = units.visible_to(user).filter(level=COMMUNE)
        received = frozenset(below.values_list("pk", flat=True))
    staff = [one.unit for one in roles if writes and one.role == UnitRole.Role.OFFICER]
    return Desk(
        user=user,
        plans=plans,
        seen=seen,
        offices=offices,
        own_offices=offices & {one.unit_id for one in roles if one.role == UnitRole.Role.OFFICE},
        agencies=read_memberships(user),
        staff=staff,
        speaking=_speaking(staff),
        received=received,
        roles=roles,
    )


def _speaking(staff: Sequence[AdministrativeUnit]) -> frozenset[int]:
    """Ids of the plans that speak of one of these communes; no query without any."""
    if not staff:
        return frozenset()
    return frozenset().union(*read_speaking_plans([one.pk for one in staff]).values())


def read_memberships(user: User) -> dict[int, bool]:
    """Agency id -> whether the person is its head; an administrator acts for none. One query."""
    if user.is_staff:
        return {}
    held = AgencyMembership.objects.filter(user=user, user__is_active=True)
    return dict(held.values_list("agency_id", "is_head"))


def readable_plans(user: User) -> QuerySet[Plan]:
    """Whose duties count: every plan that the person reads but those that were replaced."""
    return Plan.objects.visible_to(user).exclude(status=Plan.Status.SUPERSEDED)


def read_visible_duties(desk: Desk, day: date, *, plan_code: str = "") -> list[Duty]:
    """Everything that the person may read as of `day`, of one plan only where a code is given.

    404 for a plan that is not theirs.
    """
    plans = [plan for plan in desk.plans if plan_code in ("", plan.code)]
    if plan_code and not plans:
        raise Http404
    return [duty for duty in read_duties(plans, day) if desk.sees(duty)]


def get_duty(user: User, key: str, day: date) -> tuple[Duty, Desk]:
    """The duty of that key as of `day`, with what the person has to do with it."""
    desk = read_desk(user)
    code = _plan_of(key, desk)
    found = read_visible_duties(desk, day, plan_code=code) if code else []
    for duty in found:
        if duty.key == key:
            return duty, desk
    raise Http404


def _plan_of(key: str, desk: Desk) -> str:
    """Code of the plan that the key leads to, "" for none of the person's."""
    read = _KEY.fullmatch(key)
    if read is None:
        return ""
    plans = [plan.pk for plan in desk.plans]
    if read["task"]:
        tasks = WorkTask.objects.filter(pk=int(read["task"]), item__plan__in=plans)
        return tasks.values_list("item__plan__code", flat=True).first() or ""
    rows = PlanCommune.objects.filter(pk=int(read["row"]), plan__in=plans)
    return rows.values_list("plan__code", flat=True).first() or ""


def members_of(duty: Duty) -> list[User]:
    """Whom the duty may be handed to: everybody in an agency that does it, by name."""
    people = User.objects.filter(agency_memberships__agency__in=duty.acting, is_active=True)
    return list(people.distinct().order_by("full_name", "pk"))
