"""Sessions: a new key at login, idle and longest time, ended from elsewhere, digests only."""

from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import AccessEvent, Session
from accounts.session_rules import IDLE, LONGEST, NOTED_EVERY, ends_at, is_to_be_noted
from accounts.session_store import SessionStore, digest
from communes.services.roles import grant_role, take_role
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.communes import CommuneFactory

START = datetime(2026, 1, 1, 8, 0, tzinfo=UTC)
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param(timedelta(0), IDLE, id="at-login"),
        pytest.param(LONGEST - IDLE, LONGEST, id="on-the-bound"),
        pytest.param(
            LONGEST - IDLE - timedelta(seconds=1), LONGEST - timedelta(seconds=1), id="1s"
        ),
        pytest.param(LONGEST - timedelta(minutes=1), LONGEST, id="not-beyond-twelve-hours"),
    ],
)
def test_when_a_session_ends(seen, expected):
    assert ends_at(started_at=START, seen_at=START + seen) == START + expected


@pytest.mark.parametrize(
    ("after", "expected"), [(NOTED_EVERY, False), (NOTED_EVERY + timedelta(seconds=1), True)]
)
def test_a_page_a_minute_moves_the_end(after, expected):
    assert is_to_be_noted(seen_at=START, now=START + after) is expected


def test_the_times_are_those_of_the_script():
    from django.conf import settings

    script = (settings.BASE_DIR / "static/js/session.js").read_text(encoding="utf-8")
    assert f"ENDS_AFTER = {IDLE.seconds // 60} * MINUTE" in script
    assert "WARN_AFTER = 25 * MINUTE" in script


@pytest.fixture
def user(db):
    return UserFactory(username="xa")


def signed_in(user, **headers) -> Client:
    client = Client(**headers)
    fields = {"username": user.username, "password": PASSWORD}
    assert client.post("/dang-nhap/", fields).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/tai-khoan/").status_code == 200


def test_the_key_is_new_at_login_and_stored_as_a_digest(user):
    client = Client()
    client.cookies["sessionid"] = "khoa-cua-ke-gian-chuan-bi-san"
    client.post("/dang-nhap/", {"username": "xa", "password": PASSWORD})
    key = client.cookies["sessionid"].value

    row = Session.objects.get()
    assert key != "khoa-cua-ke-gian-chuan-bi-san"
    assert row.key_digest == digest(key)
    assert key not in str(Session.objects.values().get())
    assert (row.user, row.must_renew) == (user, False)


def test_whoever_is_signed_in_signs_in_anew_under_another_key(user):
    client = signed_in(user)
    first = client.cookies["sessionid"].value
    client.post("/dang-xuat/")

    client.post("/dang-nhap/", {"username": "xa", "password": PASSWORD})

    assert client.cookies["sessionid"].value != first
    assert Session.objects.count() == 1


def test_a_session_says_where_it_is(user):
    signed_in(user, REMOTE_ADDR="10.1.2.3", HTTP_USER_AGENT=CHROME)

    row = Session.objects.get()
    assert (row.address, row.device) == ("10.1.2.3", "Chrome trên Windows")


def test_idle_for_thirty_minutes(user):
    client = signed_in(user)
    Session.objects.update(ends_at=timezone.now())

    assert is_in(client) is False


def test_every_page_moves_the_end_but_not_beyond_twelve_hours(user):
    client = signed_in(user)
    now = timezone.now()
    Session.objects.update(
        started_at=now - LONGEST + timedelta(minutes=10),
        seen_at=now - timedelta(minutes=20),
        ends_at=now + timedelta(minutes=5),
    )

    assert is_in(client)

    row = Session.objects.get()
    assert row.seen_at >= now
    assert row.ends_at == row.started_at + LONGEST


def test_a_new_key_does_not_begin_the_twelve_hours_anew(user):
    client = signed_in(user)
    begun = timezone.now() - timedelta(hours=11)
    store = SessionStore(client.cookies["sessionid"].value)
    store["started"] = begun.isoformat()
    store.save()
    Session.objects.update(must_renew=True)

    assert is_in(client)

    row = Session.objects.get()
    assert (row.started_at, row.must_renew) == (begun, False)
    assert row.ends_at <= begun + LONGEST


def test_ten_pages_of_a_minute_cost_no_write(user, django_assert_num_queries):
    client = signed_in(user)

    with django_assert_num_queries(2):  # the session and the person
        client.get("/tai-khoan/phien/giu/")


@pytest.mark.parametrize("change", [grant_role, take_role])
def test_other_roles_come_with_another_key(user, change):
    commune = CommuneFactory()
    role = {"user": user, "unit": commune, "role": "OFFICER", "by": None}
    if change is take_role:
        grant_role(**role)
    client = signed_in(user)
    before = client.cookies["sessionid"].value

    change(**role)

    assert is_in(client)
    assert client.cookies["sessionid"].value != before
    assert Session.objects.count() == 1


def test_a_changed_password_ends_all_other_sessions(user):
    here, there = signed_in(user), signed_in(user)
    before = here.cookies["sessionid"].value
    new = "con trâu gặm cỏ bờ đê"

    here.post(
        "/doi-mat-khau/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    )

    assert Session.objects.filter(user=user).count() == 1  # before anybody comes again
    assert (is_in(here), is_in(there)) == (True, False)
    assert here.cookies["sessionid"].value != before


def test_one_reads_and_ends_ones_own_sessions(user):
    here = signed_in(user, HTTP_USER_AGENT=CHROME)
    there = signed_in(user, HTTP_USER_AGENT="Mozilla/5.0 (Android 15) Firefox/140.0")
    signed_in(UserFactory(), HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Safari/600")

    page = here.get("/tai-khoan/phien/").text
    row = Session.objects.get(device__contains="Android")
    answer = here.post(f"/tai-khoan/phien/{row.pk}/ket-thuc/")

    assert "Chrome trên Windows" in page
    assert "Firefox trên Android" in page
    assert "iPhone" not in page
    assert page.count("phiên này") == 1
    assert answer.url == "/tai-khoan/phien/"
    assert (is_in(here), is_in(there)) == (True, False)


def test_all_others_are_ended_at_once(user):
    here, *others = (signed_in(user) for _ in range(3))

    answer = here.post("/tai-khoan/phien/ket-thuc/", follow=True)

    assert "Đã kết thúc 2 phiên khác." in answer.text
    assert [is_in(one) for one in (here, *others)] == [True, False, False]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(user, rows, django_assert_num_queries):
    clients = [signed_in(user) for _ in range(rows)]

    with django_assert_num_queries(3):
        clients[0].get("/tai-khoan/phien/")


def test_somebody_else_s_session_is_not_there(user):
    signed_in(user)
    other = signed_in(UserFactory())
    row = Session.objects.get(user=user)

    foreign = other.post(f"/tai-khoan/phien/{row.pk}/ket-thuc/")
    nothing = other.post("/tai-khoan/phien/999999999/ket-thuc/")

    assert (foreign.status_code, nothing.status_code) == (404, 404)
    assert Session.objects.filter(pk=row.pk).exists()


def test_a_session_that_was_ended_meanwhile_is_not_stored_again(user):
    client = signed_in(user)
    store = SessionStore(client.cookies["sessionid"].value)
    store["x"] = 1
    Session.objects.all().delete()

    with pytest.raises(UpdateError):
        store.save()
    assert not Session.objects.exists()


def test_signing_out_leaves_no_row(user):
    client = signed_in(user)

    client.post("/dang-xuat/")

    assert not Session.objects.exists()
    assert AccessEvent.objects.filter(kind="SIGNED_OUT", user=user).count() == 1


def test_old_rows_are_cleared(user):
    signed_in(user)
    Session.objects.update(ends_at=timezone.now())
    signed_in(user)

    call_command("clearsessions")

    assert Session.objects.count() == 1


def test_the_cookie_is_out_of_reach(user):
    cookie = signed_in(user).cookies["sessionid"]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == cookie["expires"] == ""  # ends with the browser


def test_over_https_the_names_hold_the_host_and_the_cookies_are_secure(tmp_path):
    """Asked of a process of its own: names are read when the settings are."""
    import subprocess
    import sys

    code = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        "s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE,"
        "s.SESSION_COOKIE_PATH, s.SESSION_COOKIE_DOMAIN)"
    )
    environment = {
        "NTM_HTTPS": "True",
        "NTM_VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "ntm_portal.settings",
    }
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )

    assert told.stdout.split() == [
        "__Host-sessionid",
        "__Host-csrftoken",
        "True",
        "True",
        "True",
        "Lax",
        "/",
        "None",
    ]


def test_a_browser_that_sends_nonsense_is_nobody(db):
    client = Client()
    client.cookies = SimpleCookie({"sessionid": "x" * 5000})

    assert client.get("/tai-khoan/").status_code == 302
