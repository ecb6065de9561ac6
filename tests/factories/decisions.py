"""Decisions on thresholds, as an office would have entered them."""

from datetime import date
from decimal import Decimal

from communes.decisions import Level, NewLevel
from communes.models import AdministrativeUnit, DecisionEntry
from communes.services.decisions import enter_decision
from criteria.models import Requirement, Threshold
from tests.factories.accounts import UserFactory
from tests.factories.world import TODAY

SIGNED, FIRST_DAY = date(2024, 2, 5), date(2024, 3, 1)
FACTS = {
    "decision_no": "15/QĐ-UBND",
    "issued_on": SIGNED,
    "effective_from": FIRST_DAY,
    "issuer": "UBND tỉnh Thử",
    "title": "Quy định mức đạt thử",
}
DOCUMENT = "15/QĐ-UBND ngày 05/02/2024 của UBND tỉnh Thử"


def level_of(requirement: Requirement) -> Level:
    """The place of the first own row of the indicator; for every commune where it has none."""
    row = Threshold.objects.own().filter(requirement=requirement).order_by("pk").first()
    if row is None:
        return Level(requirement)
    return Level(requirement, row.region, row.commune_group, row.year, row)


def new_level(
    requirement: Requirement, value: Decimal | int | None = None, text: str = ""
) -> NewLevel:
    return NewLevel(level_of(requirement), None if value is None else Decimal(value), text)


def decide(
    unit: AdministrativeUnit, *new_levels: NewLevel, today: date = TODAY, **more
) -> DecisionEntry:
    """A stored decision for the unit and all below it."""
    facts = FACTS | {"by": UserFactory()} | more
    (criteria_set,) = {one.level.requirement.criteria_set for one in new_levels}
    return enter_decision(
        criteria_set=criteria_set, unit=unit, new_levels=new_levels, today=today, **facts
    )
