"""Figures that are refused, pasted, not sent, or written by two people: nothing is lost unseen."""

import pytest
from playwright.sync_api import expect

from communes.models import StatusEntry
from tests.browser.figures import FigureSheet, said, verdicts
from tests.browser.test_offline import cut, mend

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

INCOME, ROADS, ELECTRIC, SCHOOLS, INSURED, POOR, HOMES, WATER = range(8)
INCOME_SOURCE = "(vùng Trung du miền núi phía Bắc, năm 2024; 318/QĐ-TTg)"
COMMON_SOURCE = "(mức chung; 318/QĐ-TTg)"
PENDING = "Chưa gửi đi, chưa so với mức."


def note(sheet: FigureSheet):
    return sheet.page.locator(".grid__note")


def with_figure(figures) -> None:
    figures.entry(
        figures.income, "NOT_MET", value="43.8", threshold=figures.income.thresholds.get()
    )


# Refused


def test_a_refused_figure_shows_its_sentence_and_can_be_given_up(open_sheet, figures):
    with_figure(figures)
    sheet = open_sheet()
    sentence = (
        f"{figures.commune.full_name}, chỉ tiêu 1.1: ‘1.234’ đọc được hai cách. "
        "Viết 1234 nếu là hàng nghìn, 1,2340 nếu là số thập phân."
    )

    sheet.enter(INCOME, "1.234")
    expect(sheet.status).to_have_text(f"✕ 1 ô chưa lưu: {sentence}")
    sheet.expect_result(INCOME, sentence)
    expect(sheet.cell(INCOME)).to_have_text("1.234")
    expect(sheet.cell(INCOME)).to_have_attribute("title", sentence)

    sheet.page.get_by_role("button", name="Bỏ các ô này").click()
    expect(sheet.cell(INCOME)).to_have_text("43,8")
    sheet.expect_result(INCOME, "Chưa đạt", f"43,8 < 50 {INCOME_SOURCE}")
    expect(sheet.status).to_be_empty()
    assert said() == {"1.1": "43,8"}


def test_a_refused_figure_can_be_mended(open_sheet):
    sheet = open_sheet()
    sheet.enter(INCOME, "1.234")
    expect(sheet.page.locator(".c--refused")).to_have_count(1)

    sheet.click(INCOME)
    sheet.press("F2")
    expect(sheet.box).to_have_value("1.234")
    sheet.press("End", "0", "Enter")
    sheet.wait_saved()

    sheet.expect_result(INCOME, "Chưa đạt", f"1,23 < 50 {INCOME_SOURCE}")
    assert said() == {"1.1": "1,2340"}


def test_a_verdict_against_a_verified_threshold_is_refused_with_its_document(open_sheet, figures):
    with_figure(figures)
    sheet = open_sheet()

    sheet.click(INCOME)
    sheet.press("d")

    sheet.expect_result(
        INCOME,
        f"{figures.commune.full_name}, chỉ tiêu 1.1: ghi Đạt nhưng mức đã đối chiếu là "
        "≥ 50 triệu đồng/người/năm (318/QĐ-TTg). Sửa con số, hoặc bỏ kết quả ghi tay.",
    )
    assert said() == {"1.1": "43,8"}


def test_refused_figures_do_not_hold_back_the_others_and_each_says_why(open_sheet, figures):
    sheet = open_sheet()

    sheet.click(INCOME)
    sheet.paste("1.234\n101\nĐ\n75\n")
    expect(sheet.page.locator(".c--refused")).to_have_count(2)
    expect(sheet.page.locator(".c--saved")).to_have_count(2)

    place = f"{figures.commune.full_name}, chỉ tiêu"
    expect(sheet.result(INCOME)).to_contain_text(f"{place} 1.1: ‘1.234’ đọc được hai cách.")
    sheet.expect_result(ROADS, f"{place} 1.2: ‘101’ quá 100 %. Xem lại con số.")
    assert said() == {"1.3": "Đ", "1.4": "75"}


# From Excel


def test_a_column_of_figures_and_words_is_pasted_from_excel(open_sheet):
    sheet = open_sheet()

    sheet.click(INCOME)
    sheet.paste("43,8\r\n14/15,7\r\nĐạt\r\n75\r\n95; 96; 94\r\nchưa đạt\r\n0\r\nKAD\r\n")
    expect(note(sheet)).to_have_text("Đã dán 8 ô")
    sheet.wait_saved()

    assert said() == {
        "1.1": "43,8",
        "1.2": "14/15,7",
        "1.3": "Đ",
        "1.4": "75",
        "2.1": "95; 96; 94",
        "2.2": "C",
        "2.3": "0",
        "2.4": "K",
    }
    assert verdicts()["2.3"] == "MET"  # no bad home at all is a figure, not "chưa đạt"


def test_one_bad_line_and_nothing_is_written_until_the_person_agrees(open_sheet):
    sheet = open_sheet()

    sheet.click(INCOME)
    sheet.paste("43,8\nrất tốt\n95\n75\n")
    dialog = sheet.page.get_by_role("dialog", name="Có 2 ô không dán được")

    hint = "Viết một số như 43,8 hoặc 14/15,7, hoặc Đạt, Chưa đạt."
    expect(dialog.get_by_role("listitem")).to_have_text(
        [
            f"Dòng Đường trục xã: ‘rất tốt’ không phải số liệu. {hint}",
            "Dòng Hệ thống điện: ‘95’ không phải trạng thái. Viết Đ, C hoặc K.",
        ]
    )
    assert StatusEntry.objects.count() == 0

    dialog.get_by_role("button", name="Dán 2 ô đúng").click()
    sheet.wait_saved()
    assert said() == {"1.1": "43,8", "1.4": "75"}


def test_a_bad_paste_can_be_called_off(open_sheet):
    sheet = open_sheet()

    sheet.click(INCOME)
    sheet.paste("43,8\nrất tốt\n")
    sheet.page.get_by_role("button", name="Hủy").click()

    sheet.expect_place(INCOME)
    expect(sheet.cell(INCOME)).to_be_empty()
    expect(sheet.page.locator(".c--saving, .c--unsaved")).to_have_count(0)
    assert StatusEntry.objects.count() == 0


def test_what_is_copied_can_be_pasted_back(open_sheet):
    sheet = open_sheet()
    sheet.click(INCOME)
    sheet.paste("43,8\n14/15,7 C\nĐ\n")
    sheet.wait_saved()
    sheet.press("Shift+ArrowDown", "Shift+ArrowDown")
    copied = sheet.copied()

    sheet.press("Delete")
    sheet.wait_saved()
    sheet.paste(copied)
    sheet.wait_saved()

    assert said() == {"1.1": "43,8", "1.2": "14/15,7 C", "1.3": "Đ"}


def test_a_paste_into_the_open_box_is_text(open_sheet):
    sheet = open_sheet(permissions=["clipboard-read", "clipboard-write"])
    sheet.page.evaluate("navigator.clipboard.writeText('3,8')")

    sheet.click(INCOME)
    sheet.press("4", "Control+v")
    expect(sheet.box).to_have_value("43,8")
    sheet.press("Enter")
    sheet.wait_saved()

    assert said() == {"1.1": "43,8"}


# Not sent


def test_typing_goes_on_without_a_network_and_is_judged_later(open_sheet):
    sheet = open_sheet()
    sheet.page.context.set_offline(True)

    sheet.enter(INCOME, "43,8")
    sheet.enter(ROADS, "90")
    expect(sheet.status).to_contain_text("2 ô chưa lưu – đang chờ mạng")
    sheet.expect_result(INCOME, PENDING)
    expect(sheet.cell(INCOME)).to_have_attribute("aria-label", "43,8, Chưa có số liệu, chưa lưu")
    assert StatusEntry.objects.count() == 0

    sheet.page.context.set_offline(False)
    sheet.wait_saved()
    sheet.expect_result(INCOME, "Chưa đạt", f"43,8 < 50 {INCOME_SOURCE}")
    assert said() == {"1.1": "43,8", "1.2": "90"}


def test_a_figure_put_back_before_it_was_sent_shows_the_old_result(open_sheet, figures):
    with_figure(figures)
    sheet = open_sheet()
    sheet.page.context.set_offline(True)
    sheet.enter(INCOME, "51")
    expect(sheet.status).to_contain_text("1 ô chưa lưu")

    sheet.press("Control+z")
    sheet.page.context.set_offline(False)

    expect(sheet.cell(INCOME)).to_have_text("43,8")
    sheet.expect_result(INCOME, "Chưa đạt", f"43,8 < 50 {INCOME_SOURCE}")
    assert said() == {"1.1": "43,8"}


def test_unsent_figures_survive_a_reload(open_sheet):
    sheet = open_sheet()
    cut(sheet)
    sheet.enter(INCOME, "43,8")
    sheet.enter(ROADS, "90 d")
    expect(sheet.status).to_contain_text("2 ô chưa lưu")

    sheet.page.reload()
    expect(note(sheet)).to_have_text("Lấy lại 2 ô chưa lưu từ lần trước")
    expect(sheet.cell(INCOME)).to_have_text("43,8")
    expect(sheet.cell(ROADS)).to_have_text("90 d")
    sheet.expect_result(INCOME, PENDING)
    assert StatusEntry.objects.count() == 0

    mend(sheet)
    sheet.wait_saved()
    sheet.expect_result(INCOME, "Chưa đạt", f"43,8 < 50 {INCOME_SOURCE}")
    assert said() == {"1.1": "43,8", "1.2": "90 Đ"}


# Two people


@pytest.fixture
def both(open_sheet, figures):
    """The district office's sheet; the province wrote 51,5 after it was opened."""
    mine, theirs = open_sheet(), open_sheet(figures.world.province_office)
    theirs.enter(INCOME, "51,5")
    theirs.wait_saved()
    return mine


def test_a_conflict_shows_both_figures(both, figures):
    both.enter(INCOME, "49,5")
    dialog = both.page.get_by_role("dialog")

    expect(dialog).to_contain_text("Văn phòng tỉnh vừa đổi ô này thành 51,5 lúc ")
    expect(dialog).to_contain_text("Bạn ghi: 49,5.")
    expect(dialog).to_contain_text(f"{figures.commune.full_name}, chỉ tiêu 1.1")
    assert said() == {"1.1": "51,5"}


def test_keep_mine(both):
    both.enter(INCOME, "49,5")
    both.page.get_by_role("button", name="Giữ của tôi").click()
    both.wait_saved()

    both.expect_result(INCOME, "Chưa đạt", f"49,5 < 50 {INCOME_SOURCE}")
    assert said() == {"1.1": "49,5"}


def test_take_theirs(both):
    both.enter(INCOME, "49,5")
    both.page.get_by_role("button", name="Lấy của họ").click()

    expect(both.cell(INCOME)).to_have_text("51,5")
    both.expect_result(INCOME, "Đạt", f"51,5 > 50 {INCOME_SOURCE}")
    expect(both.page.locator("[data-count-all]")).to_have_text(["1", "0", "0", "7"])
    assert said() == {"1.1": "51,5"}


def test_the_same_figure_from_both_is_no_question(both):
    both.enter(INCOME, "51,5")

    both.expect_result(INCOME, "Đạt", f"51,5 > 50 {INCOME_SOURCE}")
    expect(both.page.get_by_role("dialog")).to_have_count(0)
    assert StatusEntry.objects.count() == 1


def test_an_emptied_cell_has_a_word_in_the_dialog(open_sheet, figures):
    with_figure(figures)
    mine, theirs = open_sheet(), open_sheet(figures.world.province_office)
    theirs.click(INCOME)
    theirs.press("Delete")
    theirs.wait_saved()

    mine.enter(INCOME, "51")

    dialog = mine.page.get_by_role("dialog")
    expect(dialog).to_contain_text("vừa đổi ô này thành Chưa có số liệu lúc ")
