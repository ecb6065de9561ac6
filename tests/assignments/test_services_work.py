"""Items of a plan's work: stored as printed, with what their words mean, or refused."""

from datetime import date

import pytest

from assignments.models import AssignmentChange, WorkItem, WorkSection, WorkTask
from assignments.services.work import Term, add_item, answer_timing, change_item, remove_item
from ntm_portal.lib.refusals import Refused
from plans.models import PlanChange
from plans.services.conflicts import StalePlan
from plans.services.contents import move_part, remove_part
from tests.assignments.work_world import make_work_world, named, times
from tests.factories.assignments import WorkItemFactory, WorkSectionFactory, WorkStepFactory
from tests.factories.communes import CommuneFactory
from tests.factories.plans import PlanCommuneFactory
from tests.factories.signing import bring_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return make_work_world()


def counts() -> tuple[int, ...]:
    models = (WorkSection, WorkItem, WorkTask, PlanChange, AssignmentChange)
    return tuple(model.objects.count() for model in models)


def test_an_item_comes_with_its_dates_and_agencies(work):
    item = work.item(
        "Rà soát các tiêu chí",
        directing="UBND huyện",
        leading="Phòng Nội vụ, Phòng Tư pháp",
        cooperating="UBND các xã, Phòng Lạ",
        timing="Tháng 8/2024 (đối với xã Xuân Dương, Khánh Xuân), tháng 10/2024 (các xã còn lại)",
    )

    assert item.reading == "DATED"
    assert times(item) == [
        ("Tháng 8/2024", "2024-08-01", "2024-08-31", ["Xuân Dương", "Khánh Xuân"]),
        ("Tháng 10/2024", "2024-10-01", "2024-10-31", ["Tĩnh Bắc"]),
    ]
    assert [named(item, role) for role in ("DIRECT", "LEAD", "SUPPORT")] == [
        ["UBND huyện"],
        ["Phòng Nội vụ", "Phòng Tư pháp"],
        ["UBND các xã"],
    ]
    assert PlanChange.objects.get().after == (
        "Rà soát các tiêu chí\nchỉ đạo: UBND huyện\n"
        "cơ quan chủ trì thực hiện: Phòng Nội vụ, Phòng Tư pháp\n"
        "cơ quan phối hợp: UBND các xã, Phòng Lạ\n"
        f"thời gian: {item.timing}"
    )


@pytest.mark.parametrize(
    ("timing", "reading"),
    [("Thường xuyên", "OPEN"), ("", "OPEN"), ("Đầu tháng 9", "UNREAD"), ("31/02/2024", "UNREAD")],
)
def test_work_without_a_date_is_one_task_without_a_date(work, timing, reading):
    item = work.item(timing=timing)

    assert (item.reading, times(item)) == (reading, [("", None, None, [])])
    assert work.again(item).timing == timing


def test_an_item_that_only_heads_sub_items_is_no_task(work):
    head = work.item("Y tế.")
    sub = work.item("Chấm điểm y tế", parent=head, timing="Tháng 9/2024")

    assert (times(head), len(times(sub))) == ([], 1)

    remove_item(item=work.again(sub), seen=1, by=work.office)

    assert times(head) == [("", None, None, [])]


def test_a_sub_item_takes_no_time_from_an_item_with_its_own(work):
    head = work.item("Y tế.", timing="Quý I")
    work.item("Chấm điểm", parent=head)

    assert [label for label, *_ in times(head)] == ["Quý I/2024"]


def test_the_year_before_the_plan_is_read_where_it_is_printed(work):
    item = work.item(timing="Tháng 11/2023")

    assert [due for _, _, due, _ in times(item)] == ["2023-11-30"]


@pytest.mark.parametrize("timing", ["Tháng 12/2022", "Từ tháng 12/2022 đến tháng 3/2024"])
def test_a_deadline_long_before_the_plan_is_refused(work, timing):
    before = counts()

    with pytest.raises(Refused, match=r"31/12/2022|01/12/2022") as refusal:
        work.item(timing=timing)

    assert "trước kế hoạch hơn một năm (2024). Xem lại năm." in refusal.value.message
    assert counts() == before


def test_a_change_of_the_timing_is_read_anew(work):
    item = work.again(work.item(timing="Tháng 3"))
    item.timing = "Tháng 3, 7"

    said = change_item(item=item, seen=1, by=work.office)

    assert (said, [label for label, *_ in times(item)]) == ([], ["Tháng 3/2024", "Tháng 7/2024"])
    change = AssignmentChange.objects.get()
    assert (change.what, change.before, change.after) == (
        "Thời gian: Rà soát",
        "Tháng 3/2024: từ 01/03/2024, hạn 31/03/2024",
        "Tháng 3/2024: từ 01/03/2024, hạn 31/03/2024\nTháng 7/2024: từ 01/07/2024, hạn 31/07/2024",
    )


def test_other_words_leave_dates_and_agencies_alone(work):
    item = work.again(work.item(timing="Tháng 3", leading="Phòng Nội vụ"))
    task = item.tasks.get()
    task.stated_due_on, task.due_on = task.due_on, date(2024, 5, 2)
    task.save()
    item.text = "Rà soát lại"

    assert change_item(item=item, seen=1, by=work.office) == []

    assert item.tasks.get().due_on == date(2024, 5, 2)
    assert not AssignmentChange.objects.exists()


def test_two_people_with_one_item(work):
    item = work.item(timing="Tháng 3")
    mine, theirs = work.again(item), work.again(item)
    theirs.timing = "Tháng 4"
    change_item(item=theirs, seen=1, by=work.office)
    mine.timing = "Tháng 5"

    with pytest.raises(StalePlan) as stale:
        change_item(item=mine, seen=1, by=work.office)

    assert stale.value.conflicts[0].standing == "Rà soát\nthời gian: Tháng 4"
    assert [label for label, *_ in times(item)] == ["Tháng 4/2024"]


def test_an_item_goes_to_another_section_with_its_sub_items(work):
    head = work.item("Y tế.")
    sub = work.item("Chấm điểm", parent=head)
    other = WorkSectionFactory(plan=work.plan, position=2)
    there = work.item("Có trước", section=other)
    head = work.again(head)
    head.section = other

    change_item(item=head, seen=1, by=work.office)

    assert work.again(sub).section_id == other.pk
    order = list(other.work_items.order_by("position").values_list("text", flat=True))
    assert order == [there.text, head.text, sub.text]


def test_an_item_under_another_one_and_out_again(work):
    head, item = work.item("Y tế."), work.again(work.item("Chấm điểm"))
    item.parent = head
    change_item(item=item, seen=1, by=work.office)

    assert times(head) == []

    item = work.again(item)
    item.parent = None
    change_item(item=item, seen=2, by=work.office)

    assert len(times(head)) == 1


def refused(work, item, words):
    before = counts()
    with pytest.raises(Refused, match=words):
        change_item(item=item, seen=1, by=work.office)
    assert counts() == before


def test_no_circle_of_sub_items(work):
    head = work.item("Y tế.")
    sub = work.item("Chấm điểm", parent=head)
    itself, under_own_sub, deeper = work.again(head), work.again(head), work.item("Ba")
    itself.parent = work.again(head)
    under_own_sub.parent = work.again(sub)
    deeper.parent = work.again(sub)

    refused(work, itself, "đã là việc con")
    refused(work, under_own_sub, "‘Chấm điểm’ đã là việc con")
    refused(work, deeper, "‘Chấm điểm’ đã là việc con")


def test_an_item_with_sub_items_does_not_become_one(work):
    head = work.item("Y tế.")
    work.item("Chấm điểm", parent=head)
    head = work.again(head)
    head.parent = work.item("Khác")

    refused(work, head, "đã có việc con")


def test_nothing_of_another_plan(work):
    foreign = WorkItemFactory(section__plan__status="DRAFT")
    of_parent, of_section = work.again(work.item()), work.again(work.item("Hai"))
    of_parent.parent = foreign
    of_section.section = foreign.section

    refused(work, of_parent, "cùng mục của kế hoạch này")
    refused(work, of_section, "của kế hoạch khác")


def test_an_item_of_which_somebody_has_spoken_is_not_taken_away(work):
    item = work.item(timing="Tháng 3")
    WorkStepFactory(task=item.tasks.get())
    before = counts()

    with pytest.raises(Refused, match="đã có tình trạng do cơ quan ghi"):
        remove_item(item=work.again(item), seen=1, by=work.office)

    assert counts() == before


def test_sub_items_go_first(work):
    head = work.item("Y tế.")
    work.item("Chấm điểm", parent=head)

    with pytest.raises(Refused, match="còn việc con"):
        remove_item(item=work.again(head), seen=1, by=work.office)


def test_a_section_goes_when_it_is_empty(work):
    item = work.item()

    with pytest.raises(Refused, match="còn được dùng ở ‘Rà soát’"):
        remove_part(part=work.section, seen=1, by=work.office)

    remove_item(item=work.again(item), seen=1, by=work.office)
    remove_part(part=work.section, seen=1, by=work.office)

    assert not WorkSection.objects.exists()


def test_items_move_among_those_beside_them_only(work):
    one, two = work.item("Một"), work.item("Hai")
    sub = work.item("Con", parent=one)
    other = WorkSectionFactory(plan=work.plan, position=2)
    three = work.item("Ba", section=other)

    for item, up in ((two, True), (three, True), (sub, False)):
        move_part(part=work.again(item), up=up, by=work.office)

    order = list(work.plan.work_items.order_by("position").values_list("text", flat=True))
    assert [text for text in order if text in ("Một", "Hai")] == ["Hai", "Một"]
    assert order.index("Ba") == 3


def test_a_signed_plan_keeps_its_words(work):
    item = work.item(timing="Đầu tháng 9")
    bring_to(work.plan, "SIGNED")
    before = counts()
    fresh = work.again(item)

    for act in (
        lambda: work.item("Mới"),
        lambda: change_item(item=fresh, seen=1, by=work.office),
        lambda: remove_item(item=fresh, seen=1, by=work.office),
    ):
        with pytest.raises(Refused, match="đã ký, không sửa được nữa"):
            act()
    assert counts() == before


def test_what_is_not_read_is_answered_also_when_it_is_signed(work):
    item = work.item(timing="Đầu tháng 9")
    task = item.tasks.get()
    bring_to(work.plan, "SIGNED")
    item = work.again(item)

    terms = [Term(date(2024, 9, 10)), Term(date(2024, 12, 10), date(2024, 12, 1))]
    answer_timing(item=item, terms=terms, by=work.office)

    assert work.again(item).reading == "DATED"
    assert times(item) == [
        ("Hạn 10/09/2024", None, "2024-09-10", []),
        ("Từ 01/12/2024, hạn 10/12/2024", "2024-12-01", "2024-12-10", []),
    ]
    assert (item.tasks.first(), work.again(item).timing) == (task, "Đầu tháng 9")
    assert AssignmentChange.objects.get().before == "không có ngày cụ thể"


def test_the_answer_may_be_that_there_is_no_date(work):
    item = work.item(timing="Chưa xác định")

    answer_timing(item=work.again(item), terms=[], by=work.office)

    assert (work.again(item).reading, len(times(item))) == ("OPEN", 1)


def test_an_answer_stays_while_other_words_change(work):
    item = work.item(timing="Đầu tháng 9")
    answer_timing(item=work.again(item), terms=[Term(date(2024, 9, 10))], by=work.office)
    item = work.again(item)
    item.leading = "Phòng Nội vụ"

    change_item(item=item, seen=1, by=work.office)

    assert (work.again(item).reading, times(item)[0][2]) == ("DATED", "2024-09-10")


@pytest.mark.parametrize(
    ("timing", "terms", "words"),
    [
        pytest.param("Tháng 9", [Term(date(2024, 9, 10))], "đọc được, không nhập ngày", id="read"),
        pytest.param(
            "Đầu tháng 9",
            [Term(date(2023, 12, 31))],
            "Ngày 31/12/2023 trước kế hoạch 2024, mà thời gian ‘Đầu tháng 9’ không nêu năm ấy",
            id="year-before",
        ),
        pytest.param(
            "Đầu năm 2022", [Term(date(2022, 2, 1))], "trước kế hoạch 2024 hơn một năm", id="long"
        ),
        pytest.param(
            "Đầu tháng 9",
            [Term(date(2024, 9, 1), date(2024, 9, 2))],
            "Hạn 01/09/2024 trước ngày bắt đầu 02/09/2024",
            id="backwards",
        ),
        pytest.param(
            "Đầu tháng 9",
            [Term(date(2024, 9, 1)), Term(date(2024, 9, 1))],
            "nhập hai lần",
            id="twice",
        ),
    ],
)
def test_an_answer_that_is_refused_stores_nothing(work, timing, terms, words):
    item = work.item(timing=timing)
    before = counts(), times(item)

    with pytest.raises(Refused, match=words):
        answer_timing(item=work.again(item), terms=terms, by=work.office)

    assert (counts(), times(item)) == before


def test_the_first_day_of_the_plan_is_no_year_before(work):
    item = work.item(timing="Đầu năm")

    answer_timing(item=work.again(item), terms=[Term(date(2024, 1, 1))], by=work.office)

    assert times(item)[0][2] == "2024-01-01"


def test_the_year_before_may_be_answered_where_the_words_name_it(work):
    item = work.item(timing="Đầu tháng 11/2023")

    answer_timing(item=work.again(item), terms=[Term(date(2023, 11, 5))], by=work.office)

    assert times(item)[0][2] == "2023-11-05"


def test_two_communes_of_one_name_are_asked_about(work):
    PlanCommuneFactory(plan=work.plan, commune=CommuneFactory(name="Xuân Dương"))

    assert work.item(timing="Tháng 8 (xã Xuân Dương)").reading == "UNREAD"


def test_the_other_communes_of_a_plan_that_names_all_are_asked_about(work):
    timing = "Tháng 8 (xã Xuân Dương, Khánh Xuân, Tĩnh Bắc), tháng 10 (các xã còn lại)"

    assert work.item(timing=timing).reading == "UNREAD"


def test_a_very_long_condition_still_names_its_task(work):
    timing = "Tháng 3; tiếp tục thực hiện khi " + "tỉnh " * 60

    item = work.item(timing=timing)

    assert [len(label) <= 120 for label, *_ in times(item)] == [True, True]


def test_add_item_returns_the_stored_item(work):
    item = WorkItem(plan=work.plan, section=work.section, text="Một")

    assert add_item(item=item, by=work.office).pk == WorkItem.objects.get().pk
