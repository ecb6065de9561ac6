"""To and from Excel: tab-separated blocks, words, what cannot be read, the edge of the board."""

import pytest
from playwright.sync_api import expect

from tests.browser.sheet import Sheet, log, standing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MODULE = "/static/js/grid/paste.js"
STATES_MODULE = "/static/js/grid/states.js"


def note(sheet: Sheet):
    return sheet.page.locator(".grid__note")


def test_a_block_is_pasted_saved_and_taken_back_as_one(open_board):
    sheet = open_board()
    sheet.click(1, 2)

    sheet.paste("Đ\tC\tx\r\nChưa đạt\tkhông áp dụng\tĐẠT\r\n")
    expect(note(sheet)).to_have_text("Đã dán 6 ô")
    sheet.wait_saved()

    assert sheet.states[1][2:5] == ["MET", "NOT_MET", "MET"]
    assert sheet.states[2][2:5] == ["NOT_MET", "NOT_APPLICABLE", "MET"]
    assert len(log()) == 6

    sheet.page.get_by_role("button", name="Hoàn tác").click()
    sheet.wait_saved()
    assert {state for row in sheet.states for state in row} == {"NO_DATA"}
    assert set(standing().values()) == {"NO_DATA"}
    assert sheet.active == [1, 2]


def test_the_whole_board_goes_out_and_comes_back(open_board):
    sheet = open_board()
    sheet.click(0, 0)
    for keys in ("1", "0", "2"):
        sheet.press(keys)
    before = sheet.states
    sheet.press("Control+a")
    text = sheet.copied()

    sheet.press("Delete")
    sheet.paste(text)

    assert sheet.states == before
    assert text.split("\r\n")[0].split("\t")[:4] == ["Đ", "C", "K", ""]


def test_a_single_value_fills_the_selection(open_board):
    sheet = open_board()
    sheet.click(0, 0)
    sheet.press("Shift+ArrowRight", "Shift+ArrowDown")

    sheet.paste("đạt\n")

    expect(note(sheet)).to_have_text("Đã dán 4 ô")
    assert [row[:2] for row in sheet.states[:2]] == [["MET", "MET"]] * 2


def test_a_wrong_word_writes_nothing_until_the_person_agrees(open_board, world):
    sheet = open_board()
    sheet.click(1, 4)

    sheet.paste("abc\tĐ\nC\tkhông rõ")
    dialog = sheet.page.get_by_role("dialog")

    name = world.communes[1].name
    expect(dialog).to_contain_text(
        f"Dòng {name}, cột 5: ‘abc’ không phải trạng thái. Viết Đ, C hoặc K."
    )
    expect(dialog).to_contain_text(
        f"Dòng {world.communes[2].name}, cột 6: ‘không rõ’ không phải trạng thái. "
    )
    assert {state for row in sheet.states for state in row} == {"NO_DATA"}

    dialog.get_by_role("button", name="Dán 2 ô đúng").click()
    sheet.wait_saved()
    assert sorted(standing().values()) == ["MET", "NOT_MET"]


def test_a_wrong_paste_can_be_called_off(open_board):
    sheet = open_board()
    sheet.click(0, 0)

    sheet.paste("Đ\tabc")
    sheet.page.get_by_role("button", name="Hủy").click()
    sheet.page.wait_for_timeout(400)

    assert log() == []
    assert sheet.active == [0, 0]


def test_what_lies_beyond_the_edge_is_left_out_and_said(open_board):
    sheet = open_board()
    sheet.click(5, 17)

    sheet.paste("Đ\tĐ\tĐ\nĐ\tĐ\tĐ")

    expect(note(sheet)).to_have_text("Đã dán 2 ô. 4 ô nằm ngoài bảng, bị bỏ.")
    sheet.wait_saved()
    assert len(log()) == 2


TSV = {
    "Đ\tC\r\nK\tĐ\r\n": [["Đ", "C"], ["K", "Đ"]],  # Excel
    "Đ\nC": [["Đ"], ["C"]],  # no last line break
    "Đ\r\n\r\n": [["Đ"], [""]],  # the last cell is empty
    "\tĐ\t\n": [["", "Đ", ""]],
    '"a\nb"\t"c""d"\n': [["a\nb", 'c"d']],
    '"a\tb"\r\nĐ': [["a\tb"], ["Đ"]],
    '"abc\tĐ': [['"abc', "Đ"]],  # a quote left open is a character
    '5"\tĐ': [['5"', "Đ"]],
    "": [[""]],
}


def test_parse_tsv(open_board):
    script = f"""(texts) => import("{MODULE}").then((module) => texts.map(module.parseTsv))"""

    parsed = open_board().page.evaluate(script, list(TSV))

    assert dict(zip(TSV, parsed, strict=True)) == TSV


WORDS = {
    "Đ": ["MET"],
    "ĐẠT": ["MET"],
    "Đa\u0323t": ["MET"],  # decomposed
    "Ð": ["MET"],  # the Icelandic letter
    "\u00a0đạt\u200b ": ["MET"],
    "chưa  đạt": ["NOT_MET"],
    "–": ["NO_DATA"],
    "": ["NO_DATA"],
    "K": ["NOT_APPLICABLE"],  # the board's own sign
    "KĐ": ["NOT_MET"],
    "1,2": [],
    "đạt rồi": [],
}


def test_read_words(open_board):
    script = f"""(words) => import("{STATES_MODULE}").then(({{ States }}) => {{
      const {{ states, empty }} = document.querySelector("[data-grid]").dataset;
      const read = new States(JSON.parse(states), empty);
      return words.map((word) => read.read(word));
    }})"""

    codes = open_board().page.evaluate(script, list(WORDS))

    assert dict(zip(WORDS, codes, strict=True)) == WORDS


def test_the_real_clipboard_with_ctrl_c_and_ctrl_v(open_board):
    sheet = open_board(permissions=["clipboard-read", "clipboard-write"])
    sheet.click(0, 0)
    sheet.press("1", "0", "Home", "Shift+ArrowRight")

    sheet.press("Control+c")
    assert sheet.page.evaluate("navigator.clipboard.readText()") == "Đ\tC"
    sheet.click(2, 4)
    sheet.press("Control+v")

    expect(note(sheet)).to_have_text("Đã dán 2 ô")
    assert sheet.states[2][4:6] == ["MET", "NOT_MET"]


def test_a_paste_elsewhere_on_the_page_is_not_ours(open_board):
    sheet = open_board()
    sheet.page.get_by_label("Tên xã").focus()

    sheet.paste("Đ")

    assert {state for row in sheet.states for state in row} == {"NO_DATA"}
