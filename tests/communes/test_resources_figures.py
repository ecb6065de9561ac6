"""Figures of communes from a sheet: a column each or a row each, judged like on the pages."""

from decimal import Decimal

import pytest

from communes.models import StatusEntry
from communes.resources.figures import FigureKind
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import Stamp
from ntm_portal.lib.workbooks.model import CellKind, SheetCell
from tests.communes.importing import Desk
from tests.factories.sheet import SheetWorld, make_sheet_world
from tests.factories.sheets import brief, make_cell, make_table

pytestmark = pytest.mark.django_db
KIND = FigureKind()
NAMES = ("income", "roads", "electric", "insured")
TITLES = ("Tên xã", "Thu nhập", "Đường trục xã", "Hệ thống điện", "Bảo hiểm y tế")


@pytest.fixture
def sheet() -> SheetWorld:
    return make_sheet_world()


@pytest.fixture
def desk(sheet) -> Desk:
    columns = {
        place: f"indicator:{getattr(sheet, name).code}" for place, name in enumerate(NAMES, start=2)
    }
    return Desk(KIND, sheet.world, {1: "commune", **columns})


def row_of(sheet: SheetWorld, *values):
    return make_table(TITLES, (sheet.commune.name, *values))


def said() -> list[tuple[str, str, str]]:
    rows = StatusEntry.objects.order_by("pk").select_related("cell__requirement")
    return [(row.cell.requirement.name, row.said_text, row.verdict) for row in rows]


def test_a_column_each_is_read_judged_and_stored(desk, sheet):
    table = row_of(sheet, Decimal("43.8"), "80 Đ", "Đạt", "95; 96; 94")

    intake = desk.read(table)
    desk.store(intake)

    assert brief(intake.readings) == [
        (2, 2, "NEW", "43,8 triệu đồng/người/năm, chưa đạt", ""),
        (2, 3, "NEW", "80%, đạt", ""),
        (2, 4, "NEW", "đạt", ""),
        (2, 5, "NEW", "chung 95; nam 96; nữ 94%, đạt", ""),
    ]
    assert said() == [
        ("Thu nhập", "43,8", "NOT_MET"),
        ("Đường trục xã", "80 Đ", "MET"),
        ("Hệ thống điện", "Đ", "MET"),
        ("Bảo hiểm y tế", "95; 96; 94", "MET"),
    ]


def test_a_second_import_changes_nothing(desk, sheet):
    table = row_of(sheet, Decimal("43.8"), "80 Đ", "Đạt", "95; 96; 94")
    desk.store(desk.read(table))

    again = desk.read(table)

    assert (again.rows, {one.state.name for one in again.readings}) == ((), {"SAME"})


def test_what_differs_is_changed_and_shows_both(desk, sheet):
    desk.measure(sheet.income, "43,8")

    intake = desk.read(row_of(sheet, Decimal("55.5")))

    unit = "triệu đồng/người/năm"
    assert brief(intake.readings) == [
        (2, 2, "CHANGED", f"55,5 {unit}, đạt", f"43,8 {unit}, chưa đạt")
    ]


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        pytest.param(make_cell(Decimal("0.955"), "0.0%"), "95,5", id="format-of-percent"),
        pytest.param("95,5%", "95,5", id="sign-of-percent"),
        pytest.param("95,5\u00a0", "95,5", id="nbsp"),
    ],
)
def test_percent_is_read_as_the_sheet_shows_it(desk, sheet, value, stored):
    desk.store(desk.read(row_of(sheet, "", value)))

    assert [text for _, text, _ in said()] == [stored]


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        pytest.param(3, "101", "‘101’ ngoài khoảng 0–100. Xem lại con số.", id="more-than-all"),
        pytest.param(
            2,
            "43,8 Đ",
            "ghi Đạt nhưng mức đã đối chiếu là ≥ 50 triệu đồng/người/năm (318/QĐ-TTg). "
            "Sửa con số, hoặc bỏ kết quả ghi tay.",
            id="against-a-verified-threshold",
        ),
        pytest.param(
            2,
            "khoảng 45",
            "‘khoảng 45’ không phải một số cụ thể. Viết số đo được, ví dụ 45.",
            id="about",
        ),
        pytest.param(
            2,
            SheetCell(CellKind.ERROR, "#REF!"),
            "Ô báo #REF!. Sửa công thức hoặc gõ số vào ô.",
            id="error-of-excel",
        ),
        pytest.param(
            4,
            "95",
            "‘95’ chưa rõ đạt hay chưa. Ghi Đạt, Chưa đạt hoặc Không áp dụng.",
            id="figure-for-words",
        ),
    ],
)
def test_what_cannot_be_is_an_error_and_hides_no_other(desk, sheet, place, value, message):
    values = ["", "", "", "91; 90; 92"]
    values[place - 2] = value

    intake = desk.read(row_of(sheet, *values))

    (wrong,) = [one for one in intake.readings if one.state.name == "ERROR"]
    assert (wrong.column, wrong.message) == (place, message)
    assert len(intake.rows) == 1


def test_two_readings_are_asked(desk, sheet):
    table = row_of(sheet, "1.234")

    (asked,) = desk.read(table).readings
    answered = desk.read(table, answers={asked.question.key: "1234"})

    assert asked.state.name == "ASK"
    assert [row["said"] for row in answered.rows] == [[None, "1234", None, None, None, None]]


def test_what_the_portal_says_decides_between_two_readings(desk, sheet):
    desk.measure(sheet.income, "1,25")

    (found,) = desk.read(row_of(sheet, "1.234")).readings

    assert (found.state.name, found.read) == (
        "CHANGED",
        "1,234 triệu đồng/người/năm, chưa đạt",
    )
    assert found.message == "Đọc là 1,234."


# One row per commune and indicator


LONG = {
    1: "commune",
    2: "requirement",
    3: "value",
    4: "numerator",
    5: "denominator",
    6: "unit",
    7: "note",
}
LONG_TITLES = ("Xã", "Chỉ tiêu", "Giá trị", "Tử số", "Mẫu số", "ĐVT", "Ghi chú")


def test_rows_of_commune_indicator_and_figure(desk, sheet):
    name = sheet.commune.name
    table = make_table(
        LONG_TITLES,
        (name, sheet.income.code, Decimal("43.8"), "", "", "", "biên bản số 5"),
        (name, "Đường trục xã", "", 14, Decimal("15.7"), "%"),
        (name, f"Chỉ tiêu {sheet.electric.code}", "Đạt"),
    )

    intake = desk.read(table, LONG)
    desk.store(intake)

    assert said() == [
        ("Thu nhập", "43,8", "NOT_MET"),
        ("Đường trục xã", "14/15,7", "NO_DATA"),
        ("Hệ thống điện", "Đ", "MET"),
    ]
    assert StatusEntry.objects.order_by("pk").first().note == "biên bản số 5"


def test_a_number_with_another_name_is_asked(desk, sheet):
    row = (sheet.commune.name, f"{sheet.income.code}. Hộ nghèo", "43,8")

    (asked,) = desk.read(make_table(LONG_TITLES, row), LONG).readings

    assert (asked.column, asked.state.name) == (2, "ASK")
    assert asked.question.options == ((str(sheet.income.pk), str(sheet.income)),)


@pytest.mark.parametrize(
    ("said", "column", "message"),
    [
        pytest.param(
            ("99.9", "5"),
            2,
            "‘99.9’ không có trong bộ tiêu chí này. Ghi số như trong bộ.",
            id="unknown",
        ),
        pytest.param(
            ("Thu nhập", "43800", "", "", "nghìn đồng"),
            3,
            "Ghi đơn vị ‘nghìn đồng’, cổng tính bằng ‘triệu đồng/người/năm’. "
            "Đổi số liệu và đơn vị.",
            id="another-unit",
        ),
        pytest.param(
            ("Đường trục xã", "", "14"),
            3,
            "Chưa ghi mẫu số. Ghi đủ cả tử số và mẫu số.",
            id="no-denominator",
        ),
        pytest.param(
            ("Đường trục xã", "", "16", "15"),
            3,
            "‘16/15’: tử số lớn hơn mẫu số. Xem lại hai con số.",
            id="more-than-all",
        ),
    ],
)
def test_a_row_that_cannot_be_is_an_error(desk, sheet, said, column, message):
    table = make_table(LONG_TITLES, (sheet.commune.name, *said))

    intake = desk.read(table, LONG)

    (wrong,) = intake.readings
    assert (wrong.column, wrong.state.name, wrong.message) == (column, "ERROR", message)
    assert intake.rows == ()


def test_the_same_figure_twice_differently_is_wrong_in_both_rows(desk, sheet):
    name, code = sheet.commune.name, sheet.income.code
    table = make_table(LONG_TITLES, (name, code, "43,8"), (name, "Thu nhập", "55"))

    intake = desk.read(table, LONG)

    assert [(one.row, one.state.name) for one in intake.readings] == [(2, "ERROR"), (3, "ERROR")]
    assert intake.readings[0].message == (
        f"{sheet.commune.full_name}, chỉ tiêu {code}: dòng 2 ghi ‘43,8’, dòng 3 ghi ‘55’. Giữ một."
    )


# A form of our own


@pytest.mark.parametrize(
    ("text", "state"),
    [
        pytest.param(Decimal("43.8"), "SAME", id="untouched"),
        pytest.param("43,80", "SAME", id="written-otherwise"),
        pytest.param(Decimal(55), "CONFLICT", id="edited-on-both-sides"),
    ],
)
def test_a_form_that_comes_back(desk, sheet, text, state):
    first = desk.measure(sheet.income, "43,8")
    desk.measure(sheet.income, "60", seen=first.pk)
    code = sheet.commune.code
    stamp = Stamp(
        kind=KIND.code,
        scope=desk.data(),
        columns=desk.mapping,
        identities={2: code},
        cells={(code, f"indicator:{sheet.income.code}"): ("43,8", first.pk)},
    )

    intake = desk.read(row_of(sheet, text), stamp=stamp)

    assert [one.state.name for one in intake.readings] == [state]
    assert intake.readings[0].before == "60 triệu đồng/người/năm, đạt"
    assert intake.rows == ()


# Taking it back


def test_undo_brings_the_figure_back_with_its_threshold(desk, sheet):
    first = desk.measure(sheet.income, "43,8")
    effects = desk.store(desk.read(row_of(sheet, Decimal(55), "80 Đ")))

    KIND.undo(effects, scope=desk.scope(), by=sheet.world.office)

    restored, withdrawn = StatusEntry.objects.order_by("pk")[3:]
    assert (restored.said_text, restored.verdict, restored.threshold) == (
        "43,8",
        "NOT_MET",
        first.threshold,
    )
    assert (withdrawn.said_text, withdrawn.verdict) == ("", "NO_DATA")


# What a sheet must have


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        pytest.param(
            {1: "commune"}, "Chưa chọn cột chỉ tiêu nào. Chọn ít nhất một cột.", id="nothing"
        ),
        pytest.param(
            {1: "commune", 2: "requirement"},
            "Chưa chọn cột giá trị. Chọn cột có số liệu của chỉ tiêu.",
            id="no-value",
        ),
    ],
)
def test_a_sheet_without_figures_is_refused(desk, sheet, mapping, sentence):
    with pytest.raises(Refused) as refused:
        desk.read(row_of(sheet, "1"), mapping)

    assert refused.value.message == sentence
