"""Every list as a file: the rows of its page, nothing active, the same bytes each time."""

import csv
import re
from copy import deepcopy
from html import unescape
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.browser.every_page import PAGES, address, fill
from tests.factories.world import World, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

# Name of a page in every_page -> (first headings of the file, rows of the page).
LISTS = {
    "communes": (["Mã", "Xã", "Thuộc"], lambda page: page["rows"]),
    "board": (["Mã", "Xã", "Thuộc"], lambda page: page["rows"]),
    "board-one-criterion": (["Mã", "Xã", "Thuộc"], lambda page: page["rows"]),
    "recognitions": (["Mã", "Xã", "Thuộc"], lambda page: page["rows"]),
    "cell": (["Ngày của số liệu", "Kết quả"], lambda page: page["history"]),
    "evidence": (
        ["Số", "Tiêu chí, chỉ tiêu"],
        lambda page: [line for section in page["sections"] for line in section.lines],
    ),
    "proofs": (
        ["Số", "Tiêu chí, chỉ tiêu"],
        lambda page: [*page["standing"], *page["retired"]],
    ),
    "disagreements": (
        ["Loại lệch", "Mã"],
        lambda page: range(
            page["found"].between_count + page["found"].within_count + page["found"].one_sided_count
        ),
    ),
    "carry-list": (["Lượt", "Đơn vị"], lambda page: page["runs"]),
    "decisions": (["Quyết định", "Cơ quan ban hành"], lambda page: page["entries"]),
    "plans": (["Kế hoạch", "Số, ký hiệu"], lambda page: page["plans"]),
    "plan-history": (["Lúc", "Người sửa"], lambda page: page["changes"]),
    "plan-communes": (["STT", "Mã"], lambda page: page["rows"]),
    "plan-progress": (["STT", "Mã", "Xã"], lambda page: page["lines"]),
    "plan-progress-cells": (["Mã", "Xã", "Số"], lambda page: page["cells"]),
    "plan-check": (
        ["Mức", "Chỗ không khớp"],
        lambda page: range(page["count"]),
    ),
    "reviews": (["Mã", "Xã"], lambda page: page["rows"]),
    "work": (["Việc", "Tiêu chí"], lambda page: range(page["count"])),
    "overview": (["Cơ quan", "Chưa xong"], lambda page: page["lines"]),
    "agencies": (["Cơ quan", "Tên ngắn"], lambda page: page["agencies"]),
    "report-board": (
        ["Đơn vị", "Loại báo cáo"],
        lambda page: [
            line for board in page["boards"] for _, row, _ in board.rows for line in row if line
        ],
    ),
    "report-lines": (["Đơn vị", "Loại báo cáo"], lambda page: page["lines"]),
    "reports-own": (
        ["Đơn vị", "Loại báo cáo"],
        lambda page: [*page["to_send"], *page["sent"], *page["coming"]],
    ),
    "plan-deviations": (["Chỗ", "Khi ký"], lambda page: page["deviations"]),
    "home-leader": (["Cơ quan", "Chưa xong"], lambda page: page["lines"]),
    "reminding": (["Cơ quan, xã", "Thuộc"], lambda page: page["reminders"]),
}
WHERE = {**PAGES, "report-lines": ("office", "/ke-hoach/{plan}/bao-cao/?tinh-trang=chua-gui")}
LINK = re.compile(r'<a href="([^"]*tai=(?:xlsx|csv)[^"]*)">')


@pytest.fixture(scope="module")
def filled(rows_of_module) -> World:
    return fill(make_world(communes=3, criteria=19))


@pytest.fixture
def world(filled, db) -> World:
    return deepcopy(filled)


def asked(client, world: World, name: str):
    who, template = WHERE[name]
    client.force_login(getattr(world, who))
    where = address(template, world)
    return where, client.get(where)


def links_of(where: str, response) -> list[str]:
    found = [unescape(one) for one in LINK.findall(response.text)]
    return [f"{where.partition('?')[0]}{one}" for one in found]


@pytest.mark.parametrize("name", LISTS)
def test_file_holds_the_rows_of_the_page(client, world, name):
    heads, rows_of = LISTS[name]
    where, page = asked(client, world, name)
    expected = len(list(rows_of(page.context)))

    xlsx, text = (client.get(link) for link in links_of(where, page))

    sheet = load_workbook(BytesIO(xlsx.content)).worksheets[0]
    in_excel = [[cell.value for cell in row] for row in sheet.iter_rows()]
    in_csv = list(csv.reader(StringIO(text.text.removeprefix("\ufeff")), delimiter=";"))
    assert expected > 0
    assert in_excel[0][: len(heads)] == in_csv[0][: len(heads)] == heads
    assert [len(in_excel), len(in_csv)] == [expected + 1, expected + 1]
    assert {len(row) for row in in_csv} == {len(in_excel[0])}


@pytest.mark.parametrize("name", LISTS)
def test_file_is_the_same_each_time_and_holds_no_formula(client, world, name):
    where, page = asked(client, world, name)
    link = links_of(where, page)[0]

    first, second = client.get(link).content, client.get(link).content

    sheet = ZipFile(BytesIO(first)).read("xl/worksheets/sheet1.xml")
    assert first == second
    assert re.findall(rb"<f[ />]", sheet) == []


@pytest.mark.parametrize("name", LISTS)
def test_unknown_kind_of_file_is_refused(client, world, name):
    where, _ = asked(client, world, name)
    joined = "&" if "?" in where else "?"

    response = client.get(f"{where}{joined}tai=pdf")

    assert response.status_code == 400
    assert "Không tải được dạng ‘pdf’. Chọn Excel hoặc CSV." in response.text


def test_every_page_with_the_links_is_tried_here(client, world):
    found = set()
    for name in PAGES:
        if PAGES[name][0] is None:
            continue
        _, page = asked(client, world, name)
        if "tai=xlsx" in page.text:
            found.add(page.resolver_match.view_name)

    tried = {asked(client, world, name)[1].resolver_match.view_name for name in LISTS}
    assert found - tried == set()


def test_page_number_does_not_narrow_the_file(client, world):
    client.force_login(world.office)

    page = client.get("/viec/?trang=2&sap=viec")

    assert [unescape(one) for one in LINK.findall(page.text)] == [
        "?sap=viec&tai=xlsx",
        "?sap=viec&tai=csv",
    ]
