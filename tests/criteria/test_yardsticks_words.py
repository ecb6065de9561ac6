"""The words beside a figure: the threshold, its scope, its document, and why the verdict is so."""

from decimal import Decimal

import pytest

from criteria.figures import Figure
from criteria.models import Region, Requirement
from criteria.yardsticks import Column, Yardstick, Yardsticks
from tests.factories.criteria import (
    CommuneGroupFactory,
    CriteriaSetFactory,
    CriterionFactory,
    IndicatorFactory,
    RegionFactory,
    ThresholdFactory,
)

pytestmark = pytest.mark.django_db
YEAR = 2024


@pytest.fixture
def indicator() -> Requirement:
    return IndicatorFactory()


@pytest.fixture
def north() -> Region:
    return RegionFactory(code="TDMNPB", name="Trung du miền núi phía Bắc")


def holding(indicator: Requirement, *, region=None, group=None) -> Yardstick:
    column = Column(region and region.pk, group and group.pk)
    found = Yardsticks(indicator.criteria_set).of(indicator, column, YEAR)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        pytest.param({}, "mức chung", id="everywhere"),
        pytest.param({"year": YEAR}, "mức chung, năm 2024", id="year"),
        pytest.param({"region": True}, "vùng Trung du miền núi phía Bắc", id="region"),
        pytest.param(
            {"region": True, "year": YEAR},
            "vùng Trung du miền núi phía Bắc, năm 2024",
            id="region-and-year",
        ),
        pytest.param({"commune_group": True}, "Xã nhóm 1", id="group"),
    ],
)
def test_scope(indicator, north, scope, words):
    group = CommuneGroupFactory(criteria_set=indicator.criteria_set, name="Xã nhóm 1")
    whose = {"region": north, "commune_group": group, "year": YEAR}
    ThresholdFactory(requirement=indicator, **{name: whose[name] for name in scope})

    assert holding(indicator, region=north, group=group).scope == words


@pytest.mark.parametrize(
    ("node", "row", "words"),
    [
        pytest.param({}, {"value": 50}, "≥ 50 %", id="at-least"),
        pytest.param({"comparator": "AT_MOST"}, {"value": "8.00"}, "≤ 8 %", id="at-most"),
        pytest.param(
            {"comparator": "EQUAL", "unit": "nhà"}, {"value": 0}, "= 0 nhà", id="equal-to-nothing"
        ),
        pytest.param({"unit": ""}, {"value": "1.5"}, "≥ 1,5", id="without-a-unit"),
        pytest.param({}, {"value": None, "text": "Đạt"}, "Đạt", id="in-words"),
        pytest.param({}, {"value": None, "provenance": "MISSING"}, "", id="missing"),
    ],
)
def test_words(node, row, words):
    indicator = IndicatorFactory(**node)
    ThresholdFactory(requirement=indicator, **row)

    assert holding(indicator).words == words


SOURCE = "(vùng Trung du miền núi phía Bắc, năm 2024; 318/QĐ-TTg)"
SHARE = Figure(numerator=Decimal(14), denominator=Decimal("15.7"))
SEXES = Figure(Decimal(95), male=Decimal(96), female=Decimal("94.5"))
MISSING = {"value": None, "provenance": "MISSING"}
EXPLAINED = {
    "below": (Figure(Decimal("43.8")), {"value": 50}, {}, "43,8 < 50"),
    "on": (Figure(Decimal("50.00")), {"value": 50}, {}, "50 = 50"),
    "above": (Figure(Decimal("50.01")), {"value": 50}, {}, "50,01 > 50"),
    "just-below": (Figure(Decimal("49.9999")), {"value": 50}, {}, "49,99 < 50"),
    "just-above": (Figure(Decimal("50.0001")), {"value": 50}, {}, "50,01 > 50"),
    "share": (SHARE, {"value": "89.18"}, {}, "89,17 < 89,18"),
    "share-above": (SHARE, {"value": 80}, {}, "89,17 > 80"),
    "no-decimals": (Figure(Decimal("49.6")), {"value": 50}, {"decimals": 0}, "49 < 50"),
    "decimals-not-said": (SHARE, {"value": 80}, {"decimals": None}, "89,17 > 80"),
    "both-sexes": (SEXES, {"value": 95}, {}, "95 = 95; nam 96 > 95; nữ 94,5 < 95"),
    "without-the-whole": (
        Figure(male=Decimal(96), female=Decimal(94)),
        {"value": 95},
        {},
        "nam 96 > 95; nữ 94 < 95",
    ),
    "the-whole-says-nothing-of-the-sexes": (
        Figure(Decimal(95)),
        {"value": 90},
        {"by_sex": True},
        "95 > 90; chưa có số của nam và nữ",
    ),
    "a-sex-is-missing": (
        Figure(Decimal(95), male=Decimal(96)),
        {"value": 90},
        {"by_sex": True},
        "95 > 90; nam 96 > 90; chưa có số của nữ",
    ),
    "a-whole-that-fails-decides": (
        Figure(Decimal("89.99")),
        {"value": 90},
        {"by_sex": True},
        "89,99 < 90",
    ),
    "unverified": (
        Figure(Decimal("43.8")),
        {"value": 50, "provenance": "UNVERIFIED"},
        {},
        "43,8 < 50",
    ),
    "missing": (Figure(Decimal("43.8")), MISSING, {}, "chưa có mức để so"),
    "share-without-a-threshold": (SHARE, MISSING, {}, "89,17; chưa có mức để so"),
    "in-words": (
        Figure(Decimal(75)),
        {"value": None, "text": "100% đạt CSVC mức độ 1"},
        {"value_kind": "COMPOSITE", "comparator": ""},
        "100% đạt CSVC mức độ 1",
    ),
}


@pytest.mark.parametrize(("figure", "row", "node", "said"), EXPLAINED.values(), ids=EXPLAINED)
def test_explain(north, figure, row, node, said):
    indicator = IndicatorFactory(**node)
    ThresholdFactory(requirement=indicator, region=north, year=YEAR, **row)

    assert holding(indicator, region=north).explain(figure) == f"{said} {SOURCE}"


def test_a_multiple_says_of_what_where_when_and_by_which_documents(indicator, north):
    advanced = CriterionFactory(criteria_set=CriteriaSetFactory(code="NANG-CAO"), code="10")
    base = IndicatorFactory(parent=advanced, code="10")
    ThresholdFactory(requirement=base, value=54, region=north, year=YEAR)
    ThresholdFactory(
        requirement=indicator,
        value=None,
        text="≥ 1,10 × mức nâng cao",
        factor=Decimal("1.10"),
        base_set="NANG-CAO",
        base_code="10",
        citation="319/QĐ-TTg",
    )

    yardstick = holding(indicator, region=north)

    assert yardstick.words == "≥ 59,4 %"
    assert yardstick.explain(Figure(Decimal("59.39"))) == (
        "59,39 < 59,4 (1,1 × 54, vùng Trung du miền núi phía Bắc, năm 2024; 319/QĐ-TTg; 318/QĐ-TTg)"
    )
