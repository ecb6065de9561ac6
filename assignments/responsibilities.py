"""Who answers for what in a plan, read for the grid, the coverage and the appendix."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assignments.coverage_rules import Claim, Coverage, Criterion, Node, cover
from assignments.models import Agency, Responsibility
from assignments.querysets import sets_of
from criteria.models import CriteriaSet, Requirement
from plans.models import Plan, PlanCommune

LEAD, SUPPORT = Responsibility.Role.LEAD, Responsibility.Role.SUPPORT


@dataclass(frozen=True)
class Handed:
    """The lines of a plan, and the criteria of the sets that they name.

    sets: those with a line, in the order of `sets_of`.
    """

    plan: Plan
    lines: Sequence[Responsibility]
    sets: Sequence[CriteriaSet]
    criteria: dict[int, tuple[Criterion, ...]]

    def claims(
        self, criteria_set: CriteriaSet, role: str = LEAD, agency: Agency | None = None
    ) -> list[Claim]:
        """In the plan's order; agency: of one alone."""
        return [
            Claim(line.agency_id, line.requirement_id, line.field)
            for line in self.lines
            if line.role == role
            and set_id(line) == criteria_set.pk
            and (agency is None or line.agency_id == agency.pk)
        ]

    def coverage(self, criteria_set: CriteriaSet) -> Coverage:
        return cover(self.criteria[criteria_set.pk], self.claims(criteria_set))

    def communes(self, role: str = LEAD, agency: Agency | None = None) -> list[PlanCommune]:
        """The rows that are in an agency's charge, or that it helps with."""
        return [
            line.row
            for line in self.lines
            if line.row is not None
            and line.role == role
            and (agency is None or line.agency_id == agency.pk)
        ]

    @property
    def agencies(self) -> list[Agency]:
        """Those with a line, in the order in which the plan first names them."""
        return list({line.agency_id: line.agency for line in self.lines}.values())


def read_handed(plan: Plan, *, own_set: bool = False) -> Handed:
    """Three queries. own_set: also the plan's set when no line names it."""
    lines = list(
        plan.responsibilities.select_related(
            "agency", "requirement", "criteria_set", "row__commune"
        ).order_by("position", "pk")
    )
    named = {set_id(line) for line in lines} | ({plan.criteria_set_id} if own_set else set())
    sets = [one for one in sets_of(plan) if one.pk in named]
    return Handed(plan, lines, sets, read_criteria(sets))


def set_id(line: Responsibility) -> int | None:
    """The set that a line is about; None of a commune."""
    return line.requirement.criteria_set_id if line.requirement else line.criteria_set_id


def read_criteria(sets: Iterable[CriteriaSet]) -> dict[int, tuple[Criterion, ...]]:
    """Set id -> its criteria with their indicators, in order. One query."""
    found: dict[int, list[Requirement]] = defaultdict(list)
    below: dict[int | None, list[Node]] = defaultdict(list)
    nodes = Requirement.objects.filter(criteria_set__in=sets).order_by("position")
    for node in nodes:
        if node.kind == Requirement.Kind.CRITERION:
            found[node.criteria_set_id].append(node)
        else:
            below[node.parent_id].append(Node(node.pk, node.code))
    return {
        one.pk: tuple(Criterion(c.pk, c.code, tuple(below[c.pk])) for c in found[one.pk])
        for one in sets
    }
