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

# Commune id -> "2024-01-01 123 MET", as CellQuerySet.observed gives it.
Rows = dict[int, str]
VERDICTS = {verdict.value: verdict for verdict in Verdict}


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
    observed = rows_by_requirement(communes, requirements, day=day, official=official)
    children: dict[int, list[Rows]] = {r.pk: [] for r in requirements}
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


def _with_parts(own: Rows, parts: list[Rows]) -> Rows:
    """An indicator's rows by commune; where it has parts, as they roll up.

    Such a roll-up is as new as the newest row behind it.
    """
    if not parts:
        return own
    rolled = {}
    for commune_id in set(own).union(*parts):
        said = _read(own.get(commune_id))
        rows = [_read(part.get(commune_id)) for part in parts]
        observed_on, entry_id = max(row[:2] for row in (said, *rows) if row)
        rolled[commune_id] = f"{observed_on} {entry_id} {criterion_verdict(said, rows).verdict}"
    return rolled


def _square(own: str | None, indicators: list[str | None]) -> Square:
    said = _read(own)
    verdict = criterion_verdict(said, [_read(row) for row in indicators])
    return Square(verdict.verdict.value, said.entry_id if said else 0, verdict.disagrees)


def _read(row: str | None) -> Observation | None:
    if row is None:
        return None
    observed_on, entry_id, verdict = row.split()
    return Observation(observed_on, int(entry_id), VERDICTS[verdict])


def rows_by_requirement(
    communes: Sequence[AdministrativeUnit],
    requirements: Sequence[Requirement],
    *,
    day: date,
    official: bool = True,
) -> dict[int, Rows]:
    """Requirement id -> the newest rows as of `day`. One query.

    The rows stay texts until they are judged: 15,000 objects alive at once would make Python's
    cyclic collector walk the whole process in the middle of a page.
    """
    cells = Cell.objects.of(communes=communes, requirements=requirements)
    found: dict[int, Rows] = {requirement.pk: {} for requirement in requirements}
    for commune_id, requirement_id, newest in cells.observed(day, official=official):
        if newest is not None:
            found[requirement_id][commune_id] = newest
    return found
