"""The board (bảng tiêu chí): communes against criteria on a day, read in a fixed number of queries.

This is the only place where log rows become verdicts of criteria.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from communes.models import AdministrativeUnit, Cell
from criteria.models import CriteriaSet, Requirement
from criteria.rules import CriterionVerdict, Observation, Verdict, criterion_verdict

SILENT = CriterionVerdict(Verdict.NO_DATA)


@dataclass(frozen=True)
class Square:
    """One cell of a board: the verdict and the version that a save must carry.

    version: id of the newest own row on the day, 0 where there is none.
    """

    verdict: CriterionVerdict
    version: int = 0

    @property
    def state(self) -> str:
        return self.verdict.verdict.value


EMPTY = Square(SILENT)


@dataclass(frozen=True)
class Board:
    """Squares by (commune id, criterion id); what is not in `squares` has no data."""

    communes: Sequence[AdministrativeUnit]
    criteria: Sequence[Requirement]
    squares: dict[tuple[int, int], Square]

    def square(self, commune: AdministrativeUnit, criterion: Requirement) -> Square:
        return self.squares.get((commune.pk, criterion.pk), EMPTY)

    def met_criteria(self, commune: AdministrativeUnit) -> tuple[Requirement, ...]:
        """Criteria of one commune that are met, in the order of the set."""
        return tuple(c for c in self.criteria if self.square(commune, c).state == Verdict.MET)


def read_board(
    *,
    communes: Iterable[AdministrativeUnit],
    criteria_set: CriteriaSet,
    day: date,
    official: bool = True,
) -> Board:
    """The squares of `communes` for all criteria of the set as of `day`. Two queries."""
    communes = list(communes)
    requirements = list(criteria_set.requirements.order_by("position"))
    criteria = [r for r in requirements if r.kind == Requirement.Kind.CRITERION]
    observed = observations(communes, requirements, day=day, official=official)
    children: dict[int, list[int]] = {criterion.pk: [] for criterion in criteria}
    for requirement in requirements:
        if requirement.parent_id is not None:
            children[requirement.parent_id].append(requirement.pk)
    with_indicators = {
        (commune_id, parent)
        for parent, indicators in children.items()
        for indicator in indicators
        for commune_id in observed.get(indicator, ())
    }
    squares = {}
    for criterion in criteria:
        own_rows = observed.get(criterion.pk, {})
        for commune_id, own in own_rows.items():
            if (commune_id, criterion.pk) not in with_indicators:
                squares[commune_id, criterion.pk] = Square(criterion_verdict(own, ()), own.entry_id)
    for commune_id, criterion_id in with_indicators:
        own = observed.get(criterion_id, {}).get(commune_id)
        rows = [observed.get(pk, {}).get(commune_id) for pk in children[criterion_id]]
        squares[commune_id, criterion_id] = Square(
            criterion_verdict(own, rows), own.entry_id if own else 0
        )
    return Board(communes, criteria, squares)


def observations(
    communes: Sequence[AdministrativeUnit],
    requirements: Sequence[Requirement],
    *,
    day: date,
    official: bool = True,
) -> dict[int, dict[int, Observation]]:
    """Requirement id -> commune id -> the newest row as of `day`. One query."""
    cells = Cell.objects.of(communes=communes, requirements=requirements)
    verdicts = {verdict.value: verdict for verdict in Verdict}
    found: dict[int, dict[int, Observation]] = {requirement.pk: {} for requirement in requirements}
    for commune_id, requirement_id, newest in cells.observed(day, official=official):
        if newest is None:
            continue
        observed_on, entry_id, verdict = newest.split()
        found[requirement_id][commune_id] = Observation(
            observed_on, int(entry_id), verdicts[verdict]
        )
    return found
