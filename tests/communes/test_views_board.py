"""The board page: counts, filters, links, whose communes it shows."""

import html
import re
from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from django.urls import reverse

from communes.models import StatusEntry
from tests.factories.communes import (
    CellFactory,
    CommuneFactory,
    DistrictFactory,
    StatusEntryFactory,
)
from tests.factories.world import DAY, World, make_world

pytestmark = pytest.mark.django_db
URL = "/bang-tieu-chi/"


@pytest.fixture
def world() -> World:
    return make_world()


def met(world: World, commune: int, criterion: int, verdict: str = "MET") -> StatusEntry:
    cell = CellFactory(commune=world.communes[commune], requirement=world.criteria[criterion])
    return StatusEntryFactory(cell=cell, verdict=verdict)


def page(client, world: World, user, **query) -> dict:
    client.force_login(user)
    response = client.get(URL, {"ngay": DAY.isoformat(), "bo": "BO-THU"} | query)
    assert response.status_code == 200
    return response.context


def test_board_counts_per_commune_per_criterion_total_and_average(client, world):
    met(world, 0, 0)
    met(world, 0, 1)
    met(world, 1, 0)
    met(world, 1, 2, "NOT_MET")

    context = page(client, world, world.office)

    assert [row["met"] for row in context["rows"]] == [2, 1]
    assert [column.met for column in context["columns"]] == [2, 1, 0]
    assert (context["total"], str(context["average"])) == (3, "1.50")


def test_the_four_states_are_four_signs(client, world):
    entries = [
        met(world, 0, 0),
        met(world, 0, 1, "NOT_MET"),
        met(world, 0, 2, "NOT_APPLICABLE"),
    ]

    rows = page(client, world, world.reader)["rows"]

    assert re.findall(r'data-s="(\w+)" data-v="(\d+)">(\w?)<', rows[0]["cells"]) == [
        ("MET", str(entries[0].pk), "Đ"),
        ("NOT_MET", str(entries[1].pk), "C"),
        ("NOT_APPLICABLE", str(entries[2].pk), "K"),
    ]
    assert (
        re.findall(r'data-s="(\w+)" data-v="(\d+)">(\w?)<', rows[1]["cells"])
        == [("NO_DATA", "0", "")] * 3
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param({}, [0, 1], id="all"),
        pytest.param({"trang-thai": "NOT_MET"}, [1], id="any-criterion-in-a-state"),
        pytest.param({"tieu-chi": "1", "trang-thai": "MET"}, [0, 1], id="criterion-and-state"),
        pytest.param({"tieu-chi": "2", "trang-thai": "MET"}, [0], id="other-criterion"),
        pytest.param({"tieu-chi": "2", "trang-thai": "NO_DATA"}, [1], id="no-data"),
    ],
)
def test_filter_by_state_and_criterion(client, world, query, expected):
    met(world, 0, 0)
    met(world, 0, 1)
    met(world, 1, 0)
    met(world, 1, 2, "NOT_MET")

    rows = page(client, world, world.office, **query)["rows"]

    assert [row["code"] for row in rows] == [world.communes[index].code for index in expected]


def test_filter_by_district_and_by_name_without_accents(client, world):
    world.communes[1].name = "Xuân Dương"
    world.communes[1].save()

    everyone = page(client, world, world.office, **{"don-vi": world.district.code})["rows"]
    named = page(client, world, world.office, tim="xuan duong")["rows"]

    assert len(everyone) == 2
    assert [row["code"] for row in named] == [world.communes[1].code]


def opened(client, link: str) -> int:
    """Rows of the page behind a link of the board."""
    address = link if link.startswith("/") else URL + link
    return len(client.get(address).context["rows"])


@pytest.mark.parametrize(
    "query",
    [
        pytest.param({}, id="all"),
        pytest.param({"tim": "xuan"}, id="words"),
        pytest.param({"don-vi": "D-BEN"}, id="area"),
        pytest.param({"don-vi": "D-BEN", "tim": "xuan"}, id="area-and-words"),
        pytest.param({"trang-thai": "MET"}, id="state"),
        pytest.param({"trang-thai": "NO_DATA", "tim": "xuan"}, id="another-state"),
        pytest.param({"tieu-chi": "1"}, id="criterion"),
        pytest.param({"tieu-chi": "2", "trang-thai": "MET", "tim": "xuan"}, id="everything"),
        pytest.param({"tieu-chi": "2", "trang-thai": "NO_DATA"}, id="criterion-without-data"),
    ],
)
def test_every_count_at_the_foot_opens_to_exactly_its_rows(client, query):
    world = make_world(communes=4)
    area = DistrictFactory(parent=world.province, code="D-BEN")
    for index, commune in enumerate(world.communes):
        commune.parent = area if index % 2 else world.district
        commune.name = f"Xuân {index}" if index else "Hạ"
        commune.save()
        met(world, index, 0)
    met(world, 1, 1)
    client.force_login(world.province_office)

    response = client.get(URL, {"ngay": DAY.isoformat(), "bo": "BO-THU"} | query)

    foot = response.text.partition("<tfoot>")[2]
    links = [
        (html.unescape(link), int(count))
        for link, count in re.findall(r'<a href="([^"]+)">(\d+)(?: xã)?</a>', foot)
    ]
    assert [opened(client, link) for link, _ in links] == [count for _, count in links]
    assert links[-1][1] == len(response.context["rows"])
    assert len(links) > 1 or query.get("trang-thai", "")


def test_among_the_communes_of_a_state_a_count_without_an_address_is_no_link(client, world):
    met(world, 0, 0)

    columns = page(client, world, world.office, **{"trang-thai": "NO_DATA"})["columns"]

    assert [(column.met, column.met_address) for column in columns] == [(1, ""), (0, ""), (0, "")]


def test_a_heading_keeps_the_other_filters(client, world):
    query = {"don-vi": world.district.code, "tim": "xã"}

    first, *_ = page(client, world, world.office, **query)["columns"]

    assert parse_qs(first.address) == {
        "ngay": ["2024-01-01"],
        "bo": ["BO-THU"],
        "don-vi": [world.district.code],
        "tim": ["xã"],
        "tieu-chi": ["1"],
    }


@pytest.mark.parametrize(
    ("query", "words"),
    [
        pytest.param({"ngay": "31/02/2024"}, "Ngày ‘31/02/2024’ không có", id="no-such-day"),
        pytest.param({"ngay": "hôm qua"}, "Ngày ‘hôm qua’ không có", id="no-day-at-all"),
        pytest.param({"ngay": "2999-01-01"}, "Ngày 01/01/2999 chưa tới", id="future"),
        pytest.param({"trang-thai": "PASSED"}, "Trạng thái ‘PASSED’ không có", id="fifth-state"),
        pytest.param({"tieu-chi": "99"}, "không có tiêu chí số ‘99’", id="no-such-criterion"),
    ],
)
def test_a_bad_address_is_answered_with_a_sentence(client, world, query, words):
    client.force_login(world.office)

    response = client.get(URL, {"ngay": "2024-01-01", "bo": "BO-THU"} | query)

    assert response.status_code == 400
    assert words in response.text


@pytest.mark.parametrize("query", [{"bo": "BO-KHAC"}, {"don-vi": "khong-co"}])
def test_an_unknown_set_or_area_is_404(client, world, query):
    client.force_login(world.office)

    assert client.get(URL, {"ngay": "2024-01-01", "bo": "BO-THU"} | query).status_code == 404


def test_commune_staff_see_their_own_commune_only(client, world):
    rows = page(client, world, world.officer)["rows"]

    assert [row["code"] for row in rows] == [world.communes[0].code]


@pytest.mark.parametrize("communes", [5, 200])
def test_query_count_is_the_same_for_5_and_200_communes(
    client, communes, django_assert_num_queries
):
    world = make_world(communes=communes)
    client.force_login(world.office)

    with django_assert_num_queries(11):
        response = client.get(URL, {"ngay": "2024-01-01", "bo": "BO-THU"})

    assert len(response.context["rows"]) == communes


def test_without_a_day_the_board_of_ended_units_shows_their_last_day(client, world):
    end = DAY + timedelta(days=100)
    for unit in [*world.communes, world.district]:
        unit.valid_to = end
        unit.save()
    client.force_login(world.office)

    response = client.get(reverse("communes:board"), {"bo": "BO-THU"})

    assert response.context["scope"].day == end
    assert len(response.context["rows"]) == 2


def test_communes_of_one_name_are_told_apart_by_their_district(client, world):
    other = CommuneFactory(
        name=world.communes[0].name, parent=DistrictFactory(parent=world.province)
    )

    rows = page(client, world, world.province_office)["rows"]

    assert [(row["name"], row["area"]) for row in rows if row["name"] == other.name] == [
        (other.name, world.district.name),
        (other.name, other.parent.name),
    ]


def test_paper_says_what_the_board_was_narrowed_to(client, world):
    context = page(client, world, world.office, **{"tieu-chi": "2", "trang-thai": "NO_DATA"})

    assert context["filters"].as_words == "tiêu chí 2; trạng thái “Chưa có số liệu”"
