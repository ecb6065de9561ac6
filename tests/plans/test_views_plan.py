"""Home, list of plans, a plan's grid and a commune's row."""

import json

import pytest

from criteria.models import CriteriaSet
from plans.models import PlanGoal, PlanTarget
from plans.rules import PlanTotals
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

    sums = [line["summary"] for line in context["lines"]]
    assert [(one.met_count, one.targeted_count, one.planned_total) for one in sums] == [
        (1, 1, 2),
        (0, 0, 0),
    ]
    assert context["totals"] == PlanTotals(communes=2, met=1, targeted=1, planned=2)
    assert sums[1].goal == "Xây dựng xã nông thôn mới nâng cao"
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


@pytest.mark.parametrize("who", ["office", "leader", "reader", "province_office"])
def test_who_reads_the_plan(client, world, plan, who):
    client.force_login(getattr(world, who))

    for address in ("/ke-hoach/ke-hoach/", "/ke-hoach/"):
        assert plan.title in client.get(address).text


@pytest.mark.parametrize(
    ("status", "read"),
    [("DRAFT", False), ("SUBMITTED", False), ("SIGNED", True), ("SUPERSEDED", True)],
)
def test_commune_staff_read_the_plan_once_it_is_signed(client, world, plan, status, read):
    plan.status = status
    plan.save()
    client.force_login(world.officer)

    assert client.get("/ke-hoach/ke-hoach/").status_code == (200 if read else 404)
    assert (plan.title in client.get("/ke-hoach/").text) == read


def test_a_stranger_sees_no_plan(client, world, plan):
    client.force_login(world.stranger)

    foreign, missing = client.get("/ke-hoach/ke-hoach/"), client.get("/ke-hoach/khong-co/")

    assert foreign.status_code == 404
    assert seen(foreign) == seen(missing)
    assert "Chưa có kế hoạch nào" in client.get("/ke-hoach/").text


def test_the_row_form_stores_targets_and_goal(client, world, plan):
    client.force_login(world.office)

    response = client.post(
        f"/ke-hoach/ke-hoach/xa/{world.communes[0].code}/",
        form_of(world, plan, 0, 2, **{"action-MODEL": "COMPLETE"}),
    )

    assert response.status_code == 302
    assert list(PlanTarget.objects.values_list("requirement__code", flat=True)) == ["1", "3"]
    assert str(PlanGoal.objects.get()) == "Hoàn thành xã nông thôn mới kiểu mẫu"


@pytest.mark.parametrize(
    "fields", [{"action-MODEL": "JUMP"}, {"action-MODEL": "BUILD", "year-MODEL": "2031"}]
)
def test_a_goal_that_no_form_offers_is_refused(client, world, plan, fields):
    client.force_login(world.office)

    response = client.post(
        f"/ke-hoach/ke-hoach/xa/{world.communes[0].code}/", form_of(world, plan, 0, **fields)
    )

    assert response.status_code == 422
    assert "Hãy chọn" in response.text or "không phải" in response.text
    assert not PlanTarget.objects.exists()


def test_a_signed_plan_offers_no_entry_and_refuses_with_a_sentence(client, world, plan):
    plan.status = "SIGNED"
    plan.save()
    client.force_login(world.office)
    row = f"/ke-hoach/ke-hoach/xa/{world.communes[0].code}/"

    assert client.get("/ke-hoach/ke-hoach/").context["may_edit"] is False
    assert client.get(row).status_code == 404
    response = save(client, world.office, world)
    assert response.status_code == 422
    assert "đã ký, không sửa được nữa" in response.json()["message"]


def form_of(world, plan, *ticked: int, **fields) -> dict:
    """The row form as the page shows it, with ticks on these criteria."""
    row = plan.rows.get(position=1)
    targets = dict(row.targets.values_list("requirement_id", "pk"))
    seen = {f"seen-{one.pk}": targets.get(one.pk, 0) for one in world.criteria}
    ticks = [str(world.criteria[number].pk) for number in ticked]
    years = {f"year-{tier}": "2024" for tier in CriteriaSet.Tier.values}
    return seen | years | {"targets": ticks} | fields


def test_the_row_form_leaves_alone_what_somebody_else_changed(client, world, plan):
    address = f"/ke-hoach/ke-hoach/xa/{world.communes[0].code}/"
    opened = form_of(world, plan, 1)
    PlanTargetFactory(row=plan.rows.get(position=1), requirement=world.criteria[0])
    client.force_login(world.office)

    response = client.post(address, opened)

    assert response.status_code == 302
    assert list(PlanTarget.objects.values_list("requirement__code", flat=True)) == ["1", "2"]


def test_the_row_form_shows_a_conflict_and_keeps_the_ticks(client, world, plan):
    address = f"/ke-hoach/ke-hoach/xa/{world.communes[0].code}/"
    target = PlanTargetFactory(row=plan.rows.get(position=1), requirement=world.criteria[0])
    opened = form_of(world, plan, 2)
    opened[f"seen-{world.criteria[0].pk}"] = target.pk + 7
    client.force_login(world.office)

    response = client.post(address, opened)

    assert response.status_code == 409
    assert "tiêu chí 1: vừa được đổi, nay là “phấn đấu”" in response.text
    assert [choice.ticked for choice in response.context["choices"]] == [False, False, True]
    assert PlanTarget.objects.count() == 1


def test_the_row_form_keeps_the_ticks_of_a_form_that_is_wrong(client, world, plan):
    client.force_login(world.office)

    response = client.post(
        f"/ke-hoach/ke-hoach/xa/{world.communes[0].code}/",
        form_of(world, plan, 0, 2, **{"action-MODEL": "JUMP"}),
    )

    assert response.status_code == 422
    assert [choice.ticked for choice in response.context["choices"]] == [True, False, True]


def test_a_target_met_meanwhile_can_be_taken_out(client, world, plan):
    row = plan.rows.get(position=1)
    PlanTargetFactory(row=row, requirement=world.criteria[0])
    cell = CellFactory(commune=row.commune, requirement=world.criteria[0])
    StatusEntryFactory(cell=cell, observed_on=plan.baseline_on)
    client.force_login(world.office)
    address = f"/ke-hoach/ke-hoach/xa/{row.commune.code}/"

    assert client.get(address).context["choices"][0].offered
    client.post(address, form_of(world, plan))

    assert PlanTarget.objects.count() == 0


def test_the_history_of_the_plan_of_a_commune_and_of_a_target(client, world, plan):
    save(client, world.office, world)
    save(client, world.office, world, commune=1, criterion=1)
    code, pk = world.communes[0].code, world.criteria[0].pk

    def found(query: str) -> list[str]:
        context = client.get(f"/ke-hoach/ke-hoach/lich-su/{query}").context
        return [change.what for change in context["changes"]]

    assert found("") == ["Tiêu chí 2", "Tiêu chí 1"]
    assert found(f"?xa={code}") == ["Tiêu chí 1"]
    assert found(f"?xa={code}&tieu-chi={pk}") == ["Tiêu chí 1"]
    assert found(f"?xa={code}&tieu-chi={world.criteria[1].pk}") == []


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

    with django_assert_num_queries(17):
        response = client.get(f"/ke-hoach/{plan.code}/")

    assert len(response.context["lines"]) == communes


@pytest.mark.parametrize("count", [1, 3])
def test_list_query_count_is_flat(client, count, django_assert_num_queries):
    world = make_world()
    PlanFactory.create_batch(count, unit=world.district)
    client.force_login(world.office)

    with django_assert_num_queries(4):
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


def test_the_number_of_communes_opens_the_list_of_the_plans_day(client, world, plan):
    client.force_login(world.reader)

    link = '<a href="/xa/?ngay=2024-01-01&amp;bo=BO-THU">2 xã</a>'

    assert link in client.get("/ke-hoach/ke-hoach/").text


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 404), ("leader", 200), ("province_office", 200)]
)
def test_only_those_over_the_plan_see_what_has_moved_since_its_day(
    client, world, plan, who, status
):
    plan.status = "SIGNED"
    plan.save()
    client.force_login(getattr(world, who))
    address = "/ke-hoach/ke-hoach/phu-luc/phu-luc-02/?format=json"

    assert client.get(address).status_code == 200
    assert client.get(f"{address}&ngay=2024-06-01").status_code == status


def test_the_plan_links_to_the_appendices_that_it_has(client, world, plan):
    PlanGoalFactory(row=plan.rows.get(position=1))
    client.force_login(world.reader)

    text = client.get("/ke-hoach/ke-hoach/").text

    address = "/ke-hoach/ke-hoach/phu-luc/"
    assert f'<a href="{address}lo-trinh-nang-cao/">Lộ trình xã nâng cao</a>' in text
    assert f'<a href="{address}phu-luc-02/">Phụ lục 02</a>' in text
    assert f'<a href="{address}phu-luc-02/?format=pdf" aria-label="Phụ lục 02, PDF">PDF</a>' in text
    assert f"{address}nguon-von/" not in text


def test_a_plan_with_nothing_to_print_says_so(client, world, plan):
    plan.rows.all().delete()
    client.force_login(world.reader)

    assert "Kế hoạch chưa có xã, mục tiêu hay nguồn vốn nào để in." in (
        client.get("/ke-hoach/ke-hoach/").text
    )
