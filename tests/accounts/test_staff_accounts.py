"""Accounts on the staff pages: opened, given a first password, closed, never deleted."""

import pytest
from django.test import Client

from accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "một câu thật dễ nhớ"


@pytest.fixture
def admin(client) -> Client:
    client.force_login(UserFactory(admin=True, username="quan-tri"))
    return client


def test_a_new_account_must_change_its_first_password(admin):
    admin.post(
        "/quan-tri/accounts/user/add/",
        {
            "username": "xa-xuan-duong", "full_name": "Cán bộ xã Xuân Dương", "phone": "",
            "password1": PASSWORD, "password2": PASSWORD,
        },
    )  # fmt: skip

    user = User.objects.get(username="xa-xuan-duong")
    assert user.check_password(PASSWORD)
    assert user.must_change_password is True
    assert (user.full_name, user.is_staff) == ("Cán bộ xã Xuân Dương", False)


def test_a_short_first_password_is_refused_in_vietnamese(admin):
    response = admin.post(
        "/quan-tri/accounts/user/add/",
        {"username": "xa-a", "full_name": "Xã A", "password1": "ngan", "password2": "ngan"},
    )

    assert response.context["adminform"].form.errors == {
        "password2": ["Mật khẩu quá ngắn: cần ít nhất 12 ký tự."]
    }
    assert not User.objects.filter(username="xa-a").exists()


def test_a_reset_password_must_be_changed_again(admin):
    user = UserFactory()

    page = admin.get(f"/quan-tri/accounts/user/{user.pk}/password/")
    admin.post(
        f"/quan-tri/accounts/user/{user.pk}/password/",
        {"password1": PASSWORD, "password2": PASSWORD},
    )

    user.refresh_from_db()
    assert list(page.context["form"].fields) == ["password1", "password2"]
    assert user.check_password(PASSWORD)
    assert user.must_change_password is True


def account_form(user: User, **changes) -> dict[str, str]:
    fields = {"username": user.username, "full_name": user.full_name, "is_active": "on"}
    return {**fields, **changes}


def test_an_account_is_made_administrator_by_one_tick(admin):
    user = UserFactory()

    admin.post(f"/quan-tri/accounts/user/{user.pk}/change/", account_form(user, is_staff="on"))
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser) == (True, True)

    admin.post(f"/quan-tri/accounts/user/{user.pk}/change/", account_form(user))
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser) == (False, False)


def test_an_account_is_closed_but_never_deleted(admin):
    user = UserFactory()

    admin.post(f"/quan-tri/accounts/user/{user.pk}/change/", account_form(user, is_active=""))
    refused = admin.post(f"/quan-tri/accounts/user/{user.pk}/delete/", {"post": "yes"})

    user.refresh_from_db()
    assert refused.status_code == 403
    assert user.is_active is False
