"""Signing in and out, and the password that must be changed first."""

import pytest

from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = "một câu thật dễ nhớ"


def sign_in(client, user, password=PASSWORD):
    return client.post("/dang-nhap/", {"username": user.username, "password": password})


def change(client, old=PASSWORD, new=NEW, again=NEW):
    fields = {"old_password": old, "new_password1": new, "new_password2": again}
    return client.post("/doi-mat-khau/", fields)


def test_sign_in_leads_home(client):
    response = sign_in(client, UserFactory())

    assert (response.status_code, response.url) == (302, "/")


def test_sign_in_leads_back_to_the_page_that_asked(client):
    user = UserFactory()
    asked = client.get("/ke-hoach/?x=1")

    response = client.post(
        asked.url, {"username": user.username, "password": PASSWORD, "next": "/ke-hoach/?x=1"}
    )

    assert (asked.url, response.url) == ("/dang-nhap/?next=/ke-hoach/%3Fx%3D1", "/ke-hoach/?x=1")


@pytest.mark.parametrize("active", [True, False])
def test_wrong_password_and_disabled_account_read_the_same(client, active):
    user = UserFactory(is_active=active)

    response = sign_in(client, user, PASSWORD if not active else "sai mật khẩu")

    assert "Tên đăng nhập hoặc mật khẩu không đúng." in response.text
    assert "_auth_user_id" not in client.session


def test_sign_out_needs_post(client):
    client.force_login(UserFactory())

    assert client.get("/dang-xuat/").status_code == 405
    response = client.post("/dang-xuat/")
    assert response.url == "/dang-nhap/"
    assert "Clear-Site-Data" not in response  # the next person's unsent cells lie there too
    assert "_auth_user_id" not in client.session


def test_a_flagged_account_goes_nowhere_before_the_change(client):
    user = UserFactory(must_change_password=True)
    client.force_login(user)

    for address in ("/", "/bang-tieu-chi/", "/ke-hoach/", "/quan-tri/"):
        assert client.get(address).url == "/doi-mat-khau/"
    assert "Đây là lần đăng nhập đầu tiên" in client.get("/doi-mat-khau/").text


def test_the_change_ends_the_duty_and_keeps_the_session(client):
    user = UserFactory(must_change_password=True)
    client.force_login(user)

    response = change(client)

    user.refresh_from_db()
    assert response.url == "/"
    assert (user.must_change_password, user.check_password(NEW)) == (False, True)
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({"old": "sai"}, "mật khẩu", id="wrong-old"),
        pytest.param({"new": "ngan", "again": "ngan"}, "12", id="too-short"),
        pytest.param({"again": "khác hẳn câu kia"}, "mật khẩu", id="not-repeated"),
    ],
)
def test_a_bad_new_password_is_refused(client, fields, words):
    user = UserFactory()
    client.force_login(user)

    response = change(client, **fields)

    assert response.status_code == 422
    assert any(
        words in error.lower()
        for errors in response.context["form"].errors.values()
        for error in errors
    )
    assert user.__class__.objects.get().check_password(PASSWORD)


def test_the_old_password_is_no_new_one(client):
    user = UserFactory(must_change_password=True)
    client.force_login(user)

    response = change(client, new=PASSWORD, again=PASSWORD)

    user.refresh_from_db()
    assert response.context["form"].errors == {
        "new_password1": ["Mật khẩu mới giống mật khẩu hiện nay. Đặt một mật khẩu khác."]
    }
    assert (response.status_code, user.must_change_password) == (422, True)


def test_pages_with_figures_are_not_cached(client):
    client.force_login(UserFactory())

    assert client.get("/").headers["Cache-Control"] == "no-store"
