"""The second factor: codes of a telephone, recovery codes, whom the setting asks."""

import re

import pytest
from django.test import Client, override_settings
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import AccessEvent, RecoveryCode, Session
from communes.second_factor import is_asked_of
from tests.factories.accounts import PASSWORD, UserFactory, code_of, with_second_factor
from tests.factories.communes import CommuneFactory, DistrictFactory, UnitRoleFactory

pytestmark = pytest.mark.django_db
ASK, SET_UP = "/dang-nhap/ma-xac-thuc/", "/tai-khoan/hai-buoc/"
WRONG = "000000"


@pytest.fixture
def held():
    """(account, secret of its telephone)"""
    return with_second_factor(UserFactory(username="van-phong"))


@pytest.fixture
def half_in(held) -> Client:
    """The password was right, the second factor was not asked yet."""
    client = Client()
    client.post("/dang-nhap/", {"username": "van-phong", "password": PASSWORD})
    return client


def test_the_password_alone_opens_nothing(half_in):
    pages = ("/", "/bang-tieu-chi/", "/tai-khoan/", "/doi-mat-khau/", "/quan-tri/", SET_UP)

    assert {half_in.get(page).url.partition("?")[0] for page in pages} == {ASK}
    assert half_in.post("/bang-tieu-chi/luu/", "{}", content_type="application/json").url == ASK
    assert half_in.post("/tai-khoan/hai-buoc/tat/", {"password": PASSWORD}).url == ASK
    assert half_in.get(ASK).status_code == 200


def test_the_code_of_the_telephone_opens_the_page_that_was_asked_for(half_in, held):
    asked = half_in.get("/ke-hoach/?x=1")
    before = half_in.cookies["sessionid"].value
    answer = half_in.post(asked.url, {"code": code_of(held[1]), "next": "/ke-hoach/?x=1"})

    assert asked.url == f"{ASK}?next=%2Fke-hoach%2F%3Fx%3D1"
    assert answer.url == "/ke-hoach/?x=1"
    assert half_in.get("/tai-khoan/").status_code == 200
    assert half_in.cookies["sessionid"].value != before
    assert half_in.get(ASK).url == "/"


@pytest.mark.parametrize(
    "elsewhere", ["https://xau.example/", "//xau.example/", "javascript:alert(1)", "tai-khoan", ""]
)
def test_another_site_is_no_page_to_go_on_to(half_in, held, elsewhere):
    answer = half_in.post(ASK, {"code": code_of(held[1]), "next": elsewhere})

    assert answer.url == "/"


def test_one_may_sign_out_before(half_in):
    assert half_in.post("/dang-xuat/").url == "/dang-nhap/"


@pytest.mark.parametrize(
    "code", [WRONG, "", "abc", "12345", "1234567", "٠١٢٣٤٥", "x" * 41, "-12345"]
)
def test_a_wrong_code_opens_nothing(half_in, code):
    answer = half_in.post(ASK, {"code": code})

    assert answer.status_code == 422
    assert half_in.get("/").status_code == 302


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (-1, 302), (0, 302), (1, 302), (2, 422)])
def test_a_clock_may_be_half_a_minute_wrong(half_in, held, steps, status):
    assert half_in.post(ASK, {"code": code_of(held[1], steps=steps)}).status_code == status


def test_a_code_is_good_once(held, half_in):
    code = code_of(held[1])
    other = Client()
    other.post("/dang-nhap/", {"username": "van-phong", "password": PASSWORD})

    assert half_in.post(ASK, {"code": code}).status_code == 302
    assert other.post(ASK, {"code": code}).status_code == 422


def test_the_sixth_try_has_to_wait_whatever_the_address(half_in, held):
    for number in range(5):
        answer = half_in.post(ASK, {"code": WRONG}, REMOTE_ADDR=f"10.0.0.{number}")
        assert answer.status_code == 422

    answer = half_in.post(ASK, {"code": code_of(held[1])})

    assert answer.status_code == 429
    assert half_in.get("/").status_code == 302
    assert AccessEvent.objects.filter(kind="FACTOR_FAILED").count() == 5


def switched_on(client: Client) -> list[str]:
    """Set up as a person does it; gives the recovery codes."""
    page = client.get(SET_UP)
    key = page.context["form"].key
    answer = client.post(SET_UP, {"code": code_of(key), "signed": page.context["form"].signed_key})
    return re.findall(r"<code>([\w-]+)</code>", answer.text)


def test_switching_on_shows_ten_codes_once_and_ends_other_sessions():
    user, here, there = UserFactory(), Client(), Client()
    for client in (here, there):
        client.force_login(user)

    codes = switched_on(here)

    user.refresh_from_db()
    assert (len(codes), len(set(codes)), user.has_second_factor) == (10, 10, True)
    assert {len(code) for code in codes} == {14}
    assert here.get("/tai-khoan/").status_code == 200
    assert there.get("/tai-khoan/").url.startswith("/dang-nhap/?next")
    assert not any(
        code.replace("-", "") in str(list(RecoveryCode.objects.values())) for code in codes
    )
    assert not any(code in here.get(SET_UP).text for code in codes)


def test_the_code_that_switched_it_on_is_used_up():
    user, client, other = UserFactory(username="la"), Client(), Client()
    client.force_login(user)
    form = client.get(SET_UP).context["form"]
    code = code_of(form.key)
    assert client.post(SET_UP, {"code": code, "signed": form.signed_key}).status_code == 200

    other.post("/dang-nhap/", {"username": "la", "password": PASSWORD})

    assert other.post(ASK, {"code": code}).status_code == 422


def test_looking_at_the_picture_stores_nothing():
    client = Client()
    client.force_login(UserFactory())

    page = client.get(SET_UP)

    assert 'src="data:image/svg+xml;base64,' in page.text
    assert not TOTPDevice.objects.exists()


def test_a_wrong_first_code_leaves_it_off_and_keeps_the_picture():
    user, client = UserFactory(), Client()
    client.force_login(user)
    page = client.get(SET_UP)
    signed = page.context["form"].signed_key

    answer = client.post(SET_UP, {"code": WRONG, "signed": signed})

    user.refresh_from_db()
    assert (answer.status_code, user.has_second_factor) == (422, False)
    assert answer.context["picture"] == page.context["picture"]


def test_a_secret_that_the_portal_did_not_make_is_not_taken():
    """Nor one that was made for somebody else."""
    user, other = UserFactory(), UserFactory()
    mine, theirs = Client(), Client()
    mine.force_login(user)
    theirs.force_login(other)
    form = theirs.get(SET_UP).context["form"]

    for key, signed in (("00" * 20, "00" * 20), (form.key, form.signed_key)):
        answer = mine.post(SET_UP, {"code": code_of(key), "signed": signed})
        assert answer.status_code == 422

    user.refresh_from_db()
    assert user.has_second_factor is False


def test_a_recovery_code_is_good_once():
    user, client = UserFactory(username="la"), Client()
    client.force_login(user)
    code = switched_on(client)[0]

    tries = []
    for typed in (code.upper().replace("-", " "), code):
        browser = Client()
        browser.post("/dang-nhap/", {"username": "la", "password": PASSWORD})
        tries.append(browser.post(ASK, {"code": typed}).status_code)

    assert tries == [302, 422]
    assert user.recovery_codes.filter(used_at=None).count() == 9


def test_a_recovery_code_of_somebody_else_is_none(half_in):
    client = Client()
    client.force_login(UserFactory())

    assert half_in.post(ASK, {"code": switched_on(client)[0]}).status_code == 422


def test_new_codes_make_the_old_ones_void():
    user, client = UserFactory(), Client()
    client.force_login(user)
    old = switched_on(client)

    page = client.post(f"{SET_UP}ma-du-phong/", {"password": PASSWORD})

    new = re.findall(r"<code>([\w-]+)</code>", page.text)
    assert (len(new), set(new) & set(old)) == (10, set())
    assert user.recovery_codes.count() == 10


@pytest.mark.parametrize("action", ["tat/", "ma-du-phong/"])
def test_the_password_is_asked_again(action):
    user, client = UserFactory(), Client()
    client.force_login(user)
    switched_on(client)
    before = set(user.recovery_codes.values_list("digest", flat=True))

    answer = client.post(f"{SET_UP}{action}", {"password": "sai"})

    user.refresh_from_db()
    assert answer.status_code == 422
    assert user.has_second_factor is True
    assert set(user.recovery_codes.values_list("digest", flat=True)) == before


def test_switching_off():
    user, client = UserFactory(), Client()
    client.force_login(user)
    switched_on(client)

    assert client.post(f"{SET_UP}tat/", {"password": PASSWORD}).url == SET_UP

    user.refresh_from_db()
    assert user.has_second_factor is False
    assert (TOTPDevice.objects.count(), RecoveryCode.objects.count()) == (0, 0)
    assert client.get("/tai-khoan/").status_code == 200
    assert AccessEvent.objects.get(kind="FACTOR_OFF").user == user


@pytest.mark.parametrize("action", ["tat/", "ma-du-phong/"])
def test_where_none_is_on_there_is_nothing_to_do(action):
    client = Client()
    client.force_login(UserFactory())

    assert client.post(f"{SET_UP}{action}", {"password": PASSWORD}).url == SET_UP
    assert not RecoveryCode.objects.exists()


def test_a_session_of_before_does_not_count_as_passed(held):
    """Made in the store behind the login's back, as a session of before switching on would be."""
    client = Client()
    client.force_login(held[0])

    assert client.get("/tai-khoan/").url.startswith(ASK)


def asked_roles():
    district = DistrictFactory()
    return {
        "admin": UserFactory(admin=True),
        "office": UnitRoleFactory(unit=district, role="OFFICE").user,
        "leader": UnitRoleFactory(unit=district, role="LEADER").user,
        "officer": UnitRoleFactory(unit=CommuneFactory(), role="OFFICER").user,
        "reader": UnitRoleFactory(unit=district, role="READER").user,
    }


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ([], set()),
        (["admin"], {"admin"}),
        (["office"], {"office"}),
        (["leader"], {"leader"}),
        (["admin", "office", "leader"], {"admin", "office", "leader"}),
    ],
)
def test_of_whom_the_setting_asks_it(settings, setting, expected):
    settings.MFA_ROLES = setting

    assert {name for name, user in asked_roles().items() if is_asked_of(user)} == expected


@override_settings(MFA_ROLES=["office"])
def test_whoever_is_asked_sets_it_up_before_anything_else():
    user, client = asked_roles()["office"], Client()
    client.force_login(user)

    for page in ("/", "/bang-tieu-chi/", "/tai-khoan/", "/doi-mat-khau/"):
        assert client.get(page).url.partition("?")[0] == SET_UP
    assert client.get(SET_UP).status_code == 200
    switched_on(client)
    assert client.get("/tai-khoan/").status_code == 200


@override_settings(MFA_ROLES=["office"])
def test_a_first_password_and_a_first_factor_do_not_send_each_other_in_circles():
    user, client = asked_roles()["office"], Client()
    user.must_change_password = True
    user.save()
    client.force_login(user)

    assert client.get("/").url.partition("?")[0] == SET_UP
    switched_on(client)
    assert client.get("/").url == "/doi-mat-khau/"
    assert client.get("/doi-mat-khau/").status_code == 200


@override_settings(MFA_ROLES=["office"])
def test_others_are_not_asked():
    client = Client()
    client.force_login(asked_roles()["officer"])

    assert client.get("/tai-khoan/").status_code == 200


def test_without_the_setting_it_costs_no_query(django_assert_num_queries):
    client = Client()
    client.force_login(UserFactory())

    with django_assert_num_queries(2):
        client.get("/tai-khoan/phien/giu/")


def test_an_account_that_was_reset_signs_in_with_the_password_alone(held):
    from accounts.origins import NOWHERE
    from accounts.services.factors import end_factor

    end_factor(user=held[0], by=UserFactory(admin=True), origin=NOWHERE)
    client = Client()
    client.post("/dang-nhap/", {"username": "van-phong", "password": PASSWORD})

    assert client.get("/tai-khoan/").status_code == 200
    assert Session.objects.count() == 1
