"""Typing figures: what the keys do, what stands beside the cell, and what the server then holds."""

import pytest
from playwright.sync_api import expect

from communes.models import StatusEntry
from tests.browser.conftest import PHONE
from tests.browser.figures import said, verdicts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

INCOME, ROADS, ELECTRIC, SCHOOLS, INSURED, POOR, HOMES, WATER = range(8)
INCOME_SOURCE = "(vùng Trung du miền núi phía Bắc, năm 2024; 318/QĐ-TTg)"
COMMON_SOURCE = "(mức chung; 318/QĐ-TTg)"


def test_figures_typed_with_enter_go_down_and_are_judged(open_sheet):
    sheet = open_sheet()

    sheet.click(INCOME)
    for text in ("43,8", "14/15,7"):
        sheet.type(text)
        sheet.press("Enter")
    sheet.press("1")  # no figure here: a verdict, as on every other sheet
    sheet.type("75")
    sheet.press("Enter")
    sheet.type("95; 96; 94")
    sheet.press("Enter")
    sheet.wait_saved()

    sheet.expect_place(POOR)
    sheet.expect_result(INCOME, "Chưa đạt", f"43,8 < 50 {INCOME_SOURCE}")
    sheet.expect_result(ROADS, "Chờ kết luận", f"89,17 > 80 {COMMON_SOURCE}", "Gợi ý: Đạt")
    sheet.expect_result(SCHOOLS, "Chờ kết luận", f"Mức độ 1 {COMMON_SOURCE}")
    sheet.expect_result(INSURED, "Đạt", f"95 > 90; nam 96 > 90; nữ 94 > 90 {COMMON_SOURCE}")
    assert said() == {
        "1.1": "43,8",
        "1.2": "14/15,7",
        "1.3": "Đ",
        "1.4": "75",
        "2.1": "95; 96; 94",
    }


def test_the_counts_and_the_criterion_follow(open_sheet):
    sheet = open_sheet()

    sheet.enter(INCOME, "43,8")
    sheet.enter(INSURED, "96;94")
    sheet.wait_saved()

    counts = sheet.page.locator("[data-count-all]")
    expect(counts).to_have_text(["1", "1", "0", "6"])
    expect(sheet.page.locator("[data-criterion]")).to_have_text(
        ["Chưa đạt", "Chưa có số liệu", "Chưa có số liệu"]
    )
    sheet.page.reload()
    expect(counts).to_have_text(["1", "1", "0", "6"])


def test_a_digit_opens_the_box_over_what_stands(open_sheet, figures):
    figures.entry(figures.income, "NOT_MET", value="43.8")
    sheet = open_sheet()

    sheet.click(INCOME)
    sheet.press("5")
    expect(sheet.box).to_have_value("5")
    expect(sheet.box).to_be_focused()
    expect(sheet.table.locator("td.c[tabindex]")).to_have_count(0)  # the box is the one Tab stop
    sheet.press("1", "Enter")
    sheet.wait_saved()

    assert said() == {"1.1": "51"}


def test_the_number_pad_and_layouts_with_letters_on_the_digit_row_open_it_too(open_sheet):
    sheet = open_sheet()

    for code in ("Numpad7", "Digit7"):
        sheet.click(INCOME)
        event = {"key": "ă" if code == "Digit7" else "7", "code": code, "bubbles": True}
        sheet.cell(INCOME).dispatch_event("keydown", event)
        expect(sheet.box).to_have_value("7")
        sheet.press("Escape")


@pytest.mark.parametrize("key", ["F2", "Space"])
def test_the_box_opens_with_what_stands_there(open_sheet, figures, key):
    figures.entry(figures.income, "NOT_MET", value="43.8")
    sheet = open_sheet()

    sheet.click(INCOME)
    sheet.press(key)
    expect(sheet.box).to_have_value("43,8 C")
    sheet.press("End", "Backspace", "Backspace", "5", "Enter")
    sheet.wait_saved()

    assert said() == {"1.1": "43,85"}


def test_a_double_click_opens_the_box(open_sheet):
    sheet = open_sheet()

    sheet.cell(INCOME).dblclick()

    expect(sheet.box).to_be_focused()


def test_the_box_has_the_name_of_commune_and_indicator(open_sheet, figures):
    sheet = open_sheet()

    sheet.click(INCOME)
    sheet.press("5")

    name = f"{figures.commune.full_name} · chỉ tiêu 1.1. Thu nhập"
    expect(sheet.box).to_have_accessible_name(name)


@pytest.mark.parametrize(
    ("key", "text", "verdict"),
    [
        pytest.param("d", "70 Đ", "MET", id="d"),
        pytest.param("c", "70 C", "NOT_MET", id="c"),
        pytest.param("k", "K", "NOT_APPLICABLE", id="k-stands-alone"),
    ],
)
def test_letters_decide_and_keep_the_figure(open_sheet, key, text, verdict):
    sheet = open_sheet()
    sheet.enter(ROADS, "70")
    sheet.wait_saved()

    sheet.click(ROADS)
    sheet.press(key)
    expect(sheet.cell(ROADS)).to_have_text(text)
    sheet.expect_place(ELECTRIC)
    sheet.wait_saved()

    assert (said(), verdicts()) == ({"1.2": text}, {"1.2": verdict})


def test_a_second_letter_takes_the_place_of_the_first(open_sheet):
    sheet = open_sheet()
    sheet.enter(ROADS, "70 c")
    sheet.wait_saved()
    expect(sheet.cell(ROADS)).to_have_text("70 C")

    sheet.click(ROADS)
    sheet.press("d")
    sheet.wait_saved()

    assert said() == {"1.2": "70 Đ"}


def test_a_letter_without_a_figure_decides_alone(open_sheet):
    sheet = open_sheet()

    sheet.click(INCOME)
    sheet.press("d")
    sheet.wait_saved()

    sheet.expect_result(INCOME, "Đạt")
    assert (said(), verdicts()) == ({"1.1": "Đ"}, {"1.1": "MET"})


def test_g_takes_what_is_suggested(open_sheet):
    sheet = open_sheet()
    sheet.enter(ROADS, "70")
    sheet.wait_saved()

    sheet.click(ROADS)
    sheet.press("g")
    sheet.wait_saved()

    sheet.expect_result(ROADS, "Chưa đạt", f"70 < 80 {COMMON_SOURCE}")
    expect(sheet.page.locator(".grid__note")).to_have_text("Đã nhận 1 kết quả gợi ý")
    assert (said(), verdicts()) == ({"1.2": "70 C"}, {"1.2": "NOT_MET"})


def test_g_where_nothing_is_suggested_says_so(open_sheet):
    sheet = open_sheet()
    sheet.enter(POOR, "7,5")
    sheet.wait_saved()

    sheet.click(POOR)
    sheet.press("g")

    expect(sheet.page.locator(".grid__note")).to_have_text("Không có gợi ý nào ở đây")
    assert verdicts() == {"2.2": "NO_DATA"}


def test_the_button_takes_every_suggestion_and_can_be_taken_back(open_sheet, figures):
    figures.poor.thresholds.update(value=5, provenance="UNVERIFIED")
    sheet = open_sheet()
    sheet.enter(ROADS, "90")
    sheet.enter(POOR, "7,5")
    sheet.enter(WATER, "43,8")
    sheet.wait_saved()

    sheet.page.get_by_role("button", name="Nhận mọi kết quả gợi ý").click()
    expect(sheet.page.locator(".grid__note")).to_have_text("Đã nhận 2 kết quả gợi ý")
    sheet.wait_saved()
    assert said() == {"1.2": "90 Đ", "2.2": "7,5 C", "2.4": "43,8"}

    sheet.page.get_by_role("button", name="Hoàn tác").click()
    sheet.wait_saved()
    assert said() == {"1.2": "90", "2.2": "7,5", "2.4": "43,8"}


def test_escape_gives_up(open_sheet, figures):
    figures.entry(figures.income, "NOT_MET", value="43.8")
    sheet = open_sheet()

    sheet.click(INCOME)
    sheet.press("5", "5", "Escape")

    sheet.expect_place(INCOME)
    expect(sheet.table.locator("td.c[tabindex]")).to_have_count(1)
    expect(sheet.cell(INCOME)).to_have_text("43,8 C")
    expect(sheet.page.locator(".c--saving, .c--unsaved, .c--saved")).to_have_count(0)
    assert StatusEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("key", "place"),
    [
        pytest.param("Enter", ELECTRIC, id="enter"),
        pytest.param("Shift+Enter", INCOME, id="shift-enter"),
        pytest.param("Tab", ELECTRIC, id="tab"),
        pytest.param("Shift+Tab", INCOME, id="shift-tab"),
        pytest.param("ArrowDown", ELECTRIC, id="down"),
        pytest.param("ArrowUp", INCOME, id="up"),
    ],
)
def test_keys_leave_the_box_with_what_was_typed(open_sheet, key, place):
    sheet = open_sheet()

    sheet.click(ROADS)
    sheet.press("9", "0", key)
    sheet.expect_place(place)
    sheet.wait_saved()

    assert said() == {"1.2": "90"}


def test_the_arrows_to_the_sides_stay_in_the_box(open_sheet):
    sheet = open_sheet()

    sheet.click(ROADS)
    sheet.press("9", "5", "ArrowLeft", "0", "Home", "Delete", "Enter")
    sheet.wait_saved()

    assert said() == {"1.2": "5"}


def test_a_click_elsewhere_keeps_what_was_typed(open_sheet):
    sheet = open_sheet()

    sheet.click(ROADS)
    sheet.type("90")
    sheet.click(WATER)
    sheet.expect_place(WATER)
    sheet.wait_saved()

    expect(sheet.table.locator("td.c[tabindex]")).to_have_count(1)
    assert said() == {"1.2": "90"}


def test_a_click_into_the_box_goes_on_typing_there(open_sheet):
    sheet = open_sheet()

    sheet.click(ROADS)
    sheet.type("95")
    sheet.box.click(position={"x": 2, "y": 8})
    expect(sheet.box).to_be_focused()
    sheet.press("Delete", "Enter")
    sheet.wait_saved()

    assert said() == {"1.2": "5"}


def test_nothing_typed_over_nothing_is_no_change(open_sheet):
    sheet = open_sheet()

    sheet.click(INCOME)
    sheet.press("F2", "Enter", "F2", "Tab")

    sheet.expect_place(ELECTRIC)
    expect(sheet.status).to_be_empty()
    assert StatusEntry.objects.count() == 0


def test_delete_empties_figure_and_verdict(open_sheet):
    sheet = open_sheet()
    sheet.enter(ROADS, "90 d")
    sheet.wait_saved()
    expect(sheet.cell(ROADS)).to_have_text("90 Đ")

    sheet.click(ROADS)
    sheet.press("Delete")
    sheet.wait_saved()

    sheet.expect_result(ROADS, "Chưa có số liệu")
    assert (said(), verdicts()) == ({"1.2": ""}, {"1.2": "NO_DATA"})


def test_undo_and_redo(open_sheet):
    sheet = open_sheet()
    sheet.enter(INCOME, "43.80")
    sheet.wait_saved()
    sheet.enter(INCOME, "51")
    sheet.wait_saved()
    sheet.expect_result(INCOME, "Đạt", f"51 > 50 {INCOME_SOURCE}")

    sheet.press("Control+z")
    sheet.wait_saved()
    sheet.expect_result(INCOME, "Chưa đạt", f"43,8 < 50 {INCOME_SOURCE}")
    sheet.expect_place(INCOME)
    assert said() == {"1.1": "43,8"}

    sheet.press("Control+y")
    sheet.wait_saved()
    sheet.expect_result(INCOME, "Đạt", f"51 > 50 {INCOME_SOURCE}")

    sheet.press("Control+z", "Control+z")
    sheet.wait_saved()
    sheet.expect_result(INCOME, "Chưa có số liệu")
    assert said() == {"1.1": ""}


def test_a_mixed_selection_takes_a_verdict_each_in_its_way(open_sheet):
    sheet = open_sheet()
    sheet.enter(ROADS, "90")
    sheet.wait_saved()

    sheet.click(ROADS)
    sheet.press("Shift+ArrowDown", "Shift+ArrowDown", "d")
    sheet.wait_saved()

    assert said() == {"1.2": "90 Đ", "1.3": "Đ", "1.4": "Đ"}


def test_a_reader_gets_no_box(open_sheet, figures):
    page = open_sheet(figures.world.reader, grid=False)

    page.locator("td.c").first.dblclick()

    assert page.get_by_role("grid").count() == 0
    assert page.locator("td.c input").count() == 0


def test_a_tap_opens_the_menu_with_a_button_for_the_figure(open_sheet):
    sheet = open_sheet(viewport=PHONE, has_touch=True, is_mobile=True)

    sheet.cell(INCOME).tap()
    choices = sheet.page.get_by_role("dialog").locator(".dialog__choice")
    expect(choices).to_have_text(
        ["Nhập số…", "Đ Đạt", "C Chưa đạt", "K Không áp dụng", " Chưa có số liệu"]
    )
    assert min(one.bounding_box()["height"] for one in choices.all()) >= 44

    sheet.page.get_by_role("button", name="Nhập số…").tap()
    expect(sheet.box).to_be_focused()
    sheet.type("43,8")
    sheet.press("Enter")
    sheet.wait_saved()
    assert (said(), verdicts()) == ({"1.1": "43,8"}, {"1.1": "NOT_MET"})


def test_a_tap_decides_and_keeps_the_figure(open_sheet, figures):
    figures.entry(figures.roads, "NO_DATA", value=90)
    sheet = open_sheet(viewport=PHONE, has_touch=True, is_mobile=True)

    sheet.cell(ROADS).tap()
    sheet.page.get_by_role("button", name="Chưa đạt").tap()
    sheet.wait_saved()

    assert said() == {"1.2": "90 C"}


def test_the_list_of_keys_speaks_of_figures(open_sheet):
    sheet = open_sheet()

    sheet.click(INCOME)
    sheet.press("?")

    dialog = sheet.page.get_by_role("dialog", name="Phím tắt")
    expect(dialog).to_contain_text("Gõ, sửa số liệu của ô có số")
    expect(dialog).to_contain_text("Nhận kết quả gợi ý")
