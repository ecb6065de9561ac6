"""The Word file read back with python-docx."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from reports.renderers import render
from reports.tables import Orientation, Row, RowKind
from tests.reports import loc_binh_2024 as golden


def read(table):
    return Document(BytesIO(render(table, "docx").body))


def texts(row):
    """One text per column; a merged cell once, "" where it hides another; breaks taken out."""
    found, before = [], None
    for cell in row.cells:
        found.append("" if cell._tc is before else cell.text.replace("\u200b", ""))
        before = cell._tc
    return tuple(found)


@pytest.fixture
def document(table):
    return read(table)


def test_cells(document):
    rows = document.tables[0].rows

    assert tuple(map(texts, list(rows)[2:])) == golden.ROWS


def test_headings(document):
    first, second = list(document.tables[0].rows)[:2]

    assert [paragraph.text for paragraph in document.paragraphs] == [golden.TITLE, golden.SUBTITLE]
    assert tuple(filter(None, texts(first))) == golden.TOP_HEADERS
    assert texts(second)[2:6] == golden.COLUMNS[2:6]


def test_only_lists_longer_than_their_line_may_break(document):
    rows = list(document.tables[0].rows)

    assert [rows[i].cells[3].text.count("\u200b") for i in (2, 12)] == [18, 0]


def test_rows_stay_whole_and_the_header_repeats(document):
    rows = list(document.tables[0].rows)
    header = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows]
    whole = [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows]

    assert header == [True] * 2 + [False] * 21
    assert whole == [True] * 23


def test_totals_stay_with_the_last_commune(document):
    keeps = [
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next
        for row in document.tables[0].rows
    ]

    assert keeps[-4:] == [None, True, True, None]


def test_paper_and_type(document):
    section = document.sections[0]
    edges = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    style = document.styles["Normal"]

    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [210, 297]
    assert [round(length.mm) for length in edges] == [20, 20, 30, 15]
    assert (style.font.name, style.font.size.pt) == ("Times New Roman", 13)
    assert document.paragraphs[0].runs[0].font.size.pt == 14


def test_widths_fill_the_page(document):
    columns = document.tables[0].columns

    assert round(sum(column.width.mm for column in columns)) == 165
    assert round(columns[0].width.mm) == 12


def test_page_number_from_the_second_page(document):
    section = document.sections[0]

    assert section.different_first_page_header_footer
    assert section.header._element.find(f".//{qn('w:fldSimple')}").get(qn("w:instr")) == "PAGE"
    assert section.first_page_header.paragraphs[0].text == ""


def test_landscape_without_page_number_with_notes_and_sections(table):
    section_row = Row(RowKind.SECTION, ("I", "Công tác lập kế hoạch", *[None] * 5))
    wide = replace(
        table,
        label="Phụ lục II",
        rows=(section_row, *table.rows),
        orientation=Orientation.LANDSCAPE,
        page_numbers=False,
        notes=("Ghi chú",),
    )

    document = read(wide)

    section = document.sections[0]
    assert (section.orientation, round(section.page_width.mm)) == (WD_ORIENT.LANDSCAPE, 297)
    assert section.header._element.find(f".//{qn('w:fldSimple')}") is None
    assert [p.text for p in document.paragraphs] == [
        "Phụ lục II",
        golden.TITLE,
        golden.SUBTITLE,
        "Ghi chú",
    ]
    row = list(document.tables[0].rows)[2]
    assert texts(row) == ("I", "Công tác lập kế hoạch", "", "", "", "", "")
    assert row.cells[1].paragraphs[0].paragraph_format.keep_with_next


def test_text_is_text(table):
    hostile = '<w:p/>&"=1+1'
    rows = (Row(RowKind.ROW, (1, hostile, 1, hostile, 1, hostile, 1)),)

    body = render(replace(table, title=hostile, rows=rows, notes=(hostile,)), "docx").body

    assert texts(list(Document(BytesIO(body)).tables[0].rows)[2])[1] == hostile
    package = ZipFile(BytesIO(body))
    assert [n for n in package.namelist() if b'TargetMode="External"' in package.read(n)] == []


def test_properties_come_from_the_plan(table):
    body = render(table, "docx").body

    properties = Document(BytesIO(body)).core_properties
    assert (properties.title, properties.author) == (golden.TITLE, "UBND huyện Lộc Bình")
    assert {str(properties.created), str(properties.modified)} == {"2024-01-30 00:00:00+00:00"}
    assert {entry.date_time for entry in ZipFile(BytesIO(body)).infolist()} == {
        (2024, 1, 30, 0, 0, 0)
    }
