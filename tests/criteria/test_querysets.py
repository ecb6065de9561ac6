from datetime import date

import pytest

from criteria.models import CriteriaSet, Requirement, Threshold
from tests.factories.communes import CellFactory, SetAdoptionFactory
from tests.factories.criteria import (
    CriteriaSetFactory,
    CriterionFactory,
    IndicatorFactory,
    RegionFactory,
    ThresholdFactory,
)
from tests.factories.plans import PlanTargetFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "found"),
    [
        pytest.param(date(2022, 3, 7), False, id="the-day-before"),
        pytest.param(date(2022, 3, 8), True, id="first-day"),
        pytest.param(date(2026, 2, 14), True, id="last-day"),
        pytest.param(date(2026, 2, 15), False, id="the-day-after"),
    ],
)
def test_in_force_covers_first_and_last_day(day, found):
    CriteriaSetFactory(effective_from=date(2022, 3, 8), effective_to=date(2026, 2, 14))

    assert CriteriaSet.objects.in_force(day).exists() is found


def test_in_force_without_a_last_day_goes_on_and_drafts_never_begin():
    going_on = CriteriaSetFactory(effective_from=date(2026, 2, 15))
    CriteriaSetFactory(effective_from=date(2026, 2, 15), status="DRAFT")

    assert list(CriteriaSet.objects.in_force(date(2040, 1, 1))) == [going_on]


def test_for_communes_leaves_other_levels_out():
    commune = CriteriaSetFactory(level="COMMUNE")
    CriteriaSetFactory(level="DISTRICT")

    assert list(CriteriaSet.objects.for_communes()) == [commune]


@pytest.mark.parametrize("factory", [CellFactory, PlanTargetFactory])
def test_used_finds_sets_that_another_app_points_at(factory):
    used = CriterionFactory().criteria_set
    factory(requirement=IndicatorFactory(parent__criteria_set=used))
    ThresholdFactory(requirement__parent__criteria_set=CriteriaSetFactory())  # its own app
    SetAdoptionFactory()  # points at a set, not at a requirement

    assert list(CriteriaSet.objects.used()) == [used]


def test_with_counts_counts_what_is_stored():
    criterion = CriterionFactory()
    CriterionFactory(criteria_set=criterion.criteria_set)
    first, second, third = IndicatorFactory.create_batch(3, parent=criterion)
    ThresholdFactory(requirement=first)
    ThresholdFactory(requirement=second, provenance="UNVERIFIED")
    ThresholdFactory(requirement=second, provenance="UNVERIFIED", year=2024)
    ThresholdFactory(requirement=third, provenance="MISSING", value=None)
    ThresholdFactory()  # of another set

    found = CriteriaSet.objects.with_counts().get(pk=criterion.criteria_set_id)

    assert (found.criteria_found, found.indicators_found) == (2, 3)
    assert (found.verified_count, found.unverified_count, found.missing_count) == (1, 2, 1)


def test_with_counts_of_an_empty_set_are_zero():
    CriteriaSetFactory()

    found = CriteriaSet.objects.with_counts().get()

    assert (found.criteria_found, found.indicators_found) == (0, 0)
    assert (found.verified_count, found.unverified_count, found.missing_count) == (0, 0, 0)


def test_criteria_and_indicators_come_in_the_order_of_the_set():
    late = CriterionFactory(position=5)
    early = CriterionFactory(criteria_set=late.criteria_set, position=1)
    below = IndicatorFactory(parent=early, position=2)

    assert list(Requirement.objects.criteria()) == [early, late]
    assert list(Requirement.objects.indicators()) == [below]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("y te", True, id="without-marks"),
        pytest.param("Y TẾ", True, id="upper-case"),
        pytest.param("Y te\u0302\u0301", True, id="decomposed"),
        pytest.param("tế 15", True, id="number-and-name-in-any-order"),
        pytest.param("y tá", False, id="another-word"),
        pytest.param("tế " * 2000, True, id="two-thousand-words"),
        pytest.param("y tế 16", False, id="all-words-must-be-there"),
        pytest.param("%", False, id="a-wildcard-is-a-character"),
    ],
)
def test_matching_ignores_marks_and_case(words, found):
    CriterionFactory(code="15", name="Y tế")

    assert Requirement.objects.matching(words).exists() is found


def test_of_set_prints_everyone_first_then_years_then_regions(django_assert_num_queries):
    indicator = IndicatorFactory()
    south, north = RegionFactory(code="N", position=2), RegionFactory(code="B", position=1)
    third = ThresholdFactory(requirement=indicator, year=2024, region=south)
    second = ThresholdFactory(requirement=indicator, year=2024, region=north)
    fourth = ThresholdFactory(requirement=indicator, year=2025)
    first = ThresholdFactory(requirement=indicator)
    ThresholdFactory()

    with django_assert_num_queries(1):
        rows = list(Threshold.objects.of_set(indicator.criteria_set))
        codes = [row.region and row.region.code for row in rows]

    assert rows == [first, second, third, fourth]
    assert codes == [None, "B", "N", None]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        pytest.param("5", ["5", "5.1"], id="number"),
        pytest.param("tiêu chí 5", ["5", "5.1"], id="with-its-word"),
        pytest.param("chỉ tiêu 5.1", ["5.1"], id="indicator"),
        pytest.param("15", ["15"], id="longer-number"),
        pytest.param("5 học", ["5", "5.1"], id="number-and-name"),
    ],
)
def test_a_number_finds_the_code_that_begins_with_it(words, codes):
    five = CriterionFactory(code="5", name="Trường học")
    IndicatorFactory(parent=five, code="5.1", name="Trường học đạt chuẩn")
    CriterionFactory(criteria_set=five.criteria_set, code="15", name="Y tế")

    found = Requirement.objects.matching(words).order_by("position")
    assert [requirement.code for requirement in found] == codes
