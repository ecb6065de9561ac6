"""Sending a report, correcting it, and the office's summary of all of them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from assignments.models import Report, ReportSummary
from assignments.report_figures import Figures
from assignments.services.agencies import add_member
from assignments.services.reporting import close_cycle
from assignments.services.reports import MOST_LETTERS, StaleReport, send_report
from assignments.services.summaries import issue_summary, save_summary
from ntm_portal.lib.append_only import AppendOnlyError
from ntm_portal.lib.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory, ResponsibilityFactory
from tests.factories.communes import CellFactory, StatusEntryFactory, UnitRoleFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory, PlanTargetFactory
from tests.factories.reporting import (
    ReportFactory,
    ReportingCycleFactory,
    ReportingPartyFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2024, 3, 4)
WORDS = {"results": "Đạt", "difficulties": "Thiếu vốn", "proposals": "", "next_tasks": "Làm tiếp"}


@pytest.fixture
def cycle():
    return ReportingCycleFactory()


@pytest.fixture
def party(cycle):
    return ReportingPartyFactory(cycle=cycle)


def member_of(party, *, is_head=False, **more):
    user = UserFactory(**more)
    add_member(agency=party.agency, user=user, is_head=is_head, by=None)
    return user


def office_of(cycle):
    user = UserFactory()
    UnitRoleFactory(user=user, unit=cycle.plan.unit, role="OFFICE")
    return user


def send(party, by, **more):
    told = {"party": party, "words": WORDS, "seen": 0, "today": TODAY, "by": by}
    return send_report(**told | more)


def refusal(party, by, **more):
    with pytest.raises(Refused) as refused:
        send(party, by, **more)
    return refused.value.message


@pytest.mark.parametrize("is_head", [False, True], ids=["member", "head"])
def test_any_member_sends(party, is_head):
    by = member_of(party, is_head=is_head)

    send(party, by)

    sent = Report.objects.get()
    assert (sent.number, sent.correction, sent.on_behalf) == (1, "", False)
    assert (sent.sent_on, sent.sent_by) == (TODAY, by)
    assert {name: getattr(sent, name) for name in WORDS} == WORDS


def test_the_figures_are_frozen(cycle, party):
    target = PlanTargetFactory(row__plan=cycle.plan)
    ResponsibilityFactory(plan=cycle.plan, agency=party.agency, requirement=target.requirement)
    cell = CellFactory(commune=target.row.commune, requirement=target.requirement)
    StatusEntryFactory(cell=cell, observed_on=date(2024, 2, 5))

    send(party, member_of(party))
    StatusEntryFactory(cell=cell, observed_on=date(2024, 2, 6), verdict="NOT_MET")

    kept = Figures.from_json(Report.objects.get().figures)
    assert (kept.met, kept.planned, kept.day) == (1, 1, date(2024, 2, 29))


def test_an_officer_sends_for_the_commune(cycle):
    commune = PlanCommuneFactory(plan=cycle.plan).commune
    party = ReportingPartyFactory(cycle=cycle, agency=None, commune=commune)
    officer = UserFactory()
    UnitRoleFactory(user=officer, unit=commune)

    assert send(party, officer).on_behalf is False


def test_the_office_sends_on_behalf_with_the_day_of_the_paper(cycle, party):
    sent = send(party, office_of(cycle), received_on=date(2024, 2, 20))

    assert (sent.on_behalf, sent.sent_on) == (True, date(2024, 2, 20))
    assert sent.figures["day"] == "2024-02-20"


def test_a_member_cannot_date_a_report_back(party):
    assert send(party, member_of(party), received_on=date(2024, 2, 20)).sent_on == TODAY


@pytest.mark.parametrize(
    ("received_on", "said"),
    [
        (date(2024, 3, 5), "Ngày nhận 05/03/2024 chưa tới. Xem lại ngày."),
        (
            date(2024, 1, 31),
            "Báo cáo tháng 02/2024: kỳ bắt đầu từ 01/02/2024, chưa báo cáo được ngày 31/01/2024.",
        ),
    ],
)
def test_a_day_of_the_paper_that_cannot_be(cycle, party, received_on, said):
    assert refusal(party, office_of(cycle), received_on=received_on) == said
    assert not Report.objects.exists()


@pytest.mark.parametrize("day", [date(2024, 1, 31), date(2024, 2, 1)], ids=["before", "first day"])
def test_a_cycle_that_has_not_begun_takes_nothing(party, day):
    by = member_of(party)
    if day == party.cycle.first_on:
        assert send(party, by, today=day).sent_on == day
    else:
        assert "chưa báo cáo được ngày 31/01/2024" in refusal(party, by, today=day)


@pytest.mark.parametrize("who", ["other agency", "other unit", "reader", "nobody", "admin"])
def test_nobody_else_sends(cycle, party, who):
    other = ReportingPartyFactory(cycle=cycle)
    reader = UserFactory()
    UnitRoleFactory(user=reader, unit=cycle.plan.unit, role="READER")
    far = UserFactory()
    add_member(agency=AgencyFactory(), user=far, is_head=True, by=None)
    by = {
        "other agency": member_of(other, is_head=True),
        "other unit": far,
        "reader": reader,
        "nobody": UserFactory(),
        "admin": member_of(party, admin=True),
    }[who]

    assert refusal(party, by) == f"Bạn không gửi báo cáo thay {party.name} được."
    assert not Report.objects.exists()


def test_a_correction_is_a_new_version_that_says_what(party):
    by = member_of(party)
    send(party, by)

    assert refusal(party, by, seen=1) == ("Báo cáo này đã gửi. Bản gửi lại phải ghi đã sửa gì.")
    send(party, by, seen=1, correction="Bổ sung kiến nghị", words={"proposals": "Cấp vốn"})

    first, second = Report.objects.all()
    assert (first.results, first.correction) == ("Đạt", "")
    assert (second.number, second.correction, second.proposals, second.results) == (
        2,
        "Bổ sung kiến nghị",
        "Cấp vốn",
        "",
    )


def test_of_two_members_one_wins_and_the_other_sees_it(party):
    one, other = member_of(party, full_name="Thành viên A"), member_of(party)
    send(party, one)

    with pytest.raises(StaleReport) as stale:
        send(party, other, seen=0)

    assert stale.value.standing == Report.objects.get()
    assert stale.value.sentence.startswith("Thành viên A vừa gửi báo cáo này (bản 1).")


def test_a_closed_cycle_takes_nothing_more(cycle, party):
    by = member_of(party)
    send(party, by)
    close_cycle(cycle=cycle, by=office_of(cycle))

    assert refusal(party, by, seen=1, correction="a") == (
        "Báo cáo tháng 02/2024 đã đóng, không gửi được nữa. Báo văn phòng điều phối mở lại."
    )
    assert Report.objects.count() == 1


def test_a_plan_that_was_replaced_is_not_reported_on():
    plan = PlanFactory(status="SUPERSEDED")
    party = ReportingPartyFactory(cycle__plan=plan)

    assert refusal(party, member_of(party)) == (
        f"{plan.title}: đã được thay thế, không báo cáo nữa."
    )


def test_a_text_may_be_this_long_and_no_longer(party):
    by = member_of(party)

    assert refusal(party, by, words={"results": "a" * (MOST_LETTERS + 1)}) == (
        f"Mục “kết quả thực hiện” dài {MOST_LETTERS + 1} ký tự, tối đa {MOST_LETTERS}. Viết gọn."
    )
    assert not Report.objects.exists()
    send(party, by, words={"results": "a" * MOST_LETTERS})


def test_sent_reports_never_change():
    report = ReportFactory()
    report.results = "khác"

    with pytest.raises(AppendOnlyError):
        report.save()
    with pytest.raises(AppendOnlyError):
        Report.objects.update(results="khác")
    with pytest.raises(AppendOnlyError):
        report.delete()


@pytest.mark.parametrize(
    "fields",
    [{"number": 1}, {"number": 2}, {"number": 1, "correction": "a"}],
    ids=["twice", "silent correction", "first with a correction"],
)
def test_the_database_refuses(fields):
    report = ReportFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFactory(party=report.party, **fields)


def test_the_summary_is_saved_in_versions(cycle):
    by = office_of(cycle)
    save_summary(cycle=cycle, words=WORDS, seen=0, by=by)
    save_summary(cycle=cycle, words=WORDS | {"results": "Hai"}, seen=1, by=by)

    assert [(one.number, one.results, one.lines) for one in ReportSummary.objects.all()] == [
        (1, "Đạt", None),
        (2, "Hai", None),
    ]


def test_who_has_not_seen_the_newest_summary_is_told_who_saved_it(cycle):
    save_summary(cycle=cycle, words=WORDS, seen=0, by=office_of(cycle))

    with pytest.raises(Refused) as refused:
        save_summary(cycle=cycle, words=WORDS, seen=0, by=office_of(cycle))

    assert refused.value.status == 409
    assert ReportSummary.objects.count() == 1


def test_a_summary_is_issued_once_with_its_table_when_the_cycle_is_closed(cycle, party):
    by = office_of(cycle)
    told = {"cycle": cycle, "words": WORDS, "today": TODAY, "by": by}
    with pytest.raises(Refused) as refused:
        issue_summary(**told, seen=0)
    assert refused.value.message == (
        "Báo cáo tháng 02/2024 còn đang nhận báo cáo. Đóng kỳ trước khi phát hành."
    )
    close_cycle(cycle=cycle, by=by)

    issued = issue_summary(**told, seen=0)

    assert [line["name"] for line in issued.lines] == [party.name, ""]
    for again in (issue_summary, save_summary):
        with pytest.raises(Refused) as refused:
            again(
                **{key: told[key] for key in told if again is issue_summary or key != "today"},
                seen=1,
            )
        assert refused.value.message == (
            "Báo cáo tổng hợp tháng 02/2024 đã phát hành, không sửa được nữa."
        )
    assert ReportSummary.objects.count() == 1


def test_only_the_office_writes_the_summary(cycle, party):
    with pytest.raises(Refused) as refused:
        save_summary(cycle=cycle, words=WORDS, seen=0, by=member_of(party, is_head=True))

    assert refused.value.message == "Chỉ văn phòng điều phối ghi báo cáo tổng hợp."
