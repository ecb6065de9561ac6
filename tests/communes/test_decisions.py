"""What an office may enter of a decision: the places of a set, and what stands there."""

import pytest

from communes.decisions import read_levels
from tests.factories.communes import CommuneFactory, DistrictFactory
from tests.factories.criteria import RegionFactory, ThresholdFactory
from tests.factories.decisions import decide, new_level
from tests.factories.sheet import SheetWorld, make_sheet_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet() -> SheetWorld:
    return make_sheet_world()


def test_every_indicator_of_the_set_has_a_place(sheet):
    levels = [
        level
        for group in read_levels(unit=sheet.world.province, criteria_set=sheet.world.criteria_set)
        for level in group.levels
    ]

    assert [level.requirement for level in levels] == sheet.indicators
    assert [
        level.words for level in levels if level.requirement in (sheet.income, sheet.water)
    ] == [
        "≥ 50 triệu đồng/người/năm",
        "",
    ]


def test_regions_without_communes_of_the_unit_are_left_out(sheet):
    ThresholdFactory(requirement=sheet.income, region=RegionFactory(), year=2024, value=60)
    CommuneFactory(region=RegionFactory())

    groups = read_levels(unit=sheet.world.district, criteria_set=sheet.world.criteria_set)

    regions = {level.region for group in groups for level in group.levels}
    assert regions == {None, sheet.north}


def test_the_level_that_stands_is_the_one_of_the_newest_decision(sheet):
    decide(sheet.world.province, new_level(sheet.roads, 60))
    elsewhere = DistrictFactory(parent=sheet.world.province)
    decide(elsewhere, new_level(sheet.roads, 10), decision_no="16/QĐ-UBND")

    groups = read_levels(unit=sheet.world.district, criteria_set=sheet.world.criteria_set)

    found = [
        one.words for group in groups for one in group.levels if one.requirement == sheet.roads
    ]
    assert found == ["≥ 60 %"]


@pytest.mark.parametrize(
    ("indicator", "value", "is_looser"),
    [
        pytest.param("income", 50, False, id="at-least-the-same"),
        pytest.param("income", 49, True, id="at-least-lower"),
        pytest.param("income", 51, False, id="at-least-higher"),
        pytest.param("homes", 1, False, id="equal"),
        pytest.param("poor", 99, False, id="nothing-known-before"),
    ],
)
def test_a_level_easier_to_reach_is_marked(sheet, indicator, value, is_looser):
    assert new_level(getattr(sheet, indicator), value).is_looser is is_looser


def test_at_most_is_easier_to_reach_when_it_is_higher(sheet):
    ThresholdFactory(requirement=sheet.poor, region=sheet.north, value=5)
    sheet.poor.thresholds.get(region=None).delete()

    assert new_level(sheet.poor, 6).is_looser
    assert not new_level(sheet.poor, 5).is_looser
