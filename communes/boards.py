"""The board (bảng tiêu chí): communes against criteria on a day, read in a fixed number of queries.

This is the only place where log rows become verdicts of criteria.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from communes import packed
from communes.models import AdministrativeUnit, Cell
from criteria.models import CriteriaSet, Requirement
from criteria.rules import CriterionVerdict, Verdict, criterion_verdict

# Commune id -> its row as a text of communes/packed.py.
Rows = dict[int, str]
# Requirement id, as text -> the row of one commune.
OwnRows = dict[str, str]


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


class Branch(NamedTuple):
    """A requirement with the indicators or parts below it. key: its id in a commune's rows."""

    pk: int
    key: str
    below: list["Branch"]


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
    observed = _rows_by_commune(communes, requirements, day=day, official=official)
    return [_board(communes, of_set[one.pk], observed) for one in criteria_sets]


def _board(
    communes: Sequence[AdministrativeUnit],
    requirements: Sequence[Requirement],
    observed: dict[int, OwnRows],
) -> Board:
    """One set; requirements: its own, in their order."""
    criteria = _criteria(requirements)
    branches = _branches(requirements)
    squares = {}
    for commune_id, rows in observed.items():
        for criterion in criteria:
            own, below = _said(branches[criterion.pk], rows)
            if own or any(below):
                squares[commune_id, criterion.pk] = _square(own, below)
    return Board(communes, criteria, squares)


def read_met(
    *, communes: Iterable[AdministrativeUnit], criteria_set: CriteriaSet, day: date
) -> tuple[list[Requirement], dict[int, set[int]]]:
    """The criteria of the set, and commune id -> ids of those that it meets as of `day`.

    As on the board; a commune of which no criterion has data is left out. Two queries. For counts
    over many communes: no square is made.
    """
    requirements = list(criteria_set.requirements.order_by("position"))
    criteria = _criteria(requirements)
    branches = _branches(requirements)
    met = {}
    for commune_id, rows in _rows_by_commune(communes, requirements, day=day).items():
        found = [(one.pk, _judged(*_said(branches[one.pk], rows)).verdict) for one in criteria]
        if any(verdict is not Verdict.NO_DATA for _, verdict in found):
            met[commune_id] = {pk for pk, verdict in found if verdict is Verdict.MET}
    return criteria, met


def _criteria(requirements: Iterable[Requirement]) -> list[Requirement]:
    return [one for one in requirements if one.kind == Requirement.Kind.CRITERION]


def _branches(requirements: Iterable[Requirement]) -> dict[int, Branch]:
    """By the id of the requirement; parents stand before their children."""
    found: dict[int, Branch] = {}
    for one in requirements:
        found[one.pk] = Branch(one.pk, str(one.pk), [])
        if one.parent_id is not None:
            found[one.parent_id].below.append(found[one.pk])
    return found


def _said(branch: Branch, rows: OwnRows) -> tuple[str | None, list[str | None]]:
    """The own row, and those of the indicators; None where there is none."""
    return rows.get(branch.key), [_row(indicator, rows) for indicator in branch.below]


def _row(branch: Branch, rows: OwnRows) -> str | None:
    """An indicator's row; where it has parts, as they roll up.

    Such a roll-up is as new as the newest row behind it.
    """
    if not branch.below:
        return rows.get(branch.key)
    own, parts = _said(branch, rows)
    newest = max((row for row in (own, *parts) if row), default=None)
    return newest and packed.with_verdict(newest, _judged(own, parts).verdict)


def _square(own: str | None, indicators: list[str | None]) -> Square:
    judged = _judged(own, indicators)
    version = packed.entry_id(own) if own else 0
    if not judged.disagrees:
        return Square(judged.verdict.value, version)
    return Square(judged.verdict.value, version, judged.disagrees, str(judged.rolled_up))


def _judged(own: str | None, indicators: list[str | None]) -> CriterionVerdict:
    older, newer = _either(
        own and own[packed.VERDICT], tuple([row and row[packed.VERDICT] for row in indicators])
    )
    if older is newer or not any(row and row > own for row in indicators):
        return older
    return newer


@lru_cache(maxsize=10_000)
def _either(
    own: str | None, indicators: tuple[str | None, ...]
) -> tuple[CriterionVerdict, CriterionVerdict]:
    """The rule where no indicator is newer than the own row, and where one is; often the same.

    Remembered: the thousands of squares of a province are a few patterns again and again.
    """
    said = Verdict(own) if own else None
    below = [Verdict(one) if one else Verdict.NO_DATA for one in indicators]
    older = criterion_verdict(said, below, lambda: False)
    newer = criterion_verdict(said, below, lambda: True)
    return older, older if newer == older else newer


def _rows_by_commune(
    communes: Iterable[AdministrativeUnit],
    requirements: Sequence[Requirement],
    *,
    day: date,
    official: bool = True,
) -> dict[int, OwnRows]:
    """Commune id -> the newest rows as of `day`; communes without cells are left out. One query."""
    cells = Cell.objects.of(communes=communes, requirements=requirements)
    return {
        commune_id: dict(packed.scattered(text))
        for commune_id, text in cells.observed(day, official=official)
    }


def rows_by_requirement(
    communes: Sequence[AdministrativeUnit],
    requirements: Sequence[Requirement],
    *,
    day: date,
    official: bool = True,
) -> dict[int, Rows]:
    """Requirement id -> the newest rows as of `day`. One query."""
    found: dict[int, Rows] = {requirement.pk: {} for requirement in requirements}
    observed = _rows_by_commune(communes, requirements, day=day, official=official)
    for commune_id, rows in observed.items():
        for requirement_id, row in rows.items():
            found[int(requirement_id)][commune_id] = row
    return found


def read_verdicts(
    *, communes: Iterable[AdministrativeUnit], criteria_set: CriteriaSet, day: date
) -> defaultdict[tuple[int, int], Verdict]:
    """(commune id, requirement id) -> the official verdict as of `day`, NO_DATA where nothing is.

    Criteria are judged as on the board, indicators from their parts in the same way. Two queries.
    """
    requirements = list(criteria_set.requirements.order_by("position"))
    branches = _branches(requirements)
    verdicts: defaultdict[tuple[int, int], Verdict] = defaultdict(lambda: Verdict.NO_DATA)
    for commune_id, rows in _rows_by_commune(communes, requirements, day=day).items():
        for pk, branch in branches.items():
            verdicts[commune_id, pk] = _judged(*_said(branch, rows)).verdict
    return verdicts
