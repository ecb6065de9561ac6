"""How far a task is, and to whom a duty is handed: what is taken, refused, and in conflict."""

from datetime import date

import pytest

from assignments.duties import read_duties
from assignments.models import AssignmentChange, TargetHolder, WorkStep
from assignments.services.work_steps import StaleDuty, hand_over, set_state
from assignments.work_rules import Party
from ntm_portal.lib.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.assignments import (
    AgencyFactory,
    AgencyMembershipFactory,
    ResponsibilityFactory,
    WorkItemFactory,
    WorkPartyFactory,
    WorkStepFactory,
    WorkTaskFactory,
)
from tests.factories.plans import PlanCommuneFactory, PlanFactory, PlanTargetFactory

pytestmark = pytest.mark.django_db
TODAY = date(2024, 6, 14)
HEAD, OFFICE = frozenset({Party.HEAD}), frozenset({Party.OFFICE})


@pytest.fixture
def plan():
    return PlanFactory(first_year=2024, last_year=2024, status="SIGNED")


@pytest.fixture
def agency(plan):
    return AgencyFactory(unit=plan.unit, name="Phòng thử")


@pytest.fixture
def task(plan, agency):
    item = WorkItemFactory(section__plan=plan, text="Tập huấn")
    WorkPartyFactory(item=item, agency=agency)
    return WorkTaskFactory(item=item)


@pytest.fixture
def head(agency):
    return AgencyMembershipFactory(agency=agency, is_head=True, user__full_name="Trưởng phòng").user


def say(task, state, by, parties=HEAD, **words):
    return set_state(task=task, state=state, parties=parties, by=by, today=TODAY, **words)


def stored(task):
    steps = task.steps.order_by("pk")
    return list(steps.values_list("state", "note", "proof", "done_on", "holds_from", "by"))


def refused(task, *args, **words):
    before = stored(task)
    with pytest.raises(Refused) as refusal:
        say(task, *args, **words)
    assert stored(task) == before
    return refusal.value.message


def test_under_way_with_a_note_from_today_on(task, head):
    say(task, "DOING", head, note="Đã mời  giảng viên")

    assert stored(task) == [("DOING", "Đã mời giảng viên", "", None, TODAY, head.pk)]


def test_an_agency_says_done_and_the_office_confirms_that_day(task, head):
    done_on, office = date(2024, 6, 10), UserFactory()
    say(task, "WAITING", head, done_on=done_on, note="Xong", proof="12/BC-PTC")

    say(task, "DONE", office, OFFICE)

    assert stored(task) == [
        ("WAITING", "Xong", "12/BC-PTC", done_on, done_on, head.pk),
        ("DONE", "", "12/BC-PTC", done_on, done_on, office.pk),
    ]


def test_without_a_day_it_was_done_today(task, head):
    say(task, "WAITING", head)

    assert stored(task) == [("WAITING", "", "", TODAY, TODAY, head.pk)]


def test_the_office_sends_back_with_a_reason(task, head):
    say(task, "WAITING", head)

    assert refused(task, "DOING", UserFactory(), OFFICE) == (
        "Trả lại thì phải ghi lý do. Viết điều cơ quan cần làm tiếp vào ô ghi chú."
    )
    step = say(task, "DOING", UserFactory(), OFFICE, note="Thiếu danh sách")
    assert (step.state, step.done_on, step.note) == ("DOING", None, "Thiếu danh sách")


def test_the_office_records_done_directly(task):
    assert say(task, "DONE", UserFactory(), OFFICE).state == "DONE"


def test_an_agency_takes_back_what_waits(task, head):
    say(task, "WAITING", head)

    assert say(task, "NOT_STARTED", head).state == "NOT_STARTED"


@pytest.mark.parametrize(
    ("done_on", "sentence"),
    [
        pytest.param(
            date(2024, 6, 15),
            "Ngày xong 15/06/2024 chưa tới. Ghi một ngày đến hôm nay, 14/06/2024.",
            id="tomorrow",
        ),
        pytest.param(
            date(2022, 12, 31),
            "Ngày xong 31/12/2022 trước kế hoạch 2024 hơn một năm. Xem lại năm đã viết.",
            id="long-before-the-plan",
        ),
    ],
)
def test_a_day_that_cannot_be_meant(task, head, done_on, sentence):
    assert refused(task, "WAITING", head, done_on=done_on) == sentence


@pytest.mark.parametrize("done_on", [date(2023, 1, 1), TODAY])
def test_the_first_and_the_last_day_that_can_be_meant(task, head, done_on):
    assert say(task, "WAITING", head, done_on=done_on).done_on == done_on


@pytest.mark.parametrize(
    ("state", "parties", "words"),
    [
        ("DONE", HEAD, "văn phòng mới xác nhận xong được"),
        ("WAITING", OFFICE, "cơ quan làm việc báo xong"),
        ("DOING", frozenset(), "việc này của cơ quan khác"),
    ],
)
def test_who_may_not_say_it(task, state, parties, words):
    assert words in refused(task, state, UserFactory(), parties)


def test_what_is_confirmed_is_opened_by_the_office_alone(task, head):
    WorkStepFactory(task=task, state="DONE")

    assert "Nhờ văn phòng mở lại" in refused(task, "DOING", head)
    assert say(task, "DOING", UserFactory(), OFFICE, note="Chưa đủ").state == "DOING"


def test_no_such_state(task, head):
    assert refused(task, "LATE", head) == (
        "Tình trạng ‘LATE’ không có. Chọn một tình trạng trong danh sách."
    )


@pytest.mark.parametrize("field", ["note", "proof"])
def test_words_that_are_too_long(task, head, field):
    assert "dài 501 ký tự, tối đa 500" in refused(task, "DOING", head, **{field: "x" * 501})
    assert say(task, "DOING", head, **{field: "x" * 500})


def test_a_plan_that_was_replaced_is_closed(task, plan, head):
    type(plan).objects.filter(pk=plan.pk).update(status="SUPERSEDED")

    assert "đã được thay thế" in refused(task, "DOING", head)


@pytest.mark.parametrize(
    ("state", "words"),
    [("NOT_STARTED", {}), ("DOING", {"note": "Đang mời"}), ("DOING", {})],
    ids=["nothing-begun", "same-words", "no-words"],
)
def test_what_stands_already_leaves_no_trace(task, head, state, words):
    if state == "DOING":
        say(task, "DOING", head, note="Đang mời")
    before = stored(task)

    say(task, state, UserFactory(), HEAD, seen=999, **words)

    assert stored(task) == before


def test_more_words_about_the_same_state_are_news(task, head):
    say(task, "DOING", head, note="Đang mời")
    say(task, "DOING", head, note="Đã mời xong")

    assert [line[1] for line in stored(task)] == ["Đang mời", "Đã mời xong"]


def test_somebody_else_was_faster(task, head):
    first = say(task, "DOING", head)

    with pytest.raises(StaleDuty) as stale:
        say(task, "WAITING", UserFactory(), seen=0)

    assert stale.value.sentences == ["Tập huấn: Trưởng phòng vừa ghi ‘đang làm’. Xem lại rồi ghi."]
    assert say(task, "WAITING", head, seen=first.pk).state == "WAITING"


def only_duty(plan):
    (duty,) = read_duties([plan], TODAY)
    return duty


def give(plan, user, by, parties=HEAD, **words):
    return hand_over(duty=only_duty(plan), assignee=user, parties=parties, by=by, **words)


def history(plan):
    lines = AssignmentChange.objects.filter(plan=plan).order_by("pk")
    return list(lines.values_list("about", "what", "before", "after", "by"))


def test_a_task_is_handed_to_a_member_and_taken_back(plan, agency, task, head):
    user = AgencyMembershipFactory(agency=agency, user__full_name="Chuyên viên").user

    assert give(plan, user, head)
    assert only_duty(plan).assignee_id == user.pk
    assert give(plan, None, head, seen=user.pk)

    assert only_duty(plan).assignee_id is None
    about = f"viec-{task.pk}"
    assert history(plan) == [
        (about, "Người làm: Tập huấn", "chưa giao cho ai", "Chuyên viên", head.pk),
        (about, "Người làm: Tập huấn", "Chuyên viên", "chưa giao cho ai", head.pk),
    ]


def test_a_target_is_handed_over_by_the_agency_that_leads_it(plan, agency, head):
    target = PlanTargetFactory(row=PlanCommuneFactory(plan=plan))
    ResponsibilityFactory(plan=plan, agency=agency, requirement=target.requirement)
    user = AgencyMembershipFactory(agency=agency).user

    give(plan, user, head)

    assert only_duty(plan).assignee_id == user.pk
    assert history(plan)[0][0] == f"muc-tieu-{target.row_id}-{target.requirement_id}"

    give(plan, None, head)
    assert not TargetHolder.objects.exists()


def test_not_to_people_of_other_agencies(plan, task, head):
    stranger = AgencyMembershipFactory(user__full_name="Người khác").user

    with pytest.raises(Refused, match="Người khác không phải thành viên"):
        give(plan, stranger, head)
    assert (only_duty(plan).assignee_id, history(plan)) == (None, [])


def test_not_by_whom_it_was_handed_to(plan, task, head):
    with pytest.raises(Refused, match="không giao được"):
        give(plan, head, head, frozenset({Party.ASSIGNEE}))


def test_handed_already_is_as_wanted(plan, task, head):
    give(plan, head, head)

    assert not give(plan, head, head, seen=0)
    assert len(history(plan)) == 1


def test_handed_to_somebody_else_meanwhile(plan, agency, task, head):
    user = AgencyMembershipFactory(agency=agency, user__full_name="Chuyên viên").user
    give(plan, user, head)

    with pytest.raises(StaleDuty) as stale:
        give(plan, head, head, seen=0)

    assert stale.value.sentences == ["Tập huấn: vừa được giao cho Chuyên viên. Xem lại rồi giao."]


def test_steps_stay_for_good(task, head):
    say(task, "DOING", head)

    with pytest.raises(RuntimeError):
        WorkStep.objects.all().delete()
