"""Lists as files: kinds of values, no formula from a text, the same bytes each time."""

import csv
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.test import RequestFactory
from openpyxl import load_workbook

from ntm_portal.lib.lists_out import (
    Ending,
    ListColumn,
    ListFile,
    asked_ending,
    list_response,
    moment,
    write_csv,
    write_xlsx,
)
from ntm_portal.lib.refusals import Refused

HOSTILE = ["=1+1", "+84 912", "-5", "@SUM(A1)", "\t=1", "=HYPERLINK(A1)", " =1+1", "#N/A", "'x"]


def of(*values, title: str = "Danh sách") -> ListFile:
    """One row with a column for each value."""
    columns = [
        ListColumn(f"Cột {place}", lambda row, place=place: row[place])
        for place in range(len(values))
    ]
    return ListFile(title, columns, [values], "", date(2024, 6, 30))


def cells(content: bytes) -> list:
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    return [
        (
            cell.value.strftime("%d/%m/%Y") if cell.is_date else cell.value,
            cell.number_format,
            cell.data_type,
        )
        for cell in sheet[2]
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (19, (19, "General", "n")),
        (1234, (1234, "#,##0", "n")),
        (Decimal("12.95"), (12.95, "General", "n")),
        (0, (0, "General", "n")),
        ("Đạt", ("Đạt", "General", "s")),
        ("1-9, 11", ("1-9, 11", "@", "s")),
        ("00004", ("00004", "@", "s")),
        ("1.2", ("1.2", "@", "s")),
        (date(2024, 1, 30), ("30/01/2024", "dd/mm/yyyy", "d")),
        ("", (None, "General", "n")),
        (None, (None, "General", "n")),
    ],
)
def test_what_a_value_is_in_excel(value, expected):
    assert cells(write_xlsx(of(value, "x")))[0] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1234, "1234"),
        (Decimal("12.95"), "12,95"),
        (Decimal("1E+3"), "1000"),
        ("Đạt; không", '"Đạt; không"'),
        ('nói "có"', '"nói ""có"""'),
        (date(2024, 1, 30), "30/01/2024"),
        (None, ""),
        ("1-9, 11", "1-9, 11"),
    ],
)
def test_what_a_value_is_in_csv(value, expected):
    assert write_csv(of(value, "x")) == f"\ufeffCột 0;Cột 1\r\n{expected};x\r\n"


def test_no_text_becomes_a_formula_in_excel():
    content = write_xlsx(of(*HOSTILE))

    with ZipFile(BytesIO(content)) as package:
        sheets = [package.read(one) for one in package.namelist() if "worksheets/" in one]
    assert [len(re.findall(rb"<f[ />]", one)) for one in sheets] == [0]
    assert [value for value, _, kind in cells(content) if kind == "s"] == HOSTILE


def test_no_text_becomes_a_formula_in_csv():
    text = write_csv(of(*HOSTILE)).removeprefix("\ufeff")

    row = list(csv.reader(StringIO(text), delimiter=";"))[1]

    assert row == [
        "'=1+1",
        "'+84 912",
        "'-5",
        "'@SUM(A1)",
        "'\t=1",
        "'=HYPERLINK(A1)",
        "' =1+1",
        "#N/A",
        "'x",
    ]


def test_headings_are_guarded_too():
    file = ListFile("=1", [ListColumn("=2+2", lambda _: 1)], [0])

    assert write_csv(file) == "\ufeff'=2+2\r\n1\r\n"
    assert b"<f>" not in ZipFile(BytesIO(write_xlsx(file))).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_same_list_gives_the_same_bytes(write):
    assert write(of(1, "a", date(2024, 1, 1))) == write(of(1, "a", date(2024, 1, 1)))


def test_file_knows_no_clock():
    """Two files of one second would be equal anyway."""
    with ZipFile(BytesIO(write_xlsx(of(1, 2)))) as package:
        core = package.read("docProps/core.xml")
        moments = {entry.date_time for entry in package.infolist()}

    assert re.findall(rb"(\d{4}-\d\d-\d\dT[\d:]+Z)", core) == [b"2024-06-30T00:00:00Z"] * 2
    assert moments == {(2024, 6, 30, 0, 0, 0)}


def test_sheet_has_its_name_headings_that_stay_and_a_filter():
    title = "Danh sách [rất: dài] của các xã trong tỉnh/huyện"
    sheet = load_workbook(BytesIO(write_xlsx(of(1, 2, title=title)))).worksheets[0]

    assert sheet.title == "Danh sách -rất- dài- của các xã"
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == (
        "B2",
        "A1:B2",
        "$1:$1",
    )


def test_list_without_rows_keeps_its_headings():
    file = ListFile("Trống", [ListColumn("Xã", lambda _: "")], [])

    assert write_csv(file) == "\ufeffXã\r\n"
    assert load_workbook(BytesIO(write_xlsx(file))).worksheets[0]["A1"].value == "Xã"


@pytest.mark.parametrize(
    ("ending", "kind", "name"),
    [
        (
            Ending.XLSX,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "cong-nhan-dat-chuan-don-vi-2024-06-30.xlsx",
        ),
        (
            Ending.CSV,
            "text/csv; charset=utf-8",
            "cong-nhan-dat-chuan-don-vi-2024-06-30.csv",
        ),
    ],
)
def test_file_is_named_without_marks_and_spaces(ending, kind, name):
    file = ListFile(
        "Công nhận đạt chuẩn", [ListColumn("Xã", str)], [], "“Đơn vị”\r\n", date(2024, 6, 30)
    )

    response = list_response(ending, file)

    assert response["Content-Type"] == kind
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize(
    ("query", "expected"),
    [({}, None), ({"tai": ""}, None), ({"tai": "xlsx"}, "xlsx"), ({"tai": "csv"}, "csv")],
)
def test_address_asks_for_a_file(query, expected):
    assert asked_ending(RequestFactory().get("/", query)) == expected


def test_unknown_file_is_refused_with_a_sentence():
    with pytest.raises(Refused) as refusal:
        asked_ending(RequestFactory().get("/", {"tai": "pdf"}))

    assert refusal.value.message == "Không tải được dạng ‘pdf’. Chọn Excel hoặc CSV."
    assert refusal.value.status == 400


def test_moments_are_those_of_vietnam():
    at = datetime(2024, 6, 30, 17, 5, tzinfo=UTC)

    assert (moment(at), moment(None)) == ("00:05 01/07/2024", "")
