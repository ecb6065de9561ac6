"""The leader's screen: agencies by what is late, communes by the plan's calendar."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.assignments.work import QUERY, make_plan, make_work, task
from tests.factories.assignments import ResponsibilityFactory, WorkPartyFactory
from tests.factories.communes import CellFactory, StatusEntryFactory
from tests.factories.plans import PlanTargetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_work()


def overview(client, user, query=QUERY):
    client.force_login(user)
    return client.get(f"/viec/tong-quan/{query}")


def numbers(response):
    return {
        line["name"]: [count for _, _, count, _ in line["numbers"]]
        for line in response.context["lines"]
    }


def test_per_agency_open_late_soon_waiting_and_done(client, world):
    for due_on in (date(2024, 6, 3), date(2024, 6, 14), date(2024, 12, 31)):
        task(world, world.agency, due_on=due_on)
    task(world, world.agency, state="WAITING")
    task(world, world.other, state="DONE", due_on=date(2024, 3, 29))
    task(world, world.other, state="DONE", due_on=date(2024, 3, 28))
    task(world)

    response = overview(client, world.leader)

    assert numbers(response) == {
        "PNN": [4, 1, 1, 1, 0],
        "Chưa giao cơ quan nào": [1, 0, 0, 0, 0],
        "Phòng Tư pháp": [0, 0, 0, 0, 2],
    }
    shares = [(line["on_time"], line["dated"], line["share"]) for line in response.context["lines"]]
    assert shares == [(0, 0, None), (0, 0, None), (1, 2, 50)]
    assert [count for _, _, count, _ in response.context["total"]["numbers"]] == [5, 1, 1, 1, 2]


def test_a_duty_of_two_agencies_is_once_in_the_total(client, world):
    WorkPartyFactory(item=task(world, world.agency).item, agency=world.other)

    response = overview(client, world.leader)

    assert len(numbers(response)) == 2
    assert response.context["total"]["open"] == 1


@pytest.fixture
def targets(world):
    ResponsibilityFactory(plan=world.plan, agency=world.agency, requirement=world.criteria[0])
    for criterion in world.criteria:
        PlanTargetFactory(row=world.rows[0], requirement=criterion)


def at_risk(response):
    return [
        (
            line["row"].name,
            line["reached"],
            line["planned"],
            line["due"],
            line["late"],
            line["word"],
        )
        for line in response.context["communes"]
    ]


def test_a_commune_behind_the_calendar_is_at_risk(client, world, targets):
    name = world.rows[0].name

    assert at_risk(overview(client, world.leader, "?ngay=2024-03-30")) == []
    # 91 of 366 days ask for no target, 92 for one of four.
    assert at_risk(overview(client, world.leader, "?ngay=2024-04-01")) == [
        (name, 0, 4, 1, 0, "chậm")
    ]


def test_a_commune_that_keeps_pace_is_not(client, world, targets):
    cell = CellFactory(commune=world.communes[0], requirement=world.criteria[0])
    StatusEntryFactory(cell=cell, verdict="MET", observed_on=date(2024, 3, 1))

    assert at_risk(overview(client, world.leader, "?ngay=2024-04-01")) == []


def test_a_commune_with_a_late_target_is_at_risk_and_the_plan_is_over(client, world, targets):
    assert at_risk(overview(client, world.leader, "?ngay=2025-01-01")) == [
        (world.rows[0].name, 0, 4, 4, 4, "hết hạn, chưa đủ")
    ]


@pytest.mark.parametrize("who", ["office", "leader", "reader", "head", "province_office"])
def test_who_sees_the_unit_sees_it(client, world, who):
    task(world, world.agency)

    assert list(numbers(overview(client, getattr(world, who)))) == ["PNN"]


@pytest.mark.parametrize("who", ["officer", "stranger"])
def test_others_see_nothing_of_it(client, world, who):
    task(world, world.agency)

    response = overview(client, getattr(world, who))

    assert (response.status_code, numbers(response)) == (200, {})
    assert "Chưa có việc nào" in response.text


def test_a_plan_that_waits_for_the_leader_is_named(client, world):
    plan = make_plan(world, status="SUBMITTED", title="Kế hoạch năm sau")
    task(world, world.agency)

    assert f'Chờ duyệt: <a href="/ke-hoach/{plan.code}/">' in overview(client, world.leader).text


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(client, world, count):
    for row in world.rows[:count]:
        task(world, world.agency)
        task(world, world.other)
        PlanTargetFactory(row=row, requirement=world.criteria[0])
    client.force_login(world.leader)

    with CaptureQueriesContext(connection) as queries:
        assert len(client.get("/viec/tong-quan/").context["communes"]) == count

    assert len(queries) == 28
