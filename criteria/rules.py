"""How a requirement is judged. Pure: no database, no clock."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, Protocol, TypeVar


class Verdict(StrEnum):
    """Four different things; none of them ever stands for another."""

    MET = "MET"  # đạt
    NOT_MET = "NOT_MET"  # chưa đạt
    NOT_APPLICABLE = "NOT_APPLICABLE"  # không áp dụng
    NO_DATA = "NO_DATA"  # chưa có số liệu


class Comparator(StrEnum):
    AT_LEAST = "AT_LEAST"
    AT_MOST = "AT_MOST"
    EQUAL = "EQUAL"


@dataclass(frozen=True)
class Bound:
    """A numeric threshold (mức đạt): value in the indicator's unit."""

    value: Decimal
    comparator: Comparator = Comparator.AT_LEAST


class Scoped(Protocol):
    """A threshold (mức đạt) as far as its scope goes; None: for every one."""

    region_id: int | None
    commune_group_id: int | None
    year: int | None


ScopedRow = TypeVar("ScopedRow", bound=Scoped)


def applying(
    rows: Iterable[ScopedRow], *, region_id: int | None = None, commune_group_id: int | None = None
) -> list[ScopedRow]:
    """Of one requirement's thresholds, those that hold for a commune: one per year, years in order.

    The row of its group goes before that of its region, and that before the row for every
    commune. A row that says "figure missing" is a row like any other: the wider one never
    stands in for it. A row without a year comes first.
    """
    closest: dict[int, tuple[int, ScopedRow]] = {}
    for row in rows:
        if row.commune_group_id not in (None, commune_group_id):
            continue
        if row.region_id not in (None, region_id):
            continue
        rank = 2 * (row.commune_group_id is not None) + (row.region_id is not None)
        year = row.year or 0
        if year not in closest or rank > closest[year][0]:
            closest[year] = rank, row
    return [closest[year][1] for year in sorted(closest)]


class Decided(Scoped, Protocol):
    """A threshold that a decision may have set; decision_id None: the set's own."""

    decision_id: int | None

    @property
    def scope(self) -> Hashable: ...


DecidedRow = TypeVar("DecidedRow", bound=Decided)


def in_force(rows: Iterable[DecidedRow], decisions: Sequence[int]) -> list[DecidedRow]:
    """The set's own rows, each replaced by what the newest of `decisions` says of its scope.

    decisions: ids of those that count, the oldest first. A row for another scope than the own
    ones stands beside them: what the decision leaves unsaid holds as before.
    """
    rank = {pk: place for place, pk in enumerate(decisions, start=1)}
    standing: dict[Hashable, tuple[int, DecidedRow]] = {}
    for row in rows:
        place = 0 if row.decision_id is None else rank.get(row.decision_id)
        if place is not None and place >= standing.get(row.scope, (0, row))[0]:
            standing[row.scope] = place, row
    return [row for _, row in standing.values()]


def in_year(rows: Sequence[ScopedRow], year: int) -> ScopedRow | None:
    """Of `applying` rows, the one for a year: its own, else the one for every year.

    A requirement with thresholds for other years only has none: they never stand in.
    """
    by_year = {row.year: row for row in rows}
    return by_year.get(year, by_year.get(None))


def assess(value: Decimal | Fraction | None, bound: Bound | None) -> Verdict:
    """Judge an unrounded value against a threshold.

    value: in the indicator's unit; None means no figure was reported.
    bound: None means that no threshold is known: the verdict is then entered by hand,
        so the answer is NO_DATA and never a guess.
    """
    if value is None or bound is None:
        return Verdict.NO_DATA
    found, wanted = Fraction(value), Fraction(bound.value)
    met = {
        Comparator.AT_LEAST: found >= wanted,
        Comparator.AT_MOST: found <= wanted,
        Comparator.EQUAL: found == wanted,
    }[bound.comparator]
    return Verdict.MET if met else Verdict.NOT_MET


def roll_up(verdicts: Iterable[Verdict]) -> Verdict:
    """A criterion (tiêu chí) from its indicators (chỉ tiêu): every applicable one must be met.

    No weights, no averages. One NOT_MET decides; otherwise one missing figure leaves the
    criterion open. All NOT_APPLICABLE gives NOT_APPLICABLE; no indicator at all, NO_DATA.
    """
    found = list(verdicts)  # membership in a short list beats hashing enum members
    if Verdict.NOT_MET in found:
        return Verdict.NOT_MET
    if Verdict.NO_DATA in found or not found:
        return Verdict.NO_DATA
    return Verdict.MET if Verdict.MET in found else Verdict.NOT_APPLICABLE


class CriterionVerdict(NamedTuple):
    """A criterion's verdict on a day and where it comes from.

    own, rolled_up: what its own row and its indicators say; None where that voice is silent.
    """

    verdict: Verdict
    own: Verdict | None = None
    rolled_up: Verdict | None = None

    @property
    def disagrees(self) -> bool:
        return self.own is not None and self.rolled_up is not None and self.own != self.rolled_up


def criterion_verdict(
    own: Verdict | None, indicators: Sequence[Verdict], indicator_is_newer: Callable[[], bool]
) -> CriterionVerdict:
    """The newest own row, unless a row of an indicator is newer: then the roll-up.

    own: of the newest own row, None without one; a withdrawn row (NO_DATA) counts as none.
    indicators: one item per indicator of the criterion, NO_DATA where nothing was recorded.
    indicator_is_newer: whether the row of an indicator is of a later day than the own row, or
        recorded later on the same day. Asked only where both speak and differ: dates are the
        dear part of a board of 15,000 rows.
    """
    no_data = Verdict.NO_DATA
    silent = indicators.count(no_data) == len(indicators)
    rolled_up = None if silent else roll_up(indicators)
    if own is None or own is no_data:
        return CriterionVerdict(rolled_up or no_data, None, rolled_up)
    stands = own
    if rolled_up not in (None, own) and indicator_is_newer():
        stands = rolled_up
    return CriterionVerdict(stands, own, rolled_up)


class Relation(StrEnum):
    """What a requirement of the new edition asks, compared with one of the old."""

    SAME = "SAME"  # giữ nguyên
    STRICTER = "STRICTER"  # chặt hơn
    LOOSER = "LOOSER"  # nới hơn
    NEW = "NEW"  # mới
    DROPPED = "DROPPED"  # bỏ


_CARRIED = {
    Relation.SAME: frozenset(Verdict),
    Relation.STRICTER: frozenset({Verdict.NOT_MET, Verdict.NOT_APPLICABLE}),
    Relation.LOOSER: frozenset({Verdict.MET, Verdict.NOT_APPLICABLE}),
    Relation.NEW: frozenset(),
    Relation.DROPPED: frozenset(),
}


def carried_verdict(relation: Relation, verdict: Verdict) -> Verdict:
    """What an old verdict proves of the new requirement; NO_DATA: measure again (đo lại).

    Who fails the lower bar fails the higher one, who passes the higher passes the lower; the
    other two directions prove nothing. NOT_APPLICABLE speaks of what does not exist in the
    commune, whatever the bar. A requirement without a counterpart proves nothing.
    """
    return verdict if verdict in _CARRIED[relation] else Verdict.NO_DATA
