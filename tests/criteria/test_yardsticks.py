"""What holds for a commune in a year, how firm it is, and what reading it costs."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from criteria.models import CriteriaSet, Region, Requirement
from criteria.rules import Bound, Comparator
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
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "criteria"
YEAR = 2024


@pytest.fixture
def indicator() -> Requirement:
    return IndicatorFactory()


@pytest.fixture
def north() -> Region:
    return RegionFactory(code="TDMNPB", name="Trung du miền núi phía Bắc")


def holding(
    indicator: Requirement, *, region=None, group=None, year: int = YEAR
) -> Yardstick | None:
    column = Column(region and region.pk, group and group.pk)
    return Yardsticks(indicator.criteria_set).of(indicator, column, year)


def held(indicator: Requirement, **scope) -> tuple[Decimal | None, str] | None:
    """(value, provenance) of what holds."""
    found = holding(indicator, **scope)
    return found and (found.value, found.provenance)


# Which row


def test_nothing_known_is_none(indicator):
    ThresholdFactory()  # of another indicator of another set

    assert holding(indicator) is None


def test_the_row_of_the_region_goes_before_the_one_for_every_commune(indicator, north):
    ThresholdFactory(requirement=indicator, value=80)
    ThresholdFactory(requirement=indicator, value=50, region=north)

    assert held(indicator, region=north) == (Decimal(50), "VERIFIED")
    assert held(indicator, region=RegionFactory()) == (Decimal(80), "VERIFIED")
    assert held(indicator) == (Decimal(80), "VERIFIED")


def test_the_row_of_another_region_is_none(indicator, north):
    ThresholdFactory(requirement=indicator, value=50, region=RegionFactory())

    assert held(indicator, region=north) is None


def test_the_row_of_the_group_goes_before_that_of_the_region(indicator, north):
    group = CommuneGroupFactory(criteria_set=indicator.criteria_set)
    ThresholdFactory(requirement=indicator, value=50, region=north)
    ThresholdFactory(requirement=indicator, value=65, commune_group=group)

    assert held(indicator, region=north, group=group) == (Decimal(65), "VERIFIED")
    assert held(indicator, region=north) == (Decimal(50), "VERIFIED")


def test_the_row_of_the_year_goes_before_that_of_every_year(indicator):
    ThresholdFactory(requirement=indicator, value=80)
    ThresholdFactory(requirement=indicator, value=85, year=YEAR)

    assert [held(indicator, year=year) for year in (YEAR - 1, YEAR, YEAR + 1)] == [
        (Decimal(80), "VERIFIED"),
        (Decimal(85), "VERIFIED"),
        (Decimal(80), "VERIFIED"),
    ]


@pytest.mark.parametrize("year", [YEAR - 1, YEAR + 1])
def test_another_year_never_stands_in(indicator, north, year):
    ThresholdFactory(requirement=indicator, value=50, region=north, year=YEAR)

    assert held(indicator, region=north, year=year) is None


@pytest.mark.parametrize("scope", ["region", "year"])
def test_a_missing_row_is_not_replaced_by_the_wider_one(indicator, north, scope):
    ThresholdFactory(requirement=indicator, value=80)
    own = {"region": north, "year": YEAR}[scope]
    ThresholdFactory(requirement=indicator, value=None, provenance="MISSING", **{scope: own})

    found = holding(indicator, region=north)

    assert (found.value, found.provenance, found.bound, found.decides) == (
        None,
        "MISSING",
        None,
        False,
    )


# What decides


@pytest.mark.parametrize(
    ("row", "comparator", "bound", "decides"),
    [
        pytest.param({"value": 80}, "AT_LEAST", True, True, id="verified"),
        pytest.param({"value": 0}, "EQUAL", True, True, id="zero-is-a-value"),
        pytest.param(
            {"value": 80, "provenance": "UNVERIFIED"}, "AT_MOST", True, False, id="unverified"
        ),
        pytest.param(
            {"value": None, "provenance": "MISSING"}, "AT_LEAST", False, False, id="missing"
        ),
        pytest.param({"value": None, "text": "Đạt"}, "AT_LEAST", False, False, id="in-words"),
        pytest.param({"value": 80}, "", False, False, id="nothing-to-compare-by"),
    ],
)
def test_only_a_verified_number_decides(row, comparator, bound, decides):
    indicator = IndicatorFactory(comparator=comparator)
    ThresholdFactory(requirement=indicator, **row)

    found = holding(indicator)

    wanted = Bound(Decimal(row["value"]), Comparator(comparator)) if bound else None
    assert (found.bound, found.decides) == (wanted, decides)


# Thresholds that follow from another set


@pytest.fixture
def income(north) -> Requirement:
    """The advanced set's income: 54 in 2024 in the north, verified."""
    advanced = CriterionFactory(criteria_set=CriteriaSetFactory(code="NANG-CAO"), code="10")
    income = IndicatorFactory(parent=advanced, code="10")
    ThresholdFactory(requirement=income, value=54, region=north, year=YEAR)
    return income


def derived(factor="1.10", **more) -> Requirement:
    indicator = IndicatorFactory()
    ThresholdFactory(
        requirement=indicator,
        value=None,
        text="≥ 1,10 × mức nâng cao",
        factor=Decimal(factor),
        base_set="NANG-CAO",
        base_code="10",
        **more,
    )
    return indicator


def test_a_multiple_follows_the_base_of_the_same_region_and_year(income, north):
    ThresholdFactory(requirement=income, value=58, region=north, year=YEAR + 1)

    assert held(derived(), region=north) == (Decimal("59.4"), "VERIFIED")
    assert held(derived(), region=north, year=YEAR + 1) == (Decimal("63.8"), "VERIFIED")


@pytest.mark.parametrize(
    "scope",
    [
        pytest.param({"year": YEAR + 1}, id="another-year"),
        pytest.param({"region": None}, id="no-region"),
    ],
)
def test_a_multiple_of_what_is_not_known_is_missing(income, north, scope):
    found = holding(derived(), **({"region": north} | scope))

    assert (found.value, found.provenance, found.decides) == (None, "MISSING", False)
    assert found.words == "≥ 1,10 × mức nâng cao"


def test_a_multiple_of_a_missing_figure_is_missing(income, north):
    ThresholdFactory(
        requirement=income, value=None, provenance="MISSING", region=north, year=YEAR + 1
    )
    ThresholdFactory(requirement=income, value=40)  # wider, stands in for nobody

    assert held(derived(), region=north, year=YEAR + 1) == (None, "MISSING")


def test_a_multiple_of_a_set_that_is_not_loaded_is_missing(north):
    assert held(derived(), region=north) == (None, "MISSING")


def test_a_criterion_of_the_same_number_is_no_base(income, north):
    ThresholdFactory(requirement=income.parent, value=99, region=north, year=YEAR)

    assert held(derived(), region=north) == (Decimal("59.4"), "VERIFIED")


@pytest.mark.parametrize(
    ("base", "own", "expected"),
    [
        ("VERIFIED", "VERIFIED", "VERIFIED"),
        ("UNVERIFIED", "VERIFIED", "UNVERIFIED"),
        ("VERIFIED", "UNVERIFIED", "UNVERIFIED"),
        ("UNVERIFIED", "UNVERIFIED", "UNVERIFIED"),
    ],
)
def test_a_multiple_is_as_firm_as_the_weaker_of_its_figures(income, north, base, own, expected):
    income.thresholds.update(provenance=base)

    found = holding(derived(provenance=own), region=north)

    assert (found.value, found.provenance, found.decides) == (
        Decimal("59.4"),
        expected,
        expected == "VERIFIED",
    )


@pytest.fixture
def real_sets() -> None:
    for name in ("ntm-nc-2021-2025", "ntm-km-2021-2025"):
        call_command("load_criteria_set", str(FIXTURES / f"{name}.yaml"), verbosity=0)


# 1,10 times what the advanced set has for the same year and region, as firm as that.
MODEL_INCOME = {
    ("TDMNPB", 2021): (None, "MISSING"),
    ("TDMNPB", 2022): (Decimal("51.7"), "UNVERIFIED"),
    ("TDMNPB", 2023): (Decimal(55), "UNVERIFIED"),
    ("TDMNPB", 2024): (Decimal("59.4"), "UNVERIFIED"),
    ("TDMNPB", 2025): (Decimal("63.8"), "UNVERIFIED"),
    ("TDMNPB", 2026): (None, "MISSING"),
    ("DBSH", 2024): (None, "MISSING"),
    ("TN", 2024): (None, "MISSING"),
}


@pytest.mark.usefixtures("real_sets")
def test_income_of_a_model_commune_is_eleven_tenths_of_the_advanced_one():
    model = CriteriaSet.objects.get(code="NTM-KM-2021-2025")
    income = model.requirements.indicators().get(code="2")
    regions = {region.code: region for region in Region.objects.all()}

    found = {
        (region, year): held(income, region=regions[region], year=year)
        for region, year in MODEL_INCOME
    }

    assert found == MODEL_INCOME


# Queries


@pytest.mark.parametrize("count", [1, 3])
def test_a_set_costs_one_query_however_many_are_asked(django_assert_num_queries, north, count):
    criterion = CriterionFactory()
    indicators = [IndicatorFactory(parent=criterion) for _ in range(count)]
    group = CommuneGroupFactory(criteria_set=criterion.criteria_set)
    for one in indicators:
        ThresholdFactory(requirement=one, region=north)
        ThresholdFactory(requirement=one, commune_group=group)

    with django_assert_num_queries(1):
        found = Yardsticks(criterion.criteria_set)
        scopes = [found.of(one, Column(north.pk), YEAR).source for one in indicators]
        scopes += [found.of(one, Column(north.pk, group.pk), YEAR).source for one in indicators]

    assert len(scopes) == 2 * count


@pytest.mark.parametrize("count", [1, 3])
def test_multiples_cost_one_query_more(django_assert_num_queries, income, north, count):
    criterion = CriterionFactory()
    indicators = [IndicatorFactory(parent=criterion) for _ in range(count)]
    for one in indicators:
        ThresholdFactory(
            requirement=one, value=None, text="×", factor=2, base_set="NANG-CAO", base_code="10"
        )

    with django_assert_num_queries(2):
        found = Yardsticks(criterion.criteria_set)
        held = [found.of(one, Column(north.pk), YEAR) for one in indicators]
        said = [(one.value, one.scope) for one in held]

    assert said == [(Decimal(108), f"vùng {north.name}, năm {YEAR}")] * count
