"""What the page does with the server's answers: refused for good, overruled, stale rows."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.sheet import log

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVE = "**/bang-tieu-chi/luu/**"
GONE = "Không ghi được: xã, kế hoạch hoặc tiêu chí này không còn thuộc quyền của bạn."


def not_found(bad: int):
    """Answers 404, as the server does, to every request that holds the criterion `bad`."""

    def answer(route):
        cells = json.loads(route.request.post_data)["cells"]
        if any(cell["col"] == bad for cell in cells):
            route.fulfill(status=404, body="<h1>404</h1>", content_type="text/html")
        else:
            route.continue_()

    return answer


def test_a_cell_that_is_not_there_is_refused_alone(open_commune, world):
    sheet = open_commune()
    sheet.page.route(SAVE, not_found(world.criteria[1].pk))
    sheet.click(0)

    sheet.press("1", "1", "1")

    expect(sheet.status).to_have_text(f"✕ 1 ô chưa lưu: {GONE}")
    expect(sheet.cell(1)).to_have_attribute("title", GONE)
    expect(sheet.page.locator(".c--saved")).to_have_count(2)
    assert [criterion for _, criterion, _ in log()] == ["1", "3"]


def test_refused_cells_can_be_given_up(open_commune, world):
    sheet = open_commune()
    sheet.click(1)
    sheet.press("0", "ArrowUp")
    sheet.wait_saved()
    sheet.page.route(SAVE, not_found(world.criteria[1].pk))
    sheet.press("1", "1")
    drop = sheet.page.get_by_role("button", name="Bỏ các ô này")

    drop.click()

    expect(drop).to_be_hidden()
    assert sheet.states[1:3] == [["NOT_MET"], ["MET"]]
    expect(sheet.page.locator(".c--refused")).to_have_count(0)
    assert sheet.page.evaluate("document.activeElement.matches('td.c')")
    sheet.until(lambda: sheet.page.evaluate(UNSENT, str(world.office.pk)) == 0)
    sheet.press("Control+z", "Control+z")
    assert sheet.states[1] == ["NO_DATA"] or sheet.states[1] == ["NOT_MET"]


UNSENT = "(user) => import('/static/js/grid/store.js').then((store) => store.countUnsent(user))"


def test_a_refused_cell_of_an_earlier_visit_can_be_given_up(open_commune, world):
    sheet = open_commune()
    sheet.page.route(SAVE, not_found(world.criteria[1].pk))
    sheet.click(1)
    sheet.press("1")
    expect(sheet.page.locator(".c--refused")).to_have_count(1)
    sheet.page.reload()
    expect(sheet.page.locator(".c--refused")).to_have_count(1)
    assert sheet.states[1] == ["MET"]

    sheet.page.get_by_role("button", name="Bỏ các ô này").click()

    assert sheet.states[1] == ["NO_DATA"]
    expect(sheet.table.locator("tfoot [data-count-all]")).to_have_text("0")
    sheet.page.reload()
    expect(sheet.page.locator("td[class*='c--']")).to_have_count(0)


@pytest.mark.parametrize("status", [200, 403])
def test_an_ended_session_is_no_refusal(open_commune, status):
    sheet = open_commune()
    login = {"status": status, "body": "<h1>Đăng nhập</h1>", "content_type": "text/html"}
    sheet.page.route(SAVE, lambda route: route.fulfill(**login))
    sheet.click(0)

    sheet.press("1")

    expect(sheet.status).to_contain_text("Phiên làm việc đã hết.")


def test_the_state_that_the_server_shows_wins_and_is_said(open_board, world):
    sheet = open_board()

    def overrule(route):
        answer = route.fetch()
        saved = answer.json()["saved"]
        saved[0]["state"] = "NOT_MET"
        route.fulfill(response=answer, json={"saved": saved})

    sheet.page.route(SAVE, overrule)
    sheet.click(0, 4)
    sheet.press("1")

    place = f"Xã {world.communes[0].name} · tiêu chí 5. {world.criteria[4].name}"
    expect(sheet.page.locator(".grid__note")).to_have_text(
        f"Tiêu chí vẫn hiện theo các chỉ tiêu: {place}: Chưa đạt."
    )
    assert sheet.states[0][4] == "NOT_MET"
    expect(sheet.table.locator("tbody tr").first.locator("[data-count]")).to_have_text("0")
    assert sheet.page.locator("[data-count-all]").all_inner_texts() == ["0", "0"]


def test_writer_and_note_of_a_saved_row_are_out_of_date(open_commune):
    sheet = open_commune()
    sheet.click(0)
    sheet.press("1")
    sheet.wait_saved()
    sheet.page.reload()
    row = sheet.table.locator("tbody tr").first
    writer = row.locator("td[data-head='Ghi bởi']")
    expect(writer).to_contain_text("Văn phòng huyện")
    row.locator("td[data-head='Ghi chú']").evaluate("td => { td.textContent = 'của dòng cũ'; }")

    sheet.click(0)
    sheet.press("0")
    sheet.wait_saved()

    expect(writer).to_have_text("vừa ghi")
    expect(row.locator("td[data-head='Ghi chú']")).to_be_empty()


def test_counts_above_the_table_follow(open_commune):
    sheet = open_commune()
    sheet.click(0)

    sheet.press("1", "1", "0")

    counts = sheet.page.locator(".counts [data-count-all]")
    assert counts.all_inner_texts() == ["2", "1", "0", "16"]
