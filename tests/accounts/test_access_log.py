"""The access log: what is written, what is not, who reads it, when administrators get a mail."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from accounts.models import AccessEvent
from accounts.refusals import MANY
from accounts.services.log import Kind, forget_before, record
from communes.services.roles import grant_role, take_role
from ntm_portal.lib.append_only import AppendOnlyError
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.communes import CommuneFactory, DistrictFactory
from tests.factories.world import make_world
from tests.pages import read_out

pytestmark = pytest.mark.django_db


def told(**filters) -> list[tuple[str, str]]:
    events = AccessEvent.objects.filter(**filters).order_by("pk")
    return [(event.kind, event.detail) for event in events]


@pytest.fixture
def user():
    return UserFactory(username="xa")


@pytest.fixture
def browser(user) -> Client:
    client = Client(REMOTE_ADDR="10.0.0.1", HTTP_USER_AGENT="Mozilla/5.0 (Windows) Firefox/140.0")
    client.force_login(user)
    return client


def test_logins_failures_and_logouts(user):
    client = Client(REMOTE_ADDR="10.0.0.1")
    for password in ("sai", PASSWORD):
        client.post("/dang-nhap/", {"username": "xa", "password": password})
    client.post("/dang-xuat/")

    assert told(user=user) == [("FAILED", ""), ("SIGNED_IN", ""), ("SIGNED_OUT", "")]
    assert {event.address for event in AccessEvent.objects.all()} == {"10.0.0.1"}


def test_a_foreign_object_is_written_down_and_so_is_one_that_is_not_there(user, browser):
    commune = CommuneFactory()

    for address in (f"/xa/{commune.code}/", "/xa/khong-co/"):
        assert browser.get(address).status_code == 404

    event = AccessEvent.objects.earliest("pk")
    assert told(kind="REFUSED") == [
        ("REFUSED", f"404 GET /xa/{commune.code}/"),
        ("REFUSED", "404 GET /xa/khong-co/"),
    ]
    assert (event.user, event.address, event.device) == (user, "10.0.0.1", "Firefox trên Windows")


def test_a_slip_of_the_hand_is_none(browser):
    assert browser.get("/khong-co-trang-nay/").status_code == 404
    assert Client().get("/xa/khong-co/").status_code == 302

    assert told() == []


def test_a_refusal_costs_one_read_and_one_write(browser, django_assert_num_queries):
    with django_assert_num_queries(2 + 1 + 2):  # session and person, what was asked for, the log
        browser.get("/ke-hoach/khong-co/")


def test_after_twenty_in_ten_minutes_administrators_get_one_mail(user, browser, settings):
    settings.EMAIL_HOST = "mail.example"
    UserFactory(admin=True, email="quan-tri@co-quan.example")
    UserFactory(admin=True, email="")
    UserFactory(admin=True, email="dong@co-quan.example", is_active=False)

    for _ in range(MANY - 1):
        browser.get("/xa/khong-co/")
    assert told(kind="ALERT") == []
    for _ in range(5):
        browser.get("/xa/khong-co/")
    call_command("send_account_mail")
    call_command("send_account_mail")

    assert told(kind="ALERT") == [("ALERT", "20 lần trong 10 phút")]
    assert len(told(kind="REFUSED")) == MANY
    (message,) = mail.outbox
    assert message.to == ["quan-tri@co-quan.example"]
    assert user.full_name not in message.body + message.subject
    assert "/quan-tri/accounts/accessevent/" in message.body


def test_twenty_of_two_people_are_no_alert(browser):
    other = Client()
    other.force_login(UserFactory())

    for _ in range(MANY - 1):
        browser.get("/xa/khong-co/")
        other.get("/xa/khong-co/")

    assert told(kind="ALERT") == []


def test_downloads_are_written_down():
    world = make_world()
    client = Client()
    client.force_login(world.office)
    commune = world.communes[0].code

    read_out(client.get(f"/xa/{commune}/ho-so.zip?ngay=2024-01-01&bo=BO-THU"))
    client.get("/tai-khoan/du-lieu/")
    client.get(f"/xa/{commune}/?ngay=2024-01-01&bo=BO-THU")

    assert told() == [
        ("EXPORTED", f"GET /xa/{commune}/ho-so.zip"),
        ("EXPORTED", "GET /tai-khoan/du-lieu/"),
    ]


def test_roles_are_written_down_once(user):
    unit, by = DistrictFactory(name="Lộc Bình"), UserFactory(admin=True)

    for change in (grant_role, grant_role, take_role, take_role):
        change(user=user, unit=unit, role="READER", by=by)

    assert told() == [
        ("RIGHTS", f"thêm: người xem – {unit}"),
        ("RIGHTS", f"bỏ: người xem – {unit}"),
    ]
    assert set(AccessEvent.objects.values_list("user", "by")) == {(user.pk, by.pk)}


def test_roles_of_the_staff_pages_are_written_down(user):
    admin, unit = Client(), DistrictFactory()
    admin.force_login(UserFactory(admin=True))
    form = {"user": user.pk, "unit": unit.pk, "role": "READER"}

    admin.post("/quan-tri/communes/unitrole/add/", form)
    role = user.unit_roles.get()
    admin.post(f"/quan-tri/communes/unitrole/{role.pk}/change/", form | {"role": "LEADER"})
    admin.post(f"/quan-tri/communes/unitrole/{role.pk}/delete/", {"post": "yes"})

    assert [detail for _, detail in told(kind="RIGHTS")] == [
        f"thêm: người xem – {unit}",
        f"bỏ: người xem – {unit}",
        f"thêm: lãnh đạo – {unit}",
        f"bỏ: lãnh đạo – {unit}",
    ]


def test_the_log_is_never_changed(user):
    event = record(Kind.SIGNED_IN, user=user)

    for change in (event.save, event.delete, AccessEvent.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            change()


def test_an_administrator_reads_and_filters_and_changes_nothing(user):
    admin = Client()
    admin.force_login(UserFactory(admin=True))
    event = record(Kind.FAILED, user=user, detail="chi tiết")
    record(Kind.SIGNED_IN, user=UserFactory(username="nguoi-khac"))
    log = "/quan-tri/accounts/accessevent/"

    assert [row.pk for row in admin.get(f"{log}?kind__exact=FAILED").context["cl"].result_list] == [
        event.pk
    ]
    assert [row.user.username for row in admin.get(f"{log}?q=xa").context["cl"].result_list] == [
        "xa"
    ]
    page = admin.get(f"{log}{event.pk}/change/")
    assert "chi tiết" in page.text
    assert event.name_digest not in page.text or not event.name_digest
    assert admin.post(f"{log}{event.pk}/change/", {"detail": "khác"}).status_code == 403
    assert admin.get(f"{log}add/").status_code == 403
    assert admin.post(f"{log}{event.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_administrators_list_costs_the_same(rows, django_assert_num_queries):
    admin = Client()
    admin.force_login(UserFactory(admin=True))
    for _ in range(rows):
        record(Kind.FAILED, user=UserFactory(), by=UserFactory())

    with django_assert_num_queries(4):
        admin.get("/quan-tri/accounts/accessevent/")


def test_one_reads_ones_own_logins_and_nobody_else_s(user, browser):
    record(Kind.SIGNED_IN, user=user, detail="của tôi")
    record(Kind.REFUSED, user=user, detail="lần bị từ chối")
    record(Kind.SIGNED_IN, user=UserFactory(), detail="của người khác")

    page = browser.get("/tai-khoan/nhat-ky/").text

    assert "của tôi" in page
    assert "của người khác" not in page
    assert "lần bị từ chối" not in page


@pytest.mark.parametrize("rows", [1, 3, 51])
def test_own_lines_cost_the_same(user, browser, rows, django_assert_num_queries):
    for _ in range(rows):
        record(Kind.INVITED, user=user, by=UserFactory())

    with django_assert_num_queries(4):
        browser.get("/tai-khoan/nhat-ky/")


def test_older_lines_are_on_the_next_page(user, browser):
    for number in range(51):
        record(Kind.SIGNED_IN, user=user, detail=f"lần {number}.")

    first, second, nonsense = (
        browser.get(f"/tai-khoan/nhat-ky/?trang={page}").text for page in ("1", "2", "x")
    )
    assert ("lần 50." in first, "lần 0." in first) == (True, False)
    assert ("lần 50." in second, "lần 0." in second) == (False, True)
    assert "lần 50." in nonsense


def test_what_is_in_the_log_cannot_become_a_formula_or_a_second_line(user):
    event = record(Kind.REFUSED, user=user, detail="404 GET /x\r\n\x1b[31m2026 SIGNED_IN\u2028y")

    assert event.detail == "404 GET /x [31m2026 SIGNED_IN y"
    assert len(list(csv.reader(io.StringIO(event.detail)))) == 1


def test_the_process_log_names_nobody(user, caplog):
    client = Client(REMOTE_ADDR="10.20.30.40")
    client.post("/dang-nhap/", {"username": "xa", "password": "sai-mat-khau-nay"})
    client.post("/dang-nhap/", {"username": "xa", "password": PASSWORD})
    client.get("/xa/khong-co/")

    lines = [entry.getMessage() for entry in caplog.records if entry.name == "ntm.access"]
    assert [line.split()[0] for line in lines] == ["FAILED", "SIGNED_IN", "REFUSED"]
    for planted in ("xa ", user.full_name, "10.20.30.40", "sai-mat-khau-nay", PASSWORD):
        assert not any(planted in line for line in lines)


def at(moment: datetime, **fields) -> AccessEvent:
    """A line as it was written then."""
    event = record(Kind.FORGOTTEN, user=None, **fields)
    QuerySet(AccessEvent).filter(pk=event.pk).update(at=moment)
    return event


def test_lines_are_kept_for_24_months(capsys):
    now = timezone.now()
    on_the_bound, inside = (now - timedelta(days=730, seconds=more) for more in (60, -60))
    at(on_the_bound)
    kept = at(inside)

    call_command("prune_access_log")

    assert list(AccessEvent.objects.all()) == [kept]
    assert capsys.readouterr().out == "Đã xóa 1 dòng nhật ký truy cập.\n"


def test_a_line_goes_with_its_answer_and_not_before():
    old, new = timezone.now() - timedelta(days=800), timezone.now()
    asked = at(old)
    answer = at(new, answers=asked)
    assert forget_before(new - timedelta(days=1)) == 0

    QuerySet(AccessEvent).filter(pk=answer.pk).update(at=old)

    assert forget_before(new - timedelta(days=1)) == 2
    assert not AccessEvent.objects.exists()
