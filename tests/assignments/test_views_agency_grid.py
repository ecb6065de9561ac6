"""An agency's own grid: who writes what in it, and what agreement with a commune does."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assignments.verify_grid import read_verify_grid
from communes.models import ReviewStep, StatusEntry
from tests.assignments.work import make_plan, make_work, member
from tests.factories.assignments import ResponsibilityFactory
from tests.factories.communes import CellFactory, StatusEntryFactory, UnitRoleFactory
from tests.factories.criteria import IndicatorFactory
from tests.factories.plans import PlanTargetFactory
from tests.factories.reviews import AssessmentFactory, ReviewStepFactory

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 14)


@pytest.fixture
def world():
    """The agency leads the two indicators of criterion 1, another one those of criterion 2."""
    world = make_work()
    world.own = [IndicatorFactory(parent=world.criteria[0]) for _ in range(2)]
    world.foreign = IndicatorFactory(parent=world.criteria[1])
    ResponsibilityFactory(plan=world.plan, agency=world.agency, requirement=world.criteria[0])
    ResponsibilityFactory(plan=world.plan, agency=world.other, requirement=world.foreign)
    PlanTargetFactory(row=world.rows[0], requirement=world.criteria[0])
    world.url = f"/viec/co-quan/{world.agency.pk}/"
    world.plan_query = "?ke-hoach=ke-hoach&ngay=2024-06-14"
    return world


def grid(client, user, world, more=""):
    client.force_login(user)
    return client.get(f"{world.url}{world.plan_query}{more}")


def standing(world, row=0, indicator=0, agency=None):
    found = read_verify_grid(agency or world.agency, world.plan, DAY, all_rows=True)
    return found.standing(world.rows[row], world.own[indicator])


def save(client, user, world, state="MET", *, row=0, requirement=None, version=None, **body):
    client.force_login(user)
    requirement = requirement or world.own[0]
    if version is None:
        version = standing(world, row).version
    cell = {
        "row": world.communes[row].code,
        "col": requirement.pk,
        "state": state,
        "version": version,
    }
    payload = {"set": "BO-THU", "day": DAY.isoformat(), "cells": [cell]} | body
    return client.post(
        f"{world.url}luu/?ke-hoach=ke-hoach", json.dumps(payload), content_type="application/json"
    )


def said(world):
    rows = StatusEntry.objects.filter(voice="AGENCY").order_by("pk")
    return list(rows.values_list("cell__requirement", "verdict", "observed_on", "recorded_by"))


def assessed(world, *, by=None, verdict="MET", step="SUBMITTED"):
    cell = CellFactory(commune=world.communes[0], requirement=world.own[0])
    entry = AssessmentFactory(
        cell=cell, verdict=verdict, recorded_by=by or world.officer, observed_on=date(2024, 6, 1)
    )
    if step:
        ReviewStepFactory(entry=entry, step=step, by=by or world.officer)
    return entry


def test_its_own_indicators_in_the_communes_that_aim_at_them(client, world):
    response = grid(client, world.head, world)

    assert response.context["columns"] == world.own
    assert [row["name"] for row in response.context["rows"]] == [world.rows[0].name]
    everywhere = grid(client, world.head, world, "&tat-ca=1")
    assert len(everywhere.context["rows"]) == 3


@pytest.mark.parametrize(
    ("who", "writes"),
    [
        ("head", True),
        ("member", True),
        ("other_head", False),
        ("office", False),
        ("leader", False),
        ("reader", False),
    ],
)
def test_members_write_and_the_unit_reads(client, world, who, writes):
    response = grid(client, getattr(world, who), world)

    assert response.status_code == 200
    assert ("data-save-url" in response.text) is writes


@pytest.mark.parametrize("who", ["officer", "stranger"])
def test_who_does_not_see_the_unit_finds_nothing(client, world, who):
    assert grid(client, getattr(world, who), world).status_code == 404


@pytest.mark.parametrize("who", ["member", "head"])
def test_a_verdict_is_said_in_the_voice_of_the_agency(client, world, who):
    user = getattr(world, who)

    response = save(client, user, world, "NOT_MET")

    assert response.status_code == 200
    assert said(world) == [(world.own[0].pk, "NOT_MET", DAY, user.pk)]
    (saved,) = response.json()["saved"]
    assert (saved["state"], saved["version"]) == ("NOT_MET", standing(world).version)


@pytest.mark.parametrize(
    "who", ["other_head", "office", "leader", "reader", "officer", "stranger", "province_office"]
)
def test_nobody_else_saves(client, world, who):
    assert save(client, getattr(world, who), world).status_code == 404
    assert said(world) == []


def test_an_administrator_saves_nothing(client, world):
    assert save(client, member(world.agency, admin=True), world).status_code == 404


def test_another_agencys_indicator_is_not_there(client, world):
    for requirement in (world.foreign, world.criteria[0]):
        response = save(client, world.head, world, requirement=requirement, version=0)
        assert response.status_code == 404
    assert said(world) == []


def test_agreement_verifies_what_the_commune_submitted(client, world):
    entry = assessed(world)
    page = grid(client, world.head, world)
    assert page.context["rows"][0]["waiting"] == 1
    assert 'title="Xã đã nộp: Đạt"' in page.text

    assert save(client, world.head, world, "MET").status_code == 200

    newest = ReviewStep.objects.order_by("-pk").first()
    assert (newest.step, newest.entry, newest.by) == ("VERIFIED", entry, world.head)
    assert said(world) == [(world.own[0].pk, "MET", entry.observed_on, world.head.pk)]


def test_another_word_than_the_communes_is_the_agencys_and_no_step(client, world):
    assessed(world, verdict="MET")

    save(client, world.head, world, "NOT_MET")

    assert [step.step for step in ReviewStep.objects.all()] == ["SUBMITTED"]
    assert said(world) == [(world.own[0].pk, "NOT_MET", DAY, world.head.pk)]


@pytest.mark.parametrize("state", ["MET", "NOT_MET"])
@pytest.mark.parametrize("step", ["SUBMITTED", ""])
def test_nobody_verifies_his_own_entry(client, world, state, step):
    UnitRoleFactory(user=world.head, unit=world.communes[0], role="OFFICER")
    assessed(world, by=world.head, step=step)

    response = save(client, world.head, world, state)

    assert response.status_code == 422
    assert "Người khác thẩm tra" in response.json()["message"]
    assert said(world) == []
    assert save(client, world.member, world, state).status_code == 200


def test_somebody_else_was_faster(client, world):
    before = standing(world).version
    StatusEntryFactory(
        cell=CellFactory(commune=world.communes[0], requirement=world.own[0]),
        verdict="NOT_MET",
        recorded_by=world.office,
    )

    response = save(client, world.head, world, "MET", version=before)

    (conflict,) = response.json()["conflicts"]
    assert response.status_code == 409
    assert (conflict["mine"], conflict["state"]) == ("MET", "NOT_MET")
    assert conflict["by"] == "Văn phòng huyện"
    assert save(client, world.head, world, "MET", version=conflict["version"]).status_code == 200


def test_the_commune_has_said_something_else_since(client, world):
    before = standing(world).version
    assessed(world)

    assert save(client, world.head, world, "MET", version=before).status_code == 409
    assert said(world) == []


def test_the_same_save_again_is_no_conflict(client, world):
    before = standing(world).version

    for _ in range(2):
        assert save(client, world.head, world, "MET", version=before).status_code == 200
    assert len(said(world)) == 1


def test_all_of_a_batch_or_nothing(client, world):
    cells = [
        {"row": world.communes[0].code, "col": one.pk, "state": "MET", "version": version}
        for one, version in zip(world.own, (standing(world).version, 1), strict=True)
    ]

    assert save(client, world.head, world, cells=cells).status_code == 409
    assert said(world) == []


@pytest.mark.parametrize(
    "body",
    [{"day": "2999-01-01"}, {"cells": []}, {"cells": [1]}, {"day": "31/02/2024"}],
    ids=str,
)
def test_what_cannot_be_read(client, world, body):
    assert save(client, world.head, world, **body).status_code in (400, 422)
    assert said(world) == []


def test_a_set_of_another_plan(client, world):
    assert save(client, world.head, world, set="BO-KHAC").status_code == 404


def test_a_right_is_gone_with_the_next_request(client, world):
    client.force_login(world.member)
    world.member.agency_memberships.all().delete()

    assert save(client, world.member, world).status_code == 404


def test_without_a_plan_and_without_indicators(client, world):
    lone = member(world.other, is_head=True)
    make_plan(world, code="trong", first_year=2020)
    client.force_login(lone)

    page = client.get(f"/viec/co-quan/{world.other.pk}/?ke-hoach=trong")

    assert "chưa giao Phòng Tư pháp chủ trì" in page.text
    assert client.get(f"{world.url}?ke-hoach=khong-co").status_code == 404
    assert client.get("/viec/co-quan/999999/").status_code == 404


def test_who_leads_the_set_leads_what_nobody_else_does(world):
    ResponsibilityFactory(plan=world.plan, agency=world.other, criteria_set=world.criteria_set)

    found = read_verify_grid(world.other, world.plan, DAY, all_rows=True)

    assert found.requirements == [*world.criteria[2:], world.foreign]


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(client, world, count):
    for row in world.rows[1:count]:
        PlanTargetFactory(row=row, requirement=world.criteria[0])
    for commune in world.communes[:count]:
        cell = CellFactory(commune=commune, requirement=world.own[0])
        ReviewStepFactory(entry=AssessmentFactory(cell=cell), by=world.leader)
    client.force_login(world.head)

    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"{world.url}?ke-hoach=ke-hoach")
        assert len(page.context["rows"]) == count

    assert len(queries) == 18
