"""A thousand people and a mail server that is away: nobody is forgotten, nobody has two mails."""

from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command

from accounts.models import User
from assignments.models import AgencyMembership, DigestSent
from tests.assignments.reminded import FRIDAY, THURSDAY, make_reminded
from tests.assignments.smtp_sink import BUSY, HANG_UP, TAKE, TAKE_SILENTLY, Sink, listening
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyMembershipFactory

pytestmark = pytest.mark.django_db
HEAD = "truong-phong@co-quan.example"


@pytest.fixture
def sink(settings):
    settings.EMAIL_BACKEND = "ntm_portal.lib.mail.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 5
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    with listening() as sink:
        settings.EMAIL_PORT = sink.port
        yield sink


@pytest.fixture
def reminded():
    reminded = make_reminded()
    reminded.work(date(2024, 11, 25), "Lập hồ sơ")
    return reminded


def send(capsys, day=THURSDAY) -> tuple[int, list[str]]:
    """(exit code, what was said on both channels, line by line)."""
    code = 0
    try:
        call_command("send_digests", "--on", day.isoformat())
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr()
    return code, [*said.out.splitlines(), *said.err.splitlines()]


def summary(sent: int, taken: int) -> str:
    return f"Ngày 28/11/2024: đã gửi {sent} thư; {taken} người đã có thư hoặc lượt khác đang gửi."


def refusal(count: int) -> str:
    return (
        f"Còn {count} thư chưa gửi được: máy chủ thư không nhận hoặc không trả lời. "
        "Chạy lại lệnh này để gửi tiếp."
    )


def states() -> Counter:
    return Counter(DigestSent.objects.values_list("state", flat=True))


@pytest.mark.slow
def test_an_hour_without_a_server_loses_nothing_and_doubles_nothing(sink: Sink, reminded, capsys):
    people = User.objects.bulk_create(
        User(username=f"nguoi-{n}", email=f"nguoi-{n}@co-quan.example") for n in range(999)
    )
    AgencyMembership.objects.bulk_create(
        AgencyMembership(user=user, agency=reminded.agency, is_head=True) for user in people
    )

    def goes_down_at_401(address: str) -> str:
        sink.is_down = len(sink.taken) == 400
        return HANG_UP if sink.is_down else TAKE

    sink.decide = goes_down_at_401
    assert send(capsys) == (1, [summary(400, 0), refusal(600)])
    assert send(capsys) == (1, [summary(0, 400), refusal(600)])
    sink.is_down, sink.decide = False, lambda address: TAKE
    assert send(capsys) == (0, [summary(600, 400)])
    assert send(capsys) == (0, [summary(0, 1000)])

    wanted = User.objects.exclude(email="").values_list("email", flat=True)
    assert Counter(sink.addresses) == Counter(wanted)
    assert len(sink.addresses) == 1000
    assert states() == {"SENT": 1000}


def test_a_port_where_nobody_listens_is_told_in_one_line(sink, reminded, settings, capsys):
    sink.socket.close()

    assert send(capsys) == (1, [summary(0, 0), refusal(1)])
    assert not DigestSent.objects.exists()


def test_one_address_that_is_refused_stops_nobody_else(sink: Sink, reminded, capsys):
    other = UserFactory(email="pho-phong@co-quan.example")
    AgencyMembershipFactory(user=other, agency=reminded.agency, is_head=True)
    sink.decide = lambda address: BUSY if address == HEAD else TAKE

    assert send(capsys) == (1, [summary(1, 0), refusal(1)])
    assert sink.addresses == ["pho-phong@co-quan.example"]
    sink.decide = lambda address: TAKE
    assert send(capsys) == (0, [summary(1, 1)])
    assert sink.addresses == ["pho-phong@co-quan.example", HEAD]


def test_a_mail_whose_answer_was_lost_is_not_sent_again_that_day(sink: Sink, reminded, capsys):
    sink.decide = lambda address: TAKE_SILENTLY

    code, said = send(capsys)
    assert (code, said[0]) == (0, summary(0, 0))
    assert said[1].startswith("1 thư không rõ máy chủ đã nhận chưa: không gửi lại hôm nay")
    sink.decide = lambda address: TAKE
    assert send(capsys) == (0, [summary(0, 1)])
    assert sink.addresses == [HEAD]
    assert states() == {"CLAIMED": 1}


def test_what_stood_in_it_stands_in_the_next_days_mail(sink: Sink, reminded, capsys):
    reminded.work(date(2024, 12, 2), "Tập huấn")
    reminded.work(date(2024, 12, 31), "Tổng kết")
    sink.decide = lambda address: TAKE_SILENTLY
    send(capsys)
    sink.decide = lambda address: TAKE

    send(capsys, FRIDAY)

    lists = [message.get_body(("plain",)).get_content().splitlines() for message in sink.messages]
    assert [[line for line in lines if line.startswith("- ")] for lines in lists] == [
        ["- Lập hồ sơ", "- Tập huấn", "- Tổng kết"]
    ] * 2
    assert [message["Subject"].strip() for message in sink.messages] == [
        "Nhắc việc ngày 28/11/2024: 1 quá hạn, 1 sắp đến hạn, 1 mới",
        "Nhắc việc ngày 29/11/2024: 1 quá hạn, 1 sắp đến hạn, 1 mới",
    ]


def test_the_mail_on_the_wire_has_these_headers(sink: Sink, reminded, settings, capsys):
    settings.SITE_URL = "https://ntm.example:8443"

    send(capsys)

    (message,) = sink.messages
    found = {name: text.strip() for name, text in message.items()}
    assert found | {"Date": "", "Content-Type": ""} == {
        "Content-Type": "",
        "MIME-Version": "1.0",
        "Subject": "Nhắc việc ngày 28/11/2024: 1 quá hạn",
        "From": "Cổng nông thôn mới <ntm@localhost>",
        "To": HEAD,
        "Date": "",
        "Message-ID": f"<nhac-viec-2024-11-28-{reminded.head.pk}@ntm.example>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
