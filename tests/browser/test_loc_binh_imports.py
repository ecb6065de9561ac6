"""Lộc Bình's two appendices, as an office has them in Excel, through the wizard in a browser.

The district and its criteria are those of the fixtures; the plan has nothing but its communes.
"""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.clicks import XLSX, Clicks
from tests.browser.test_loc_binh_2024 import office  # noqa: F401 the district of that day
from tests.reports import loc_binh_2024, work_loc_binh_2024
from tests.reports.loc_binh_workbook import TARGETS, WORK, workbook

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

FILE = {"name": "Phụ lục 72-KH.xlsx", "mimeType": XLSX, "buffer": workbook()}
KINDS = {TARGETS: "Phụ lục 02 như đã ký", WORK: "Phụ lục 01 như đã ký"}


def hand_in(clicks: Clicks) -> None:
    """As far as the portal goes by itself."""
    clicks.menu("Nhập liệu")
    clicks.choose_file(FILE)
    clicks.button("Đọc và xem trước")


def confirm(clicks: Clicks, sheet: str, *, answered_before: bool = False) -> None:
    """From the preview to the receipt. The lists of PL02 do not say what the other criteria are."""
    page = clicks.page
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xem trước")
    expect(page.locator("main")).to_contain_text(f"{KINDS[sheet]} · trang “{sheet}”")
    if sheet == TARGETS and not answered_before:
        clicks.choose("Tiêu chí không có trong danh sách", "Không ghi gì")
    if sheet == TARGETS:
        clicks.button("Trả lời và xem lại")
        expect(page.get_by_text("Cần trả lời")).to_have_count(0)
    clicks.button("Ghi ")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Biên nhận")


def first_time(clicks: Clicks, sheet: str) -> None:
    """A layout that nobody has seen yet: sheet and kind are chosen already, the columns found."""
    page = clicks.page
    hand_in(clicks)
    expect(page.get_by_role("radio", name=sheet)).to_be_checked()
    expect(page.get_by_label("Loại bảng").locator("option:checked")).to_have_text(KINDS[sheet])
    clicks.button("Tiếp tục")
    clicks.button("Xem trước")
    confirm(clicks, sheet)


def take_back(page: Page) -> None:
    page.get_by_role("button", name="Hoàn tác lần nhập này").click()
    expect(page.get_by_role("status")).to_contain_text("đã hoàn tác lúc")


def downloaded(page: Page, appendix: str) -> list[tuple]:
    """The cells of an appendix below its headings, as they stand in its Excel file."""
    page.goto(f"/ke-hoach/loc-binh-2024/phu-luc/{appendix}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    content = BytesIO(download.value.path().read_bytes())
    rows = load_workbook(content).worksheets[0].iter_rows(values_only=True)
    return [tuple(map(as_printed, row)) for row in rows]


def as_printed(cell: object) -> str:
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell or "")


def test_the_two_appendices_come_in_and_go_out_as_signed(desk, office):  # noqa: F811
    page = desk.sign_in(office)
    page.goto("/")
    for sheet in (TARGETS, WORK):  # the second one is found by itself once the first is written
        first_time(Clicks(page), sheet)

    assert downloaded(page, "phu-luc-02")[5:] == list(loc_binh_2024.ROWS)
    assert downloaded(page, "phu-luc-01")[4:] == list(work_loc_binh_2024.ROWS)


def test_a_known_layout_takes_five_clicks(desk, office):  # noqa: F811
    """One of them confirms the answer of the last time: it is never given without a person."""
    page = desk.sign_in(office)
    page.goto("/")
    first_time(Clicks(page), TARGETS)
    take_back(page)
    page.goto("/nhap-lieu/")
    clicks = Clicks(page)

    hand_in(clicks)
    confirm(clicks, TARGETS, answered_before=True)

    assert clicks.count == 5
