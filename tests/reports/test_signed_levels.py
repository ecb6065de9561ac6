"""Decisions on levels that came or went since a plan was signed are lines of its deviations."""

from datetime import date

import pytest

from communes.services.decisions import withdraw_decision
from plans.models import Plan
from reports.signed import NO_DECISION, deviations
from tests.factories.communes import ProvinceFactory
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory, IndicatorFactory
from tests.factories.decisions import DOCUMENT, decide, new_level
from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.factories.signing import bring_to, sign
from tests.factories.world import TODAY

pytestmark = pytest.mark.django_db
WORDS = f"{DOCUMENT}, hiệu lực từ 01/03/2024"


@pytest.fixture
def plan(world) -> Plan:
    plan = PlanFactory(
        unit=world.district,
        criteria_set=world.criteria_set,
        status="DRAFT",
        number="",
        signed_on=None,
    )
    for commune in world.communes:
        PlanCommuneFactory(plan=plan, commune=commune)
    return bring_to(plan, "APPROVED")


@pytest.fixture
def level(world):
    return new_level(IndicatorFactory(parent=world.criteria[0]), 85)


def lines() -> list[tuple]:
    found = deviations(Plan.objects.get(), TODAY)
    return [(one.place, one.before, one.after, one.by, one.at) for one in found]


@pytest.mark.parametrize("whose", ["province", "district", "commune"])
def test_a_decision_entered_after_the_signature_is_a_line(world, plan, level, whose):
    sign(plan, by=world.office)
    unit = world.communes[0] if whose == "commune" else getattr(world, whose)

    entry = decide(unit, level, by=world.province_office)

    place = f"Mức đạt, {unit.full_name}"
    assert lines() == [(place, NO_DECISION, WORDS, world.province_office, entry.entered_at)]


def test_a_decision_of_before_is_a_line_once_it_is_withdrawn(world, plan, level):
    entry = decide(world.province, level)
    sign(plan, by=world.office)
    assert lines() == []

    gone = withdraw_decision(entry=entry, reason="nhập nhầm", today=TODAY, by=world.province_office)

    place = f"Mức đạt, {world.province.full_name}"
    assert lines() == [(place, WORDS, NO_DECISION, world.province_office, gone.withdrawn_at)]


def test_what_came_and_went_since_is_no_line(world, plan, level):
    sign(plan, by=world.office)
    entry = decide(world.district, level)

    withdraw_decision(entry=entry, reason="nhập nhầm", today=TODAY, by=world.province_office)

    assert lines() == []


def test_decisions_for_others_or_on_another_set_are_no_lines(world, plan, level):
    other_set = CriteriaSetFactory()
    elsewhere = IndicatorFactory(parent=CriterionFactory(criteria_set=other_set))
    sign(plan, by=world.office)

    decide(ProvinceFactory(), level)
    decide(world.district, new_level(elsewhere, 85), decision_no="16/QĐ-UBND")

    assert lines() == []


def test_a_plan_that_is_not_signed_has_no_lines(world, plan, level):
    decide(world.province, level, effective_from=date(2024, 3, 1))

    assert [line for line in lines() if line[0].startswith("Mức đạt")] == []
