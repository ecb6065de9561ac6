"""Links by which people set their own password: once, for 24 hours, and nobody else's."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import AccessEvent, Invitation, Session
from accounts.services.invitations import accept, find_invitation, invite, make_link
from ntm_portal.lib.refusals import Refused
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = "con trâu gặm cỏ bờ đê"
FORM = {"new_password1": NEW, "new_password2": NEW}


@pytest.fixture
def user():
    return UserFactory(username="xa", email="xa@co-quan.example")


@pytest.fixture
def admin():
    return UserFactory(admin=True)


def test_the_person_sets_a_password_and_signs_in_with_it(user, admin, client):
    secret = invite(user=user, by=admin)
    page = client.get(f"/loi-moi/{secret}/")
    answer = client.post(f"/loi-moi/{secret}/", FORM, follow=True)

    assert "xa" in page.text
    assert "Đã đặt mật khẩu" in answer.text
    assert (
        client.post("/dang-nhap/", {"username": "xa", "password": NEW}).status_code,
        Invitation.objects.get().used_at is not None,
    ) == (302, True)


def test_opening_the_link_does_not_use_it_up(user, admin, client):
    secret = invite(user=user, by=admin)

    assert [client.get(f"/loi-moi/{secret}/").status_code for _ in range(3)] == [200] * 3


def test_only_a_digest_is_stored(user, admin):
    secret = invite(user=user, by=admin)

    assert len(secret) >= 43
    assert secret not in str(Invitation.objects.values().get())


@pytest.mark.parametrize("ending", ["used", "ended", "too old", "closed", "never was"])
def test_a_link_that_is_gone_is_answered_the_same_whatever_the_reason(user, admin, client, ending):
    secret = invite(user=user, by=admin)
    if ending == "used":
        Client().post(f"/loi-moi/{secret}/", FORM)
    elif ending == "ended":
        invite(user=user, by=admin)
    elif ending == "too old":
        Invitation.objects.update(expires_at=timezone.now())
    elif ending == "closed":
        user.is_active = False
        user.save()
    else:
        secret = "khong-he-co"

    answers = [client.get(f"/loi-moi/{secret}/"), client.post(f"/loi-moi/{secret}/", FORM)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Lời mời này đã dùng, đã hủy hoặc quá 24 giờ." in answers[0].text
    user.refresh_from_db()
    assert user.has_usable_password() is (ending == "used")


def test_it_lasts_for_24_hours(user, admin):
    invite(user=user, by=admin)

    invitation = Invitation.objects.get()
    assert invitation.expires_at - invitation.made_at == timedelta(hours=24)


def test_of_two_at_once_one_is_told_that_it_is_gone(user, admin):
    from accounts.origins import NOWHERE

    first = find_invitation(invite(user=user, by=admin))
    accept(invitation=first, password=NEW, origin=NOWHERE)

    with pytest.raises(Refused, match="đã dùng"):
        accept(invitation=first, password="mật khẩu thứ hai", origin=NOWHERE)

    user.refresh_from_db()
    assert user.check_password(NEW)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"new_password2": "khác hẳn câu kia"}, "không giống nhau"),
        ({"new_password1": "ngan", "new_password2": "ngan"}, "12"),
        ({"new_password1": "matkhau@12345", "new_password2": "matkhau@12345"}, "dễ đoán"),
        ({"new_password1": "", "new_password2": ""}, ""),
    ],
    ids=["not-repeated", "short", "easy", "empty"],
)
def test_a_bad_password_is_refused_and_the_link_stays(user, admin, client, fields, words):
    secret = invite(user=user, by=admin)

    answer = client.post(f"/loi-moi/{secret}/", FORM | fields)

    assert answer.status_code == 422
    assert words in answer.text
    assert Invitation.objects.open().count() == 1
    user.refresh_from_db()
    assert user.has_usable_password() is False


def test_whoever_is_signed_in_as_somebody_else_is_signed_out(user, admin, client):
    client.force_login(admin)
    secret = invite(user=user, by=admin)

    client.post(f"/loi-moi/{secret}/", FORM)

    assert client.get("/").status_code == 302
    assert not Session.objects.filter(user=admin).exists()


def ask(client, username: str):
    return client.post("/quen-mat-khau/", {"username": username}, follow=True)


@pytest.fixture
def mail_server(settings):
    settings.EMAIL_HOST = "mail.example"


def test_a_forgotten_password_is_answered_the_same_whoever_asks(user, client):
    UserFactory(username="khong-thu", email="")
    UserFactory(username="dong-roi", is_active=False, email="a@b.example")
    answers = {
        ask(client, name).text.split("<main")[1].split('name="csrfmiddlewaretoken"')[0]
        for name in ("xa", "khong-thu", "dong-roi", "khong-co-ai")
    }

    assert len(answers) == 1
    assert "Nếu tài khoản này có địa chỉ thư" in answers.pop()
    assert (len(mail.outbox), Invitation.objects.count()) == (0, 0)  # sent by the command


def test_the_command_mails_a_link_and_the_old_password_goes_on(user, client, mail_server):
    for name in ("xa", "khong-co-ai"):
        ask(client, name)

    call_command("send_account_mail")
    call_command("send_account_mail")

    (message,) = mail.outbox
    assert message.to == ["xa@co-quan.example"]
    path = message.body.split("http://localhost:8000")[1].split()[0]
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert Client().post(path, FORM).url == "/dang-nhap/"
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_asking_often_sends_one_mail(user, client, mail_server):
    for _ in range(4):
        ask(client, "xa")

    call_command("send_account_mail")

    assert len(mail.outbox) == 1


def test_whoever_asks_too_often_waits(user, client):
    for number in range(20):
        ask(client, f"ten-{number}")

    assert client.post("/quen-mat-khau/", {"username": "xa"}).status_code == 429


def test_a_mail_that_does_not_go_out_waits_for_the_next_run(
    user, client, mail_server, settings, capsys
):
    ask(client, "xa")
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with pytest.raises(SystemExit):
        call_command("send_account_mail")
    assert "Chạy lại lệnh này để gửi tiếp." in capsys.readouterr().err
    assert not AccessEvent.objects.filter(kind="MAILED").exists()
    assert not Invitation.objects.exists()

    settings.EMAIL_BACKEND = working
    call_command("send_account_mail")
    assert len(mail.outbox) == 1


def test_without_a_server_nothing_is_sent(capsys):
    with pytest.raises(SystemExit):
        call_command("send_account_mail")

    assert "NTM_MAIL_HOST" in capsys.readouterr().err


def test_a_new_link_ends_the_older_one(user):
    old, new = (make_link(user=user, by=None) for _ in range(2))

    assert find_invitation(old) is None
    assert find_invitation(new).user == user
