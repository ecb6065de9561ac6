"""By which column of thresholds each commune is measured on a day."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from communes.models import AdministrativeUnit, DecisionEntry, ThresholdColumn
from criteria.models import CriteriaSet
from criteria.yardsticks import Column

PROPOSED = 0  # in place of the key that a decision gets when it is stored


@dataclass(frozen=True)
class Counting:
    """A decision as far as its place and its days go; the newer stands over the older."""

    effective_from: date
    issued_on: date
    decision_id: int
    unit_id: int

    @property
    def order(self) -> tuple[date, date, bool, int]:
        return (
            self.effective_from,
            self.issued_on,
            self.decision_id == PROPOSED,
            self.decision_id,
        )


class Columns:
    """The columns of some communes on whatever day. Two queries, three where decisions count.

    Decisions of all sets are read: a threshold may be a multiple of another set's.
    """

    def __init__(
        self,
        communes: Collection[AdministrativeUnit],
        criteria_set: CriteriaSet,
        proposed: Sequence[Counting] = (),
    ) -> None:
        self._recorded: dict[int, list[ThresholdColumn]] = defaultdict(list)
        recorded = ThresholdColumn.objects.filter(commune__in=communes, criteria_set=criteria_set)
        for row in recorded:
            self._recorded[row.commune_id].append(row)
        self._counting = sorted([*standing_decisions(), *proposed], key=lambda one: one.order)
        self._lines = lines_of(communes) if self._counting else {}

    def on(self, commune: AdministrativeUnit, day: date) -> Column:
        """The column recorded for the commune, else that of its region."""
        region, group = commune.region_id, None
        for row in self._recorded[commune.pk]:
            if row.holds_on(day):
                region, group = row.region_id, row.commune_group_id
        line = self._lines.get(commune.pk, frozenset())
        counting = (one for one in self._counting if one.effective_from <= day)
        return Column(region, group, tuple(o.decision_id for o in counting if o.unit_id in line))


def standing_decisions() -> list[Counting]:
    """Every decision that was not taken back. One query."""
    return [
        Counting(
            entry.decision.effective_from,
            entry.decision.issued_on,
            entry.decision_id,
            entry.unit_id,
        )
        for entry in DecisionEntry.objects.standing()
    ]


def lines_of(communes: Collection[AdministrativeUnit]) -> dict[int, frozenset[int]]:
    """Commune id -> ids of the commune and of all above it. One query."""
    above = ("parent", "parent__parent", "parent__parent__parent")
    rows = AdministrativeUnit.objects.filter(pk__in=[one.pk for one in communes])
    return {
        pk: frozenset({pk, *(one for one in line if one is not None)})
        for pk, *line in rows.values_list("pk", *above)
    }


def columns_on(
    communes: Collection[AdministrativeUnit], criteria_set: CriteriaSet, day: date
) -> dict[int, Column]:
    """Commune id -> its column on the day."""
    columns = Columns(communes, criteria_set)
    return {one.pk: columns.on(one, day) for one in communes}


def columns_of(
    commune: AdministrativeUnit, criteria_set: CriteriaSet, days: Collection[date]
) -> dict[date, Column]:
    """Day -> the column of one commune: figures are explained by what held on their day."""
    columns = Columns([commune], criteria_set)
    return {day: columns.on(commune, day) for day in days}
