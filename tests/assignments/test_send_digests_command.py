"""`manage.py send_digests`: what it sends to whom, what it never sends again, how it ends."""

from datetime import date

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from assignments.digests import read_digests
from assignments.models import DayOff, DigestSent, DutyNotice, ReminderChoice
from assignments.services.digests import claim_digest
from communes.models import UnitRole
from tests.assignments.reminded import FRIDAY, THURSDAY, days, make_reminded
from tests.factories.accounts import UserFactory
from tests.factories.assignments import (
    AgencyFactory,
    AgencyMembershipFactory,
    WorkStepFactory,
)
from tests.factories.communes import UnitRoleFactory
from tests.factories.plans import PlanCommuneFactory, PlanTargetFactory

pytestmark = pytest.mark.django_db
MONDAY = date(2024, 12, 2)


@pytest.fixture
def reminded():
    return make_reminded()


def send(day=THURSDAY, *options) -> list:
    """The mails of this run."""
    before = len(mail.outbox)
    call_command("send_digests", "--on", day.isoformat(), *options)
    return mail.outbox[before:]


def subject(day=THURSDAY) -> str:
    (only,) = send(day)
    return only.subject


def test_the_mail_lists_what_is_overdue_soon_and_new(reminded, settings):
    settings.SITE_URL = "https://ntm.example"
    settings.DEFAULT_FROM_EMAIL = "Cổng nông thôn mới <ntm@ntm.example>"
    late, soon, new, undated = (
        f"https://ntm.example/viec/viec-{reminded.work(day, text).pk}/"
        for day, text in [
            (date(2024, 11, 25), "Lập hồ sơ"),
            (date(2024, 11, 29), "Tập huấn"),
            (date(2024, 12, 31), "Tổng kết"),
            (None, "Tuyên truyền"),
        ]
    )

    (found,) = send()

    assert found.subject == "Nhắc việc ngày 28/11/2024: 1 quá hạn, 1 sắp đến hạn, 2 mới"
    assert found.to == ["truong-phong@co-quan.example"]
    assert found.from_email == "Cổng nông thôn mới <ntm@ntm.example>"
    assert found.body == (
        "Cổng nông thôn mới – nhắc việc ngày 28/11/2024\n"
        "\n"
        "QUÁ HẠN (1)\n"
        "- Lập hồ sơ\n"
        "  Hạn 25/11/2024, đã quá 3 ngày. Kế hoạch 72/KH-UBND.\n"
        f"  {late}\n"
        "\n"
        "SẮP ĐẾN HẠN (1)\n"
        "- Tập huấn\n"
        "  Hạn 29/11/2024. Kế hoạch 72/KH-UBND.\n"
        f"  {soon}\n"
        "\n"
        "MỚI ĐƯỢC GIAO (2)\n"
        "- Tổng kết\n"
        "  Hạn 31/12/2024. Kế hoạch 72/KH-UBND.\n"
        f"  {new}\n"
        "- Tuyên truyền\n"
        "  Không có ngày cụ thể. Kế hoạch 72/KH-UBND.\n"
        f"  {undated}\n"
        "\n"
        "Tất cả việc của bạn: https://ntm.example/\n"
        "Đổi địa chỉ hoặc thôi nhận thư này: https://ntm.example/tai-khoan/nhac-viec/\n"
    )


def test_the_page_in_the_mail_says_the_same_and_escapes(reminded):
    reminded.work(date(2024, 11, 25), "<b>Lập</b> hồ sơ")

    (found,) = send()

    ((page, kind),) = found.alternatives
    assert kind == "text/html"
    assert "&lt;b&gt;Lập&lt;/b&gt; hồ sơ</a><br>Hạn 25/11/2024, đã quá 3 ngày." in page


def test_a_long_list_ends_with_how_many_more(reminded):
    for _ in range(31):
        reminded.work(date(2024, 11, 25))

    (found,) = send()

    assert "QUÁ HẠN (31)" in found.body
    assert found.body.count("- Việc thử\n") == 30
    assert "- và 1 việc khác, xem trên cổng.\n" in found.body
    assert "<li>và 1 việc khác, xem trên cổng.</li>" in found.alternatives[0][0]


def test_hostile_words_of_a_plan_stay_in_the_text(reminded):
    reminded.work(date(2024, 11, 25), "Việc\r\nBcc: ke-xau@example.vn\r\n\r\n.\r\nQUIT")

    (found,) = send()

    message = found.message()
    assert message["Bcc"] is None
    assert message["To"] == "truong-phong@co-quan.example"
    assert "- Việc Bcc: ke-xau@example.vn . QUIT\n" in found.body


def test_overdue_is_told_every_working_day_the_rest_once(reminded):
    reminded.work(date(2024, 11, 25))
    reminded.work(date(2024, 12, 3))
    reminded.work(date(2024, 12, 31))

    subjects = [subject(day) for day in (THURSDAY, FRIDAY, MONDAY)]

    assert subjects == [
        "Nhắc việc ngày 28/11/2024: 1 quá hạn, 1 sắp đến hạn, 1 mới",
        "Nhắc việc ngày 29/11/2024: 1 quá hạn",
        "Nhắc việc ngày 02/12/2024: 1 quá hạn",
    ]


def test_nothing_to_say_no_mail(reminded):
    reminded.work(date(2024, 12, 31))

    assert len(send(THURSDAY)) == 1
    assert send(FRIDAY) == []
    assert DigestSent.objects.get().day == THURSDAY


def test_a_deadline_is_near_three_working_days_before(reminded):
    DayOff.objects.create(day=FRIDAY, name="Nghỉ")
    reminded.work(date(2024, 12, 3))  # Tuesday; working days after Wednesday: Thu, Mon, Tue

    assert subject(date(2024, 11, 26)).endswith(": 1 mới")
    assert subject(date(2024, 11, 27)).endswith(": 1 sắp đến hạn")


def test_a_deadline_that_moves_is_announced_again(reminded):
    task = reminded.work(date(2024, 11, 29))
    send(THURSDAY)
    task.due_on = MONDAY
    task.save()

    assert subject(FRIDAY) == "Nhắc việc ngày 29/11/2024: 1 sắp đến hạn"


def test_work_that_comes_back_is_new_again(reminded):
    task = reminded.work(date(2024, 12, 31))
    party = task.item.parties.get()
    send(THURSDAY)
    party.agency = AgencyFactory(unit=reminded.plan.unit)
    party.save()
    send(FRIDAY)
    party.agency = reminded.agency
    party.save()

    assert subject(MONDAY) == "Nhắc việc ngày 02/12/2024: 1 mới"


def test_what_waits_is_told_to_the_office_once_each_time(reminded):
    office = UserFactory(email="van-phong@co-quan.example")
    UnitRoleFactory(user=office, unit=reminded.plan.unit, role=UnitRole.Role.OFFICE)
    task = reminded.work(date(2024, 11, 25))
    WorkStepFactory(task=task, state="WAITING", holds_from=THURSDAY)

    (first,) = send(THURSDAY)
    assert (first.to, first.subject) == (
        ["van-phong@co-quan.example"],
        "Nhắc việc ngày 28/11/2024: 1 chờ xác nhận",
    )
    WorkStepFactory(task=task, state="DOING", holds_from=FRIDAY)
    assert [one.to for one in send(FRIDAY)] == [["truong-phong@co-quan.example"]]
    WorkStepFactory(task=task, state="WAITING", holds_from=MONDAY)
    assert [one.to for one in send(MONDAY)] == [["van-phong@co-quan.example"]]


@pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED", "APPROVED", "SUPERSEDED"])
def test_only_signed_plans_remind(status):
    make_reminded(status=status).work(date(2024, 11, 25))

    assert send() == []


def test_weekends_and_days_off_are_quiet_and_days_made_up_are_not(reminded, capsys):
    reminded.work(date(2024, 11, 25))
    saturday, sunday = FRIDAY + days(1), FRIDAY + days(2)
    DayOff.objects.create(day=THURSDAY, name="Nghỉ")
    DayOff.objects.create(day=saturday, name="Làm bù", works=True)

    counts = [len(send(day)) for day in (THURSDAY, FRIDAY, saturday, sunday)]

    assert counts == [0, 1, 1, 0]
    assert "28/11/2024 là ngày nghỉ: không gửi.\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"is_active": False}, id="closed"),
        pytest.param({"email": ""}, id="without-address"),
        pytest.param({"email": "không-gửi-được@co-quan.example"}, id="not-ascii"),
        pytest.param({"email": "a@co-quan.example\nBcc: b@co-quan.example"}, id="two-headers"),
        pytest.param({"email": "a@b@co-quan.example"}, id="no-address"),
        pytest.param({"is_staff": True}, id="administrator"),
    ],
)
def test_these_get_none(reminded, change):
    reminded.work(date(2024, 11, 25))
    User.objects.filter(pk=reminded.head.pk).update(**change)

    assert send() == []


def test_whoever_switched_it_off_gets_none(reminded):
    reminded.work(date(2024, 11, 25))
    ReminderChoice.objects.create(user=reminded.head, wants_digest=False)

    assert send() == []


def test_a_second_run_of_the_day_sends_nothing(reminded, capsys):
    reminded.work(date(2024, 11, 25))
    send()

    assert send() == []
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Ngày 28/11/2024: đã gửi 0 thư; 1 người đã có thư hoặc lượt khác đang gửi."
    )


def test_what_another_run_holds_is_left_to_it(reminded):
    reminded.work(date(2024, 11, 25))
    claim_digest(user=reminded.head, day=THURSDAY, message_id="a")

    assert send() == []
    assert DigestSent.objects.get().state == DigestSent.State.CLAIMED


def test_a_dry_run_writes_and_sends_nothing(reminded, capsys):
    reminded.work(date(2024, 11, 25))
    stale = DutyNotice.objects.create(user=reminded.head, key="viec-0", about="GIVEN")

    assert send(THURSDAY, "--dry-run") == []

    assert capsys.readouterr().out == (
        f"{reminded.head.username} <truong-phong@co-quan.example>: 1 quá hạn\n"
        "Sẽ gửi 1 thư; 0 người không có gì mới.\n"
    )
    assert list(DutyNotice.objects.all()) == [stale]
    assert not DigestSent.objects.exists()


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("31/02/2024", "Ngày ‘31/02/2024’ không có."),
        ("31/12/9999", "Ngày 31/12/9999 chưa tới."),
    ],
)
def test_a_day_that_is_none_is_refused_in_one_line(on, sentence, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("send_digests", "--on", on)

    complaint = capsys.readouterr().err
    assert (ended.value.code, complaint.count("\n")) == (1, 1)
    assert complaint.startswith(sentence)


def test_wrong_usage_is_an_error_of_its_own():
    with pytest.raises(CommandError):
        call_command("send_digests", "--nghi")


def test_the_queries_do_not_grow_with_people_and_work(reminded):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            read_digests(THURSDAY)
        return len(queries)

    row = PlanCommuneFactory(plan=reminded.plan)
    PlanTargetFactory(row=row)
    UnitRoleFactory(user__email="xa@co-quan.example", unit=row.commune)
    reminded.work(date(2024, 11, 25))
    one = count()
    for number in range(2):
        head = UserFactory(email=f"a{number}@co-quan.example")
        AgencyMembershipFactory(user=head, agency=reminded.agency, is_head=True)
        UnitRoleFactory(user=head, unit=row.commune)
        reminded.work(date(2024, 11, 25))
        PlanTargetFactory(row=row)

    assert [len(one.digest.overdue) for one in read_digests(THURSDAY)] == [3, 0, 3, 3]
    assert count() == one
