"""Blocks in another order than the grid's: rows are found by name, headings are dropped."""

import pytest
from playwright.sync_api import expect

from tests.browser.sheet import Sheet, log
from tests.factories.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = ["Yên Khoái", "Tú Mịch", "Đồng Bục", "Hòa Bình"]
EMPTY = {"NO_DATA"}


@pytest.fixture
def sheet(desk, live_server):
    """A board with four communes under names of their own, the first cell active."""
    world = make_world(communes=4, criteria=5)
    for commune, name in zip(world.communes, NAMES, strict=True):
        commune.name = name
        commune.save()
    page = desk.sign_in(world.office)
    page.goto("/bang-tieu-chi/")
    sheet = Sheet(page)
    sheet.cell(0, 0).focus()
    return sheet


def by_name(sheet: Sheet, columns: int = 2) -> dict[str, list[str]]:
    """The first states of each row that is not empty."""
    names = sheet.table.locator("tbody th a").all_inner_texts()
    rows = {name: row[:columns] for name, row in zip(names, sheet.states, strict=True)}
    return {name: row for name, row in rows.items() if set(row) != EMPTY}


def note(sheet: Sheet):
    return sheet.page.locator(".grid__note")


BLOCKS = {
    "names": "Yên Khoái\tĐ\tC\r\nTú Mịch\tC\tĐ",
    "numbers-and-names": "1\tXã Yên Khoái\tĐ\tC\r\n2\tXã Tú Mịch\tC\tĐ",
    "other-order": "1\tXã Tú Mịch\tC\tĐ\r\n2\tXã Yên Khoái\tĐ\tC",
    "no-marks": "XA TU MICH\tC\tĐ\r\nyen  khoai\tĐ\tC",
    "headings": "TT\tXã\t1\t2\r\n1\tTú Mịch\tC\tĐ\r\n2\tYên Khoái\tĐ\tC",
    "digits-under-headings": "Xã\t1\t2\r\nTú Mịch\t0\t1\r\nYên Khoái\t1\t0",
    "blank-line": "Tú Mịch\tC\tĐ\r\n\t\t\r\nYên Khoái\tĐ\tC",
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=list(BLOCKS))
def test_each_line_goes_to_the_row_of_its_name(sheet, block):
    sheet.paste(block)

    expect(note(sheet)).to_have_text("Đã dán 4 ô, mỗi dòng theo tên")
    expected = {"Yên Khoái": ["MET", "NOT_MET"], "Tú Mịch": ["NOT_MET", "MET"]}
    assert by_name(sheet) == expected
    sheet.wait_saved()
    assert len(log()) == 4

    sheet.press("Control+z")
    assert by_name(sheet) == {}


def test_a_single_named_line_goes_to_its_row_too(sheet):
    sheet.paste("Xã Đồng Bục\tĐ\tC")

    assert by_name(sheet) == {"Đồng Bục": ["MET", "NOT_MET"]}


REFUSED = {
    "unknown": ("Yên Khoái\tĐ\nXã Hữu Lũng\tĐ", "‘Xã Hữu Lũng’ không có trên bảng này."),
    "all-unknown": ("Hữu Lũng\tĐ\nVân Nham\tĐ", "‘Hữu Lũng’ không có trên bảng này."),
    "all-unknown-numbered": (
        "1\tHữu Lũng\tĐ\n2\tVân Nham\tĐ",
        "‘Hữu Lũng’ không có trên bảng này.",
    ),
    "twice": ("Yên Khoái\tĐ\nXã Yên Khoái\tC", "‘Xã Yên Khoái’ có hai lần trong khối dán."),
    "nameless": ("Yên Khoái\tĐ\n\tC", "Một dòng có kết quả mà không có tên."),
    "only-names": ("Yên Khoái\nTú Mịch", "‘Yên Khoái’ không có kết quả bên cạnh."),
    "other-column": (
        "Xã\t2\t3\nYên Khoái\tĐ\tC",
        "Khối dán bắt đầu ở cột 2, ô đang đứng ở cột 1. Bấm vào cột 2 rồi dán lại.",
    ),
}


@pytest.mark.parametrize(("block", "words"), REFUSED.values(), ids=list(REFUSED))
def test_a_block_with_a_doubtful_line_writes_nothing(sheet, block, words):
    sheet.paste(block)

    dialog = sheet.page.get_by_role("dialog")
    expect(dialog).to_contain_text(words)
    expect(dialog).to_contain_text("Chưa có ô nào được ghi.")
    expect(dialog.get_by_role("button")).to_have_text(["Hủy"])
    assert by_name(sheet) == {}


def test_names_that_are_alike_on_the_board_are_asked_about(sheet):
    rename = (
        "links => { links.find((a) => a.textContent === 'Tú Mịch').textContent = 'Yên Khoai'; }"
    )
    sheet.table.locator("tbody th a").evaluate_all(rename)

    sheet.paste("Xã Yên Khoái\tĐ")

    words = "‘Xã Yên Khoái’ có thể là Yên Khoái (dòng 1) hoặc Yên Khoai (dòng 2)."
    expect(sheet.page.get_by_role("dialog")).to_contain_text(words)
    assert by_name(sheet) == {}


HEADED = {
    "numbers": "1\t2\t3\nĐ\tC\tĐ",
    "digits": "1\t2\t3\n1\t0\t1",
    "words": "Tiêu chí 1\tTC2\t3\nĐ\tC\tĐ",
    "one-column": "1\nĐ",
}


@pytest.mark.parametrize("block", HEADED.values(), ids=list(HEADED))
def test_a_line_of_headings_is_dropped(sheet, block):
    sheet.paste(block)

    lines = [[state for state in row if state != "NO_DATA"] for row in sheet.states]
    assert lines in ([["MET", "NOT_MET", "MET"], [], [], []], [["MET"], [], [], []])


def test_headings_of_other_columns_are_asked_about(sheet):
    sheet.paste("3\t4\t5\nĐ\tC\tĐ")

    expect(sheet.page.get_by_role("dialog")).to_contain_text("Khối dán bắt đầu ở cột 3")
    assert by_name(sheet) == {}


@pytest.mark.parametrize("block", ["1\n0\n1", "1\n\n1"], ids=["digits", "blanks"])
def test_digits_that_are_states_are_not_taken_for_headings(sheet, block):
    sheet.paste(block)

    assert sheet.states[0][0] == sheet.states[2][0] == "MET"


def test_a_block_without_names_is_pasted_where_the_person_stands(sheet):
    sheet.click(1, 1)

    sheet.paste("Đ\tC\nC\tĐ")

    assert [row[1:3] for row in sheet.states[1:3]] == [["MET", "NOT_MET"], ["NOT_MET", "MET"]]


def test_the_list_of_keys_speaks_of_names(sheet):
    sheet.press("?")

    expect(sheet.page.get_by_role("dialog")).to_contain_text("chép kèm cột tên xã")
