"""The page of what contradicts itself in a plan."""

from datetime import date

import pytest
from django.urls import reverse

from assignments.check_places import address
from communes.models import UnitRole
from plans.checking import read_facts
from plans.checks import Place
from tests.factories.accounts import UserFactory
from tests.factories.communes import CommuneFactory, DistrictFactory, UnitRoleFactory
from tests.factories.plans import (
    MandateFactory,
    ObjectiveFactory,
    PlanCommuneFactory,
    PlanFactory,
    PlanTargetFactory,
)

pytestmark = pytest.mark.django_db


def member(role: str, unit) -> object:
    user = UserFactory()
    UnitRoleFactory(user=user, unit=unit, role=role)
    return user


def page(client, plan, user):
    client.force_login(user)
    return client.get(reverse("assignments:plan_check", args=[plan.code]))


@pytest.fixture
def plan():
    plan = PlanFactory(status="DRAFT", stated_communes=207)
    ObjectiveFactory(plan=plan, share="29,4")
    ObjectiveFactory(plan=plan, share="29,6")
    return plan


def test_each_finding_has_its_severity_its_figures_and_links(client, plan):
    response = page(client, plan, member(UnitRole.Role.OFFICE, plan.unit))

    kinds = [
        (key, [(line.finding.printed, line.finding.computed, line.places) for line in found])
        for key, _, _, found in response.context["kinds"]
    ]
    contents = reverse("plans:contents", args=[plan.code])
    cut, wrong = plan.objectives.order_by("position", "pk")
    assert kinds == [
        (
            "error",
            [("29,6%", "29,5%", ((f"{contents}#chi-tieu-{wrong.pk}", f"Chỉ tiêu ‘{wrong}’"),))],
        ),
        ("warning", []),
        ("cut", [("29,4%", "29,5%", ((f"{contents}#chi-tieu-{cut.pk}", f"Chỉ tiêu ‘{cut}’"),))]),
    ]
    assert '<a href="#cut"><strong>1</strong> cắt bớt số lẻ</a>' in response.content.decode()


def test_a_plan_without_findings_says_so(client):
    plan = PlanFactory()

    response = page(client, plan, member(UnitRole.Role.READER, plan.unit))

    assert "Không thấy chỗ nào không khớp." in response.content.decode()


@pytest.mark.parametrize("role", ["OFFICE", "LEADER", "READER"])
def test_everybody_with_a_role_on_the_unit_sees_it(client, plan, role):
    assert page(client, plan, member(role, plan.unit)).status_code == 200


def test_a_commune_that_received_the_signed_plan_finds_nothing(client):
    plan = PlanFactory(stated_communes=207)
    ObjectiveFactory(plan=plan, share="29,4")
    row = PlanCommuneFactory(plan=plan)
    officer = member(UnitRole.Role.OFFICER, row.commune)

    assert page(client, plan, officer).status_code == 404
    detail = client.get(reverse("plans:plan_detail", args=[plan.code]))
    assert reverse("assignments:plan_check", args=[plan.code]) not in detail.content.decode()


def test_a_stranger_finds_nothing(client, plan):
    assert page(client, plan, member(UnitRole.Role.OFFICE, DistrictFactory())).status_code == 404


def test_the_plan_leads_to_it(client, plan):
    client.force_login(member(UnitRole.Role.OFFICE, plan.unit))

    detail = client.get(reverse("plans:plan_detail", args=[plan.code]))

    assert reverse("assignments:plan_check", args=[plan.code]) in detail.content.decode()


@pytest.mark.parametrize(
    ("place", "may_edit", "expected"),
    [
        pytest.param(Place("row", "", "01"), True, "/ke-hoach/thu/xa/01/", id="row-of-an-office"),
        pytest.param(Place("row", "", "01"), False, "/ke-hoach/thu/", id="row-of-a-reader"),
        pytest.param(
            Place("board", "", "01"), False, "/xa/01/?ngay=2024-01-01&bo=BO-THU", id="board"
        ),
        pytest.param(Place("plan", ""), False, "/ke-hoach/thu/noi-dung/#thong-tin", id="plan"),
        pytest.param(
            Place("mandate", "", "7"), False, "/ke-hoach/thu/noi-dung/#bat-buoc-7", id="mandate"
        ),
        pytest.param(Place("table", ""), True, "/ke-hoach/thu/", id="table"),
    ],
)
def test_addresses(place, may_edit, expected):
    plan = PlanFactory(code="thu", baseline_on=date(2024, 1, 1), criteria_set__code="BO-THU")

    assert address(place, plan, may_edit=may_edit) == expected


@pytest.mark.parametrize("communes", [1, 3])
def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries, communes):
    plan = PlanFactory(status="DRAFT")
    mandate = MandateFactory(plan=plan)
    for _ in range(communes):
        row = PlanCommuneFactory(plan=plan, commune=CommuneFactory(parent=plan.unit))
        PlanTargetFactory(row=row, requirement=mandate.requirement)
    client.force_login(member(UnitRole.Role.OFFICE, plan.unit))

    with django_assert_num_queries(22):
        response = client.get(reverse("assignments:plan_check", args=[plan.code]))

    assert response.status_code == 200
    assert len(read_facts(plan).rows) == communes
