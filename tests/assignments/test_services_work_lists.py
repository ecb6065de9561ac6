"""Whole lists of work: pasted, copied; all of it or nothing."""

import pytest

from assignments.models import WorkItem, WorkLayout, WorkSection
from assignments.pasting_rules import read_block
from assignments.services.work_lists import add_block, copy_work
from ntm_portal.lib.refusals import Refused
from plans.models import PlanChange
from tests.assignments.work_world import make_work_world, named, times
from tests.factories.plans import PlanFactory
from tests.factories.signing import bring_to

pytestmark = pytest.mark.django_db
TWELVE = "\n".join(
    ["I\tLập kế hoạch", "1\tY tế.\t\t\t\t", "\tChấm điểm\tUBND huyện\tPhòng Nội vụ\t\tQuý I"]
    + [
        f"{number}\tViệc {number}\tUBND huyện\tPhòng Tư pháp\t\tTháng {number}"
        for number in range(2, 12)
    ]
)


@pytest.fixture
def work():
    return make_work_world()


def paste(work, text, into=None):
    return add_block(plan=work.plan, block=read_block(text), into=into, by=work.office)


def test_twelve_items_at_once(work):
    assert paste(work, TWELVE) == 12

    section = WorkSection.objects.get(title="Lập kế hoạch")
    items = list(section.work_items.order_by("position"))
    assert [(item.text, item.parent and item.parent.text) for item in items[:3]] == [
        ("Y tế.", None),
        ("Chấm điểm", "Y tế."),
        ("Việc 2", None),
    ]
    assert (named(items[1], "LEAD"), times(items[2])[0][2]) == (["Phòng Nội vụ"], "2024-02-29")
    assert times(items[0]) == []


def test_rows_without_a_section_go_where_they_are_told(work):
    paste(work, "4\tMột\t\t\t\t", into=work.section)

    assert WorkItem.objects.get().section == work.section


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1\tMột\t\t\t\t", "Dòng 1: chưa biết thuộc mục nào"),
        (f"{TWELVE}\n12\tCuối\t\t\t\tTháng 1/2020", "Dòng 14: Thời gian ‘Tháng 1/2020’"),
    ],
)
def test_one_wrong_row_and_nothing_is_stored(work, text, words):
    with pytest.raises(Refused, match=words):
        paste(work, text)

    assert (WorkItem.objects.count(), WorkSection.objects.count()) == (0, 1)
    assert not PlanChange.objects.exists()


def test_a_signed_plan_takes_no_table(work):
    bring_to(work.plan, "SIGNED")

    with pytest.raises(Refused, match="đã ký"):
        paste(work, TWELVE)


@pytest.fixture
def next_year(work):
    return PlanFactory(unit=work.world.district, status="DRAFT", first_year=2025, last_year=2025)


def test_a_copied_list_keeps_its_words_and_is_read_for_its_own_year(work, next_year):
    WorkLayout.objects.create(plan=work.plan, title="Phụ lục", timing_head="Tiến độ")
    head = work.item("Y tế.")
    work.item("Chấm điểm", parent=head, leading="Phòng Nội vụ", timing="Quý I")
    work.item("Vốn năm 2024", timing="Tháng 11/2023")

    assert copy_work(source=work.plan, plan=next_year, by=work.office) == 3

    items = list(next_year.work_items.order_by("position"))
    assert [item.text for item in items] == ["Y tế.", "Chấm điểm", "Vốn năm 2024"]
    assert (items[1].parent, named(items[1], "LEAD")) == (items[0], ["Phòng Nội vụ"])
    assert times(items[1])[0][2] == "2025-03-31"
    assert (items[2].timing, items[2].reading) == ("Tháng 11/2023", "UNREAD")
    layout = next_year.work_layouts.get()
    assert (layout.title, layout.timing_head) == ("", "Tiến độ")
    assert next_year.work_sections.get().title == work.section.title


def test_a_list_is_copied_into_an_empty_plan_only(work, next_year):
    work.item()
    copy_work(source=work.plan, plan=next_year, by=work.office)

    with pytest.raises(Refused, match="đã có danh sách công việc"):
        copy_work(source=work.plan, plan=next_year, by=work.office)

    assert next_year.work_items.count() == 1


def test_a_signed_plan_takes_no_copy(work, next_year):
    work.item()
    bring_to(next_year, "SIGNED")

    with pytest.raises(Refused, match="đã ký"):
        copy_work(source=work.plan, plan=next_year, by=work.office)
