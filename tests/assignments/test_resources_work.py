"""The work of a plan by a sheet: what is new, what changes, what is asked, and back again."""

from datetime import date

import pytest
from django.http import Http404

from assignments.models import WorkItem, WorkSection, WorkTask
from assignments.resources.work import WorkKind
from assignments.work_list import read_work
from ntm_portal.lib.imports import ImportRefused, run_import
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import Stamp, State
from ntm_portal.lib.workbooks.model import Merge
from plans.models import PlanChange
from plans.resources.scopes import PlanScope
from tests.assignments.work_world import make_work_world
from tests.factories.accounts import UserFactory
from tests.factories.assignments import WorkItemFactory, WorkSectionFactory
from tests.factories.plans import PlanFactory
from tests.factories.signing import bring_to
from tests.factories.world import TODAY
from tests.sheet_tables import messages, questions, read, sheet, store, told

pytestmark = pytest.mark.django_db
KIND = WorkKind()
HEADS = (
    "STT", "Nội dung công việc", "Chỉ đạo", "Cơ quan chủ trì thực hiện", "Cơ quan phối hợp",
    "Thời gian",
)  # fmt: skip
ONE = ("1", "Chấm điểm", "UBND huyện", "Phòng Nội vụ", "", "Quý I")


@pytest.fixture
def work():
    return make_work_world()


@pytest.fixture
def scope(work):
    return PlanScope(work.plan, TODAY)


def rows(*lines):
    return [("UBND HUYỆN",), ("PHỤ LỤC 01",), HEADS, *lines]


def listed(plan):
    """Title of a section, or (text, directing, leading, cooperating, timing), "- " for a sub."""
    found = []
    for block in read_work(plan):
        found.append(block.section.title)
        for entry in block.entries:
            found.append(_cells(entry.item))
            found += [("-", *_cells(sub)) for sub in entry.subs]
    return found


def _cells(item):
    return item.text, item.directing, item.leading, item.cooperating, item.timing


def test_only_drafts_of_the_own_office_are_offered(work):
    signed = PlanFactory(unit=work.world.district)
    users = (work.office, work.world.leader, work.world.stranger, UserFactory(admin=True))

    forms = [KIND.scope_form(user=user, today=TODAY).fields["plan"].choices for user in users]

    assert [[code for code, _ in choices] for choices in forms] == [[work.plan.code], [], [], []]
    assert KIND.scope(user=work.office, today=TODAY, data={"plan": work.plan.code}).plan == (
        work.plan
    )
    for user, code in [
        (work.office, signed.code),
        (work.world.stranger, work.plan.code),
        (work.office, ""),
    ]:
        with pytest.raises(Http404):
            KIND.scope(user=user, today=TODAY, data={"plan": code})


def test_sections_items_and_sub_items_from_nothing(work, scope):
    before = listed(work.plan)
    lines = rows(
        ("I", "Lập kế hoạch"),
        ONE,
        ("2", "Y tế."),
        ("", "Khám bệnh", "", "Phòng Nội vụ", "", "Tháng 3"),
        ("-", "Tiêm phòng", "", "", "UBND xã", ""),
        ("II", "Tuyên truyền"),
        ("1", "Phát thanh", "", "", "", "Thường xuyên"),
    )

    intake = read(KIND, scope, lines)
    store(KIND, scope, lines, by=work.office)

    assert {one.state for one in intake.readings} == {State.NEW}
    assert listed(work.plan) == [
        *before,
        "Lập kế hoạch",
        ("Chấm điểm", "UBND huyện", "Phòng Nội vụ", "", "Quý I"),
        ("Y tế.", "", "", "", ""),
        ("-", "Khám bệnh", "", "Phòng Nội vụ", "", "Tháng 3"),
        ("-", "Tiêm phòng", "", "", "UBND xã", ""),
        "Tuyên truyền",
        ("Phát thanh", "", "", "", "Thường xuyên"),
    ]
    assert WorkTask.objects.get(item__text="Khám bệnh").due_on == date(2024, 3, 31)


def test_the_same_sheet_twice_changes_nothing(work, scope):
    lines = rows(("I", "Lập kế hoạch"), ONE, ("2", "Y tế."), ("", "Khám bệnh"), ("", "Khám bệnh"))
    store(KIND, scope, lines, by=work.office)
    before, history = listed(work.plan), PlanChange.objects.count()

    intake = read(KIND, scope, lines)
    store(KIND, scope, lines, by=work.office)

    assert (told(intake), intake.rows) == ([], ())
    assert (listed(work.plan), PlanChange.objects.count()) == (before, history)


def test_an_item_is_known_by_its_section_and_its_words(work, scope):
    section = WorkSectionFactory(plan=work.plan, title="Lập kế hoạch")
    other = WorkSectionFactory(plan=work.plan, title="Khác")
    item = WorkItemFactory(section=section, text="Chấm điểm", leading="Phòng Y tế")
    WorkItemFactory(section=other, text="Chấm điểm")
    lines = rows(("I", "LẬP KẾ HOẠCH"), ("1", "chấm điểm", "", "Phòng Nội vụ", "", ""))

    intake = read(KIND, scope, lines)
    store(KIND, scope, lines, by=work.office)

    assert [
        (one.column, one.state, one.before, one.read)
        for one in intake.readings
        if one.state is not State.SAME
    ] == [
        (2, State.CHANGED, "Chấm điểm", "chấm điểm"),
        (4, State.CHANGED, "Phòng Y tế", "Phòng Nội vụ"),
    ]
    item.refresh_from_db()
    assert (item.text, item.leading, item.version) == ("chấm điểm", "Phòng Nội vụ", 2)
    assert WorkItem.objects.count() == 2


def test_what_the_portal_understands_stands_beside_the_cell(scope):
    intake = read(
        KIND, scope, rows(("I", "Mục"), ("3", "Việc", "Ban lạ", "", "", "Khi nào đó, tháng 13"))
    )

    assert messages(intake) == [
        "STT 3 sẽ là 1, theo thứ tự.",
        "Chưa biết cơ quan ‘Ban lạ’. Giữ nguyên chữ; thêm cách viết sau.",
        next(m for m in messages(intake) if m.startswith("Chưa đọc được hạn: ")),
    ]


@pytest.mark.parametrize(
    ("lines", "column", "message"),
    [
        pytest.param(
            [("I", "Mục", "UBND huyện"), ONE],
            2,
            "Mục ‘I’ có chữ ở các cột sau. Xem lại STT.",
            id="section-with-cells",
        ),
        pytest.param(
            [("I", "Mục"), ("?", "Việc")],
            2,
            "STT ‘?’ không đọc được. Mục viết I, II; việc viết 1, 2; việc con để trống.",
            id="number",
        ),
        pytest.param(
            [("I", "Mục"), ("", "Việc con")],
            2,
            "Chưa có việc nào ở trên để nối vào. Dán cả dòng trên.",
            id="sub-of-nothing",
        ),
        pytest.param(
            [("I", "Mục"), ("1", "Việc"), ("II", "mục"), ("1", "Khác")],
            2,
            "Mục ‘mục’ đã có ở dòng 4. Đặt tên khác, hoặc gộp lại.",
            id="section-twice",
        ),
        pytest.param(
            [("I", "Mục"), ("1", "Việc", "", "", "", "Tháng 1/2020"), ("", "Con")],
            6,
            "Thời gian ‘Tháng 1/2020’: ",
            id="years-before",
        ),
    ],
)
def test_what_cannot_be_taken_is_said_where_it_stands(scope, lines, column, message):
    intake = read(KIND, scope, rows(*lines))

    wrong = [one for one in intake.readings if one.state is State.ERROR]
    assert wrong[0].column == column
    assert wrong[0].message.startswith(message)


def test_parts_of_an_item_that_is_not_stored_are_told(scope):
    lines = [("I", "Mục"), ("1", "Việc", "", "", "", "Tháng 1/2020"), ("", "Con"), ONE]

    intake = read(KIND, scope, rows(*lines))

    assert "Việc lớn ở dòng 5 chưa nhập được. Sửa dòng ấy trước." in messages(intake)
    assert [row["row"] for row in intake.rows] == [4, 7]


def test_items_above_the_first_section_are_asked(work, scope):
    lines = rows(ONE)

    asked = read(KIND, scope, lines)
    answered = {"muc-cua-viec": str(work.section.pk)}
    store(KIND, scope, lines, by=work.office, answers=answered)

    assert questions(asked) == {"muc-cua-viec": (str(work.section.pk),)}
    assert asked.rows == ()
    assert WorkItem.objects.get(text="Chấm điểm").section == work.section


def test_items_of_a_plan_without_sections_need_one():
    scope = PlanScope(PlanFactory(status="DRAFT"), TODAY)

    intake = read(KIND, scope, rows(ONE))

    assert messages(intake) == ["Việc chưa thuộc mục nào. Thêm dòng mục (I, II) ở trên."]
    assert intake.rows == ()


def test_a_day_that_excel_made_of_a_month_is_asked(work, scope):
    lines = rows(("I", "Mục"), ("1", "Việc", "", "", "", date(2024, 3, 1)))

    asked = read(KIND, scope, lines)
    answers = {"thoi-gian=2024-03-01": "Tháng 03/2024"}
    store(KIND, scope, lines, by=work.office, answers=answers)

    assert questions(asked) == {"thoi-gian=2024-03-01": ("Tháng 03/2024", "Ngày 01/03/2024")}
    assert WorkItem.objects.get().timing == "Tháng 03/2024"


def test_cells_without_number_and_words_go_on_with_the_row_above_if_a_person_says_so(work, scope):
    lines = rows(("I", "Mục"), ONE, ("", "", "", "", "UBND xã", "và quý II"))

    asked = read(KIND, scope, lines)
    store(KIND, scope, lines, by=work.office, answers={"noi=6": "noi"})

    assert questions(asked) == {"noi=6": ("noi",)}
    item = WorkItem.objects.get()
    assert (item.cooperating, item.timing) == ("UBND xã", "Quý I và quý II")


def test_a_number_merged_over_rows_makes_the_lower_ones_parts(work, scope):
    lines = rows(("I", "Mục"), ("2", "Y tế."), ("", "Khám bệnh"), ("", "Tiêm phòng"))
    merged = sheet(lines, [Merge(5, 1, 7, 1)])

    store(KIND, scope, merged, by=work.office)

    assert [item.parent and item.parent.text for item in WorkItem.objects.order_by("position")] == [
        None,
        "Y tế.",
        "Y tế.",
    ]


def test_a_section_may_be_merged_over_the_table(work, scope):
    lines = rows(("I. Lập kế hoạch",), ONE, ("B. Tuyên truyền",), ("1", "Phát thanh"))
    merged = sheet(lines, [Merge(4, 1, 4, 6), Merge(6, 1, 6, 6)])

    store(KIND, scope, merged, by=work.office)

    titles = WorkSection.objects.exclude(pk=work.section.pk).values_list("title", flat=True)
    assert list(titles) == ["Lập kế hoạch", "Tuyên truyền"]


def stamped(work, *, timing="Quý I"):
    """A form with a section, an item and its part; its rows come back turned upside down."""
    section = WorkSectionFactory(plan=work.plan, title="Lập kế hoạch")
    item = WorkItemFactory(section=section, text="Chấm điểm", leading="Phòng Nội vụ", timing=timing)
    sub = WorkItemFactory(section=section, parent=item, text="Khám bệnh")
    names = [f"viec:{sub.pk}", f"viec:{item.pk}", f"muc:{section.pk}"]
    cells = {
        (names[0], "text"): ("Khám bệnh", 1),
        (names[1], "text"): ("Chấm điểm", 1),
        (names[1], "leading"): ("Phòng Nội vụ", 1),
        (names[1], "timing"): ("Quý I", 1),
        (names[2], "text"): ("Lập kế hoạch", 1),
    }
    keys = ("number", "text", "directing", "leading", "cooperating", "timing")
    columns = dict(enumerate(keys, start=1))
    return Stamp("phu-luc-01", {}, columns, dict(enumerate(names, start=4)), cells)


def test_a_form_comes_back_sorted_and_its_cells_are_known(work, scope):
    stamp = stamped(work)
    lines = rows(
        ("", "Khám bệnh, chữa bệnh"),
        ("1", "Chấm điểm", "", "Phòng Nội vụ", "", "Quý II"),
        ("I", "Lập kế hoạch, phân bổ vốn"),
    )

    intake = read(KIND, scope, lines, stamp=stamp)
    run_import(KIND.resource(scope), intake.rows, by=work.office, commit=True)

    assert sorted(told(intake)) == [
        (4, 2, State.CHANGED, "Khám bệnh, chữa bệnh"),
        (5, 6, State.CHANGED, "Quý II"),
        (6, 2, State.CHANGED, "Lập kế hoạch, phân bổ vốn"),
    ]
    assert listed(work.plan)[-3:] == [
        "Lập kế hoạch, phân bổ vốn",
        ("Chấm điểm", "", "Phòng Nội vụ", "", "Quý II"),
        ("-", "Khám bệnh, chữa bệnh", "", "", "", ""),
    ]


def test_a_row_added_to_a_form_finds_its_place(work, scope):
    stamp = stamped(work)
    stamp.identities.update({4: stamp.identities[6], 6: stamp.identities[4]})
    lines = rows(
        ("I", "Lập kế hoạch"),
        ("1", "Chấm điểm", "", "Phòng Nội vụ", "", "Quý I"),
        ("", "Khám bệnh"),
        ("", "Tiêm phòng"),
        ("2", "Phân bổ vốn"),
    )

    intake = read(KIND, scope, lines, stamp=stamp)
    run_import(KIND.resource(scope), intake.rows, by=work.office, commit=True)

    assert listed(work.plan)[-5:] == [
        "Lập kế hoạch",
        ("Chấm điểm", "", "Phòng Nội vụ", "", "Quý I"),
        ("-", "Khám bệnh", "", "", "", ""),
        ("-", "Tiêm phòng", "", "", "", ""),
        ("Phân bổ vốn", "", "", "", ""),
    ]


def test_a_cell_changed_meanwhile_is_a_conflict(work, scope):
    stamp = stamped(work, timing="Quý III")
    lines = rows(
        ("", "Khám bệnh"),
        ("1", "Chấm điểm", "", "Phòng Nội vụ", "", "Quý II"),
        ("I", "Lập kế hoạch"),
    )

    intake = read(KIND, scope, lines, stamp=stamp)

    assert told(intake) == [(5, 6, State.CONFLICT, "Quý II")]
    assert intake.rows == ()


def test_a_plan_that_was_submitted_meanwhile_takes_nothing(work, scope):
    intake = read(KIND, scope, rows(("I", "Mục"), ONE))
    bring_to(work.plan, "SUBMITTED")

    with pytest.raises(ImportRefused, match="đã trình"):
        run_import(KIND.resource(scope), intake.rows, by=work.office, commit=True)

    assert not WorkItem.objects.exists()


def test_somebody_who_was_faster_keeps_it_out(work, scope):
    item = WorkItemFactory(section=work.section, text="Chấm điểm", leading="Phòng Y tế")
    lines = rows(("I", work.section.title), ("1", "Chấm điểm", "", "Phòng Nội vụ"))
    intake = read(KIND, scope, lines)
    WorkItem.objects.filter(pk=item.pk).update(leading="Phòng Văn hóa")

    with pytest.raises(ImportRefused, match=r"Dòng 5: ‘Chấm điểm’ vừa được đổi"):
        run_import(KIND.resource(scope), intake.rows, by=work.office, commit=True)


def test_an_import_is_taken_back(work, scope):
    WorkItemFactory(section=work.section, text="Phát thanh", leading="Phòng Y tế")
    before = listed(work.plan)
    lines = rows(
        ("I", work.section.title),
        ("1", "Phát thanh", "", "Phòng Nội vụ", "", "Quý I"),
        ("II", "Mục mới"),
        ("1", "Y tế."),
        ("", "Khám bệnh"),
    )
    effects = store(KIND, scope, lines, by=work.office)

    KIND.undo(effects, scope=scope, by=work.office)

    assert listed(work.plan) == before


@pytest.mark.parametrize("edit", ["words", "assignee", "deadline"])
def test_what_was_edited_since_is_not_taken_back(work, scope, edit):
    effects = store(KIND, scope, rows(("I", "Mục mới"), ONE), by=work.office)
    task = WorkTask.objects.get(item__text="Chấm điểm")
    if edit == "words":
        WorkItem.objects.update(version=2)
    elif edit == "assignee":
        WorkTask.objects.update(assignee=work.office)
    else:
        WorkTask.objects.filter(pk=task.pk).update(due_on=date(2024, 6, 3))

    with pytest.raises(Refused, match="‘Chấm điểm’: đã có người sửa sau lần nhập này"):
        KIND.undo(effects, scope=scope, by=work.office)
