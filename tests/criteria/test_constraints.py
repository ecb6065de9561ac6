"""What the database itself refuses."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from criteria.models import Requirement
from tests.factories.criteria import (
    CommuneGroupFactory,
    CriteriaSetFactory,
    CriterionFactory,
    IndicatorFactory,
    RegionFactory,
    ThresholdFactory,
)

pytestmark = pytest.mark.django_db


def refused(constraint: str):
    """SQLite names a unique constraint by its columns, PostgreSQL by its name."""
    return pytest.raises(IntegrityError, match=constraint)


def test_a_set_ends_after_it_begins():
    with refused("criteriaset_ends_after_it_begins"):
        CriteriaSetFactory(effective_from=date(2022, 3, 8), effective_to=date(2022, 3, 7))


def test_a_set_may_end_on_its_first_day():
    one_day = CriteriaSetFactory(effective_from=date(2022, 3, 8), effective_to=date(2022, 3, 8))

    assert one_day.pk is not None


def test_a_group_has_its_code_once_per_set():
    group = CommuneGroupFactory(code="G1")
    CommuneGroupFactory(code="G1")  # of another set

    with refused("criteria_communegroup.code|communegroup_code_once_per_set"):
        CommuneGroupFactory(criteria_set=group.criteria_set, code="G1")


def test_a_code_stands_once_per_kind_and_set():
    criterion = CriterionFactory(code="7")
    IndicatorFactory(parent=criterion, code="7")

    with refused("criteria_requirement.code|requirement_code_once_per_set"):
        CriterionFactory(criteria_set=criterion.criteria_set, code="7")


def test_a_position_stands_once_per_set():
    criterion = CriterionFactory(position=3)

    with refused("criteria_requirement.position|requirement_position_once_per_set"):
        CriterionFactory(criteria_set=criterion.criteria_set, position=3)


@pytest.mark.parametrize("kind", ["CRITERION", "INDICATOR"])
def test_only_an_indicator_has_a_parent(kind):
    indicator, criterion = IndicatorFactory(), CriterionFactory()
    wrong = indicator if kind == "CRITERION" else criterion

    with refused("requirement_indicator_has_parent"):
        Requirement.objects.filter(pk=wrong.pk).update(kind=kind)


@pytest.mark.parametrize(
    "scope", [(), ("region",), ("commune_group",), ("year",), ("region", "year")]
)
def test_a_scope_has_one_threshold(scope):
    indicator = IndicatorFactory()
    group = CommuneGroupFactory(criteria_set=indicator.criteria_set)
    everything = {"region": RegionFactory(), "commune_group": group, "year": 2024}
    chosen = {name: everything[name] for name in scope}
    ThresholdFactory(requirement=indicator, **chosen)
    ThresholdFactory(**{name: everything[name] for name in scope})  # of another indicator

    with refused("threshold_once_per_scope"):
        ThresholdFactory(requirement=indicator, **chosen)


@pytest.mark.parametrize(
    ("value", "text", "provenance"),
    [
        pytest.param(Decimal(80), "", "MISSING", id="missing-with-a-number"),
        pytest.param(None, "Đạt", "MISSING", id="missing-with-a-text"),
        pytest.param(None, "", "VERIFIED", id="verified-without-anything"),
        pytest.param(None, "", "UNVERIFIED", id="unverified-without-anything"),
    ],
)
def test_missing_means_without_a_value_and_nothing_else_does(value, text, provenance):
    with refused("threshold_missing_has_no_value"):
        ThresholdFactory(value=value, text=text, provenance=provenance)


@pytest.mark.parametrize(
    ("value", "text", "provenance"),
    [
        pytest.param(None, "", "MISSING", id="missing"),
        pytest.param(Decimal(0), "", "VERIFIED", id="zero-is-a-value"),
        pytest.param(None, "Đạt", "UNVERIFIED", id="in-words"),
    ],
)
def test_a_threshold_that_says_what_it_knows_is_kept(value, text, provenance):
    kept = ThresholdFactory(value=value, text=text, provenance=provenance)

    assert kept.pk is not None


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"factor": None}, id="no-factor"),
        pytest.param({"base_set": ""}, id="no-set"),
        pytest.param({"base_code": ""}, id="no-code"),
        pytest.param({"factor": 0}, id="nothing-times"),
        pytest.param({"value": 59}, id="with-a-value"),
    ],
)
def test_a_multiple_names_its_factor_and_its_base(changed):
    multiple = {"value": None, "text": "×", "factor": 2, "base_set": "B", "base_code": "10"}
    assert ThresholdFactory(**multiple).pk is not None

    with refused("threshold_factor_has_base"):
        ThresholdFactory(**multiple | changed)
