"""Home, list of plans, a plan's grid and a commune's row."""

import json

import pytest

from plans.models import PlanGoal, PlanTarget
from tests.factories.communes import CellFactory, StatusEntryFactory
from tests.factories.plans import (
    PlanCommuneFactory,
    PlanFactory,
    PlanGoalFactory,
    PlanTargetFactory,
)
from tests.factories.world import World, make_world
from tests.pages import seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def plan(world):
    plan = PlanFactory(
        code="ke-hoach", unit=world.district, criteria_set=world.criteria_set, status="DRAFT"
    )
    for commune in world.communes:
        PlanCommuneFactory(plan=plan, commune=commune)
    return plan


def save(client, user, world, *, commune=0, criterion=0, state="TARGET", version=0):
    client.force_login(user)
    row = world.communes[commune].code
    cell = {"row": row, "col": world.criteria[criterion].pk, "state": state, "version": version}
    return client.post(
        "/ke-hoach/ke-hoach/luu/", json.dumps({"cells": [cell]}), content_type="application/json"
    )


def test_the_plan_shows_met_targets_and_sums(client, world, plan):
    first = plan.rows.get(position=1)
    StatusEntryFactory(cell=CellFactory(commune=first.commune, requirement=world.criteria[0]))
    PlanTargetFactory(row=first, requirement=world.criteria[1])
    PlanGoalFactory(row=plan.rows.get(position=2))
    client.force_login(world.reader)

    context = client.get("/ke-hoach/ke-hoach/").context

    assert [(one["met"], one["targeted"], one["planned"]) for one in context["lines"]] == [
        (1, 1, 2),
        (0, 0, 0),
    ]
    assert (context["met"], context["targeted"], context["planned"]) == (1, 1, 2)
    assert str(context["lines"][1]["goal"]) == "Xây dựng xã nông thôn mới nâng cao"
    assert "data-grid " not in client.get("/ke-hoach/ke-hoach/").text


def test_a_target_is_picked_on_the_grid(client, world, plan):
    response = save(client, world.office, world)

    target = PlanTarget.objects.get()
    (saved,) = response.json()["saved"]
    assert (response.status_code, saved["state"], saved["version"]) == (200, "TARGET", target.pk)


def test_a_target_already_met_is_answered_with_a_sentence(client, world, plan):
    cell = CellFactory(commune=world.communes[0], requirement=world.criteria[0])
    StatusEntryFactory(cell=cell, observed_on=plan.baseline_on)

    response = save(client, world.office, world)

    assert response.status_code == 422
    assert response.json()["message"] == (
        f"{world.communes[0].full_name}, tiêu chí 1: đã đạt từ ngày 01/01/2024, "
        "không thể là tiêu chí phấn đấu."
    )
    assert PlanTarget.objects.count() == 0


def test_a_conflict_answers_409(client, world, plan):
    target = PlanTargetFactory(row=plan.rows.get(position=1), requirement=world.criteria[0])

    response = save(client, world.office, world, state="NONE", version=0)

    (conflict,) = response.json()["conflicts"]
    assert (response.status_code, conflict["state"], conflict["version"]) == (
        409,
        "TARGET",
        target.pk,
    )


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "stranger"])
def test_only_the_office_writes(client, world, plan, who):
    row = f"/ke-hoach/ke-hoach/xa/{world.communes[0].code}/"

    assert save(client, getattr(world, who), world).status_code == 404
    assert client.post(row, {"year": 2024}).status_code == 404
    assert PlanTarget.objects.count() == 0


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param({"row": "00000"}, id="foreign-commune"),
        pytest.param({"col": 999_999_999}, id="foreign-criterion"),
        pytest.param({"state": "MET"}, id="another-state"),
    ],
)
def test_what_is_not_in_the_plan_is_404(client, world, plan, cell):
    client.force_login(world.office)
    known = {"row": world.communes[0].code, "col": world.criteria[0].pk, "state": "TARGET"}

    response = client.post(
        "/ke-hoach/ke-hoach/luu/", {"cells": [known | cell]}, content_type="application/json"
    )

    assert response.status_code == 404


@pytest.mark.parametrize("who", ["office", "leader", "reader", "officer", "province_office"])
def test_who_reads_the_plan(client, world, plan, who):
    client.force_login(getattr(world, who))

    assert plan.title in client.get("/ke-hoach/ke-hoach/").text
    assert plan.title in client.get("/ke-hoach/").text
    assert plan.title in client.get("/", follow=True).text or who == "officer"


def test_commune_staff_land_on_their_own_commune(client, world, plan):
    client.force_login(world.officer)

    assert client.get("/").url == f"/xa/{world.communes[0].code}/"


def test_a_stranger_sees_no_plan(client, world, plan):
    client.force_login(world.stranger)

    foreign, missing = client.get("/ke-hoach/ke-hoach/"), client.get("/ke-hoach/khong-co/")

    assert foreign.status_code == 404
    assert seen(foreign) == seen(missing)
    assert "Chưa có kế hoạch nào" in client.get("/ke-hoach/").text


def test_the_row_form_stores_targets_and_goal(client, world, plan):
    client.force_login(world.office)
    chosen = [str(world.criteria[0].pk), str(world.criteria[2].pk)]

    response = client.post(
        f"/ke-hoach/ke-hoach/xa/{world.communes[0].code}/",
        {"targets": chosen, "action": "COMPLETE", "tier": "MODEL", "year": "2024"},
    )

    assert response.status_code == 302
    assert list(PlanTarget.objects.values_list("requirement__code", flat=True)) == ["1", "3"]
    assert str(PlanGoal.objects.get()) == "Hoàn thành xã nông thôn mới kiểu mẫu"


def test_half_a_goal_is_refused_with_a_sentence(client, world, plan):
    client.force_login(world.office)

    response = client.post(
        f"/ke-hoach/ke-hoach/xa/{world.communes[0].code}/", {"action": "BUILD", "year": "2024"}
    )

    assert response.status_code == 422
    assert "Chọn cả việc và cấp độ" in response.text


def test_a_signed_plan_offers_no_entry(client, world, plan):
    plan.status = "SIGNED"
    plan.save()
    client.force_login(world.office)

    assert client.get("/ke-hoach/ke-hoach/").context["may_edit"] is False
    assert save(client, world.office, world).status_code == 404


@pytest.mark.parametrize("communes", [5, 200])
def test_plan_query_count_is_the_same_for_5_and_200_communes(
    client, communes, django_assert_num_queries
):
    world = make_world(communes=communes)
    plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set, status="DRAFT")
    for commune in world.communes:
        PlanTargetFactory(
            row=PlanCommuneFactory(plan=plan, commune=commune), requirement=world.criteria[0]
        )
    client.force_login(world.office)

    with django_assert_num_queries(9):
        response = client.get(f"/ke-hoach/{plan.code}/")

    assert len(response.context["lines"]) == communes


@pytest.mark.parametrize("count", [1, 3])
def test_list_query_count_is_flat(client, count, django_assert_num_queries):
    world = make_world()
    PlanFactory.create_batch(count, unit=world.district)
    client.force_login(world.office)

    with django_assert_num_queries(3):
        response = client.get("/ke-hoach/")

    assert len(response.context["plans"]) == count


def test_the_office_chooses_the_title_block(client, world, plan):
    client.force_login(world.office)

    response = client.post("/ke-hoach/ke-hoach/tieu-de/", {"heading": "AS_SIGNED"})

    plan.refresh_from_db()
    assert (response.url, plan.heading) == ("/ke-hoach/ke-hoach/", "AS_SIGNED")


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "stranger"])
def test_nobody_else_chooses_the_title_block(client, world, plan, who):
    client.force_login(getattr(world, who))

    response = client.post("/ke-hoach/ke-hoach/tieu-de/", {"heading": "AS_SIGNED"})

    plan.refresh_from_db()
    assert (response.status_code, plan.heading) == (404, "DECREE_30")
