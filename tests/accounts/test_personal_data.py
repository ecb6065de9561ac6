"""What the portal keeps about a person: all of it told to that person, and taken away on demand."""

import json
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client

from accounts.models import AccessEvent, Session, User
from accounts.personal_data import keys_to_accounts, personal_data
from accounts.services.invitations import invite
from assignments.services.feeds import make_feed
from communes.models import StatusEntry
from tests.factories.accounts import UserFactory, with_second_factor
from tests.factories.communes import StatusEntryFactory, UnitRoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    user, _ = with_second_factor(
        UserFactory(username="xa", full_name="Cán bộ xã", phone="0205 111 222")
    )
    user.email = "xa@co-quan.example"
    user.save()
    UnitRoleFactory(user=user, unit__name="Xuân Dương")
    return user


def test_everything_that_names_the_person_is_told(user):
    StatusEntryFactory.create_batch(3, recorded_by=user)
    StatusEntryFactory()

    told = personal_data(user)

    assert told["tài khoản"]["điện thoại"] == "0205 111 222"
    assert told["do tôi ghi, số dòng"] == {"hiện trạng (người ghi)": 3}
    (role,) = told["về tôi"]["vai trò (tài khoản)"]
    assert role["vai trò"] == "OFFICER"


def test_no_table_is_left_out():
    """A new key at the account is told too: found in the models, not in a list."""
    wanted = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is User
    }
    known = {(key.related_model, key.field.name) for key in keys_to_accounts()}

    assert wanted <= known
    assert {(Session, "user"), (AccessEvent, "by"), (StatusEntry, "recorded_by")} <= wanted


def test_no_secret_is_told(user):
    device = user.totpdevice_set.get()
    secrets = [device.key, invite(user=user, by=user), make_feed(by=user), user.password]
    client = Client()
    client.force_login(user)
    digests = [user.invitations.get().digest, Session.objects.get(user=user).key_digest]

    told = str(personal_data(user))

    assert [one for one in (*secrets, *digests) if one in told] == []


def test_one_downloads_it_and_it_is_nobody_else_s(user):
    client = Client()
    user.has_second_factor = False
    user.save()
    client.force_login(user)
    other = UserFactory(full_name="Người Khác Hẳn", phone="0205 999 999")

    answer = client.get("/tai-khoan/du-lieu/")

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    assert json.loads(answer.content)["tài khoản"]["họ và tên"] == "Cán bộ xã"
    assert other.phone not in answer.text


def test_the_command_prints_the_same(user, capsys):
    call_command("personal_data", "xa")

    assert json.loads(capsys.readouterr().out)["tài khoản"]["họ và tên"] == "Cán bộ xã"


def test_an_open_account_is_not_erased(user, capsys):
    with pytest.raises(SystemExit):
        call_command("personal_data", "xa", "--erase")

    assert "còn mở" in capsys.readouterr().err
    user.refresh_from_db()
    assert user.phone == "0205 111 222"


def test_erasing_leaves_a_pseudonym_and_the_figures(user):
    entry = StatusEntryFactory(recorded_by=user)
    invite(user=user, by=user)
    user.is_active = False
    user.save()

    call_command("personal_data", "xa", "--erase", stdout=StringIO())

    user.refresh_from_db()
    entry.refresh_from_db()
    assert (user.username, user.full_name) == (
        f"da-xoa-{user.pk}",
        f"Người đã rời đi số {user.pk}",
    )
    assert (user.phone, user.email, user.has_usable_password()) == ("", "", False)
    assert entry.recorded_by == user
    assert (user.invitations.count(), user.totpdevice_set.count()) == (0, 0)
    planted = ("Cán bộ xã", "0205 111 222", "xa@co-quan.example")
    assert [one for one in planted if one in str(personal_data(user))] == []


def test_nobody_of_that_name(capsys):
    with pytest.raises(SystemExit):
        call_command("personal_data", "khong-co")

    assert "Không có tài khoản" in capsys.readouterr().err


def sent(client, **fields):
    return client.post("/tai-khoan/", {"full_name": "Tên Mới", "phone": "0205 333 444"} | fields)


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(UserFactory(username="ca-nhan", phone="0205 111 222"))
    return client


def test_one_corrects_ones_own_name_and_telephone_and_nothing_else(browser):
    extra = {"is_staff": "on", "is_superuser": "on", "username": "quan-tri", "is_active": ""}
    extra |= {"has_second_factor": "on", "password": "x", "email": "khac@co-quan.example"}

    assert sent(browser, **extra).url == "/tai-khoan/"

    user = User.objects.get(username="ca-nhan")
    assert (user.full_name, user.phone, user.email) == ("Tên Mới", "0205 333 444", "")
    assert (user.is_staff, user.is_superuser, user.is_active) == (False, False, True)
    assert (user.has_second_factor, user.has_usable_password()) == (False, True)


@pytest.mark.parametrize(
    "fields", [{"full_name": ""}, {"full_name": "x" * 151}, {"phone": "0" * 21}], ids=str
)
def test_what_cannot_be_taken_is_refused(browser, fields):
    assert sent(browser, **fields).status_code == 422

    assert User.objects.get(username="ca-nhan").phone == "0205 111 222"


def test_what_one_cannot_correct_one_asks_for(browser):
    answer = browser.post("/tai-khoan/de-nghi-sua/", {"words": "Tên đăng nhập\r\nviết sai"})
    refused = browser.post("/tai-khoan/de-nghi-sua/", {"words": ""})

    assert (answer.status_code, refused.status_code) == (302, 422)
    event = AccessEvent.objects.get(kind="CORRECTION")
    assert (event.user.username, event.detail) == ("ca-nhan", "Tên đăng nhập viết sai")
