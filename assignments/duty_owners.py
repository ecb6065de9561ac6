"""Whose a duty is: who does it, and for whose word it waits.

The rules are pure functions of a duty and a `Standing`; `read_standings` reads those of many
people at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from assignments.duties import Duty
from assignments.duty_rules import State
from assignments.models import AgencyMembership
from communes.models import AdministrativeUnit, UnitRole
from plans.models import Plan, PlanCommune


@dataclass(frozen=True)
class Standing:
    """What a person is where duties are concerned, by ids.

    headed: agencies whose head he is; agencies: all of which he is a member. communes: whose
    officer he is, plans: those that speak of them. offices: units whose office he is. All empty
    for an administrator, who holds no pen, and for an account that is closed.
    """

    user_id: int | None = None
    headed: frozenset[int] = frozenset()
    agencies: frozenset[int] = frozenset()
    communes: frozenset[int] = frozenset()
    plans: frozenset[int] = frozenset()
    offices: frozenset[int] = frozenset()


def is_mine(duty: Duty, standing: Standing) -> bool:
    return does(duty, standing) or waits_for(duty, standing)


def does(duty: Duty, standing: Standing) -> bool:
    """A head's are all of the agency's, a member's those handed to him, an officer's those of the
    commune.
    """
    if not duty.acting.isdisjoint(standing.headed):
        return True
    is_handed = duty.assignee_id is not None and duty.assignee_id == standing.user_id
    if is_handed and not duty.acting.isdisjoint(standing.agencies):
        return True
    if duty.communes:
        return any(commune.pk in standing.communes for commune in duty.communes)
    return duty.by_communes and duty.plan.pk in standing.plans


def waits_for(duty: Duty, standing: Standing) -> bool:
    """Said to be done, and this is the office that confirms it."""
    return duty.state == State.WAITING and duty.plan.unit_id in standing.offices


class DutyIndex:
    """The duties by those who may have them, so that nobody's list is looked for among all."""

    def __init__(self, duties: Iterable[Duty]) -> None:
        self.by_place: defaultdict[tuple[str, int | None], list[Duty]] = defaultdict(list)
        self.order: dict[str, int] = {}
        for place, duty in enumerate(duties):
            self.order[duty.key] = place
            for owner in _places(duty):
                self.by_place[owner].append(duty)

    def duties_of(self, standing: Standing) -> tuple[list[Duty], list[Duty]]:
        """(what the person does, what waits for his word), in the order of the list."""
        places = [
            *(("agency", pk) for pk in standing.headed | standing.agencies),
            *(("commune", pk) for pk in standing.communes),
            *(("plan", pk) for pk in standing.plans),
            *(("office", pk) for pk in standing.offices),
        ]
        near = {duty.key: duty for place in places for duty in self.by_place.get(place, ())}
        mine = sorted(near.values(), key=lambda duty: self.order[duty.key])
        doing = [duty for duty in mine if does(duty, standing)]
        waiting = [duty for duty in mine if waits_for(duty, standing)]
        return doing, waiting


def _places(duty: Duty) -> Iterator[tuple[str, int]]:
    yield from (("agency", pk) for pk in duty.acting)
    yield from (("commune", commune.pk) for commune in duty.communes)
    if duty.by_communes:
        yield "plan", duty.plan.pk
    yield "office", duty.plan.unit_id


def read_standing(user: User, day: date) -> Standing:
    return read_standings([user], day)[user.pk]


def read_standings(users: Iterable[User], day: date) -> dict[int, Standing]:
    """User id -> standing as of `day`. Six queries, whatever the number of people.

    A commune that had ended by `day` has nobody any more who could do something there.
    """
    users = list(users)
    writers = {user.pk for user in users if user.is_active and not user.is_staff}
    headed, agencies, communes, offices = (defaultdict(set) for _ in range(4))
    memberships = AgencyMembership.objects.filter(user__in=writers).order_by()
    for user, agency, is_head in memberships.values_list("user", "agency", "is_head"):
        agencies[user].add(agency)
        if is_head:
            headed[user].add(agency)
    roles = UnitRole.objects.filter(user__in=writers).order_by()
    for user, unit in roles.filter(role=UnitRole.Role.OFFICE).values_list("user", "unit"):
        offices[user].add(unit)
    living = AdministrativeUnit.objects.filter(level=AdministrativeUnit.Level.COMMUNE)
    officers = roles.filter(role=UnitRole.Role.OFFICER, unit__in=living.existing_on(day))
    for user, unit in officers.values_list("user", "unit"):
        communes[user].add(unit)
    speaking = read_speaking_plans(set().union(*communes.values()))
    return {
        pk: Standing(
            pk,
            frozenset(headed[pk]),
            frozenset(agencies[pk]),
            frozenset(communes[pk]),
            frozenset().union(*(speaking[commune] for commune in communes[pk])),
            frozenset(offices[pk]),
        )
        for pk in (user.pk for user in users)
    }


def read_speaking_plans(communes: Iterable[int]) -> dict[int, frozenset[int]]:
    """Commune id -> ids of the plans with a row about it, or without rows and about its district.

    Three queries.
    """
    units = AdministrativeUnit.objects.filter(pk__in=communes)
    found: defaultdict[int, set[int]] = defaultdict(set)
    rows = PlanCommune.objects.filter(commune__in=communes).order_by()
    for commune, plan in rows.values_list("commune", "plan"):
        found[commune].add(plan)
    whole = defaultdict(set)
    without_rows = Plan.objects.exclude(pk__in=PlanCommune.objects.order_by().values("plan"))
    for unit, plan in without_rows.order_by().values_list("unit", "pk"):
        whole[unit].add(plan)
    for commune, *above in units.order_by().values_list(
        "pk", "parent", "parent__parent", "parent__parent__parent"
    ):
        for unit in above:
            found[commune] |= whole[unit]
    return defaultdict(frozenset, {pk: frozenset(plans) for pk, plans in found.items()})
