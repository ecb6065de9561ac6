"""A small province with several tiers, and how its pages are asked and read."""

import re
from html import unescape

from django.utils.html import strip_tags

from communes.models import Recognition
from tests.factories.communes import CellFactory, SetAdoptionFactory, StatusEntryFactory
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory
from tests.factories.recognition import (
    NamedCriterionFactory,
    PrerequisiteFactory,
    RecognitionFactory,
    RevocationRuleFactory,
)
from tests.factories.world import DAY, World, make_world

QUERY = f"?ngay={DAY.isoformat()}&bo=BO-THU"


def make_tiers(communes: int = 2, sets: int = 2) -> World:
    """Ten criteria in the basic set; the advanced one requires it and is judged by itself."""
    world = make_world(communes=communes, criteria=10)
    rule = RevocationRuleFactory(criteria_set=world.criteria_set, citation="Quyết định 18")
    NamedCriterionFactory(rule=rule, code="3")
    for number in range(1, sets):
        other = CriteriaSetFactory(code=f"BO-{number}", tier=["", "ADVANCED", "MODEL"][number])
        SetAdoptionFactory(unit=world.province, criteria_set=other)
        PrerequisiteFactory(criteria_set=other, requires=world.criteria_set)
        CriterionFactory(criteria_set=other)
    return world


def page(world: World, commune: int = 0, *, more: str = "") -> str:
    return f"/xa/{world.communes[commune].code}/cong-nhan/{more}{QUERY}"


def say(world: World, verdict: str, count: int, commune: int = 0) -> None:
    for criterion in world.criteria[:count]:
        cell = CellFactory(commune=world.communes[commune], requirement=criterion)
        StatusEntryFactory(cell=cell, verdict=verdict)


def recognised(world: World, commune: int = 0, **more) -> Recognition:
    return RecognitionFactory(
        commune=world.communes[commune], criteria_set=world.criteria_set, **more
    )


def words(text: str) -> str:
    return re.sub(r"\s+", " ", unescape(strip_tags(text)))
