"""Weak links: nothing typed is lost, nothing is stored twice."""

import json
import random

import pytest
from playwright.sync_api import expect

from tests.browser.sheet import Sheet, log, standing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVE = "**/bang-tieu-chi/luu/**"
# Saves fail in this browser while `mend` has not been called, also after a reload and while the
# page goes away (Playwright does not see requests of a page that is gone).
CUT = """if (!localStorage.mended) {
  const fetch = window.fetch;
  window.fetch = (...request) =>
    localStorage.mended ? fetch(...request) : Promise.reject(new TypeError("cut"));
}"""
STATE_OF_KEY = {"1": "MET", "0": "NOT_MET", "2": "NOT_APPLICABLE"}


def cut(sheet: Sheet) -> None:
    sheet.page.evaluate(f"() => {{ {CUT} }}")
    sheet.page.add_init_script(CUT)


def mend(sheet: Sheet) -> None:
    sheet.page.evaluate("localStorage.mended = 1; dispatchEvent(new Event('online'))")


def test_typing_goes_on_without_a_network_and_is_sent_later(open_commune, world):
    sheet = open_commune()
    sheet.click(0)
    sheet.press("1", "1")
    sheet.wait_saved()

    sheet.page.context.set_offline(True)
    sheet.press("0", "2", "1")
    expect(sheet.status).to_contain_text("3 ô chưa lưu – đang chờ mạng")
    assert sheet.cell(2).evaluate("td => getComputedStyle(td, '::after').content") == '"▲"'
    assert sheet.cell(2).get_attribute("aria-label") == "Chưa đạt, chưa lưu"
    assert len(log()) == 2

    sheet.page.context.set_offline(False)
    sheet.wait_saved()
    assert [verdict for _, _, verdict in log()] == [
        "MET",
        "MET",
        "NOT_MET",
        "NOT_APPLICABLE",
        "MET",
    ]


def test_the_last_of_several_values_typed_offline_is_the_one_stored(open_commune):
    sheet = open_commune()
    sheet.click(0)
    sheet.page.context.set_offline(True)

    sheet.press("1", "ArrowUp")
    expect(sheet.status).to_contain_text("1 ô chưa lưu")
    sheet.press("0", "ArrowUp", "2")
    sheet.page.context.set_offline(False)
    sheet.wait_saved()

    assert [verdict for _, _, verdict in log()] == ["NOT_APPLICABLE"]


def test_unsent_cells_survive_a_reload(open_commune):
    sheet = open_commune()
    cut(sheet)
    sheet.click(0)
    sheet.press("1", "0", "2")
    expect(sheet.status).to_contain_text("3 ô chưa lưu")

    sheet.page.reload()
    expect(sheet.page.locator(".c--unsaved")).to_have_count(3)
    assert [state for (state,) in sheet.states[:3]] == ["MET", "NOT_MET", "NOT_APPLICABLE"]
    expect(sheet.page.locator(".grid__note")).to_have_text("Lấy lại 3 ô chưa lưu từ lần trước")
    assert log() == []

    mend(sheet)
    sheet.wait_saved()
    assert [verdict for _, _, verdict in log()] == ["MET", "NOT_MET", "NOT_APPLICABLE"]

    sheet.page.reload()
    expect(sheet.page.locator("td[class*='c--']")).to_have_count(0)


def test_a_cell_typed_just_before_leaving_the_page_is_saved(open_commune, world):
    sheet = open_commune()
    sheet.click(0)

    sheet.press("1")
    sheet.page.goto("/xa/")
    sheet.until(lambda: [verdict for _, _, verdict in log()] == ["MET"])

    sheet.page.goto(f"/xa/{world.communes[0].code}/")

    expect(sheet.cell(0)).to_have_text("Đạt")
    expect(sheet.page.locator(".c--saving, .c--unsaved")).to_have_count(0)
    assert [verdict for _, _, verdict in log()] == ["MET"]


def test_a_lost_answer_is_asked_for_again_with_the_same_key(open_commune):
    sheet = open_commune()
    sent = []

    def lose_the_first_answer(route):
        sent.append(json.loads(route.request.post_data))
        if len(sent) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    sheet.page.route(SAVE, lose_the_first_answer)
    sheet.click(0)
    sheet.press("1")
    expect(sheet.status).to_contain_text("đang chờ mạng")
    sheet.press("ArrowUp", "0")
    sheet.wait_saved()

    keys = [body["cells"][0]["key"] for body in sent]
    assert keys[0] == keys[1] != keys[2]
    assert [verdict for _, _, verdict in log()] == ["MET", "NOT_MET"]


def test_a_busy_server_is_tried_again(open_commune):
    sheet = open_commune()
    answers = iter([503, 500])

    def stumble(route):
        status = next(answers, None)
        if status:
            route.fulfill(status=status, body="<h1>busy</h1>", content_type="text/html")
        else:
            route.continue_()

    sheet.page.route(SAVE, stumble)
    sheet.click(0)
    sheet.press("1")
    expect(sheet.status).to_contain_text("1 ô chưa lưu – máy chủ đang bận")
    sheet.wait_saved()

    assert len(log()) == 1


def test_a_cell_changed_while_it_is_sent_is_sent_again_with_its_new_version(open_commune):
    sheet = open_commune()
    held = []

    def hold_the_first(route):
        held.append(route)
        if len(held) > 1:
            route.continue_()

    sheet.page.route(SAVE, hold_the_first)
    sheet.click(0)
    sheet.press("1", "ArrowUp")
    sheet.until(lambda: held)

    sheet.press("0")
    held[0].continue_()
    sheet.wait_saved()

    assert [verdict for _, _, verdict in log()] == ["MET", "NOT_MET"]


def test_one_refused_cell_does_not_hold_back_the_others(open_commune, world):
    sheet = open_commune()
    bad = world.criteria[1].pk

    def refuse_the_second(route):
        cells = json.loads(route.request.post_data)["cells"]
        if any(cell["col"] == bad for cell in cells):
            route.fulfill(status=422, json={"message": "Tiêu chí 2: chưa có minh chứng."})
        else:
            route.continue_()

    sheet.page.route(SAVE, refuse_the_second)
    sheet.click(0)
    sheet.press("1", "1", "1")

    expect(sheet.status).to_have_text("✕ 1 ô chưa lưu: Tiêu chí 2: chưa có minh chứng.")
    expect(sheet.cell(1)).to_have_attribute("title", "Tiêu chí 2: chưa có minh chứng.")
    expect(sheet.page.locator(".c--saved")).to_have_count(2)
    assert [criterion for _, criterion, _ in log()] == ["1", "3"]


def test_the_refused_cell_that_is_named_waits_and_the_others_go_on(open_commune, world):
    sheet = open_commune()
    requests = []

    def refuse_by_name(route):
        cells = json.loads(route.request.post_data)["cells"]
        requests.append(len(cells))
        if len(requests) == 1:
            place = {"row": world.communes[0].code, "col": world.criteria[0].pk}
            route.fulfill(status=422, json={"message": "Không ghi được."} | place)
        else:
            route.continue_()

    sheet.page.route(SAVE, refuse_by_name)
    sheet.click(0)
    sheet.press("1", "1", "1")
    expect(sheet.page.locator(".c--saved")).to_have_count(2)

    assert requests == [3, 2]
    expect(sheet.page.locator(".c--refused")).to_have_count(1)


def test_an_ended_session_keeps_the_cells_and_says_where_to_sign_in(open_commune, world):
    sheet = open_commune()
    cookies = sheet.page.context.cookies()
    sheet.page.context.clear_cookies()
    sheet.click(0)
    sheet.press("1", "0")

    expect(sheet.status).to_contain_text(
        "Phiên làm việc đã hết. Đăng nhập lại; các ô chưa lưu vẫn được giữ trên máy này."
    )
    link = sheet.status.get_by_role("link", name="Đăng nhập lại")
    expect(link).to_have_attribute("href", f"/dang-nhap/?next=%2Fxa%2F{world.communes[0].code}%2F")
    assert log() == []

    sheet.page.context.add_cookies(cookies)
    sheet.page.reload()
    sheet.wait_saved()
    assert len(log()) == 2


def test_another_person_on_the_same_machine_sees_nothing_of_it(open_commune, desk, world):
    sheet = open_commune()
    cut(sheet)
    sheet.click(0)
    sheet.press("1")
    expect(sheet.status).to_contain_text("1 ô chưa lưu")

    other = desk.sign_in(world.province_office)
    sheet.page.context.clear_cookies()
    sheet.page.context.add_cookies(other.context.cookies())
    sheet.page.reload()
    mend(sheet)
    sheet.page.wait_for_timeout(500)

    assert sheet.states[0] == ["NO_DATA"]
    expect(sheet.page.locator(".grid__note")).to_be_empty()
    assert log() == []


def test_cells_older_than_three_days_are_dropped(open_commune):
    sheet = open_commune()
    cut(sheet)
    sheet.click(0)
    sheet.press("1", "0")
    expect(sheet.status).to_contain_text("2 ô chưa lưu")

    sheet.page.evaluate(AGE_THE_FIRST)
    sheet.page.reload()

    expect(sheet.page.locator(".c--unsaved")).to_have_count(1)
    assert [state for (state,) in sheet.states[:2]] == ["NO_DATA", "NOT_MET"]


# Date back the first stored cell by three days and a minute.
AGE_THE_FIRST = """() => new Promise((resolve) => {
  indexedDB.open("ntm-grid").onsuccess = ({ target: { result } }) => {
    const transaction = result.transaction("cells", "readwrite");
    const store = transaction.objectStore("cells");
    store.getAll().onsuccess = ({ target: { result: [first] } }) =>
      store.put({ ...first, at: first.at - 72 * 3600e3 - 60e3 });
    transaction.oncomplete = resolve;
  };
})"""


def test_unsent_cells_of_another_page_are_spoken_of(open_commune, world):
    sheet = open_commune()
    cut(sheet)
    sheet.click(0)
    sheet.press("1")
    expect(sheet.status).to_contain_text("1 ô chưa lưu")
    address = f"/xa/{world.communes[0].code}/"

    sheet.page.goto("/bang-tieu-chi/?ngay=2024-01-01")

    expect(sheet.page.locator(".grid__note")).to_have_text(
        f"Còn ô chưa lưu ở trang khác: {address}"
    )


@pytest.mark.parametrize("agrees", [True, False])
def test_signing_out_asks_before_unsent_cells_are_dropped(open_commune, world, agrees):
    sheet = open_commune()
    cut(sheet)
    sheet.click(0)
    sheet.press("1")
    expect(sheet.status).to_contain_text("1 ô chưa lưu")
    asked = []

    def answer(dialog):
        asked.append(dialog.message)
        (dialog.accept if agrees else dialog.dismiss)()

    sheet.page.on("dialog", answer)
    sheet.page.get_by_role("button", name="Đăng xuất").click()
    sheet.until(lambda: asked)
    if agrees:
        sheet.page.wait_for_url("**/dang-nhap/**")

    assert asked == ["Còn 1 ô chưa lưu. Đăng xuất sẽ bỏ các ô này. Vẫn đăng xuất?"]
    assert ("/dang-nhap/" in sheet.page.url) == agrees
    count = "(user) => import('/static/js/grid/store.js').then((store) => store.countUnsent(user))"
    assert sheet.page.evaluate(count, str(world.office.pk)) == (0 if agrees else 1)


@pytest.mark.slow
def test_47_values_over_a_bad_link_arrive_once_each(open_board, world):
    """Every third answer is lost, every fifth request never leaves, the network goes thrice."""
    sheet = open_board()
    chance = random.Random(47)

    def lose(route):
        luck = chance.random()
        if luck < 0.2:
            route.abort()
        elif luck < 0.5:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    sheet.page.route(SAVE, lose)
    sheet.click(0, 0)
    typed = [chance.choice("102") for _ in range(47)]
    for number, key in enumerate(typed):
        sheet.press(key)
        sheet.page.wait_for_timeout(chance.choice([0, 30, 200]))
        if number in (10, 25, 40):
            sheet.page.context.set_offline(True)
        if number in (15, 28, 44):
            sheet.page.context.set_offline(False)
        if number == 30:
            sheet.page.reload()
            sheet.page.wait_for_timeout(100)
            sheet.click(1, 12)
    sheet.page.unroute(SAVE)
    sheet.page.evaluate("dispatchEvent(new Event('online'))")
    sheet.wait_saved()

    shown = [state for row in sheet.states for state in row][:47]
    assert shown == [STATE_OF_KEY[key] for key in typed]
    stored = log()
    assert [
        standing()[commune.code, criterion.code]
        for commune in world.communes
        for criterion in world.criteria
        if (commune.code, criterion.code) in standing()
    ] == shown
    assert len(stored) == len(set(stored)) == 47
