"""The calendar feed, read back by the library that calendars are read with."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from assignments.models import CalendarEntry, CalendarFeed
from assignments.services.feeds import make_feed, revoke_feed
from plans.models import Plan
from tests.assignments.reminded import make_reminded
from tests.factories.accounts import UserFactory
from tests.factories.assignments import (
    AgencyFactory,
    AgencyMembershipFactory,
    WorkStepFactory,
)
from tests.factories.communes import UnitRoleFactory

pytestmark = pytest.mark.django_db
DUE = date(2024, 12, 31)
MISSING = "/lich/khong-co-lich-nay.ics"


@pytest.fixture
def reminded():
    made = make_reminded()
    UnitRoleFactory(user=made.head, unit=made.plan.unit, role="READER")
    return made


@pytest.fixture
def address(reminded) -> str:
    return f"/lich/{make_feed(by=reminded.head)}.ics"


def read(client, address):
    """The calendar, after a look at its form."""
    response = client.get(address)
    assert response.status_code == 200
    assert b"\n" not in response.content.replace(b"\r\n", b"")
    assert max(len(line) for line in response.content.split(b"\r\n")) <= 75
    return Calendar.from_ical(response.content)


def told(calendar) -> list[tuple]:
    return [
        (str(one["summary"]), one["dtstart"].dt, str(one["status"]), one["sequence"])
        for one in calendar.events
    ]


def test_an_event_is_the_whole_day_of_the_deadline(client, reminded, address, settings):
    settings.SITE_URL = "https://ntm.example:8443"
    task = reminded.work(DUE, "Lập hồ sơ")

    calendar = read(client, address)

    (event,) = calendar.events
    assert event["dtstart"].to_ical() == b"20241231"
    assert event["dtstart"].params == {"VALUE": "DATE"}
    assert event["dtend"].dt == DUE + timedelta(days=1)
    assert event["uid"] == f"viec-{task.pk}@ntm.example"
    assert (event["sequence"], event["status"], event["transp"]) == (0, "CONFIRMED", "TRANSPARENT")
    assert event["summary"] == "Lập hồ sơ"
    assert event["description"] == (
        f"Kế hoạch 72/KH-UBND. Hạn 31/12/2024.\nhttps://ntm.example:8443/viec/viec-{task.pk}/"
    )
    (alarm,) = event.walk("VALARM")
    at = datetime(2024, 12, 31) + alarm["trigger"].dt  # noqa: DTZ001 a wall clock
    assert at == datetime(2024, 12, 28, 8)  # noqa: DTZ001
    assert calendar["x-wr-timezone"] == "Asia/Ho_Chi_Minh"
    assert calendar["method"] == "PUBLISH"


def test_the_same_again_is_the_same_bytes(client, reminded, address):
    reminded.work(DUE)

    assert client.get(address).content == client.get(address).content


def test_a_change_of_the_day_or_the_words_counts_up(client, reminded, address):
    task = reminded.work(DUE, "Lập hồ sơ")
    first = read(client, address)
    task.due_on = date(2025, 1, 15)
    task.save()
    second = read(client, address)
    task.item.text = "Lập hồ sơ lần hai"
    task.item.save()

    third = read(client, address)

    assert [told(one) for one in (first, second, third)] == [
        [("Lập hồ sơ", DUE, "CONFIRMED", 0)],
        [("Lập hồ sơ", date(2025, 1, 15), "CONFIRMED", 1)],
        [("Lập hồ sơ lần hai", date(2025, 1, 15), "CONFIRMED", 2)],
    ]
    assert len({str(one.events[0]["uid"]) for one in (first, second, third)}) == 1


def test_work_that_goes_to_another_agency_is_taken_back_and_shown_there(client, reminded, address):
    party = reminded.work(DUE, "Lập hồ sơ").item.parties.get()
    other = AgencyMembershipFactory(agency=AgencyFactory(unit=reminded.plan.unit), is_head=True)
    UnitRoleFactory(user=other.user, unit=reminded.plan.unit, role="READER")
    theirs = f"/lich/{make_feed(by=other.user)}.ics"
    before = read(client, address), read(client, theirs)

    party.agency = other.agency
    party.save()
    after = read(client, address), read(client, theirs)
    party.agency = reminded.agency
    party.save()
    back = read(client, address), read(client, theirs)

    assert [tuple(map(told, pair)) for pair in (before, after, back)] == [
        ([("Lập hồ sơ", DUE, "CONFIRMED", 0)], []),
        ([("Lập hồ sơ", DUE, "CANCELLED", 1)], [("Lập hồ sơ", DUE, "CONFIRMED", 0)]),
        ([("Lập hồ sơ", DUE, "CONFIRMED", 2)], [("Lập hồ sơ", DUE, "CANCELLED", 1)]),
    ]
    assert after[0].walk("VALARM") == []


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(lambda one, task: WorkStepFactory(task=task, state="DONE"), id="done"),
        pytest.param(lambda one, task: task.delete(), id="removed"),
        pytest.param(
            lambda one, task: Plan.objects.filter(pk=one.plan.pk).update(status="SUPERSEDED"),
            id="superseded",
        ),
    ],
)
def test_what_ends_is_cancelled(client, reminded, address, end):
    task = reminded.work(DUE, "Lập hồ sơ")
    read(client, address)

    end(reminded, task)

    assert told(read(client, address)) == [("Lập hồ sơ", DUE, "CANCELLED", 1)]


def test_what_never_stood_in_the_calendar_is_not_cancelled(client, reminded, address):
    WorkStepFactory(task=reminded.work(DUE), state="DONE")
    reminded.work(None)
    reminded.work(DUE, agency=AgencyFactory(unit=reminded.plan.unit))

    assert told(read(client, address)) == []


@pytest.mark.parametrize("hour", [time(0, 30), time(23, 30)])
def test_a_cancelled_event_disappears_after_two_months(client, reminded, address, hour):
    """At whatever hour of Vietnam's day it was taken back, and whenever this runs."""
    task = reminded.work(DUE, "Lập hồ sơ")
    read(client, address)
    task.delete()
    read(client, address)
    entry = CalendarEntry.objects.get()
    for age, expected in ((60, 1), (61, 0)):
        day = timezone.localdate() - timedelta(days=age)
        entry.changed_at = timezone.make_aware(datetime.combine(day, hour))
        entry.save()

        assert len(read(client, address).events) == expected


@pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED", "APPROVED"])
def test_plans_that_are_not_signed_are_not_in_it(client, reminded, address, status):
    reminded.work(DUE)
    Plan.objects.filter(pk=reminded.plan.pk).update(status=status)

    assert told(read(client, address)) == []


def test_hostile_words_stay_words(client, reminded, address):
    words = "Việc\r\nEND:VEVENT\nBEGIN:VEVENT\rSUMMARY:giả; a, b\\n c\x00"
    reminded.work(DUE, words)

    (event,) = read(client, address).events

    assert event["summary"] == "Việc END:VEVENT BEGIN:VEVENT SUMMARY:giả; a, b\\n c"


def test_a_long_title_is_cut_and_folded_between_letters(client, reminded, address):
    reminded.work(DUE, "Đẩy mạnh tuyên truyền " * 20)

    (event,) = read(client, address).events

    assert len(event["summary"]) == 151
    assert event["summary"].endswith("…")


def test_the_calendar_stays_small_with_the_latest_deadlines(client, reminded, address):
    for number in range(150):
        reminded.work(DUE + timedelta(days=number), f"Đẩy mạnh tuyên truyền {number} " + "đ" * 120)

    response = client.get(address)

    calendar = Calendar.from_ical(response.content)
    days = [one["dtstart"].dt for one in calendar.events]
    left_out = 150 - len(days)
    assert 48_000 < len(response.content) <= 50_000
    assert days == [DUE + timedelta(days=149 - place) for place in range(len(days))]
    assert calendar["x-wr-caldesc"] == (
        f"Lịch chỉ có những việc có hạn muộn nhất; còn {left_out} việc nữa, xem trên cổng."
    )
    assert [status for _, _, status, _ in told(read(client, address))] == ["CONFIRMED"] * len(days)


def test_names_of_people_are_not_in_it(client, reminded, address):
    member = AgencyMembershipFactory(
        agency=reminded.agency, user__full_name="Cán bộ của phòng"
    ).user
    reminded.work(DUE, assignee=member)

    text = client.get(address).text

    assert "Cán bộ của phòng" not in text
    assert reminded.head.full_name not in text


def test_nobody_needs_to_sign_in_and_nothing_is_kept_on_the_way(client, reminded, address):
    response = client.get(address)

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.cookies == {}
    assert read(client, address)["refresh-interval"].dt == timedelta(hours=6)


def test_the_secret_is_long_and_not_kept(reminded):
    secret = make_feed(by=reminded.head)

    assert re.fullmatch(r"[\w-]{43}", secret)  # 256 bits
    (kept,) = CalendarFeed.objects.values_list()
    assert secret not in map(str, kept)


def test_a_new_address_ends_the_old_one_and_goes_on_counting(client, reminded, address):
    task = reminded.work(DUE, "Lập hồ sơ")
    read(client, address)
    new = f"/lich/{make_feed(by=reminded.head)}.ics"
    task.due_on = date(2025, 1, 15)
    task.save()

    assert client.get(address).status_code == 404
    assert told(read(client, new)) == [("Lập hồ sơ", date(2025, 1, 15), "CONFIRMED", 1)]


def close(user) -> None:
    user.is_active = False
    user.save()


@pytest.mark.parametrize(
    "end", [pytest.param(lambda user: revoke_feed(by=user), id="revoked"), close]
)
def test_an_address_that_ended_is_like_one_that_never_was(client, reminded, address, end):
    end(reminded.head)

    gone, never = client.get(address), client.get(MISSING)

    assert gone.status_code == never.status_code == 404
    assert gone.content == never.content == "Không có lịch này.\n".encode()
    assert gone.headers == never.headers
    assert gone.cookies == never.cookies == {}


def test_another_persons_feed_stays_when_one_revokes_his(client, reminded, address):
    other = UserFactory()
    make_feed(by=other)

    revoke_feed(by=other)

    assert client.get(address).status_code == 200


def test_the_queries_do_not_grow_with_the_work(client, reminded, address):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    reminded.work(DUE)
    client.get(address)
    one = count()
    for _ in range(2):
        reminded.work(DUE)
    client.get(address)

    assert count() == one


def test_a_program_that_comes_without_tls_is_not_sent_on(client, reminded, address, settings):
    settings.SECURE_SSL_REDIRECT = True

    plain, encrypted = client.get(address), client.get(address, secure=True)

    assert (plain.status_code, plain.headers["Content-Type"]) == (403, "text/plain; charset=utf-8")
    assert plain.text.startswith("Lịch chỉ đọc qua https.")
    assert "Location" not in plain.headers
    assert encrypted.status_code == 200
    assert client.get("/lich/").status_code == 404
    assert client.get("/xa/").status_code == 301
