"""One commune: both voices, the plain form, one cell and its history."""

import re
from datetime import timedelta

import pytest
from django.utils.html import strip_tags

from communes.models import StatusEntry
from tests.factories.communes import CellFactory, StatusEntryFactory
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory
from tests.factories.world import DAY, World, make_world
from tests.pages import seen

pytestmark = pytest.mark.django_db
QUERY = f"?ngay={DAY.isoformat()}&bo=BO-THU"


@pytest.fixture
def world() -> World:
    return make_world()


def url(world: World, commune: int = 0) -> str:
    return f"/xa/{world.communes[commune].code}/{QUERY}"


def cell_url(world: World, commune: int = 0, criterion: int = 0) -> str:
    code, pk = world.communes[commune].code, world.criteria[criterion].pk
    return f"/xa/{code}/lich-su/{pk}/{QUERY}"


def entry(world: World, criterion: int, verdict: str, voice: str = "OFFICE", **more) -> StatusEntry:
    cell = CellFactory(commune=world.communes[0], requirement=world.criteria[criterion])
    return StatusEntryFactory(cell=cell, verdict=verdict, voice=voice, **more)


def lines(client, world: World, user) -> list[tuple[str, str, str]]:
    client.force_login(user)
    context = client.get(url(world)).context
    return [(line.mine.state, line.official_word, line.assessed_word) for line in context["lines"]]


def test_the_office_writes_the_official_column_and_sees_the_commune_beside(client, world):
    entry(world, 0, "MET")
    entry(world, 1, "NOT_MET", "SELF")

    assert lines(client, world, world.office) == [
        ("MET", "Đạt", "Chưa có số liệu"),
        ("NO_DATA", "Chưa có số liệu", "Chưa đạt"),
        ("NO_DATA", "Chưa có số liệu", "Chưa có số liệu"),
    ]


def test_commune_staff_write_their_own_column(client, world):
    entry(world, 0, "MET")
    entry(world, 1, "NOT_MET", "SELF")

    assert [mine for mine, *_ in lines(client, world, world.officer)] == [
        "NO_DATA",
        "NOT_MET",
        "NO_DATA",
    ]


def test_the_page_says_who_when_and_why(client, world):
    written = entry(world, 0, "MET", note="biên bản số 5")
    client.force_login(world.reader)

    text = client.get(url(world)).text

    assert f"{written.recorded_by}, 01/01/2024" in text
    assert "biên bản số 5" in text


BESIDE = r'<td data-head="{}">(.*?)</td>'


@pytest.mark.parametrize(
    ("who", "heading", "expected"),
    [
        pytest.param("officer", "Chính thức", "Đạt {office}, 01/01/2024: biên bản", id="staff"),
        pytest.param("office", "Xã tự đánh giá", "Chưa đạt {staff}, 01/01/2024: còn", id="office"),
        pytest.param("reader", "Xã tự đánh giá", "Chưa đạt {staff}, 01/01/2024: còn", id="reader"),
    ],
)
def test_the_other_voice_says_who_when_and_why(client, world, who, heading, expected):
    said = entry(world, 0, "MET", note="biên bản")
    assessed = StatusEntryFactory(cell=said.cell, verdict="NOT_MET", voice="SELF", note="còn")
    client.force_login(getattr(world, who))

    text = client.get(url(world)).text

    found = [strip_tags(one) for one in re.findall(BESIDE.format(heading), text)]
    words = expected.format(office=said.recorded_by, staff=assessed.recorded_by)
    assert found == [words, "Chưa có số liệu", "Chưa có số liệu"]


@pytest.mark.parametrize(
    "seen_text",
    [
        pytest.param("9" * 4301, id="4301-digits"),
        pytest.param("٣", id="other-digits"),
        pytest.param("-1", id="negative"),
    ],
)
def test_a_version_that_no_page_sends_counts_as_nothing_seen(client, world, seen_text):
    written = entry(world, 0, "NOT_MET")
    client.force_login(world.office)

    answers = [
        client.post(cell_url(world), {"state": "MET", "seen": seen_text}),
        client.post(url(world), form_of(world, "MET", "MET", "MET", seen=(seen_text, 0, 0))),
    ]

    assert [answer.status_code for answer in answers] == [409, 302]
    assert list(StatusEntry.objects.all()) == [written]


def test_counts_open_to_their_rows(client, world):
    entry(world, 0, "MET")
    entry(world, 1, "NOT_MET")
    client.force_login(world.office)

    response = client.get(f"{url(world)}&trang-thai=NOT_MET")

    assert response.context["counts"] == [
        ("MET", "Đạt", 1),
        ("NOT_MET", "Chưa đạt", 1),
        ("NOT_APPLICABLE", "Không áp dụng", 0),
        ("NO_DATA", "Chưa có số liệu", 1),
    ]
    assert [line.criterion for line in response.context["lines"]] == [world.criteria[1]]


def form_of(world: World, *states: str, seen: tuple[int, ...] = (0, 0, 0)) -> dict:
    fields = {}
    for criterion, state, version in zip(world.criteria, states, seen, strict=True):
        fields[f"state-{criterion.pk}"] = state
        fields[f"was-{criterion.pk}"] = "NO_DATA"
        fields[f"seen-{criterion.pk}"] = version
    return fields


def test_the_plain_form_saves_what_was_changed(client, world):
    client.force_login(world.office)

    response = client.post(url(world), form_of(world, "MET", "NO_DATA", "NOT_APPLICABLE"))

    assert response.status_code == 302
    assert list(
        StatusEntry.objects.order_by("pk").values_list("cell__requirement__code", "verdict")
    ) == [("1", "MET"), ("3", "NOT_APPLICABLE")]


def test_the_plain_form_tells_of_a_conflict_and_stores_nothing(client, world):
    written = entry(world, 0, "NOT_MET")
    client.force_login(world.office)

    response = client.post(url(world), form_of(world, "MET", "MET", "NO_DATA"), follow=True)

    assert f"{written.recorded_by} vừa đổi thành Chưa đạt" in response.text
    assert StatusEntry.objects.count() == 1


@pytest.mark.parametrize("who", ["leader", "reader"])
def test_readers_cannot_post(client, world, who):
    client.force_login(getattr(world, who))

    assert client.get(url(world)).status_code == 200
    assert client.post(url(world), form_of(world, "MET", "MET", "MET")).status_code == 404
    assert client.post(cell_url(world), {"state": "MET", "seen": 0}).status_code == 404
    assert StatusEntry.objects.count() == 0


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_a_foreign_commune_equals_one_that_does_not_exist(client, world, who):
    client.force_login(getattr(world, who))

    foreign = client.get(url(world))
    missing = client.get(f"/xa/00000/{QUERY}")

    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert seen(foreign) == seen(missing)


def test_the_cell_page_stores_a_note_and_shows_the_history(client, world):
    first = entry(world, 0, "NOT_MET", note="thiếu hồ sơ")
    client.force_login(world.office)

    response = client.post(
        cell_url(world), {"state": "MET", "seen": first.pk, "note": "đã\u0007 đủ"}, follow=True
    )

    assert [(row.verdict, row.note) for row in response.context["history"]] == [
        ("MET", "đã đủ"),
        ("NOT_MET", "thiếu hồ sơ"),
    ]
    assert "thiếu hồ sơ" in response.text


def test_the_cell_page_tells_of_a_conflict(client, world):
    written = entry(world, 0, "NOT_MET")
    client.force_login(world.office)

    response = client.post(cell_url(world), {"state": "MET", "seen": "0", "note": "đã đo lại"})

    assert response.status_code == 409
    assert f"{written.recorded_by} vừa đổi thành Chưa đạt" in response.text
    assert (response.context["state"], response.context["note"]) == ("MET", "đã đo lại")
    assert response.context["standing"] == written
    assert StatusEntry.objects.count() == 1


def test_the_cell_page_refuses_an_unknown_state_with_a_sentence(client, world):
    client.force_login(world.office)

    response = client.post(cell_url(world), {"state": "PASSED", "seen": 0})

    assert response.status_code == 422
    assert "‘PASSED’ không phải trạng thái" in response.text


def test_a_requirement_of_another_set_is_404(client, world):
    other = CriterionFactory(criteria_set=CriteriaSetFactory())
    client.force_login(world.office)

    assert client.get(f"/xa/{world.communes[0].code}/lich-su/{other.pk}/{QUERY}").status_code == 404


def test_a_merged_commune_opens_on_its_last_day(client, world):
    world.communes[0].valid_to = DAY + timedelta(days=30)
    world.communes[0].save()
    client.force_login(world.office)

    response = client.get(f"/xa/{world.communes[0].code}/")

    assert response.context["scope"].day == DAY + timedelta(days=30)


@pytest.mark.parametrize("count", [1, 3])
def test_list_query_count_is_flat(client, count, django_assert_num_queries):
    world = make_world(communes=count)
    client.force_login(world.office)

    with django_assert_num_queries(9):
        response = client.get(f"/xa/{QUERY}")

    assert len(response.context["rows"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_history_query_count_is_flat(client, world, count, django_assert_num_queries):
    cell = CellFactory(commune=world.communes[0], requirement=world.criteria[0])
    StatusEntryFactory.create_batch(count, cell=cell)
    client.force_login(world.office)

    with django_assert_num_queries(12):
        response = client.get(cell_url(world))

    assert len(response.context["history"]) == count


def test_an_empty_list_says_what_to_do(client, world):
    client.force_login(world.office)

    response = client.get(f"/xa/{QUERY}&tim=khong-co-xa-nay")

    assert "Không có xã nào tên “khong-co-xa-nay”" in response.text


def test_commune_staff_read_counts_of_their_own_column_and_the_official_number(client, world):
    entry(world, 0, "MET")
    entry(world, 1, "MET", "SELF")
    entry(world, 2, "MET", "SELF")
    client.force_login(world.officer)

    context = client.get(url(world)).context

    assert (context["met_count"], context["official_met_count"]) == (2, 1)


@pytest.mark.parametrize(
    ("days", "voice"),
    [pytest.param(0, "OFFICE", id="last-day"), pytest.param(1, None, id="the-day-after")],
)
def test_a_commune_is_written_until_its_last_day(client, world, days, voice):
    world.communes[0].valid_to = DAY
    world.communes[0].save()
    client.force_login(world.office)
    day = DAY + timedelta(days=days)

    response = client.get(f"/xa/{world.communes[0].code}/?ngay={day.isoformat()}&bo=BO-THU")

    assert response.context["voice"] == voice


def test_a_set_that_does_not_count_is_only_read(client, world):
    other = CriterionFactory(criteria_set=CriteriaSetFactory(code="BO-KHAC"))
    client.force_login(world.office)
    day = DAY.isoformat()
    commune = client.get(f"/xa/{world.communes[0].code}/?ngay={day}&bo=BO-KHAC")
    board = client.get(f"/bang-tieu-chi/?ngay={day}&bo=BO-KHAC")

    assert commune.context["voice"] is None
    assert board.context["may_edit"] is False
    assert f"Chỉ xem: {other.criteria_set.name} không áp dụng" in board.text


def test_an_administrator_with_a_role_writes_no_figures(client, world):
    world.office.is_staff = True
    world.office.save()
    client.force_login(world.office)

    assert client.get(url(world)).context["voice"] is None
    assert client.post(cell_url(world), {"state": "MET", "seen": 0}).status_code == 404
