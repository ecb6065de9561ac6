"""Agencies and communes against periods: every count is the length of its list."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.assignments import AgencyFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.factories.reporting import ReportFactory, ReportingCycleFactory, ReportingPartyFactory
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db
DAY = "2024-04-10"


def month(plan, number, **more):
    return ReportingCycleFactory(
        plan=plan,
        first_on=date(2024, number, 1),
        last_on=date(2024, number, 28),
        due_on=date(2024, number, 28),
        **more,
    )


@pytest.fixture
def world():
    """Two agencies and a commune, February to April and a quarter: each state is there."""
    world = make_world()
    world.plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set)
    world.agencies = AgencyFactory.create_batch(2, unit=world.district)
    commune = PlanCommuneFactory(plan=world.plan, commune=world.communes[0]).commune
    sent = iter((date(2024, 2, 28), date(2024, 3, 4), None, date(2024, 3, 28)))
    for number in (2, 3, 4):
        cycle = month(world.plan, number)
        owes = [ReportingPartyFactory(cycle=cycle, agency=one) for one in world.agencies]
        owes.append(ReportingPartyFactory(cycle=cycle, agency=None, commune=commune))
        for party in owes:
            if day := next(sent, None):
                ReportFactory(party=party, sent_on=day)
    quarter = ReportingCycleFactory(
        plan=world.plan, kind="QUARTERLY", first_on=date(2024, 1, 1), last_on=date(2024, 3, 31)
    )
    ReportingPartyFactory(cycle=quarter, agency=world.agencies[0])
    world.address = f"/ke-hoach/{world.plan.code}/bao-cao/"
    return world


def boards(client, world, day=DAY):
    return client.get(f"{world.address}?ngay={day}").context["boards"]


def test_the_matrix(client, world):
    client.force_login(world.reader)

    monthly, quarterly = boards(client, world)

    names = [party.name for party, _, _ in monthly.rows]
    assert names == [*(one.name for one in world.agencies), world.communes[0].full_name]
    assert [[line.short_words for line in lines] for _, lines, _ in monthly.rows] == [
        ["đúng hạn", "đúng hạn", "chưa đến hạn"],
        ["muộn 5 ngày", "chưa gửi", "chưa đến hạn"],
        ["chưa gửi", "chưa gửi", "chưa đến hạn"],
    ]
    assert [count.number for count in monthly.counts] == [2, 1, 3, 3]
    assert [[line.words for line in lines] for _, lines, _ in quarterly.rows] == [
        ["chưa gửi, quá 41 ngày"]
    ]


def test_on_an_earlier_day_what_came_later_is_not_there(client, world):
    client.force_login(world.reader)

    monthly, _ = boards(client, world, "2024-03-03")

    assert [lines[0].words for _, lines, _ in monthly.rows] == [
        "đúng hạn",
        "chưa gửi, quá 4 ngày",
        "chưa gửi, quá 4 ngày",
    ]


@pytest.mark.parametrize("day", ["2024-02-28", "2024-03-03", DAY])
def test_every_count_is_the_length_of_its_list(client, world, day):
    client.force_login(world.reader)
    counts = []
    for board in boards(client, world, day):
        counts += board.counts
        counts += [one for _, _, of_row in board.rows for one in of_row]
        counts += [one for _, of_row in board.totals for one in of_row]
    assert Counter(count.number > 0 for count in counts)[True] > 5

    for count in counts:
        response = client.get(count.address)
        assert len(response.context["lines"]) == count.number
        assert {line.standing for line in response.context["lines"]} <= {count.standing}


def test_the_list_says_what_it_is_of(client, world):
    client.force_login(world.leader)

    page = client.get(f"{world.address}?tinh-trang=muon&ky=thang-02-2024&ngay={DAY}").text

    assert "Báo cáo muộn, tháng 02/2024" in page
    assert world.agencies[1].name in page
    assert world.agencies[0].name not in page


def test_a_state_that_does_not_exist_is_a_sentence(client, world):
    client.force_login(world.office)

    response = client.get(f"{world.address}?tinh-trang=tot")

    assert response.status_code == 400
    assert "Tình trạng ‘tot’ không có." in response.text


def test_a_list_of_nothing_says_so(client, world):
    client.force_login(world.office)

    assert "Không có báo cáo nào như vậy." in client.get(f"{world.address}?ky=nam-1999").text


def test_a_plan_without_cycles_says_what_to_do(client, world):
    plan = PlanFactory(unit=world.district)
    client.force_login(world.office)

    assert "Chưa có kỳ báo cáo nào." in client.get(f"/ke-hoach/{plan.code}/bao-cao/").text


@pytest.mark.parametrize(("who", "makes"), [("office", True), ("leader", False), ("reader", False)])
def test_only_the_office_is_led_to_new_cycles(client, world, who, makes):
    client.force_login(getattr(world, who))

    assert ("bao-cao/lap/" in client.get(world.address).text) is makes


@pytest.mark.parametrize("who", ["officer", "stranger"])
def test_communes_and_strangers_find_nothing(client, world, who):
    client.force_login(getattr(world, who))

    assert client.get(world.address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_is_flat(client, count):
    world = make_world()
    plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set)
    cycle = month(plan, 2)
    for _ in range(count):
        agency = AgencyFactory(unit=world.district)
        ReportFactory(party=ReportingPartyFactory(cycle=cycle, agency=agency))
    client.force_login(world.office)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/ke-hoach/{plan.code}/bao-cao/")

    assert len(response.context["boards"][0].rows) == count
    assert len(queries) == 7
