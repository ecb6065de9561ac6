"""The board (bảng tiêu chí): communes against criteria on a day, read in a fixed number of queries.

This is the only place where log rows become verdicts of criteria.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from communes.models import AdministrativeUnit, Cell
from criteria.models import CriteriaSet, Requirement
from criteria.rules import Observation, Verdict, criterion_verdict


class Square(NamedTuple):
    """One cell of a board: its verdict and the version that a save must carry.

    state: a Verdict's value. version: id of the newest own row on the day, 0 where there is none.
    disagrees: the row of the criterion and the roll-up of its indicators differ.
    """

    state: str
    version: int = 0
    disagrees: bool = False


EMPTY = Square(Verdict.NO_DATA.value)
MET = Verdict.MET.value


@dataclass(frozen=True)
class Board:
    """Squares by (commune id, criterion id); what is not in `squares` has no data."""

    communes: Sequence[AdministrativeUnit]
    criteria: Sequence[Requirement]
    squares: dict[tuple[int, int], Square]

    def square(self, commune: AdministrativeUnit, criterion: Requirement) -> Square:
        return self.squares.get((commune.pk, criterion.pk), EMPTY)

    def row(self, commune: AdministrativeUnit) -> list[Square]:
        """One commune's squares, in the order of the criteria."""
        squares, commune_id = self.squares, commune.pk
        return [squares.get((commune_id, pk), EMPTY) for pk in self.criterion_ids]

    @cached_property
    def criterion_ids(self) -> list[int]:
        return [criterion.pk for criterion in self.criteria]

    def met_criteria(self, commune: AdministrativeUnit) -> tuple[Requirement, ...]:
        """Criteria of one commune that are met, in the order of the set."""
        squares = zip(self.criteria, self.row(commune), strict=True)
        return tuple(criterion for criterion, square in squares if square.state == MET)


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
    children: dict[int, list[dict[int, Observation]]] = {r.pk: [] for r in requirements}
    for requirement in reversed(requirements):  # parents stand before their children
        if requirement.parent_id is not None:
            seen = _with_parts(observed[requirement.pk], children[requirement.pk])
            children[requirement.parent_id].append(seen)
    squares = {}
    for criterion in criteria:
        own, indicators = observed[criterion.pk], children[criterion.pk]
        for commune_id in set(own).union(*indicators):
            squares[commune_id, criterion.pk] = _square(
                own.get(commune_id), [indicator.get(commune_id) for indicator in indicators]
            )
    return Board(communes, criteria, squares)


def _with_parts(
    own: dict[int, Observation], parts: list[dict[int, Observation]]
) -> dict[int, Observation]:
    """An indicator's observations by commune; where it has parts, as they roll up.

    Such a roll-up is as new as the newest row behind it.
    """
    if not parts:
        return own
    rolled = {}
    for commune_id in set(own).union(*parts):
        rows = [part.get(commune_id) for part in parts]
        verdict = criterion_verdict(own.get(commune_id), rows).verdict
        newest = max(row[:2] for row in (own.get(commune_id), *rows) if row)
        rolled[commune_id] = Observation(*newest, verdict)
    return rolled


def _square(own: Observation | None, indicators: list[Observation | None]) -> Square:
    verdict = criterion_verdict(own, indicators)
    return Square(verdict.verdict.value, own.entry_id if own else 0, verdict.disagrees)


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
