"""Accounts on the staff pages: invited, closed, never deleted; nobody sees a password."""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.models import AccessEvent, Invitation, Session, User
from accounts.services.invitations import invite
from tests.factories.accounts import PASSWORD, UserFactory, with_second_factor

pytestmark = pytest.mark.django_db
USERS = "/quan-tri/accounts/user/"
LINK = re.compile(r"/loi-moi/([\w-]+)/")


@pytest.fixture
def admin(client) -> Client:
    client.force_login(UserFactory(admin=True, username="quan-tri"))
    return client


def add(admin: Client, **fields: str):
    form = {"username": "xa-xuan-duong", "full_name": "Cán bộ xã", "phone": "", "email": ""}
    return admin.post(f"{USERS}add/", form | fields)


def test_a_new_account_has_no_password_but_a_link(admin):
    response = add(admin)

    user = User.objects.get(username="xa-xuan-duong")
    assert (user.full_name, user.is_staff, user.has_usable_password()) == (
        "Cán bộ xã",
        False,
        False,
    )
    (secret,) = LINK.findall(response.text)
    assert Client().get(f"/loi-moi/{secret}/").status_code == 200
    assert secret not in str(list(Invitation.objects.values()))


@pytest.mark.parametrize("address", ["add/", "{pk}/change/"])
def test_no_staff_page_asks_for_or_shows_a_password(admin, address):
    user = UserFactory()

    page = admin.get(f"{USERS}{address.format(pk=user.pk)}")

    assert 'type="password"' not in page.text
    assert user.password not in page.text


def test_an_administrator_sets_no_password(admin):
    user = UserFactory()

    assert admin.get(f"{USERS}{user.pk}/password/").status_code in (302, 404)
    admin.post(f"{USERS}{user.pk}/password/", {"password1": "x" * 20, "password2": "x" * 20})
    admin.post(f"{USERS}{user.pk}/change/", account_form(user, password="x" * 20))

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_inviting_again_ends_the_link_the_password_and_the_sessions(admin):
    user, browser = UserFactory(), Client()
    browser.force_login(user)
    old = invite(user=user, by=user)

    asked = admin.get(f"{USERS}{user.pk}/moi/")
    assert "mật khẩu cũ" in asked.text
    assert Invitation.objects.open().count() == 1
    response = admin.post(f"{USERS}{user.pk}/moi/")

    (new,) = LINK.findall(response.text)
    user.refresh_from_db()
    assert user.has_usable_password() is False
    assert Client().get(f"/loi-moi/{old}/").status_code == 404
    assert Client().get(f"/loi-moi/{new}/").status_code == 200
    assert not Session.objects.filter(user=user).exists()


def test_the_link_is_mailed_where_a_server_is(admin, settings):
    settings.EMAIL_HOST = "mail.example"
    user = UserFactory(email="nguoi@co-quan.example")

    admin.post(f"{USERS}{user.pk}/moi/", {"mail": "on"})

    (message,) = mail.outbox
    assert message.to == ["nguoi@co-quan.example"]
    assert LINK.search(message.body)


def test_a_closed_account_is_not_invited(admin):
    user = UserFactory(is_active=False)

    response = admin.post(f"{USERS}{user.pk}/moi/")

    assert response.status_code == 422
    assert "đang đóng" in response.text
    assert not Invitation.objects.exists()


def account_form(user: User, **changes) -> dict[str, str]:
    fields = {"username": user.username, "full_name": user.full_name, "is_active": "on"}
    return {**fields, **changes}


def test_an_account_is_made_administrator_by_one_tick(admin):
    user = UserFactory()

    admin.post(f"{USERS}{user.pk}/change/", account_form(user, is_staff="on"))
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser) == (True, True)

    admin.post(f"{USERS}{user.pk}/change/", account_form(user))
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser) == (False, False)
    assert list(
        AccessEvent.objects.filter(kind="RIGHTS").values_list("user", "by__username", "detail")
    ) == [
        (user.pk, "quan-tri", "thôi làm quản trị viên"),
        (user.pk, "quan-tri", "thành quản trị viên"),
    ]


def test_other_rights_come_with_another_key(admin):
    user, browser = UserFactory(), Client()
    browser.force_login(user)
    before = browser.cookies["sessionid"].value

    admin.post(f"{USERS}{user.pk}/change/", account_form(user, is_staff="on"))
    answer = browser.get("/tai-khoan/")

    assert answer.status_code == 200
    assert browser.cookies["sessionid"].value != before
    browser.cookies["sessionid"] = before
    assert browser.get("/tai-khoan/").status_code == 302


def test_an_account_is_closed_but_never_deleted(admin):
    user, browser = UserFactory(), Client()
    browser.force_login(user)
    link = invite(user=UserFactory(), by=user)
    invited = Invitation.objects.get().user

    admin.post(f"{USERS}{user.pk}/change/", account_form(user, is_active=""))
    admin.post(f"{USERS}{invited.pk}/change/", account_form(invited, is_active=""))
    refused = admin.post(f"{USERS}{user.pk}/delete/", {"post": "yes"})

    user.refresh_from_db()
    assert refused.status_code == 403
    assert user.is_active is False
    assert not Session.objects.filter(user=user).exists()
    assert browser.get("/").status_code == 302
    assert Client().get(f"/loi-moi/{link}/").status_code == 404
    assert AccessEvent.objects.filter(kind="CLOSED", user=user).exists()


def test_a_lost_telephone_is_put_off_by_an_administrator_and_written_down(admin):
    user, _ = with_second_factor(UserFactory())

    assert "Tắt xác thực hai bước" in admin.get(f"{USERS}{user.pk}/change/").text
    admin.get(f"{USERS}{user.pk}/tat-hai-buoc/")
    user.refresh_from_db()
    assert user.has_second_factor is True
    admin.post(f"{USERS}{user.pk}/tat-hai-buoc/")

    user.refresh_from_db()
    assert (user.has_second_factor, user.recovery_codes.count()) == (False, 0)
    event = AccessEvent.objects.get(kind="FACTOR_OFF")
    assert (event.user, event.by.username) == (user, "quan-tri")


@pytest.mark.parametrize("page", ["moi", "tat-hai-buoc"])
def test_an_account_that_is_not_there(admin, page):
    assert admin.post(f"{USERS}999999999/{page}/").status_code == 404


def test_nobody_sees_the_secrets_of_telephones(admin):
    assert admin.get("/quan-tri/otp_totp/totpdevice/").status_code == 404


def test_the_list_is_taken_away_and_brought_in_as_a_sheet(admin):
    page = admin.get(USERS).text

    assert f'href="{USERS}export/' in page
    assert 'href="/nhap-lieu/"' in page
