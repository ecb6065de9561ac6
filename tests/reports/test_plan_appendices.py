"""Every further appendix of the real plans, in every format, against their texts."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from types import ModuleType

import pytest
from docx import Document
from openpyxl import load_workbook

from plans.models import Plan
from reports.appendices import appendices_of
from reports.renderers import html, render
from reports.tables import AppendixTable, HeadingStyle, RowKind
from tests.reports import (
    lang_son_2019,
    loc_binh_2024,
    loc_binh_agencies,
    si_ma_cai_2024,
    tan_yen_2021_2025,
)
from tests.reports.pdf_grid import grid, squeezed
from tests.reports.read_back import from_json, from_workbook
from tests.reports.test_docx import texts as word_texts
from tests.reports.test_html_and_json import TableReader, cells

pytestmark = pytest.mark.django_db
STATED = ("Số liệu nêu trong kế hoạch.",)
SHARES_COUNTED = ("Số tiền nêu trong kế hoạch; tỷ lệ do cổng tính.",)
COUNTED = ("Số liệu tính từ kết quả ghi trên cổng đến ngày 01/01/2024.",)
HANDED = ("Phân công nêu trong kế hoạch.",)
Cells = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Golden:
    """An appendix of a plan, as it must come out."""

    plan: ModuleType
    code: str
    rows: Cells
    notes: tuple[str, ...]

    @property
    def table(self) -> AppendixTable:
        return table_of(self.plan, self.code)


@cache
def table_of(plan: ModuleType, code: str) -> AppendixTable:
    """Read once: a table is a value, its rows need not be there any more."""
    stored = Plan.objects.select_related("unit", "criteria_set").get(pk=plan.store_plan().pk)
    return appendices_of(stored)[code](plan=stored, day=stored.baseline_on)


TAN_YEN, LANG_SON, SI_MA_CAI = tan_yen_2021_2025, lang_son_2019, si_ma_cai_2024
GOLDEN = [
    Golden(TAN_YEN, "lo-trinh-nang-cao", TAN_YEN.ADVANCED, STATED),
    Golden(TAN_YEN, "lo-trinh-kieu-mau", TAN_YEN.MODEL, STATED),
    Golden(TAN_YEN, "lo-trinh-thon", TAN_YEN.VILLAGES, STATED),
    Golden(TAN_YEN, "nguon-von", TAN_YEN.CAPITAL, SHARES_COUNTED),
    Golden(LANG_SON, "muc-tieu-tieu-chi", LANG_SON.CRITERIA, tuple(LANG_SON.CRITERIA_NOTES)),
    Golden(LANG_SON, "phan-nhom-xa", LANG_SON.BANDS, tuple(LANG_SON.BANDS_NOTES)),
    Golden(LANG_SON, "nguon-von", LANG_SON.CAPITAL, STATED),
    Golden(SI_MA_CAI, "tieu-chi-hoan-thanh", SI_MA_CAI.COMPLETION, STATED),
    Golden(SI_MA_CAI, "lo-trinh-thon", SI_MA_CAI.VILLAGES, STATED),
    Golden(SI_MA_CAI, "nguon-von", SI_MA_CAI.CAPITAL, SHARES_COUNTED),
    Golden(loc_binh_2024, "muc-tieu-tieu-chi", loc_binh_2024.CRITERIA, COUNTED),
    Golden(loc_binh_2024, "phan-nhom-xa", loc_binh_2024.BANDS, COUNTED),
    Golden(loc_binh_2024, "lo-trinh-nang-cao", loc_binh_2024.ROADMAP, loc_binh_2024.ROADMAP_NOTES),
    Golden(loc_binh_agencies, "phan-cong-tieu-chi", loc_binh_agencies.AGENCIES, HANDED),
]


@pytest.fixture(params=GOLDEN, ids=lambda one: f"{one.plan.__name__.rpartition('.')[2]}-{one.code}")
def golden(request) -> Golden:
    return request.param


def test_json(golden):
    assert from_json(golden.table) == golden.rows


def test_notes_say_where_the_figures_come_from(golden):
    assert golden.table.notes == golden.notes


@pytest.mark.sweep
def test_the_workbook(golden):
    assert from_workbook(golden.table) == golden.rows


@pytest.mark.sweep
def test_word(golden):
    table = golden.table

    document = Document(BytesIO(render(table, "docx").body))

    body = list(document.tables[0].rows)[len(table.header_rows) :]
    assert tuple(map(word_texts, body)) == golden.rows


@pytest.mark.sweep
def test_html(golden):
    table = golden.table

    page = TableReader(html.fragment(table))

    assert tuple(map(cells, page.rows[len(table.header_rows) :])) == golden.rows


@pytest.mark.sweep
def test_pdf(golden, tmp_path):
    """A merged cell once, no white space; no word leaves its cell."""
    table = golden.table

    pages = grid(render(table, "pdf").body, tmp_path)

    printed = [tuple(row) for page in pages for row in page[1:]]
    wanted = [
        tuple(squeezed(cells[cell.index]) for cell in table.printed_cells(row))
        for row, cells in zip(table.rows, golden.rows, strict=True)
    ]
    assert printed == wanted


@pytest.mark.sweep
def test_the_same_bytes_every_time():
    table = table_of(LANG_SON, "nguon-von")

    formats = ("pdf", "xlsx", "docx", "json", "html")
    assert [render(table, one) for one in formats] == [render(table, one) for one in formats]


@pytest.mark.parametrize(
    ("plan", "code", "title", "columns"),
    [
        (TAN_YEN, "lo-trinh-nang-cao", TAN_YEN.ADVANCED_TITLE, ["STT", "Đơn vị", "Năm đạt chuẩn"]),
        (TAN_YEN, "lo-trinh-thon", TAN_YEN.VILLAGES_TITLE, ["STT", "Nội dung", "Số lượng"]),
        (
            SI_MA_CAI,
            "lo-trinh-thon",
            SI_MA_CAI.VILLAGES_TITLE,
            ["STT", "Nội dung", "Xã", "Số lượng"],
        ),
        (LANG_SON, "nguon-von", LANG_SON.CAPITAL_TITLE, LANG_SON.CAPITAL_COLUMNS),
        (
            LANG_SON,
            "muc-tieu-tieu-chi",
            "MỤC TIÊU SỐ XÃ ĐẠT TỪNG TIÊU CHÍ NĂM 2019",
            ["TT", "Tiêu chí", "Số xã tăng thêm", "Tổng số xã đạt", "Tỷ lệ trên 207 xã (%)"],
        ),
        (
            LANG_SON,
            "phan-nhom-xa",
            "PHÂN NHÓM XÃ THEO SỐ TIÊU CHÍ ĐẠT NĂM 2019",
            ["TT", "Nhóm xã", "Số xã", "Tỷ lệ (%)"],
        ),
        (
            SI_MA_CAI,
            "tieu-chi-hoan-thanh",
            "TIÊU CHÍ CÁC XÃ HOÀN THÀNH NĂM 2024",
            ["STT", "Đơn vị", "Tiêu chí hoàn thành", "Số tiêu chí"],
        ),
        (
            loc_binh_agencies,
            "phan-cong-tieu-chi",
            loc_binh_agencies.TITLE,
            loc_binh_agencies.COLUMNS,
        ),
    ],
)
def test_titles_and_columns(plan, code, title, columns):
    table = table_of(plan, code)

    assert (table.full_title, [column.title for column in table.columns]) == (title, columns)


def test_the_heading_of_a_signed_plan_and_its_properties():
    table = table_of(LANG_SON, "nguon-von")

    assert table.subtitles == (
        "(kèm Kế hoạch số: 46/KH-UBND ngày 22/02/2019 của UBND tỉnh Lạng Sơn)",
    )
    assert (table.author, table.dated_on) == ("UBND tỉnh Lạng Sơn", date(2019, 2, 22))
    assert (table.label, table.short_title) == ("", "Nguồn vốn")


def test_the_heading_by_decree_30():
    plan = TAN_YEN.store_plan(
        heading=Plan.Heading.DECREE_30, issuer="UBND huyện Tân Yên", number=""
    )

    table = appendices_of(plan)["lo-trinh-thon"](plan=plan, day=plan.baseline_on)

    assert table.subtitles == (
        "(Kèm theo Kế hoạch số …/KH-UBND ngày 30 tháng 01 năm 2024 của UBND huyện Tân Yên)",
    )
    assert table.heading_style == HeadingStyle.DECREE_30


def test_figures_are_numbers_in_the_workbook():
    table = table_of(LANG_SON, "nguon-von")

    sheet = load_workbook(BytesIO(render(table, "xlsx").body)).active

    first = int(sheet.freeze_panes[1:])
    row = [(cell.value, cell.number_format) for cell in sheet[first + 1]]
    assert row[2:] == [(652.8, "#,##0.0"), (21.7, "#,##0.0")]
    assert [cell.font.b for cell in sheet[first]] == [True] * 4


def test_groups_are_named_and_stay_with_what_is_under_them():
    table = table_of(SI_MA_CAI, "lo-trinh-thon")

    kinds = [(row.kind, row.keeps_next) for row in table.rows]
    assert kinds[:3] == [
        (RowKind.GROUP, True),
        (RowKind.ROW, False),
        (RowKind.GROUP, True),
    ]
    page = html.fragment(table)
    assert '<tr class="row row--group row--keeps-next">' in page
    assert '<th scope="row" class="left">Thôn nông thôn mới kiểu mẫu</th>' in page
