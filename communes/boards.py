"""The board (bảng tiêu chí): communes against criteria on a day, read in a fixed number of queries.

This is the only place where log rows become verdicts of criteria.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from communes import packed
from communes.models import AdministrativeUnit, Cell
from criteria.models import CriteriaSet, Requirement
from criteria.rules import CriterionVerdict, Verdict, criterion_verdict

# Commune id -> its row as a text of communes/packed.py.
Rows = dict[int, str]


class Square(NamedTuple):
    """One cell of a board: its verdict and the version that a save must carry.

    state: a Verdict's value. version: id of the newest own row on the day, 0 where there is none.
    disagrees: the row of the criterion and the roll-up of its indicators differ; rolled_up: what
    the indicators say then.
    """

    state: str
    version: int = 0
    disagrees: bool = False
    rolled_up: str = ""


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
    sets = [criteria_set]
    return read_boards(communes=communes, criteria_sets=sets, day=day, official=official)[0]


def read_boards(
    *,
    communes: Iterable[AdministrativeUnit],
    criteria_sets: Sequence[CriteriaSet],
    day: date,
    official: bool = True,
) -> list[Board]:
    """One board per set, in the order of the sets. Two queries, however many sets there are."""
    communes = list(communes)
    of_set: dict[int, list[Requirement]] = {one.pk: [] for one in criteria_sets}
    by_id = {one.pk: one for one in criteria_sets}
    requirements = list(
        Requirement.objects.filter(criteria_set__in=by_id).order_by("criteria_set", "position")
    )
    for requirement in requirements:
        requirement.criteria_set = by_id[requirement.criteria_set_id]
        of_set[requirement.criteria_set_id].append(requirement)
    observed = rows_by_requirement(communes, requirements, day=day, official=official)
    return [_board(communes, of_set[one.pk], observed) for one in criteria_sets]


def _board(
    communes: Sequence[AdministrativeUnit],
    requirements: Sequence[Requirement],
    observed: dict[int, Rows],
) -> Board:
    """One set; requirements: its own, in their order."""
    criteria = [r for r in requirements if r.kind == Requirement.Kind.CRITERION]
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
        said, rows = own.get(commune_id), [part.get(commune_id) for part in parts]
        newest = max(row for row in (said, *rows) if row)
        rolled[commune_id] = packed.with_verdict(newest, _judged(said, rows).verdict)
    return rolled


def _square(own: str | None, indicators: list[str | None]) -> Square:
    judged = _judged(own, indicators)
    version = packed.entry_id(own) if own else 0
    if not judged.disagrees:
        return Square(judged.verdict.value, version)
    return Square(judged.verdict.value, version, judged.disagrees, str(judged.rolled_up))


def _judged(own: str | None, indicators: list[str | None]) -> CriterionVerdict:
    return criterion_verdict(
        packed.verdict(own) if own else None,
        [packed.verdict(row) if row else Verdict.NO_DATA for row in indicators],
        lambda: any(row and row > own for row in indicators),
    )


def rows_by_requirement(
    communes: Sequence[AdministrativeUnit],
    requirements: Sequence[Requirement],
    *,
    day: date,
    official: bool = True,
) -> dict[int, Rows]:
    """Requirement id -> the newest rows as of `day`. One query."""
    cells = Cell.objects.of(communes=communes, requirements=requirements)
    found: dict[int, Rows] = {requirement.pk: {} for requirement in requirements}
    for commune_id, requirement_id, newest in cells.observed(day, official=official):
        if newest is not None:
            found[requirement_id][commune_id] = newest
    return found


def read_verdicts(
    *, communes: Iterable[AdministrativeUnit], criteria_set: CriteriaSet, day: date
) -> defaultdict[tuple[int, int], Verdict]:
    """(commune id, requirement id) -> the official verdict as of `day`, NO_DATA where nothing is.

    Criteria are judged as on the board, indicators from their parts in the same way. Two queries.
    """
    requirements = list(criteria_set.requirements.order_by("position"))
    observed = rows_by_requirement(list(communes), requirements, day=day)
    parts: dict[int, list[Rows]] = {requirement.pk: [] for requirement in requirements}
    verdicts: defaultdict[tuple[int, int], Verdict] = defaultdict(lambda: Verdict.NO_DATA)
    for requirement in reversed(requirements):  # parents stand before their children
        own, below = observed[requirement.pk], parts[requirement.pk]
        for commune_id in set(own).union(*below):
            judged = _judged(own.get(commune_id), [part.get(commune_id) for part in below])
            verdicts[commune_id, requirement.pk] = judged.verdict
        if requirement.parent_id is not None:
            parts[requirement.parent_id].append(_with_parts(own, below))
    return verdicts
