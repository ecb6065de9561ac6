"""What an agency verifies: its indicators in the communes of a plan, as of a day. Reads only."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from assignments.bodies import read_bodies
from assignments.models import Agency, Responsibility, TargetAssignment
from communes.grid import SIGNS, WORDS
from communes.models import Cell, ReviewStep, StatusEntry
from communes.rules import Step
from criteria.models import Requirement
from criteria.rules import Verdict
from plans.models import Plan, PlanCommune, PlanTarget

EMPTY = Verdict.NO_DATA.value
# (commune id, requirement id)
Place = tuple[int, int]


class Standing(NamedTuple):
    """One cell: what counts, what the commune said, and how far that has come.

    official, assessed, step: ids of the newest rows, 0 for none. said_by: ids of those who wrote
    or submitted what the commune said.
    """

    state: str = EMPTY
    official: int = 0
    assessed: int = 0
    said: str = ""
    step: int = 0
    is_submitted: bool = False
    said_by: frozenset[int] = frozenset()

    @property
    def review_version(self) -> str:
        """As `communes.reviews.ReviewLine.version`."""
        return f"{self.assessed}-{self.step}-{self.official}"

    @property
    def version(self) -> int:
        """All of it as the one number that the grid carries."""
        digest = hashlib.sha256(self.review_version.encode()).digest()
        return int.from_bytes(digest[:6])  # a script's numbers are exact up to 53 bits


NOTHING = Standing()


@dataclass(frozen=True)
class VerifyGrid:
    """requirements: leaves only, in the order of the set. rows: by STT."""

    requirements: Sequence[Requirement]
    rows: Sequence[PlanCommune]
    cells: dict[Place, Standing]

    def standing(self, row: PlanCommune, requirement: Requirement) -> Standing:
        return self.cells.get((row.commune_id, requirement.pk), NOTHING)

    def cells_html(self, row: PlanCommune) -> SafeString:
        found = (self.standing(row, requirement) for requirement in self.requirements)
        return format_html_join("", "{}", ((_cell_html(one),) for one in found))

    def waiting(self, row: PlanCommune) -> int:
        """Cells that the commune has submitted and nobody has verified."""
        return sum(self.standing(row, one).is_submitted for one in self.requirements)


def read_verify_grid(
    agency: Agency, plan: Plan, day: date, *, all_rows: bool = False
) -> VerifyGrid:
    """all_rows: every commune of the plan, else those with a target of the agency's criteria."""
    requirements = leaves(read_led([agency.pk], [plan], day)[plan.pk])
    of_plan = PlanCommune.objects.filter(plan=plan)
    rows = list(of_plan.select_related("commune", "plan").order_by("position"))
    if not all_rows:
        criteria = {_criterion_id(one) for one in requirements}
        targeted = PlanTarget.objects.filter(row__in=rows, requirement__in=criteria)
        kept = set(targeted.values_list("row_id", flat=True))
        rows = [row for row in rows if row.pk in kept]
    communes = [row.commune_id for row in rows]
    cells = Cell.objects.of(communes=communes, requirements=requirements)
    return VerifyGrid(requirements, rows, read_standings(cells, day))


def read_led(
    agencies: Collection[int], plans: Collection[Plan], day: date
) -> dict[int, list[Requirement]]:
    """Plan id -> what the agencies lead under it on the day, each node with all below it, in order.

    Seven queries at most.
    """
    bodies = read_bodies({plan.unit_id for plan in plans}, day)
    mine = [pk for pk in bodies.by_id if not bodies.acting(pk).isdisjoint(agencies)]
    leads = Responsibility.objects.filter(
        plan__in=plans, role=Responsibility.Role.LEAD, row__isnull=True
    )
    lines = list(leads.select_related("requirement__parent__parent"))
    given = TargetAssignment.objects.filter(row__plan__in=plans, agency__in=mine)
    roots: dict[int, set[int]] = {plan.pk: set() for plan in plans}
    for plan_id, requirement_id in given.values_list("row__plan", "requirement"):
        roots[plan_id].add(requirement_id)
    trees = _read_trees(plans)
    for plan in plans:
        own = [line for line in lines if line.plan_id == plan.pk]
        led = [line.requirement for line in own if line.requirement]
        roots[plan.pk] |= {one.requirement_id for one in own if one.agency_id in mine} - {None}
        if any(one.criteria_set_id == plan.criteria_set_id for one in own if one.agency_id in mine):
            others = {_criterion_id(node) for node in led}
            whole = {node.pk for node in trees[plan.criteria_set_id] if not node.parent_id}
            roots[plan.pk] |= whole - others
    return {
        plan.pk: [node for node in trees[plan.criteria_set_id] if roots[plan.pk] & set(_line(node))]
        for plan in plans
    }


def _read_trees(plans: Collection[Plan]) -> dict[int, list[Requirement]]:
    """Set id -> its requirements in order, each with its parent and its set."""
    sets = {plan.criteria_set_id: plan.criteria_set for plan in plans}
    nodes = list(Requirement.objects.filter(criteria_set__in=sets).order_by("position"))
    by_id = {node.pk: node for node in nodes}
    trees: dict[int, list[Requirement]] = {pk: [] for pk in sets}
    for node in nodes:
        node.criteria_set = sets[node.criteria_set_id]
        if node.parent_id:
            node.parent = by_id[node.parent_id]
        trees[node.criteria_set_id].append(node)
    return trees


def leaves(nodes: Sequence[Requirement]) -> list[Requirement]:
    """Without those that have parts: what is measured and verified itself."""
    parents = {node.parent_id for node in nodes}
    return [node for node in nodes if node.pk not in parents]


def _line(node: Requirement) -> list[int]:
    """Ids of the node and of all above it."""
    return [node.pk, *(_line(node.parent) if node.parent_id else [])]


def _criterion_id(node: Requirement) -> int:
    return _line(node)[-1]


def read_standings(cells: Iterable[Cell], day: date) -> dict[Place, Standing]:
    """cells: a queryset. Four queries."""
    places = {cell.pk: (cell.commune_id, cell.requirement_id) for cell in cells}
    known = Cell.objects.filter(pk__in=places)
    official = _newest(StatusEntry.objects.as_of(day, cells=known))
    assessed = _newest(StatusEntry.objects.as_of(day, cells=known, official=False))
    steps: dict[int, list[ReviewStep]] = {}
    for step in ReviewStep.objects.filter(cell__in=places).newest_first(day):
        steps.setdefault(step.cell_id, []).append(step)
    return {
        place: _standing(official.get(pk), assessed.get(pk), steps.get(pk, []))
        for pk, place in places.items()
    }


def _newest(entries: Iterable[StatusEntry]) -> dict[int, StatusEntry]:
    return {entry.cell_id: entry for entry in entries}


def _standing(
    official: StatusEntry | None, assessed: StatusEntry | None, steps: Collection[ReviewStep]
) -> Standing:
    newest = next(iter(steps), None)
    about = newest is not None and assessed is not None and newest.entry_id == assessed.pk
    said_by = {assessed.recorded_by_id} if assessed else set()
    said_by |= {
        one.by_id
        for one in steps
        if assessed and one.entry_id == assessed.pk and one.step == Step.SUBMITTED
    }
    return Standing(
        state=official.verdict if official else EMPTY,
        official=official.pk if official else 0,
        assessed=assessed.pk if assessed else 0,
        said=assessed.verdict if assessed else "",
        step=newest.pk if newest else 0,
        is_submitted=about and newest is not None and newest.step == Step.SUBMITTED,
        said_by=frozenset(said_by),
    )


def _cell_html(cell: Standing) -> SafeString:
    """As the board's, and marked where the commune waits for an answer."""
    if not cell.is_submitted:
        return format_html(
            '<td class="c" data-s="{}" data-v="{}">{}</td>',
            cell.state,
            cell.version,
            SIGNS[cell.state],
        )
    return format_html(
        '<td class="c c--said" data-s="{}" data-v="{}" title="Xã đã nộp: {}">{}</td>',
        cell.state,
        cell.version,
        WORDS[cell.said],
        SIGNS[cell.state],
    )
