"""Guessing passwords: 5 per name and address, 20 per address, longer waits, nobody locked out."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import hashers
from django.db.models import F, QuerySet
from django.test import Client

from accounts.models import AccessEvent, User
from accounts.services.log import name_digest
from accounts.throttle_rules import DELAYS, OF_ADDRESS, OF_NAME, OF_PAIR, latest, wait_until
from tests.factories.accounts import PASSWORD, UserFactory

START = datetime(2026, 1, 1, 8, 0, tzinfo=UTC)
HOME, ELSEWHERE = "10.0.0.1", "10.9.9.9"


def at(*minutes: float) -> list[datetime]:
    return [START + timedelta(minutes=minute) for minute in minutes]


@pytest.mark.parametrize(
    ("failures", "expected"),
    [
        pytest.param(at(), None, id="none"),
        pytest.param(at(0, 1, 2, 3), None, id="four"),
        pytest.param(at(0, 1, 2, 3, 4), at(4 + 15)[0], id="five"),
        pytest.param(at(0, 1, 2, 3, 15), None, id="the-first-is-15-minutes-old"),
        pytest.param(at(0, 1, 2, 3, 14.9), at(14.9 + 15)[0], id="just-within"),
        pytest.param(at(0, 0, 0, 0, 0, 15, 15, 15, 15), at(15)[0], id="nine"),
        pytest.param(at(*[0] * 5, *[15] * 5), at(15 + 30)[0], id="ten"),
        pytest.param(at(*[0] * 5, *[15] * 5, *[45] * 5), at(45 + 60)[0], id="fifteen"),
        pytest.param(
            at(*[0] * 5, *[15] * 5, *[45] * 5, *[105] * 5), at(105 + 60)[0], id="no-longer-than-60"
        ),
    ],
)
def test_how_long_one_waits(failures, expected):
    assert wait_until(failures, 5) == expected


def test_a_wait_that_is_over_is_none():
    assert latest([None, START], now=START) is None
    assert latest([None, START, at(5)[0]], now=at(4)[0]) == at(5)[0]


def guesses_in_a_day(tries: int) -> int:
    """Of a program that tries again the moment it may."""
    now, failures = START, []
    while now < START + timedelta(hours=24):
        end = wait_until(failures, tries)
        if end is not None and end > now:
            now = end
        else:
            failures.append(now)
    return len(failures)


def test_a_hundred_guesses_an_hour_are_impossible():
    """Of one name from one address, of one address, of one name from everywhere."""
    assert [guesses_in_a_day(tries) / 24 < 100 for tries in (OF_PAIR, OF_ADDRESS, OF_NAME)] == [
        True,
        True,
        True,
    ]
    assert guesses_in_a_day(OF_PAIR) == 130


@pytest.fixture
def user(db) -> User:
    return UserFactory(username="van-phong")


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """Passwords that reached the hasher."""
    found: list[str] = []
    for name in ("check_password", "make_password"):
        original = getattr(hashers, name)

        def noted(password, *rest, original=original, **options):
            found.append(password)
            return original(password, *rest, **options)

        for module in ("django.contrib.auth.hashers", "django.contrib.auth.base_user"):
            monkeypatch.setattr(f"{module}.{name}", noted)
    return found


def sign_in(username: str, password: str = "sai hẳn mật khẩu", address: str = HOME, **headers):
    fields = {"username": username, "password": password}
    return Client().post("/dang-nhap/", fields, REMOTE_ADDR=address, **headers)


def fail(count: int, username: str = "van-phong", address: str = HOME) -> list[int]:
    return [sign_in(username, address=address).status_code for _ in range(count)]


def backdate(minutes: float) -> None:
    """As if so much time had passed. The log itself refuses to be changed."""
    QuerySet(AccessEvent).update(at=F("at") - timedelta(minutes=minutes))


def test_the_sixth_try_is_refused_before_hashing(user, hashed):
    assert fail(5) == [200] * 5
    heard = len(hashed)

    response = sign_in("van-phong", PASSWORD)

    assert response.status_code == 429
    assert len(hashed) == heard > 0
    assert 0 < int(response.headers["Retry-After"]) <= DELAYS[0].seconds
    assert "Thử quá nhiều lần" in response.text
    assert AccessEvent.objects.filter(kind="LOCKED", user=user).count() == 1


def test_a_refused_try_costs_no_write(user):
    fail(5)
    before = AccessEvent.objects.count()

    fail(3)

    assert AccessEvent.objects.count() == before


def test_after_the_wait_one_may_try_again_and_waits_longer(user):
    fail(5)
    backdate(15)
    assert fail(5) == [200] * 5

    response = sign_in("van-phong", PASSWORD)

    assert response.status_code == 429
    assert DELAYS[0].seconds < int(response.headers["Retry-After"]) <= DELAYS[1].seconds


def test_the_right_password_starts_anew(user):
    fail(4)
    assert sign_in("van-phong", PASSWORD).status_code == 302

    assert fail(4) == [200] * 4
    assert sign_in("van-phong", PASSWORD).status_code == 302


def test_twenty_of_one_address_whatever_the_names(user):
    assert [sign_in(f"ten-{n}").status_code for n in range(OF_ADDRESS)] == [200] * OF_ADDRESS

    assert sign_in("van-phong", PASSWORD).status_code == 429
    assert sign_in("van-phong", PASSWORD, ELSEWHERE).status_code == 302


def test_a_right_password_is_no_way_out_for_the_address(user):
    other = UserFactory()
    for n in range(OF_ADDRESS):
        sign_in(f"ten-{n}")
        if n == 10:
            sign_in(other.username, PASSWORD)

    assert sign_in("van-phong", PASSWORD).status_code == 429


def test_ones_own_address_keeps_working_while_others_guess(user):
    sign_in("van-phong", PASSWORD)
    for n in range(OF_NAME // OF_PAIR):
        assert fail(OF_PAIR, address=f"10.1.1.{n}") == [200] * OF_PAIR

    assert sign_in("van-phong", PASSWORD, "10.1.2.1").status_code == 429  # never seen before
    assert sign_in("van-phong", PASSWORD, HOME).status_code == 302


def test_colleagues_behind_the_same_address_keep_working(user):
    sign_in("van-phong", PASSWORD)
    for n in range(OF_ADDRESS):
        sign_in(f"ten-{n}")

    assert sign_in("van-phong", PASSWORD).status_code == 302


@pytest.mark.parametrize("header", ["10.5.5.5", "127.0.0.1", "10.0.0.1, 10.5.5.5", "x", ""])
def test_a_forged_header_changes_nothing(user, header):
    fail(4)
    response = sign_in("van-phong", HTTP_X_FORWARDED_FOR=header)

    assert response.status_code == 200
    assert set(AccessEvent.objects.filter(kind="FAILED").values_list("address", flat=True)) == {
        HOME
    }
    assert sign_in("van-phong", PASSWORD, HTTP_X_FORWARDED_FOR="10.7.7.7").status_code == 429


def test_behind_the_web_server_the_person_s_own_address_counts(user, settings):
    settings.PROXIES = ["127.0.0.1"]
    for n in range(5):
        forged = f"10.{n}.6.6, {HOME}"  # what the sender wrote, then what the web server saw
        sign_in("van-phong", address="127.0.0.1", HTTP_X_FORWARDED_FOR=forged)

    for address, status in ((HOME, 429), (ELSEWHERE, 302)):
        answer = sign_in(
            "van-phong", PASSWORD, address="127.0.0.1", HTTP_X_FORWARDED_FOR=f"1.2.3.4, {address}"
        )
        assert answer.status_code == status


def body(response) -> str:
    moving = r'name="csrfmiddlewaretoken" value="\w+"|In lúc [\d:/ ]+|<strong>\d\d:\d\d</strong>'
    return re.sub(moving, "", response.text)


@pytest.mark.parametrize("is_locked", [False, True], ids=["wrong", "locked"])
def test_an_unknown_name_is_answered_as_a_known_one(user, hashed, is_locked):
    closed = UserFactory(username="dong-roi", is_active=False)
    invited = UserFactory(username="moi-roi", password="!")
    names = ("van-phong", "khong-co-ai", closed.username, invited.username)
    for place, name in enumerate(names):
        fail(5 * is_locked, name, f"10.3.3.{place}")
    hashed.clear()

    work, answers = [], []
    for place, name in enumerate(names):
        answer = sign_in(name, address=f"10.3.3.{place}")
        answers.append((answer.status_code, body(answer).replace(name, "")))
        work.append(len(hashed))
        hashed.clear()

    assert {status for status, _ in answers} == {429 if is_locked else 200}
    assert len(set(answers)) == 1
    if is_locked:
        assert work == [0] * 4
    else:
        assert min(work) > 0


def test_one_name_in_several_ways_of_writing_is_one_name(user):
    for name in ("van-phong", "VAN-PHONG", "Van-Phong", " van-phong", "van-phong "):
        sign_in(name)

    assert sign_in("van-phong", PASSWORD).status_code == 429


def test_the_log_does_not_hold_what_was_typed_as_a_name(db):
    sign_in("mat-khau-that-cua-toi")

    event = AccessEvent.objects.get()
    assert (event.user, event.name_digest) == (None, name_digest("mat-khau-that-cua-toi"))
    assert "mat-khau-that" not in str(list(AccessEvent.objects.values()))


def test_an_open_session_does_not_get_to_guess_the_password(user):
    client = Client(REMOTE_ADDR=HOME)
    client.force_login(user)
    new = "con trâu gặm cỏ bờ đê"
    form = {"old_password": "sai", "new_password1": new, "new_password2": new}
    assert [client.post("/doi-mat-khau/", form).status_code for _ in range(5)] == [422] * 5

    answer = client.post("/doi-mat-khau/", form | {"old_password": PASSWORD})

    user.refresh_from_db()
    assert answer.status_code == 429
    assert user.check_password(PASSWORD)
