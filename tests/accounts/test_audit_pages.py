"""Nhật ký thay đổi on pages: filters in the address, words of our models, whatever a row holds."""

import json

import pytest
from django.db import connection

from accounts.audit.triggers import chain_now
from accounts.models import AuditEntry
from assignments.models import DayOff
from ntm_portal.lib.audit.acting import Acting, told_by
from ntm_portal.lib.audit.watched import LOG
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
MARKUP = "<script>alert(1)</script>"


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(admin=True, username="quan-tri", full_name="Người quản trị"))
    chain_now(connection)
    return client


def write_raw(**said: object) -> None:
    """An entry that a hand has put there, the last one."""
    empty = dict.fromkeys(
        ("actor", "acting_as", "request_id", "address", "reason", "previous", "hash"), ""
    )
    values = empty | {"number": 10**9, "at": "2024-01-30 08:00:00+00:00", "row": "7"} | said
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {LOG} ({names}) VALUES ({marks})", list(values.values()))


@pytest.fixture
def day_off() -> DayOff:
    """Three entries of one row, by two people."""
    with told_by(
        lambda: Acting(actor="Bà Một (mot)", acting_as="quản trị", reason="theo công văn")
    ):
        day = DayOff.objects.create(day="2024-09-02", name="Nghỉ", works=False)
        DayOff.objects.filter(pk=day.pk).update(name="Quốc khánh", works=True)
    with told_by(lambda: Acting(actor="lệnh shell")):
        DayOff.objects.filter(pk=day.pk).delete()
    chain_now(connection)
    return day


def shown(response) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    return [
        (
            line.entry.operation,
            line.table,
            [(one.label, one.before, one.after) for one in line.differences],
        )
        for line in response.context["lines"]
    ]


def test_an_entry_is_told_in_words(admin, day_off):
    response = admin.get(f"/nhat-ky/?bang=assignments_dayoff&dong={day_off.pk}")

    (removed, changed, added) = shown(response)
    assert removed[:2] == ("DELETE", "Ngày nghỉ")
    assert sorted(changed[2]) == [("Là ngày làm bù", "không", "có"), ("Tên", "Nghỉ", "Quốc khánh")]
    assert ("Ngày", "–", "02/09/2024") in added[2]
    assert "Lý do: theo công văn" in response.text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        pytest.param("bang=assignments_dayoff", 3, id="table"),
        pytest.param("bang=plans_plan", 0, id="another-table"),
        pytest.param("bang=assignments_dayoff&dong=0", 0, id="another-row"),
        pytest.param("bang=assignments_dayoff&nguoi=bà một", 2, id="person"),
        pytest.param("bang=assignments_dayoff&nguoi=lệnh shell", 1, id="command"),
        pytest.param("bang=assignments_dayoff&nguoi=quan-tri", 0, id="account"),
        pytest.param("bang=assignments_dayoff&den=01/01/2020", 0, id="before"),
        pytest.param("bang=assignments_dayoff&tu=01/01/2020&den=31/12/9999", 3, id="from"),
        pytest.param("bang=assignments_dayoff&tu=31/12/9999", 0, id="after"),
    ],
)
def test_filters_stand_in_the_address(admin, day_off, query, count):
    assert len(admin.get(f"/nhat-ky/?{query}").context["lines"]) == count


def test_the_days_of_the_filter_are_those_of_vietnam(admin, day_off):
    # 23:30 on the 30th in Vietnam
    write_raw(at="2024-01-30 16:30:00+00:00", table="plans_plan", operation="UPDATE")

    found = [
        len(admin.get(f"/nhat-ky/?bang=plans_plan&tu={day}&den={day}").context["lines"])
        for day in ("29/01/2024", "30/01/2024", "31/01/2024")
    ]

    assert found == [0, 1, 0]


@pytest.mark.parametrize(
    "query", ["bang=khong-co", "tu=hôm qua", "den=30/02/2024"], ids=["table", "from", "to"]
)
def test_a_filter_that_cannot_be_read_is_told(admin, query):
    response = admin.get(f"/nhat-ky/?{query}")

    assert response.status_code == 400
    assert "không có" in response.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("kein JSON", "[1]", id="no-object"),
        pytest.param("", "null", id="empty"),
        pytest.param('{"name": [1], "day": {"a": 1}, "works": []}', "{}", id="lists"),
        pytest.param('{"day": "hôm qua", "works": "x"}', '{"day": 7}', id="wrong-kinds"),
        pytest.param('{"day": "0001-01-01", "at": "9999-12-31T23:59:59Z"}', "{}", id="far-days"),
        pytest.param(json.dumps({"name": MARKUP, MARKUP: 1}), "{}", id="markup"),
    ],
)
def test_whatever_a_hand_left_in_a_row_is_shown_as_it_is(admin, before, after):
    said = dict.fromkeys(("actor", "acting_as", "request_id", "reason", "row"), MARKUP)
    write_raw(table="assignments_dayoff", operation="UPDATE", before=before, after=after, **said)

    response = admin.get("/nhat-ky/?bang=assignments_dayoff")

    assert response.status_code == 200
    assert len(response.context["lines"]) == 1
    assert MARKUP not in response.text


def test_a_table_that_is_no_more_keeps_its_name(admin):
    write_raw(table="bang_cu", operation="DELETE", before='{"ten": "A"}')

    assert ("DELETE", "bang_cu", [("Ten", "A", "–")]) in shown(admin.get("/nhat-ky/?dong=7"))


def test_fifty_on_a_page(admin):
    UserFactory.create_batch(60)
    chain_now(connection)

    first, last, no_page = (admin.get(f"/nhat-ky/?trang={page}") for page in ("1", "2", "x"))

    assert len(first.context["lines"]) == 50
    assert len(last.context["lines"]) == AuditEntry.objects.count() - 50
    assert no_page.context["page"].number == 1
    assert "trang=2" in first.text


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_number_of_queries_is_flat(admin, item_count, django_assert_num_queries):
    UserFactory.create_batch(item_count)
    chain_now(connection)

    with django_assert_num_queries(5):  # session, person, head, count, page
        response = admin.get("/nhat-ky/?bang=accounts_user")

    assert len(response.context["lines"]) >= item_count


def test_administrators_find_the_link_on_every_page_and_others_do_not(admin, client):
    link = '<a href="/nhat-ky/">Nhật ký thay đổi</a>'
    to_admin = admin.get("/bo-tieu-chi/").text
    client.force_login(UserFactory())

    assert (link in to_admin, link in client.get("/bo-tieu-chi/").text) == (True, False)
    assert client.get("/nhat-ky/").status_code == 404


@pytest.mark.parametrize("copied", [json.dumps, lambda value: value], ids=["text", "object"])
def test_a_column_of_json_is_told_in_words(admin, copied):
    """As SQLite's triggers copy it, and as PostgreSQL's do."""
    after = json.dumps({"counts": copied({"a": [1, 'b"'], "c": {}})})
    write_raw(table="reports_importrun", operation="UPDATE", before="{}", after=after)

    told = ("UPDATE", "Lượt nhập", [("Số ô theo kết quả", "–", 'a: 1, b"; c: –')])
    assert told in shown(admin.get("/nhat-ky/?bang=reports_importrun"))
