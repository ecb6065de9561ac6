"""What I am reminded of: my address, my mails, my calendar."""

import re

import pytest

from accounts.models import User
from assignments.models import CalendarFeed, ReminderChoice
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/tai-khoan/nhac-viec/"


@pytest.fixture
def user(client):
    user = UserFactory(email="cu@co-quan.example")
    client.force_login(user)
    return user


def stored(user) -> tuple:
    user.refresh_from_db()
    return user.email, list(ReminderChoice.objects.values_list("user", "wants_digest"))


def test_the_page_shows_what_is_chosen(client, user):
    page = client.get(PAGE).text

    assert 'value="cu@co-quan.example"' in page
    assert re.search(r'name="wants_digest"[^>]* checked', page)
    assert "Bạn chưa có địa chỉ lịch." in page


def test_a_new_address_and_no_mails(client, user):
    response = client.post(PAGE, {"email": " moi@co-quan.example "}, follow=True)

    assert response.redirect_chain == [(PAGE, 302)]
    assert stored(user) == ("moi@co-quan.example", [(user.pk, False)])
    assert not re.search(r'name="wants_digest"[^>]* checked', response.text)


def test_no_address_at_all(client, user):
    client.post(PAGE, {"email": "", "wants_digest": "on"})

    assert stored(user) == ("", [(user.pk, True)])


@pytest.mark.parametrize(
    "address",
    [
        "sai",
        "a@b@co-quan.example",
        "a@co-quan",
        "thư@co-quan.example",
        "a@cơ-quan.example",
        "a@co-quan.example\nBcc: b@co-quan.example",
        "a@co-quan.example, b@co-quan.example",
        "<a@co-quan.example>",
    ],
)
def test_an_address_to_which_no_mail_goes_is_refused(client, user, address):
    response = client.post(PAGE, {"email": address})

    assert response.status_code == 422
    assert re.search(r"Địa chỉ thư ‘.+’ không dùng được\. Viết như ten@", response.text)
    assert stored(user) == ("cu@co-quan.example", [])


def test_a_long_address_is_refused(client, user):
    response = client.post(PAGE, {"email": f"{'a' * 250}@co-quan.example"})

    assert response.status_code == 422
    assert stored(user) == ("cu@co-quan.example", [])


def test_the_address_of_the_calendar_is_shown_once(client, user, settings):
    settings.SITE_URL = "https://ntm.example"

    made = client.post(f"{PAGE}lich/")

    (address,) = re.findall(r"https://ntm\.example/lich/[\w-]+\.ics", made.text)
    assert made.headers["Cache-Control"] == "no-store"
    assert client.get(address.removeprefix("https://ntm.example")).status_code == 200
    later = client.get(PAGE).text
    assert "/lich/" not in later.replace(f"{PAGE}lich/", "")
    assert "Cổng không giữ địa chỉ nên không hiện lại được" in later


def test_the_address_of_the_calendar_can_be_revoked(client, user):
    made = client.post(f"{PAGE}lich/").text
    (path,) = re.findall(r"/lich/[\w-]+\.ics", made)

    response = client.post(f"{PAGE}lich/bo/", follow=True)

    assert "Đã thu hồi: địa chỉ lịch cũ không còn mở được." in response.text
    assert "Bạn chưa có địa chỉ lịch." in response.text
    assert client.get(path).status_code == 404


def test_nobody_elses_calendar_is_touched(client, user):
    other = UserFactory()
    client.force_login(other)
    client.post(f"{PAGE}lich/")
    client.force_login(user)

    client.post(f"{PAGE}lich/")
    client.post(f"{PAGE}lich/bo/")

    standing = CalendarFeed.objects.filter(revoked_at__isnull=True)
    assert list(standing.values_list("user", flat=True)) == [other.pk]


@pytest.mark.parametrize(
    ("address", "taken"),
    [("moi@co-quan.example", True), ("thư@co-quan.example", False), ("sai", False)],
)
def test_the_staff_pages_take_an_address_too(client, address, taken):
    client.force_login(UserFactory(admin=True))
    form = {"username": "moi", "full_name": "Cán bộ mới", "email": address}

    client.post("/quan-tri/accounts/user/add/", form)

    assert User.objects.filter(username="moi", email=address).exists() is taken
