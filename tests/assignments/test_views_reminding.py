"""The office's page of who is late, with the message for a Zalo group."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assignments.models import Agency
from plans.models import Plan
from tests.assignments.reminded import make_reminded
from tests.factories.assignments import AgencyFactory, ResponsibilityFactory, WorkStepFactory
from tests.factories.communes import CommuneFactory
from tests.factories.plans import PlanCommuneFactory, PlanTargetFactory
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db
PAGE = "/nhac-viec/?ngay=2024-11-28"


@pytest.fixture
def world():
    world = make_world()
    world.reminded = make_reminded(unit=world.district, criteria_set=world.criteria_set)
    return world


@pytest.fixture
def office(client, world):
    client.force_login(world.office)
    return client


def agency(world) -> str:
    return f"{PAGE}&cho=co-quan-{world.reminded.agency.pk}"


def commune(world, place: int = 0) -> str:
    return f"{PAGE}&cho=xa-{world.communes[place].code}"


def listed(response) -> list[tuple[str, int, int]]:
    return [
        (one.to.name, len(one.overdue), len(one.coming)) for one in response.context["reminders"]
    ]


def test_the_latest_stand_first_and_those_in_time_do_not_stand_there(office, world):
    second = AgencyFactory(unit=world.district, name="Phòng Nội vụ")
    AgencyFactory(unit=world.district)
    world.reminded.work(date(2024, 12, 31))
    world.reminded.work(date(2024, 12, 5))
    world.reminded.work(date(2024, 12, 6))
    world.reminded.work(date(2024, 11, 25), agency=second)

    assert listed(office.get(PAGE)) == [("Phòng Nội vụ", 1, 0), ("Phòng Văn hóa", 0, 1)]


@pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED", "APPROVED", "SUPERSEDED"])
def test_only_signed_plans_are_urged(office, world, status):
    world.reminded.work(date(2024, 11, 25))
    Plan.objects.filter(pk=world.reminded.plan.pk).update(status=status)

    assert listed(office.get(PAGE)) == []
    assert office.get(agency(world)).context["reminder"].overdue == ()


def test_a_commune_is_reminded_of_its_targets_and_of_the_communes_work(office, world):
    plan = world.reminded.plan
    row = PlanCommuneFactory(plan=plan, commune=world.communes[0])
    PlanCommuneFactory(plan=plan, commune=world.communes[1])
    PlanTargetFactory(row=row, requirement=world.criteria[0])
    body = AgencyFactory(unit=world.district, kind=Agency.Kind.COMMUNES, name="UBND các xã")
    world.reminded.work(date(2024, 11, 25), agency=body)

    found = listed(office.get("/nhac-viec/?ngay=2025-01-01"))

    assert sorted(found) == sorted(
        [
            (f"UBND xã {world.communes[0].name}", 2, 0),
            (f"UBND xã {world.communes[1].name}", 1, 0),
            ("UBND các xã", 1, 0),
        ]
    )


def test_the_message_names_work_deadlines_and_one_link(office, world, settings):
    settings.SITE_URL = "https://ntm.example"
    world.reminded.work(date(2024, 11, 25), "Lập hồ sơ")
    world.reminded.work(date(2024, 11, 29), "Tập huấn\ncán bộ")
    WorkStepFactory(task=world.reminded.work(date(2024, 11, 25)), state="WAITING")

    response = office.get(agency(world))

    assert response.context["text"] == (
        "NHẮC VIỆC – Phòng Văn hóa, ngày 28/11/2024\n"
        "\n"
        "Quá hạn (1):\n"
        "1. Lập hồ sơ – hạn 25/11/2024\n"
        "\n"
        "Đến hạn trong 7 ngày tới (1):\n"
        "1. Tập huấn cán bộ – hạn 29/11/2024\n"
        "\n"
        "Xem và cập nhật: https://ntm.example/"
    )
    assert "readonly>NHẮC VIỆC – Phòng Văn hóa" in response.text
    assert 'data-copy="loi-nhan" hidden>Sao chép tin nhắn Zalo</button>' in response.text


def test_a_long_message_ends_with_how_many_more(office, world):
    for _ in range(21):
        world.reminded.work(date(2024, 11, 25))

    text = office.get(agency(world)).context["text"]

    assert text.count("Việc thử – hạn") == 20
    assert "… và 1 việc khác, xem trên cổng.\n" in text


def test_a_commune_in_time_gets_a_message_that_says_so(office, world):
    response = office.get(commune(world))

    assert "Không có việc quá hạn hoặc sắp đến hạn." in response.context["text"]
    assert "Công văn đôn đốc" not in response.text


def test_words_of_a_plan_are_no_markup(office, world):
    world.reminded.work(date(2024, 11, 25), "</textarea><script>alert(1)</script>")

    assert "<script>alert" not in office.get(agency(world)).text


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "neighbour"])
def test_it_is_the_offices_page(client, world, who):
    world.reminded.work(date(2024, 11, 25))
    client.force_login(getattr(world, who))

    for address in (PAGE, agency(world), commune(world)):
        assert client.get(address).status_code == 404


def test_another_districts_agency_is_not_there(client, world):
    world.reminded.work(date(2024, 11, 25))
    client.force_login(world.stranger)

    assert listed(client.get(PAGE)) == []
    assert client.get(agency(world)).status_code == 404
    assert client.get(commune(world)).status_code == 404


@pytest.mark.parametrize("code", ["co-quan-0", "co-quan-", "co-quan-x", "xa-0", "don-vi-0", "x"])
def test_nobody_is_meant_by_that(office, code):
    assert office.get(f"{PAGE}&cho={code}").status_code == 404


def test_the_office_above_sees_the_agencies_below(client, world):
    world.reminded.work(date(2024, 11, 25))
    client.force_login(world.province_office)

    assert listed(client.get(PAGE)) == [("Phòng Văn hóa", 1, 0)]


def test_the_counts_are_those_of_the_lists_behind_them(office, world):
    plan = world.reminded.plan
    row = PlanCommuneFactory(plan=plan, commune=world.communes[0])
    for criterion in world.criteria:
        PlanTargetFactory(row=row, requirement=criterion)
    ResponsibilityFactory(plan=plan, agency=world.reminded.agency, requirement=world.criteria[0])
    world.reminded.work(date(2024, 12, 27))
    world.reminded.work(date(2025, 1, 7))

    day = "/nhac-viec/?ngay=2025-01-03"
    for one in office.get(day).context["reminders"]:
        lists = office.get(f"{day}&cho={one.to.code}").context["lists"]
        assert [len(rows) for _, rows in lists] == [len(one.overdue), len(one.coming)]


def test_the_queries_do_not_grow(office, world):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            office.get(PAGE)
        return len(queries)

    world.reminded.work(date(2024, 11, 25))
    one = count()
    for _ in range(2):
        CommuneFactory(parent=world.district)
        world.reminded.work(date(2024, 11, 25), agency=AgencyFactory(unit=world.district))

    assert len(listed(office.get(PAGE))) == 3
    assert count() == one
