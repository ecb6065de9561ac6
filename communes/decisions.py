"""What an office may enter of a decision: the levels of a set, and a decision not yet stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from communes.models import AdministrativeUnit, ThresholdColumn
from communes.yardsticks import PROPOSED, Counting, lines_of, standing_decisions
from criteria.figures import written
from criteria.models import (
    CommuneGroup,
    CriteriaSet,
    Provenance,
    Region,
    Requirement,
    Threshold,
    ThresholdDecision,
)
from criteria.rules import in_force
from criteria.yardsticks import Yardstick


@dataclass(frozen=True)
class Level:
    """One place for which a decision may name a level: an indicator for a scope.

    standing: the row that holds there by all decisions entered so far; None: nothing is known.
    """

    requirement: Requirement
    region: Region | None = None
    commune_group: CommuneGroup | None = None
    year: int | None = None
    standing: Threshold | None = None

    @property
    def key(self) -> str:
        """Name of the box on the form."""
        ids = (self.requirement.pk, self.region and self.region.pk, self.commune_group_id)
        return "-".join(["level", *(str(one or 0) for one in (*ids, self.year))])

    @property
    def commune_group_id(self) -> int | None:
        return self.commune_group.pk if self.commune_group else None

    @property
    def takes_number(self) -> bool:
        """Otherwise the level is a condition in words."""
        return bool(self.requirement.comparator)

    @property
    def scope(self) -> str:
        return self.yardstick(self.row()).scope

    @property
    def words(self) -> str:
        """ "≥ 50 %", a condition in words, or "" where nothing is known."""
        return self.yardstick(self.standing).words if self.standing else ""

    @property
    def place(self) -> str:
        return f"{self.requirement.label}, {self.scope}"

    def yardstick(self, row: Threshold) -> Yardstick:
        return Yardstick(self.requirement, row, row.value, row.provenance)

    def row(self, **said: object) -> Threshold:
        return Threshold(
            requirement=self.requirement,
            region=self.region,
            commune_group=self.commune_group,
            year=self.year,
            provenance=Provenance.VERIFIED,
            **said,
        )


@dataclass(frozen=True)
class NewLevel:
    """What the decision says of a place: a number, or a condition in words."""

    level: Level
    value: Decimal | None = None
    text: str = ""

    @property
    def is_changed(self) -> bool:
        """The same level that was never compared with a document is news: it now decides."""
        row = self.level.standing
        if row is None or row.provenance != Provenance.VERIFIED or row.factor is not None:
            return True
        return (row.value, row.text) != (self.value, self.text)

    @property
    def is_looser(self) -> bool:
        """Easier to reach than what holds: a province may ask as much or more, seldom less."""
        row, comparison = self.level.standing, Requirement.Comparison
        if row is None or row.value is None or self.value is None:
            return False
        if self.level.requirement.comparator == comparison.AT_MOST:
            return self.value > row.value
        at_least = self.level.requirement.comparator == comparison.AT_LEAST
        return at_least and self.value < row.value

    @property
    def words(self) -> str:
        return self.level.yardstick(self.level.row(value=self.value, text=self.text)).words

    @property
    def number(self) -> str:
        return written(self.value)


@dataclass(frozen=True)
class CriterionLevels:
    criterion: Requirement
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Draft:
    """A decision as somebody typed it; nothing of it is stored."""

    unit: AdministrativeUnit
    decision: ThresholdDecision
    new_levels: tuple[NewLevel, ...]

    @property
    def criteria_set(self) -> CriteriaSet:
        return self.decision.criteria_set

    @property
    def counting(self) -> Counting:
        decision = self.decision
        return Counting(decision.effective_from, decision.issued_on, PROPOSED, self.unit.pk)

    def thresholds(self, decision_id: int = PROPOSED) -> list[Threshold]:
        """The rows of the decision, not stored. Verified: the office reads the signed copy."""
        return [
            one.level.row(
                value=one.value,
                text=one.text,
                citation=self.decision.citation,
                decision_id=decision_id,
            )
            for one in self.new_levels
        ]


def read_levels(*, unit: AdministrativeUnit, criteria_set: CriteriaSet) -> list[CriterionLevels]:
    """All places of a set that concern communes of the unit, by criterion. Seven queries.

    The rows of the regions in which the unit has communes, of all groups of the set, and those
    for every commune; an indicator without any row has one place, for every commune.
    """
    rows: dict[int, list[Threshold]] = {}
    for row in Threshold.objects.with_decided(criteria_set):
        rows.setdefault(row.requirement_id, []).append(row)
    line = lines_of([unit])[unit.pk]
    counting = sorted(standing_decisions(), key=lambda one: one.order)
    decisions = [one.decision_id for one in counting if one.unit_id in line]
    regions = _regions(unit, criteria_set)
    found: dict[int | None, list[Level]] = {}
    criteria = []
    for node in criteria_set.requirements.order_by("position"):
        if node.kind == Requirement.Kind.CRITERION:
            criteria.append(node)
            continue
        standing = in_force(rows.get(node.pk, ()), decisions)
        found.setdefault(node.parent_id, []).extend(_levels(node, standing, regions))
    return [
        CriterionLevels(criterion, tuple(found[criterion.pk]))
        for criterion in criteria
        if criterion.pk in found
    ]


def _levels(node: Requirement, standing: Sequence[Threshold], regions: set[int]) -> list[Level]:
    levels = [
        Level(node, row.region, row.commune_group, row.year, row)
        for row in standing
        if row.region_id is None or row.region_id in regions
    ]
    return levels or [Level(node)]


def _regions(unit: AdministrativeUnit, criteria_set: CriteriaSet) -> set[int]:
    """Regions by whose columns communes at or below the unit are measured. Two queries."""
    communes = AdministrativeUnit.objects.at_or_below([unit.pk]).filter(level="COMMUNE")
    columns = ThresholdColumn.objects.filter(commune__in=communes, criteria_set=criteria_set)
    own = communes.order_by().values_list("region_id", flat=True).distinct()
    recorded = columns.order_by().values_list("region_id", flat=True).distinct()
    return {pk for pk in (*own, *recorded) if pk is not None}
