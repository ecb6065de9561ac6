"""Where the voices differ (lệch): communes against officials, criteria against their indicators."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from communes import packed
from communes.boards import Board, Rows, read_board, rows_by_requirement
from communes.models import AdministrativeUnit, StatusEntry, VerdictChoice
from criteria.models import CriteriaSet, Requirement

NO_DATA = VerdictChoice.NO_DATA.value
# Of each kind; what is beyond is counted, not shown. All entries then fit into one query.
MOST = 300


@dataclass(frozen=True)
class Word:
    """A verdict and the row that says so; version 0: it follows from the indicators."""

    verdict: str = NO_DATA
    version: int = 0
    entry: StatusEntry | None = None

    @property
    def label(self) -> str:
        return VerdictChoice(self.verdict).label

    @property
    def is_silent(self) -> bool:
        return self.verdict == NO_DATA

    def with_entry(self, entries: dict[int, StatusEntry]) -> "Word":
        return Word(self.verdict, self.version, entries.get(self.version))


@dataclass(frozen=True)
class Difference:
    """Two words about one cell: of the commune and official, or its own and of its indicators."""

    commune: AdministrativeUnit
    requirement: Requirement
    one: Word
    other: Word
    voice: str = ""


@dataclass(frozen=True)
class OneSided:
    """What only one side has judged in a commune: (requirement, verdict in words)."""

    commune: AdministrativeUnit
    assessed: tuple[tuple[Requirement, str], ...]
    official: tuple[tuple[Requirement, str], ...]


@dataclass
class Disagreements:
    """Everything that differs on a day, by commune, in the order of the set.

    between: the commune says one thing, agency or office another. within: a criterion's own row
    says one thing, its indicators another. Both end after MOST; the counts do not.
    """

    between: list[Difference] = field(default_factory=list)
    within: list[Difference] = field(default_factory=list)
    one_sided: list[OneSided] = field(default_factory=list)
    between_count: int = 0
    within_count: int = 0

    @property
    def one_sided_count(self) -> int:
        return sum(len(one.assessed) + len(one.official) for one in self.one_sided)


def read_disagreements(
    *,
    communes: Iterable[AdministrativeUnit],
    criteria_set: CriteriaSet,
    day: date,
    criterion: Requirement | None = None,
    most: int | None = MOST,
) -> Disagreements:
    """criterion: only this one with its indicators; None: all. most: of each kind; None: all.

    Eight queries.
    """
    communes = list(communes)
    requirements = _branch(criteria_set, criterion)
    assessed = _Voice(communes, requirements, criteria_set, day, official=False)
    official = _Voice(communes, requirements, criteria_set, day, official=True)
    found = Disagreements()
    for commune in communes:
        only_assessed, only_official = [], []
        for requirement in requirements:
            one, other = assessed.word(commune, requirement), official.word(commune, requirement)
            # Two roll-ups differ because indicators do, and those are listed themselves.
            if one.verdict == other.verdict or not (one.version or other.version):
                continue
            if other.is_silent:
                only_assessed.append((requirement, one.label))
            elif one.is_silent:
                only_official.append((requirement, other.label))
            else:
                found.between.append(Difference(commune, requirement, one, other))
        if only_assessed or only_official:
            found.one_sided.append(OneSided(commune, tuple(only_assessed), tuple(only_official)))
        found.within += [*assessed.within(commune), *official.within(commune)]
    return _with_entries(found, most)


class _Voice:
    """What one side says on the day. Three queries."""

    def __init__(
        self,
        communes: Sequence[AdministrativeUnit],
        requirements: Sequence[Requirement],
        criteria_set: CriteriaSet,
        day: date,
        *,
        official: bool,
    ) -> None:
        self.name = "Chính thức" if official else "Xã tự đánh giá"
        self.criteria = [r for r in requirements if r.kind == Requirement.Kind.CRITERION]
        self.board: Board = read_board(
            communes=communes, criteria_set=criteria_set, day=day, official=official
        )
        self.rows: dict[int, Rows] = rows_by_requirement(
            communes, requirements, day=day, official=official
        )

    def own(self, commune: AdministrativeUnit, requirement: Requirement) -> Word:
        row = self.rows[requirement.pk].get(commune.pk)
        return Word(packed.verdict(row).value, packed.entry_id(row)) if row else Word()

    def word(self, commune: AdministrativeUnit, requirement: Requirement) -> Word:
        """What stands: of a criterion its own row or the roll-up, of an indicator its row."""
        own = self.own(commune, requirement)
        if requirement.kind != Requirement.Kind.CRITERION:
            return own
        state = self.board.square(commune, requirement).state
        return own if own.verdict == state else Word(state)

    def within(self, commune: AdministrativeUnit) -> list[Difference]:
        found = []
        for criterion in self.criteria:
            square = self.board.square(commune, criterion)
            if square.disagrees:
                own = self.own(commune, criterion)
                found.append(Difference(commune, criterion, own, Word(square.rolled_up), self.name))
        return found


def _branch(criteria_set: CriteriaSet, criterion: Requirement | None) -> list[Requirement]:
    """The requirements of the set, or a criterion and everything under it, in order."""
    requirements = list(criteria_set.requirements.order_by("position"))
    if criterion is None:
        return requirements
    kept = {criterion.pk}
    for requirement in requirements:  # parents stand before their children
        if requirement.parent_id in kept:
            kept.add(requirement.pk)
    return [requirement for requirement in requirements if requirement.pk in kept]


def _with_entries(found: Disagreements, most: int | None) -> Disagreements:
    """Cut to `most` of each kind, with the rows behind the words. One query."""
    found.between_count, found.within_count = len(found.between), len(found.within)
    shown = found.between[:most], found.within[:most]
    versions = {word.version for rows in shown for one in rows for word in (one.one, one.other)}
    entries = StatusEntry.objects.select_related("recorded_by").in_bulk(versions)
    found.between, found.within = (
        [
            Difference(
                one.commune,
                one.requirement,
                one.one.with_entry(entries),
                one.other.with_entry(entries),
                one.voice,
            )
            for one in rows
        ]
        for rows in shown
    )
    return found
