"""The money of a plan by a sheet: the tree, the unit, what is asked, and back again."""

from decimal import Decimal

import pytest

from ntm_portal.lib.imports import ImportRefused, run_import
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import Stamp, State
from ntm_portal.lib.workbooks.model import CellKind, SheetCell
from plans.models import CapitalLine, Plan, PlanChange
from plans.resources.capital import CapitalKind
from plans.resources.money_units import changed, printed_unit
from plans.resources.numbering import Levels, split_mark
from plans.resources.scopes import PlanScope
from plans.services.contents import remove_part
from reports.appendices import APPENDICES
from tests.factories.plans import CapitalLineFactory, PlanFactory
from tests.factories.signing import bring_to
from tests.factories.world import TODAY, make_world
from tests.sheet_tables import messages, questions, read, store, told

KIND = CapitalKind()
HEADS = ("STT", "Nguồn vốn", "Số tiền (tỷ đồng)", "Tỷ lệ (%)")


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def scope(world):
    billion = Plan.CapitalUnit.BILLION
    plan = PlanFactory(unit=world.district, status=Plan.Status.DRAFT, capital_unit=billion)
    return PlanScope(plan, TODAY)


# Mục III of Kế hoạch 46/KH-UBND Lạng Sơn (22/02/2019), as a table.
LANG_SON = [
    ("I", "Tổng nhu cầu các nguồn vốn", Decimal("3002.8"), ""),
    ("1", "Vốn đầu tư trực tiếp cho Chương trình", Decimal("652.8"), Decimal("21.7")),
    ("-", "Vốn ngân sách Trung ương", Decimal("495.1"), Decimal("16.5")),
    ("-", "Vốn ngân sách địa phương", "157,7", "5,3"),
    ("2", "Vốn lồng ghép từ các Chương trình", Decimal(365), "12,2%"),
    ("3", "Vốn tín dụng", "1.800", SheetCell(CellKind.NUMBER, "0.599", "0.0%")),
]


def sheet(*rows, heads=HEADS):
    return [("NGUỒN VỐN THỰC HIỆN",), heads, *rows]


def tree(plan):
    """(depth, label, amount, share) in the order of the plan."""
    found = []

    def walk(parent, depth):
        for line in plan.capital_lines.filter(parent=parent).order_by("position"):
            found.append((depth, line.label, f"{line.amount.normalize():f}", line.share))
            walk(line, depth + 1)

    walk(None, 0)
    return found


@pytest.mark.parametrize(
    ("marks", "depths"),
    [
        (["I", "1", "-", "-", "2", "+", "II", "1"], [0, 1, 2, 2, 1, 2, 0, 1]),
        (["A", "I", "1", "a", "b)", "II", "B"], [0, 1, 2, 3, 3, 1, 0]),
        (["1", "1.1", "1.1.1", "1.2", "2", "2.1"], [0, 1, 2, 1, 0, 1]),
        (["A", "B", "C", "D"], [0, 0, 0, 0]),
        (["I", "", "", "II", ""], [0, 1, 1, 0, 1]),
        (["", "", ""], [0, 0, 0]),
    ],
)
def test_levels_follow_the_marks(marks, depths):
    levels = Levels()

    assert [levels.depth(mark) for mark in marks] == depths


@pytest.mark.parametrize(
    ("number", "label", "found"),
    [
        ("I", "Vốn", ("I", "Vốn")),
        ("1.", "Vốn", ("1.", "Vốn")),
        ("", "1. Vốn", ("1.", "Vốn")),
        ("", "1.2 Vốn", ("1.2", "Vốn")),
        ("", "- Vốn", ("-", "Vốn")),
        ("", "a) Vốn", ("a)", "Vốn")),
        ("", "Vốn tín dụng", ("", "Vốn tín dụng")),
        ("", "135 hộ góp", ("", "135 hộ góp")),
        ("Mục 1", "Vốn", None),
    ],
)
def test_a_mark_may_stand_before_the_words(number, label, found):
    assert split_mark(number, label) == found


@pytest.mark.parametrize(
    ("texts", "zeros"),
    [
        (("Số tiền (triệu đồng)",), 6),
        (("Số tiền", "ĐVT: Tỷ đồng"), 9),
        (("Số tiền (tr.đồng)",), 6),
        (("Kinh phí (nghìn đồng)",), 3),
        (("Đơn vị tính: đồng",), 0),
        (("Số tiền", "Vốn huy động cộng đồng"), None),
        ((), None),
    ],
)
def test_units_as_they_are_printed(texts, zeros):
    assert printed_unit(*texts) == zeros


def test_a_unit_into_another():
    assert changed(Decimal("1.5"), 9, 6) == Decimal(1500)
    assert changed(Decimal(1500), 6, 9) == Decimal("1.5")


def test_a_tree_from_nothing_with_its_total_passed_over(world, scope):
    rows = sheet(*LANG_SON, ("", "Tổng cộng", Decimal("3002.8"), ""))

    asked = read(KIND, scope, rows)
    answers = {key: options[0] for key, options in questions(asked).items()}
    store(KIND, scope, rows, by=world.office, answers=answers)

    assert questions(asked) == {"so-tien=t:1.800": ("1800", "1.8")}
    assert tree(scope.plan) == [
        (0, "Tổng nhu cầu các nguồn vốn", "3002.8", ""),
        (1, "Vốn đầu tư trực tiếp cho Chương trình", "652.8", "21,7"),
        (2, "Vốn ngân sách Trung ương", "495.1", "16,5"),
        (2, "Vốn ngân sách địa phương", "157.7", "5,3"),
        (1, "Vốn lồng ghép từ các Chương trình", "365", "12,2"),
        (1, "Vốn tín dụng", "1800", "59,9"),
    ]


def test_the_same_sheet_twice_changes_nothing(world, scope):
    rows = sheet(*LANG_SON[:5])
    store(KIND, scope, rows, by=world.office)
    before, history = tree(scope.plan), PlanChange.objects.count()

    intake = read(KIND, scope, rows)
    store(KIND, scope, rows, by=world.office)

    assert (told(intake), intake.rows) == ([], ())
    assert (tree(scope.plan), PlanChange.objects.count()) == (before, history)


def test_the_portals_own_table_comes_back_with_nothing_new(world, scope):
    store(KIND, scope, sheet(*LANG_SON[:5]), by=world.office)
    table = APPENDICES["nguon-von"](plan=scope.plan, day=scope.plan.baseline_on)
    heads = tuple(column.title for column in table.columns)

    intake = read(KIND, scope, sheet(*map(table.texts, table.rows), heads=heads))

    assert (told(intake), intake.rows) == ([], ())


def test_the_same_words_below_another_source_are_another_line(world, scope):
    store(
        KIND,
        scope,
        sheet(("I", "Tỉnh", 10), ("1", "Đầu tư", 4), ("II", "Huyện", 20), ("1", "Đầu tư", 5)),
        by=world.office,
    )

    intake = read(KIND, scope, sheet(("I", "Huyện", 20), ("1", "đầu tư", 6)))

    assert [(one.column, one.before, one.read) for one in intake.readings[1:]] == [
        (3, "20", "20"),
        (2, "Đầu tư", "đầu tư"),
        (3, "5", "6"),
    ]


@pytest.mark.parametrize(("answer", "amounts"), [("doi", ["1.5", "0.5"]), ("giu", ["1500", "500"])])
def test_another_unit_than_the_plans_is_asked_once(world, scope, answer, amounts):
    rows = sheet(
        ("I", "Vốn", 1500), ("1", "Đầu tư", 500), heads=("STT", "Nguồn vốn", "Số tiền (triệu đồng)")
    )

    asked = read(KIND, scope, rows)
    store(KIND, scope, rows, by=world.office, answers={"don-vi-tinh=6": answer})

    assert questions(asked) == {"don-vi-tinh=6": ("doi", "giu")}
    assert asked.rows == ()
    assert [amount for _, _, amount, _ in tree(scope.plan)] == amounts


def test_a_unit_that_is_not_printed_is_asked(world, scope):
    rows = sheet(("I", "Vốn", 1500), heads=("STT", "Nguồn vốn", "Số tiền"))

    asked = read(KIND, scope, rows)
    store(KIND, scope, rows, by=world.office, answers={"don-vi-tinh": "6"})

    assert questions(asked) == {"don-vi-tinh": ("9", "6", "3", "0")}
    assert tree(scope.plan) == [(0, "Vốn", "1.5", "")]


def test_a_unit_above_the_table_is_read(world, scope):
    rows = [("Đơn vị tính: tỷ đồng",), ("STT", "Nguồn vốn", "Số tiền"), ("I", "Vốn", 15)]

    assert questions(read(KIND, scope, rows)) == {}


@pytest.mark.parametrize(
    ("amount", "key", "answers"),
    [
        (3000, "gap-nghin:3", {"giu": "3000", "doi": "3"}),
        (1500, "gap-nghin:3", {"giu": "1500", "doi": "1.5"}),
        (6000, "gap-nghin:3", {"giu": "6000", "doi": "6"}),
        (Decimal("0.003"), "gap-nghin:-3", {"giu": "0.003", "doi": "3"}),
    ],
)
def test_a_thousand_times_what_stands_is_asked(world, scope, amount, key, answers):
    rows = sheet(("I", "Vốn", amount))

    for answer, stored in answers.items():
        scope.plan.capital_lines.all().delete()
        CapitalLineFactory(plan=scope.plan, label="Vốn", amount=3)
        assert questions(read(KIND, scope, rows)) == {key: ("doi", "giu")}
        store(KIND, scope, rows, by=world.office, answers={key: answer})
        assert tree(scope.plan) == [(0, "Vốn", stored, "")]


@pytest.mark.parametrize("amount", [1499, 6003, 30, Decimal("0.3"), 0])
def test_other_amounts_are_changes(scope, amount):
    CapitalLineFactory(plan=scope.plan, label="Vốn", amount=3)

    intake = read(KIND, scope, sheet(("I", "Vốn", amount)))

    assert [(column, state) for _, column, state, _ in told(intake)] == [(3, State.CHANGED)]


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (
            ("I", "", 10),
            2,
            "Có số tiền nhưng chưa ghi nguồn vốn. Ghi tên nguồn.",
        ),
        (("?", "Vốn", 10), 1, "STT ‘?’ không đọc được. Viết I, 1, a hoặc gạch đầu dòng."),
        (("1", "Vốn", ""), 3, "Nguồn mới chưa có số tiền. Ghi số tiền, hoặc bỏ dòng."),
        (("1", "Vốn", "~45"), 3, "‘~45’ không phải một số cụ thể. Viết số đo được, ví dụ 45."),
    ],
)
def test_what_cannot_be_taken_is_said_where_it_stands(scope, row, column, message):
    intake = read(KIND, scope, sheet(row, ("9", "Vốn khác", 5)))

    wrong = [one for one in intake.readings if one.state is State.ERROR]
    assert [(one.column, one.message) for one in wrong] == [(column, message)]
    assert [stored["facts"]["label"] for stored in intake.rows] == ["Vốn khác"]


def test_parts_of_a_source_that_is_not_stored_are_told(scope):
    intake = read(KIND, scope, sheet(("I", "Vốn", "?"), ("1", "Đầu tư", 5), ("II", "Khác", 1)))

    assert messages(intake)[-1] == "Nguồn lớn ở dòng 3 chưa nhập được. Sửa dòng ấy trước."
    assert [row["row"] for row in intake.rows] == [5]


def test_a_source_that_stands_twice_is_told_at_the_second(scope):
    intake = read(KIND, scope, sheet(("1", "Vốn", 3), ("2", "VỐN", 4)))

    assert messages(intake) == ["‘VỐN’ đã có ở dòng 3. Giữ một dòng."]


def test_a_total_that_the_sources_do_not_come_to_is_told(scope):
    intake = read(KIND, scope, sheet(("1", "Vốn", 3), ("2", "Khác", 4), ("", "Tổng cộng", 8)))

    assert messages(intake) == ["Dòng tổng ghi 8, các nguồn cộng lại 7."]
    assert intake.readings[-1].state is State.PASSED_OVER


def stamped(line, **cells):
    identity = str(line.pk)
    columns = {1: "number", 2: "label", 3: "amount", 4: "share"}
    said = {(identity, key): (words, 1) for key, words in cells.items()}
    return Stamp("nguon-von", {}, columns, {3: identity}, said)


def test_a_form_that_comes_back_may_rename(scope):
    line = CapitalLineFactory(plan=scope.plan, label="Vốn", amount=3)
    stamp = stamped(line, label="Vốn", amount="3")

    intake = read(KIND, scope, sheet(("I", "Vốn tín dụng", 3)), stamp=stamp)

    assert told(intake) == [(3, 2, State.CHANGED, "Vốn tín dụng")]
    assert [row["pk"] for row in intake.rows] == [line.pk]


def test_an_amount_changed_meanwhile_is_a_conflict(scope):
    line = CapitalLineFactory(plan=scope.plan, label="Vốn", amount=7)
    stamp = stamped(line, label="Vốn", amount="3")

    intake = read(KIND, scope, sheet(("I", "Vốn", 4)), stamp=stamp)

    assert told(intake) == [(3, 3, State.CONFLICT, "4")]
    assert intake.rows == ()


def test_somebody_who_was_faster_keeps_it_out(world, scope):
    line = CapitalLineFactory(plan=scope.plan, label="Vốn", amount=3)
    intake = read(KIND, scope, sheet(("I", "Vốn", 4)))
    CapitalLine.objects.filter(pk=line.pk).update(amount=7)

    with pytest.raises(ImportRefused, match="Dòng 3: Dòng này vừa được đổi"):
        run_import(KIND.resource(scope), intake.rows, by=world.office, commit=True)


def test_a_plan_that_was_submitted_meanwhile_takes_nothing(world, scope):
    intake = read(KIND, scope, sheet(("I", "Vốn", 4)))
    bring_to(scope.plan, "SUBMITTED")

    with pytest.raises(ImportRefused, match="đã trình"):
        run_import(KIND.resource(scope), intake.rows, by=world.office, commit=True)


def test_an_import_is_taken_back(world, scope):
    CapitalLineFactory(plan=scope.plan, label="Vốn", amount=3, share="5")
    before = tree(scope.plan)
    rows = sheet(("I", "VỐN", 4, "6"), ("1", "Đầu tư", 1), ("II", "Khác", 2))
    effects = store(KIND, scope, rows, by=world.office)
    assert len(tree(scope.plan)) == 3

    KIND.undo(effects, scope=scope, by=world.office)

    assert tree(scope.plan) == before


@pytest.mark.parametrize("edit", ["changed", "gone"])
def test_what_was_edited_since_is_not_taken_back(world, scope, edit):
    effects = store(KIND, scope, sheet(("I", "Vốn", 4), ("II", "Khác", 5)), by=world.office)
    line = scope.plan.capital_lines.get(label="Khác")
    if edit == "changed":
        scope.plan.capital_lines.filter(pk=line.pk).update(version=2)
    else:
        remove_part(part=line, seen=line.version, by=world.office)

    with pytest.raises(Refused, match="đã có người sửa sau lần nhập này"):
        KIND.undo(effects, scope=scope, by=world.office)

    assert scope.plan.capital_lines.filter(label="Vốn").exists()
