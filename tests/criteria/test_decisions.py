"""Decisions on thresholds: which rows stand, what the database refuses, what stays hidden."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import IntegrityError

from criteria.models import CriteriaSet, Threshold, ThresholdDecision
from criteria.rules import in_force
from criteria.services.sets import stored_set
from ntm_portal.lib.append_only import AppendOnlyError
from tests.factories.criteria import (
    CriteriaSetFactory,
    CriterionFactory,
    IndicatorFactory,
    RegionFactory,
    ThresholdFactory,
)

DAY = date(2024, 2, 5)


@dataclass(frozen=True)
class Row:
    name: str
    scope: str
    decision_id: int | None = None
    region_id: int | None = None
    commune_group_id: int | None = None
    year: int | None = None


OWN, OWN_NORTH = Row("own", "all"), Row("own-north", "north")
FIRST, SECOND = Row("first", "north", 7), Row("second", "north", 4)
BESIDE = Row("beside", "south", 7)


@pytest.mark.parametrize(
    ("rows", "decisions", "standing"),
    [
        pytest.param([OWN, OWN_NORTH], [], [OWN, OWN_NORTH], id="no-decision"),
        pytest.param([OWN, OWN_NORTH, FIRST], [], [OWN, OWN_NORTH], id="it-does-not-count"),
        pytest.param([OWN, OWN_NORTH, FIRST], [7], [OWN, FIRST], id="same-scope-replaced"),
        pytest.param([FIRST, OWN_NORTH, OWN], [7], [FIRST, OWN], id="in-whatever-order"),
        pytest.param([OWN, OWN_NORTH, BESIDE], [7], [OWN, OWN_NORTH, BESIDE], id="another-scope"),
        pytest.param([OWN_NORTH, FIRST, SECOND], [7, 4], [SECOND], id="the-newer-stands"),
        pytest.param([OWN_NORTH, FIRST, SECOND], [4, 7], [FIRST], id="newer-is-not-the-key"),
        pytest.param([], [7], [], id="nothing"),
    ],
)
def test_rows_in_force(rows, decisions, standing):
    assert in_force(rows, decisions) == standing


# What the database refuses


def decision(criteria_set: CriteriaSet, **more) -> ThresholdDecision:
    facts = {
        "decision_no": "15/QĐ-UBND",
        "issued_on": DAY,
        "effective_from": DAY,
        "issuer": "UBND tỉnh Thử",
        "title": "thử",
    }
    return ThresholdDecision.objects.create(criteria_set=criteria_set, **facts | more)


@pytest.mark.django_db
def test_a_decision_counts_once_it_is_signed():
    with pytest.raises(IntegrityError, match="thresholddecision_counts_once_signed"):
        decision(CriteriaSetFactory(), effective_from=date(2024, 2, 4))


@pytest.mark.django_db
def test_a_decision_names_a_scope_once():
    indicator = IndicatorFactory()
    made = decision(indicator.criteria_set)
    ThresholdFactory(requirement=indicator)
    ThresholdFactory(requirement=indicator, decision=made)
    ThresholdFactory(requirement=indicator, decision=decision(indicator.criteria_set))

    with pytest.raises(IntegrityError, match=r"requirement_id|threshold_once_per_scope"):
        ThresholdFactory(requirement=indicator, decision=made)


@pytest.mark.django_db
def test_a_decision_is_never_changed():
    made = decision(CriteriaSetFactory())
    made.title = "khác"

    with pytest.raises(AppendOnlyError):
        made.save()
    with pytest.raises(AppendOnlyError):
        made.delete()


# What stays as it was


@pytest.mark.django_db
def test_the_set_itself_does_not_show_what_a_decision_says():
    indicator = IndicatorFactory(parent=CriterionFactory())
    criteria_set = indicator.criteria_set
    own = ThresholdFactory(requirement=indicator, region=RegionFactory(), value=80)
    before = stored_set(criteria_set)

    decided = ThresholdFactory(
        requirement=indicator, region=own.region, value=45, decision=decision(criteria_set)
    )

    assert stored_set(criteria_set) == before
    assert list(Threshold.objects.of_set(criteria_set)) == [own]
    assert set(Threshold.objects.with_decided(criteria_set)) == {own, decided}
    assert CriteriaSet.objects.with_counts().get(pk=criteria_set.pk).verified_count == 1


@pytest.mark.django_db
def test_a_set_with_a_decision_is_used():
    criteria_set, other = CriteriaSetFactory(), CriteriaSetFactory()
    decision(criteria_set)

    assert list(CriteriaSet.objects.used()) == [criteria_set]
    assert other not in CriteriaSet.objects.used()


@pytest.mark.django_db
def test_a_decision_is_cited_with_its_day_and_issuer():
    made = decision(CriteriaSetFactory())

    assert made.citation == "15/QĐ-UBND ngày 05/02/2024 của UBND tỉnh Thử"
