"""Tất cả công việc: filters in the address, order, pages, and who sees what."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.assignments.work import DAY, QUERY, fill_duties, make_work, task

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_work()


def titles(client, user, query=""):
    client.force_login(user)
    response = client.get(f"/viec/{QUERY}{query}")
    assert response.status_code == 200
    return [line.duty.heading for line in response.context["lines"]]


@pytest.mark.parametrize("who", ["office", "leader", "reader", "head", "other_head", "member"])
def test_everybody_of_the_unit_reads_all_of_it(client, world, who):
    task(world, world.agency, text="Của phòng")
    task(world, text="Chưa giao")

    assert sorted(titles(client, getattr(world, who))) == ["Chưa giao", "Của phòng"]


def test_a_commune_reads_what_concerns_it(client, world):
    task(world, world.agency, text="Cho xã tôi", rows=world.rows[:1])
    task(world, world.agency, text="Cho xã bên", rows=world.rows[1:])

    assert titles(client, world.officer) == ["Cho xã tôi"]
    assert titles(client, world.stranger) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("&muc=qua-han", ["Một"]),
        ("&tinh-trang=DOING", ["Hai"]),
        ("&tim=BA", ["Ba"]),
        ("&tu=2024-07-01&den=31/12/2024", ["Hai"]),
        ("&loai=muc-tieu", []),
        ("&ke-hoach=ke-hoach&sap=viec", ["Ba", "Hai", "Một"]),
        ("&xa=chung", ["Một", "Hai"]),
        ("&co-quan=0", ["Hai", "Ba"]),
    ],
)
def test_filters_of_the_address(client, world, query, found):
    task(world, world.agency, text="Một", due_on=date(2024, 6, 3))
    task(world, text="Hai", state="DOING", due_on=date(2024, 7, 31))
    task(world, text="Ba", due_on=None, rows=world.rows[:1])

    assert titles(client, world.office, query) == found


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("muc=khong-co", 400),
        ("tinh-trang=LATE", 400),
        ("loai=khac", 400),
        ("sap=nguoc", 400),
        ("tu=31/02/2024", 400),
        ("ngay=31/02/2024", 400),
        ("ke-hoach=khong-co", 404),
        ("trang=999999999", 200),
        ("co-quan=x&xa=x&tieu-chi=x&bo=x", 200),
    ],
)
def test_addresses_that_cannot_be_meant(client, world, query, status):
    client.force_login(world.office)

    assert client.get(f"/viec/?{query}").status_code == status


def test_fifty_lines_to_a_page_and_the_filters_stay(client, world):
    for _ in range(51):
        task(world, world.agency, due_on=date(2024, 6, 3))
    client.force_login(world.office)
    address = f"/viec/{QUERY}&muc=qua-han"

    first, second = client.get(address), client.get(f"{address}&trang=2")

    assert [len(one.context["lines"]) for one in (first, second)] == [50, 1]
    assert "?ngay=2024-06-14&amp;muc=qua-han&amp;trang=2" in first.text


@pytest.mark.parametrize(
    ("who", "may_move"),
    [("office", True), ("province_office", True), ("leader", False), ("head", False)],
)
def test_only_the_office_ticks(client, world, who, may_move):
    task(world, world.agency)
    client.force_login(getattr(world, who))

    assert ('name="line"' in client.get("/viec/").text) is may_move


def test_yesterday_is_not_written(client, world):
    task(world, world.agency)
    client.force_login(world.office)

    page = client.get(f"/viec/{QUERY}").text

    assert 'name="line"' not in page
    assert "Về hôm nay" in page


def test_nothing_found_and_nothing_there(client, world):
    client.force_login(world.office)
    assert "Chưa có việc nào mà bạn được xem." in client.get("/viec/").text

    task(world)
    assert "Không có việc nào khớp bộ lọc." in client.get("/viec/?tim=khong-co").text


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(client, world, count):
    for place in range(count):
        task(world, world.agency, state="DOING", due_on=DAY, rows=world.rows[: place + 1])
    client.force_login(world.office)

    with CaptureQueriesContext(connection) as queries:
        assert len(client.get("/viec/").context["lines"]) == count

    assert len(queries) == 22


def test_a_full_district(client, world):
    fill_duties(world)

    assert len(titles(client, world.office)) == 28
