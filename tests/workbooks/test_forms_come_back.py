"""A form that is written, changed in Excel and read again, without a kind behind it."""

import re
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import Stamp
from ntm_portal.lib.workbooks.forms import Form, FormCell, FormColumn, FormRow, Holds, write_form
from ntm_portal.lib.workbooks.reading import read_workbook
from ntm_portal.lib.workbooks.stamps import form_table, read_stamp, without_faults
from ntm_portal.lib.workbooks.tables import SheetTable

COLUMNS = (
    FormColumn("", "STT", 5, is_open=False),
    FormColumn("commune", "Xã", 24, is_open=False),
    FormColumn("criterion:1", "1. Quy hoạch", choices=("Đạt", "Chưa đạt"), hint="Chọn một mục."),
    FormColumn("indicator:1.1", "Thu nhập", holds=Holds.NUMBER),
    FormColumn("goals", "Mục tiêu", 20),
)
SCOPE = {"criteria_set": "BO-THU", "day": "2024-06-30"}


def row(number: int, name: str, *cells: FormCell) -> FormRow:
    keys = ("criterion:1", "indicator:1.1", "goals")
    return FormRow(
        f"xa-{number}",
        {
            "STT": FormCell(number),
            "commune": FormCell(name),
            **dict(zip(keys, cells, strict=False)),
        },
    )


ROWS = (
    row(1, "Xã Bắc", FormCell("Đạt", 11), FormCell(Decimal("12.50"), 12), FormCell("1-9, 11", 13)),
    row(2, "Xã Nam", FormCell("Chưa đạt", 21), FormCell(), FormCell("=1+1", 23)),
    row(3, "Xã Đông"),
)


def form(rows: tuple[FormRow, ...] = ROWS, columns: tuple[FormColumn, ...] = COLUMNS) -> Form:
    return Form("hien-trang", SCOPE, "bieu-mau", "Biểu mẫu thử", columns, rows)


def changed(change: Callable[[Worksheet], object], content: bytes | None = None) -> bytes:
    """The form after somebody has worked on its sheet and saved it."""
    book = load_workbook(BytesIO(content or write_form(form())))
    change(book.worksheets[0])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def come_back(content: bytes) -> tuple[Stamp, SheetTable]:
    workbook = read_workbook(name="tra-lai.xlsx", content=content)
    found = read_stamp(workbook)
    assert found is not None
    stamp, name = found
    table = form_table(next(one for one in workbook.sheets if one.name == name), stamp)
    assert table is not None
    return stamp, table


def said(content: bytes) -> dict[tuple[str, str], str]:
    """(identity, key) -> what the sheet says, without what is empty."""
    stamp, table = come_back(content)
    return {
        (stamp.identities.get(one.number, ""), stamp.columns[column]): cell.text
        for one in table.rows
        for column, cell in one.cells.items()
        if column in stamp.columns
    }


WRITTEN = {
    ("xa-1", "commune"): "Xã Bắc",
    ("xa-1", "criterion:1"): "Đạt",
    ("xa-1", "indicator:1.1"): "12.5",
    ("xa-1", "goals"): "1-9, 11",
    ("xa-2", "commune"): "Xã Nam",
    ("xa-2", "criterion:1"): "Chưa đạt",
    ("xa-2", "goals"): "=1+1",
    ("xa-3", "commune"): "Xã Đông",
}


def test_form_says_what_it_is_and_what_was_written():
    stamp, _ = come_back(write_form(form()))

    assert (stamp.kind, stamp.scope) == ("hien-trang", SCOPE)
    assert stamp.columns == {3: "commune", 4: "criterion:1", 5: "indicator:1.1", 6: "goals"}
    assert stamp.identities == {5: "xa-1", 6: "xa-2", 7: "xa-3"}
    assert stamp.faults == {}
    assert {place: cell for place, cell in stamp.cells.items() if place[0] != "xa-3"} == {
        ("xa-1", "commune"): ("Xã Bắc", 0),
        ("xa-1", "criterion:1"): ("Đạt", 11),
        ("xa-1", "indicator:1.1"): ("12,5", 12),
        ("xa-1", "goals"): ("1-9, 11", 13),
        ("xa-2", "commune"): ("Xã Nam", 0),
        ("xa-2", "criterion:1"): ("Chưa đạt", 21),
        ("xa-2", "indicator:1.1"): ("", 0),
        ("xa-2", "goals"): ("=1+1", 23),
    }


def test_form_comes_back_as_written():
    assert said(write_form(form())) == WRITTEN


def sort(sheet: Worksheet) -> None:
    lines = [[cell.value for cell in one] for one in sheet.iter_rows(min_row=5, max_row=7)]
    for number, line in enumerate(reversed(lines), start=5):
        for column, value in enumerate(line, start=1):
            sheet.cell(number, column).value = value
            if value is not None and str(value).startswith("="):
                sheet.cell(number, column).data_type = "s"


def move_column(sheet: Worksheet) -> None:
    """The goals go in front of the names."""
    goals = [sheet.cell(number, 6).value for number in range(1, 8)]
    sheet.delete_cols(6)
    sheet.insert_cols(3)
    for number, value in enumerate(goals, start=1):
        sheet.cell(number, 3).value = value
        if value is not None:
            sheet.cell(number, 3).data_type = "s"


def unhide(sheet: Worksheet) -> None:
    sheet.row_dimensions[1].hidden = False
    sheet.column_dimensions["A"].hidden = False


def insert_above(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 2)
    sheet["B1"] = "ỦY BAN NHÂN DÂN"


def hide_by_filter(sheet: Worksheet) -> None:
    sheet.row_dimensions[6].hidden = True


@pytest.mark.parametrize(
    "change",
    [sort, move_column, unhide, insert_above, hide_by_filter, lambda sheet: None],
    ids=["sorted", "column moved", "unhidden", "letterhead put above", "filtered", "saved only"],
)
def test_rows_and_columns_are_known_wherever_they_went(change):
    assert said(changed(change)) == WRITTEN


def test_deleted_row_is_not_missed():
    stamp, table = come_back(changed(lambda sheet: sheet.delete_rows(6)))

    assert stamp.identities == {5: "xa-1", 6: "xa-3"}
    assert [one.number for one in table.rows] == [5, 6]
    assert stamp.faults == {}


def test_inserted_row_has_no_identity_and_is_read():
    def insert(sheet: Worksheet) -> None:
        sheet.cell(8, 3).value = "Xã Tây"
        sheet.cell(8, 4).value = "Đạt"

    stamp, table = come_back(changed(insert))

    assert 8 not in stamp.identities
    assert {column: cell.text for column, cell in table.rows[-1].cells.items()} == {
        3: "Xã Tây",
        4: "Đạt",
    }


def copy_row(sheet: Worksheet) -> None:
    for column in range(1, 7):
        sheet.cell(8, column).value = sheet.cell(5, column).value


def test_row_copied_twice_is_told_in_both_places():
    stamp, table = come_back(changed(copy_row))

    left, readings = without_faults(table, stamp)

    assert stamp.faults == {
        5: "Trùng với dòng 8: cùng một dòng của biểu mẫu. Giữ một dòng.",
        8: "Trùng với dòng 5: cùng một dòng của biểu mẫu. Giữ một dòng.",
    }
    assert [one.number for one in left.rows] == [6, 7]
    assert [(one.row, one.state, one.message) for one in readings] == [
        (5, "lỗi", stamp.faults[5]),
        (8, "lỗi", stamp.faults[8]),
    ]


def test_identity_that_is_not_the_forms_is_told():
    def smuggle(sheet: Worksheet) -> None:
        sheet["A6"] = "xa-99"

    stamp, _ = come_back(changed(smuggle))

    assert stamp.faults == {6: "Dòng này không phải của biểu mẫu. Xóa dòng, hoặc tải biểu mẫu mới."}


def test_row_that_bears_another_name_is_told():
    def rename(sheet: Worksheet) -> None:
        sheet["C6"] = "Xã Tây"

    stamp, _ = come_back(changed(rename))

    assert stamp.faults == {6: "Ghi ‘Xã Tây’, nhưng dòng này của biểu mẫu là ‘Xã Nam’. Sửa lại."}


def test_column_copied_twice_is_refused():
    def copy(sheet: Worksheet) -> None:
        for number in range(1, 8):
            sheet.cell(number, 7).value = sheet.cell(number, 4).value

    with pytest.raises(Refused) as refusal:
        come_back(changed(copy))

    assert refusal.value.message == (
        "Cột D và cột G của trang ‘Biểu mẫu’ là cùng một cột của biểu mẫu. Xóa một cột."
    )


def test_sheet_copied_twice_is_refused():
    def copy(sheet: Worksheet) -> None:
        sheet.parent.copy_worksheet(sheet)

    with pytest.raises(Refused) as refusal:
        come_back(changed(copy))

    assert refusal.value.message == (
        "Trang ‘Biểu mẫu’ và ‘Biểu mẫu Copy’ là cùng một biểu mẫu. "
        "Xóa trang không dùng rồi tải lại."
    )


def spoil_scope(book: Book) -> None:
    book["ntm"]["A3"] = "{"


def spoil_cells(book: Book) -> None:
    book["ntm"]["B5"] = '["x"]'


def drop_stamp(book: Book) -> None:
    del book["ntm"]


def drop_keys(book: Book) -> None:
    book.worksheets[0].delete_rows(1)


@pytest.mark.parametrize("spoil", [spoil_scope, spoil_cells, drop_stamp, drop_keys])
def test_form_that_lost_what_it_says_of_itself_is_an_ordinary_sheet(spoil):
    book = load_workbook(BytesIO(write_form(form())))
    spoil(book)
    target = BytesIO()
    book.save(target)

    assert read_stamp(read_workbook(name="a.xlsx", content=target.getvalue())) is None


def test_same_form_gives_the_same_bytes():
    """Also another day: no moment of the file is that of the clock."""
    content = write_form(form())

    with ZipFile(BytesIO(content)) as package:
        core = package.read("docProps/core.xml")
        moments = {entry.date_time for entry in package.infolist()}
    assert content == write_form(form())
    assert re.findall(rb"(\d{4}-\d\d-\d\dT[\d:]+Z)", core) == [b"1980-01-01T00:00:00Z"] * 2
    assert moments == {(1980, 1, 1, 0, 0, 0)}


def test_user_text_is_never_a_formula():
    package = ZipFile(BytesIO(write_form(form())))
    sheets = [package.read(name) for name in package.namelist() if "worksheets/" in name]

    assert [content.count(b"<f>") for content in sheets] == [0, 0]


def test_headings_and_names_are_locked_and_values_are_open():
    sheet = load_workbook(BytesIO(write_form(form()))).worksheets[0]

    assert sheet.protection.sheet is True
    assert sheet.protection.password is None
    assert [sheet.cell(4, place).protection.locked for place in range(2, 7)] == [True] * 5
    opened = [not sheet.cell(5, place).protection.locked for place in range(2, 7)]
    assert opened == [False, False, True, True, True]


def test_lists_are_text_and_numbers_are_numbers():
    sheet = load_workbook(BytesIO(write_form(form()))).worksheets[0]

    assert [(sheet[at].value, sheet[at].number_format) for at in ("E5", "E6", "F5", "B5")] == [
        (12.5, "General"),
        (None, "General"),
        ("1-9, 11", "@"),
        (1, "General"),
    ]


def test_drop_downs_and_what_they_say():
    sheet = load_workbook(BytesIO(write_form(form()))).worksheets[0]

    found = [
        (rule.type, rule.formula1, rule.error, rule.errorStyle, str(rule.sqref))
        for rule in sheet.data_validations.dataValidation
    ]

    assert found == [
        ("list", '"Đạt,Chưa đạt"', "Chọn một mục.", "stop", "D5:D207"),
        (
            "decimal",
            "0",
            "Ô này là số, không âm. Viết như 12,95.",
            "warning",
            "E5:E207",
        ),
    ]


def test_page_prints_its_headings_on_one_width_and_freezes_them():
    sheet = load_workbook(BytesIO(write_form(form()))).worksheets[0]

    assert (sheet.freeze_panes, sheet.print_title_rows) == ("D5", "$4:$4")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert (sheet.row_dimensions[1].hidden, sheet.column_dimensions["A"].hidden) == (True, True)
    assert [one.sheet_state for one in sheet.parent.worksheets] == ["visible", "veryHidden"]


def test_row_too_long_for_one_cell_goes_on_in_the_next():
    columns = tuple(FormColumn(f"k{number}", f"Cột {number}") for number in range(3))
    long = "Ă" * 20_000
    rows = (FormRow("a", {f"k{number}": FormCell(long, number) for number in range(3)}),)

    stamp, _ = come_back(write_form(form(rows, columns)))

    assert stamp.cells == {("a", f"k{number}"): (long, number) for number in range(3)}


def test_choices_that_a_drop_down_cannot_hold_are_a_mistake_of_ours():
    column = FormColumn("a", "A", choices=("một, hai",))

    with pytest.raises(ValueError, match=re.escape("một, hai")):
        write_form(form((), (column,)))
