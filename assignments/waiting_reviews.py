"""What communes have assessed and somebody is to answer, for a person's own list. Reads only."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from assignments.access_work import Desk
from assignments.models import Agency
from assignments.verify_grid import read_led
from communes.models import AdministrativeUnit
from communes.reviews import read_stages
from communes.rules import Step
from criteria.models import CriteriaSet

# (commune id, requirement id)
Place = tuple[int, int]


@dataclass(frozen=True)
class Asked:
    """Cells of one commune and set at one step, for whoever takes the next.

    agency: of whose indicators alone, None for all.
    """

    commune: AdministrativeUnit
    criteria_set: CriteriaSet
    step: Step
    count: int
    agency: Agency | None = None


def read_waiting(desk: Desk, day: date) -> list[Asked]:
    """For an office what is to be verified or confirmed, for an agency what of its own indicators
    is to be verified, for a commune what was sent back. By commune.

    The number of queries grows with the number of sets and of the person's agencies.
    """
    if not (desk.own_offices or desk.agencies or desk.staff):
        return []
    visible = AdministrativeUnit.objects.visible_to(desk.user).rural_communes().existing_on(day)
    communes = {commune.pk: commune for commune in visible.order_by("code")}
    sets = {plan.criteria_set_id: plan.criteria_set for plan in desk.plans}
    for criteria_set in CriteriaSet.objects.for_communes().in_force(day).order_by("pk"):
        sets.setdefault(criteria_set.pk, criteria_set)
    asks = list(_asks(desk, day))
    found = []
    for criteria_set in sets.values():
        stages = read_stages(communes=communes, criteria_set=criteria_set, day=day)
        for step, fits, agency in asks:
            at_step = (place for place, stage in stages.items() if stage == step and fits(place))
            counts = Counter(commune for commune, _ in at_step)
            found += [
                Asked(communes[pk], criteria_set, step, counts[pk], agency)
                for pk in communes
                if counts[pk]
            ]
    return found


def _asks(desk: Desk, day: date) -> Iterator[tuple[Step, Callable[[Place], bool], Agency | None]]:
    """Which step waits for the person, in which places."""
    own = {commune.pk for commune in desk.staff}
    if own:
        yield Step.RETURNED, lambda place: place[0] in own, None
    if desk.own_offices:
        below = _below(desk.own_offices)
        for step in (Step.SUBMITTED, Step.VERIFIED):
            yield step, lambda place: place[0] in below, None
    for agency in Agency.objects.filter(pk__in=desk.agencies).order_by("pk"):
        yield Step.SUBMITTED, _within(agency, desk, day), agency


def _below(units: Collection[int]) -> set[int]:
    return set(AdministrativeUnit.objects.at_or_below(units).values_list("pk", flat=True))


def _within(agency: Agency, desk: Desk, day: date) -> Callable[[Place], bool]:
    """The places of what the agency leads under the plans of its unit."""
    nodes, below = agency_nodes(agency, desk, day), _below([agency.unit_id])
    return lambda place: place[0] in below and place[1] in nodes


def agency_nodes(agency: Agency, desk: Desk, day: date) -> set[int]:
    """Ids of all criteria and indicators that the agency leads under the plans of its unit."""
    plans = [plan for plan in desk.plans if plan.unit_id == agency.unit_id]
    led = read_led([agency.pk], plans, day)
    return {node.pk for nodes in led.values() for node in nodes}
