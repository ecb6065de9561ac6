"""What a figure is measured against: the threshold that holds, with its deciding document."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from criteria.figures import SHARE_DECIMALS, Figure, judge, written
from criteria.models import CriteriaSet, Provenance, Requirement, Threshold
from criteria.rules import Bound, Comparator, Verdict, applying, in_force, in_year
from ntm_portal.lib.numbers import round_beside

# From the firmest to the weakest: what is made of two figures is as firm as the weaker.
_FIRMNESS = (Provenance.VERIFIED, Provenance.UNVERIFIED, Provenance.MISSING)


@dataclass(frozen=True)
class Column:
    """Whose thresholds a commune is measured by; None: the rows for every commune only.

    decisions: ids of those that count for it, the oldest first.
    """

    region_id: int | None = None
    commune_group_id: int | None = None
    decisions: tuple[int, ...] = ()

    def without(self, decision_id: int) -> "Column":
        kept = tuple(pk for pk in self.decisions if pk != decision_id)
        return replace(self, decisions=kept)


@dataclass(frozen=True)
class Yardstick:
    """The threshold (mức đạt) that holds for a commune in a year.

    value: in the indicator's unit; None where it is not known or is a condition in words.
    provenance: of the value; only a VERIFIED one decides a verdict alone. base: the row of
    another set that the value is a multiple of.
    """

    requirement: Requirement
    threshold: Threshold
    value: Decimal | None
    provenance: str
    base: Threshold | None = None

    @property
    def bound(self) -> Bound | None:
        """None as well where a condition in words goes with the number: that is for a person."""
        if self.value is None or not self.requirement.comparator or self.condition:
            return None
        return Bound(self.value, Comparator(self.requirement.comparator))

    @property
    def decides(self) -> bool:
        return self.bound is not None and self.provenance == Provenance.VERIFIED

    @property
    def condition(self) -> str:
        """What is asked in words beside the number; the text of a multiple only explains it."""
        return (self.base or self.threshold).text

    def suggested(self, figure: Figure) -> Verdict:
        """What the threshold says of a figure, verified or not; NO_DATA where it does not."""
        return judge(figure, self.bound, by_sex=self.requirement.by_sex)

    def decided(self, figure: Figure) -> Verdict:
        """The same of a verified threshold. Any other never decides: NO_DATA."""
        return self.suggested(figure) if self.decides else Verdict.NO_DATA

    @property
    def scope(self) -> str:
        """ "vùng Trung du miền núi phía Bắc", "Xã nhóm 1" or "mức chung", with the year if any."""
        row = self.base or self.threshold
        words = "mức chung"
        if row.commune_group is not None:
            words = row.commune_group.name
        elif row.region is not None:
            words = f"vùng {row.region.name}"
        return f"{words}, năm {row.year}" if row.year else words

    @property
    def source(self) -> str:
        """The scope and the deciding documents; of a multiple, also what it is a multiple of."""
        if self.base is None:
            return f"{self.scope}; {self.threshold.citation}"
        times = f"{written(self.threshold.factor)} × {written(self.base.value)}"
        return f"{times}, {self.scope}; {self.threshold.citation}; {self.base.citation}"

    @property
    def words(self) -> str:
        """ "≥ 50 %", a condition in words, or "" where nothing is known."""
        if self.value is None:
            return self.threshold.text
        comparator = self.requirement.get_comparator_display()
        number = f"{comparator} {written(self.value)} {self.requirement.unit}".strip()
        return f"{number}; {self.condition}" if self.condition else number

    def explain(self, figure: Figure) -> str:
        """ "43,8 < 50 (vùng …, QĐ …)": the figure beside the threshold and its document."""
        source = f"({self.source})"
        if self.bound is None:
            share = self._shown(figure.quantity) if figure.denominator else ""
            said = [share, self.words or "chưa có mức để so"]
            return f"{'; '.join(filter(None, said))} {source}"
        male, female = _exact(figure.male), _exact(figure.female)
        parts = [("", figure.quantity), ("nam ", male), ("nữ ", female)]
        said = [f"{who}{self._beside(one)}" for who, one in parts if one is not None]
        by_sex = self.requirement.by_sex
        if by_sex and self.suggested(figure) is Verdict.NO_DATA:
            lacking = [who for who, one in (("nam", male), ("nữ", female)) if one is None]
            said.append(f"chưa có số của {' và '.join(lacking)}")
        return f"{'; '.join(said)} {source}"

    def _beside(self, quantity: Fraction) -> str:
        bound = Fraction(self.value or 0)
        sign = "=" if quantity == bound else ("<" if quantity < bound else ">")
        return f"{self._shown(quantity)} {sign} {written(self.value)}"

    def _shown(self, quantity: Fraction | None) -> str:
        """The figure with the decimals of the indicator, two where it does not say."""
        decimals = self.requirement.decimals
        places = SHARE_DECIMALS if decimals is None else decimals
        return "" if quantity is None else written(round_beside(quantity, self.value, places))


def _exact(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


class Yardsticks:
    """All thresholds of a set, read in one query, or two where some follow from another set.

    proposed: rows that are not stored, to see what they would do; a column that names their
    decision_id is measured by them.
    """

    def __init__(self, criteria_set: CriteriaSet, proposed: Sequence[Threshold] = ()) -> None:
        rows = [*Threshold.objects.with_decided(criteria_set), *proposed]
        # A province asks for the same few columns thousands of times.
        self._found: dict[tuple[int, Column, int], Yardstick | None] = {}
        self._rows: dict[int, list[Threshold]] = defaultdict(list)
        for row in rows:
            self._rows[row.requirement_id].append(row)
        based = {(row.base_set, row.base_code) for row in rows if row.factor is not None}
        self._bases: dict[tuple[str, str], list[Threshold]] = defaultdict(list)
        stored = Threshold.objects.of_bases(based) if based else ()
        for row in (*stored, *proposed):
            node = row.requirement
            self._bases[node.criteria_set.code, node.code].append(row)

    def of(self, requirement: Requirement, column: Column, year: int) -> Yardstick | None:
        """None where nothing is known for that column and year."""
        scope = requirement.pk, column, year
        if scope not in self._found:
            self._found[scope] = self._look_up(requirement, column, year)
        return self._found[scope]

    def _look_up(self, requirement: Requirement, column: Column, year: int) -> Yardstick | None:
        row = _holding(self._rows.get(requirement.pk, ()), column, year)
        if row is None:
            return None
        if row.factor is None:
            return Yardstick(requirement, row, row.value, row.provenance)
        base = _holding(self._bases[row.base_set, row.base_code], column, year)
        if base is None or base.value is None:
            return Yardstick(requirement, row, None, Provenance.MISSING)
        weaker = max(row.provenance, base.provenance, key=_FIRMNESS.index)
        return Yardstick(requirement, row, row.factor * base.value, weaker, base)


def _holding(rows: Sequence[Threshold], column: Column, year: int) -> Threshold | None:
    standing = in_force(rows, column.decisions)
    near = applying(standing, region_id=column.region_id, commune_group_id=column.commune_group_id)
    return in_year(near, year)
