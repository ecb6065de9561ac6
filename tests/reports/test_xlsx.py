"""The Excel file read back with openpyxl, and its XML where openpyxl would hide something."""

import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.cell import MergedCell

from reports.renderers import render
from reports.renderers.xlsx import LINE_POINTS
from reports.tables import Column, Kind, Orientation, Row, RowKind
from tests.reports import loc_binh_2024 as golden

HEADING_ROWS = 3  # title, reference, an empty row
HEADER_ROWS = 2
FIRST = HEADING_ROWS + HEADER_ROWS + 1
NUMBERS = {0, 2, 4, 6}


@pytest.fixture
def sheet(table):
    return load_workbook(BytesIO(render(table, "xlsx").body)).active


def as_printed(place, cell):
    """The cell's text as Excel shows it in a Vietnamese system."""
    if cell.value is None:
        return ""
    if isinstance(cell.value, str):
        return cell.value
    assert place in NUMBERS
    places = len(cell.number_format.partition(".")[2])
    return f"{cell.value:.{places}f}".replace(".", ",")


def test_cells(sheet):
    rows = tuple(
        tuple(as_printed(place, cell) for place, cell in enumerate(row))
        for row in sheet.iter_rows(min_row=FIRST)
    )

    assert rows == golden.ROWS


def test_headings(sheet):
    header = [
        [cell.value for cell in row if cell.value is not None]
        for row in sheet.iter_rows(min_row=HEADING_ROWS + 1, max_row=FIRST - 1)
    ]

    assert (sheet["A1"].value, sheet["A2"].value) == (golden.TITLE, golden.SUBTITLE)
    assert header == [list(golden.TOP_HEADERS), list(golden.COLUMNS[2:6])]


def test_figures_are_numbers_and_the_rest_is_text(sheet):
    types = [cell.data_type for cell in sheet[FIRST + 9]]
    formats = [cell.number_format for cell in sheet[FIRST + 9]]

    assert types == ["n", "s", "n", "s", "n", "s", "n"]
    assert formats == ["#,##0", "@", "#,##0", "@", "#,##0", "@", "#,##0"]
    assert (sheet.cell(FIRST + 20, 3).value, sheet.cell(FIRST + 20, 3).number_format) == (
        12.95,
        "#,##0.00",
    )


def test_merged_cells(sheet):
    assert sorted(map(str, sheet.merged_cells.ranges)) == [
        "A1:G1",
        "A25:B25",
        "A26:B26",
        "A2:G2",
        "A4:A5",
        "B4:B5",
        "C4:D4",
        "E4:F4",
        "G4:G5",
    ]


def test_printing(sheet):
    assert sheet.print_title_rows == "$4:$5"
    assert sheet.print_area == "'PL02'!$A$1:$G$26"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    margins = sheet.page_margins
    millimetres = [margins.left, margins.right, margins.top, margins.bottom]
    assert [round(inches * 25.4) for inches in millimetres] == [30, 15, 20, 20]
    assert (sheet.oddHeader.center.text, sheet.HeaderFooter.differentFirst) == ("&P", True)


def test_rows_are_as_high_as_their_lines(sheet):
    """Goals take two lines of their column, short lists one."""
    lines = [sheet.row_dimensions[FIRST + row].height / LINE_POINTS for row in (0, 11)]

    assert lines == [2, 1]


def test_no_list_is_broken_inside_a_number(sheet):
    """19 numbers and their commas: 29 digits and 18 commas of Times 12, in digits of Calibri 11."""
    points = 29 * 6 + 18 * 3

    assert sheet.column_dimensions["D"].width * 7 * 72 / 96 > points


def test_font_borders_and_wrapping_everywhere(sheet):
    cells = [cell for row in sheet.iter_rows(min_row=HEADING_ROWS + 1) for cell in row]
    cells = [cell for cell in cells if not isinstance(cell, MergedCell)]

    assert {cell.border.left.style for cell in cells} == {"thin"}
    assert {cell.font.name for cell in cells if cell.value is not None} == {"Times New Roman"}
    assert {cell.alignment.wrap_text for cell in cells if cell.data_type == "s"} == {True}


HOSTILE = ["=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C x'!A1"]


@pytest.mark.parametrize("name", HOSTILE)
def test_text_never_becomes_a_formula(table, name):
    """Also in the header, the heading and the notes."""
    column = replace(table.columns[0], title=name)
    rows = (Row(RowKind.ROW, (1, name, 1, name, 1, name, 1)), *table.rows[1:])
    hostile = replace(
        table, title=name, header=(column, *table.header[1:]), rows=rows, notes=(name,)
    )

    package = ZipFile(BytesIO(render(hostile, "xlsx").body))

    assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
    sheet = load_workbook(BytesIO(render(hostile, "xlsx").body)).active
    assert (sheet.cell(FIRST, 2).value, sheet.cell(FIRST, 2).data_type) == (name.strip(), "s")


def test_sheet_name_is_one_that_excel_takes(table):
    named = replace(table, code="PL[0]2:*?/\\" + "x" * 40)

    book = load_workbook(BytesIO(render(named, "xlsx").body))

    assert book.sheetnames == ["PL02" + "x" * 27]


def test_landscape_header_of_one_level_and_no_page_number(table):
    wide = replace(
        table,
        label="Phụ lục I",
        header=tuple(Column(title, Kind.TEXT, 1) for title in golden.COLUMNS),
        orientation=Orientation.LANDSCAPE,
        page_numbers=False,
    )

    sheet = load_workbook(BytesIO(render(wide, "xlsx").body)).active

    assert sheet.page_setup.orientation == "landscape"
    assert (sheet["A1"].value, sheet["A2"].value) == ("Phụ lục I", golden.TITLE)
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.oddHeader.center.text is None


def test_properties_come_from_the_plan(table):
    body = render(table, "xlsx").body

    properties = load_workbook(BytesIO(body)).properties
    assert (properties.title, properties.creator) == (golden.TITLE, "UBND huyện Lộc Bình")
    assert properties.created == properties.modified == datetime(2024, 1, 30)  # noqa: DTZ001
    assert {entry.date_time for entry in ZipFile(BytesIO(body)).infolist()} == {
        (2024, 1, 30, 0, 0, 0)
    }


def test_a_draft_has_no_day(table):
    body = render(replace(table, dated_on=None), "xlsx").body

    core = ZipFile(BytesIO(body)).read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"1980-01-01T00:00:00Z"}
