"""By which column of thresholds each commune is measured on a day."""

from collections.abc import Collection
from datetime import date

from communes.models import AdministrativeUnit, ThresholdColumn
from criteria.models import CriteriaSet
from criteria.yardsticks import Column


def columns_on(
    communes: Collection[AdministrativeUnit], criteria_set: CriteriaSet, day: date
) -> dict[int, Column]:
    """Commune id -> its column: the one recorded for it, else that of its region. One query."""
    recorded = ThresholdColumn.objects.on(day).filter(
        commune__in=communes, criteria_set=criteria_set
    )
    found = {row.commune_id: Column(row.region_id, row.commune_group_id) for row in recorded}
    return {one.pk: found.get(one.pk, Column(region_id=one.region_id)) for one in communes}


def columns_of(
    commune: AdministrativeUnit, criteria_set: CriteriaSet, days: Collection[date]
) -> dict[date, Column]:
    """Day -> the column of one commune: figures are explained by what held on their day. One
    query.
    """
    recorded = list(ThresholdColumn.objects.filter(commune=commune, criteria_set=criteria_set))
    found = {day: Column(region_id=commune.region_id) for day in days}
    for day in found:
        for row in recorded:
            if row.holds_on(day):
                found[day] = Column(row.region_id, row.commune_group_id)
    return found
