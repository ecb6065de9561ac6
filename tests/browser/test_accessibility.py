"""Every page: no violation that axe can see, and no sideways scrolling on a phone."""

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Page, expect

from communes.models import Cell, StatusEntry
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.every_page import PAGES, address, fill, fill_statuses
from tests.browser.figures import FigureSheet
from tests.browser.sheet import Sheet
from tests.factories.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
    "resultTypes": ["violations"],  # the rest is not even written down
}
REFUSALS = {
    "not-found": ("office", "/khong-co-trang-nay/"),
    "refused-day": ("office", "/bang-tieu-chi/?ngay=31/02/2024"),
}
NO_PAGES = re.compile(
    "logout|factor_.*|session_(keep|end.*)|own_data|correction|feed|feed_make|.*_save|bulk_.*"
    "|evidence_.*|dossier|proof_retire|scan_file"
    "|import_(state|retry|discard|answer|write|marked|undo)"
    "|(board|commune|plan_target|plan_work)_form"  # workbooks to fill
)


@pytest.fixture
def filled(world: World) -> World:
    return fill(world)


AXE = Axe().axe_script
RUN_AXE = "(options) => axe.run(options).then((results) => results.violations)"


def violations(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(RUN_AXE, RULES)
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


def overflow(page: Page) -> list[str]:
    """What makes the page wider than the window, if anything does."""
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.querySelectorAll("body *")]
            .filter((element) => element.getBoundingClientRect().right > width + 1)
            .map((element) => element.tagName + "." + element.className).slice(0, 8);
        }"""
    )


def faults(page: Page) -> list[tuple[int, str]]:
    """At both widths, each with its width: no page is made for one, it follows the window."""
    found = []
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        found += [(viewport["width"], one) for one in (*violations(page), *overflow(page))]
    return found


@pytest.mark.parametrize("who", sorted({who for who, _ in PAGES.values()}, key=str))
def test_pages(desk, filled, who):
    """Opening pages changes nothing, so all pages of a person share one world and one browser."""
    page = desk.sign_in(who and getattr(filled, who))
    found = {}
    for name, (person, template) in PAGES.items():
        if person != who:
            continue
        page.set_viewport_size(DESKTOP)
        response = page.goto(address(template, filled))
        wrong = faults(page)
        if response.status != 200 or wrong:
            found[name] = (response.status, wrong)

    assert found == {}


def test_a_decision_at_work(desk, filled):
    """Refused at a box, put right, previewed, stored."""
    desk.refusals.add("/bo-tieu-chi/quyet-dinh/nhap/")
    page = desk.sign_in(filled.office, viewport=PHONE)
    page.goto(address(PAGES["decision-enter"][1], filled))
    for label, text in (
        ("Số quyết định", "16/QĐ-UBND"),
        ("Ngày ký", "01/02/2024"),
        ("Có hiệu lực từ ngày", "01/02/2024"),
        ("Trích yếu", "Quy định mức đạt thử"),
    ):
        page.get_by_label(label).fill(text)
    level = page.get_by_label("Mức mới, chỉ tiêu 1.1")
    level.fill("1.234")
    page.get_by_role("button", name="Xem trước").click()

    expect(page.get_by_role("alert")).to_contain_text("đọc được hai cách")
    assert faults(page) == []

    level.fill("84,5")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Chờ kết luận → Đạt").first).to_be_visible()
    assert faults(page) == []

    page.get_by_role("button", name="Ghi quyết định").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi quyết định 16/QĐ-UBND")


@pytest.mark.parametrize(
    ("boxes", "button"), [({"Hạn mới": "05/07/2024"}, "dời hạn"), ({}, "đổi cơ quan")]
)
def test_many_duties_at_once(desk, filled, boxes, button):
    """The preview of what moves and what stays, and the refusal for want of an agency."""
    desk.refusals.add("/viec/doi-co-quan/")
    page = desk.sign_in(filled.office, viewport=PHONE)
    page.goto("/viec/")
    page.get_by_label("của danh sách này").check()
    for label, text in boxes.items():
        page.get_by_label(label, exact=True).fill(text)

    page.get_by_role("button", name=button).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("xem trước")
    assert faults(page) == []


@pytest.mark.parametrize("name", REFUSALS)
def test_refusal(desk, world, name):
    who, template = REFUSALS[name]
    desk.refusals.add(urlsplit(template).path)
    page = desk.sign_in(getattr(world, who))

    response = page.goto(template)

    assert 400 <= response.status < 500
    assert faults(page) == []


def test_wrong_login(desk, world):
    page = desk.sign_in(None, viewport=PHONE)
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("khong-co")
    page.get_by_label("Mật khẩu").fill("khong-co")
    page.get_by_role("button", name="Đăng nhập").click()

    expect(page.get_by_role("alert")).to_be_visible()
    assert faults(page) == []


def test_wrong_new_password(desk, world):
    desk.refusals.add("/doi-mat-khau/")
    page = desk.sign_in(world.office, viewport=PHONE)
    page.goto("/doi-mat-khau/")
    for box in page.locator("input[type=password]").all():
        box.fill("123")
    page.locator("main button[type=submit]").click()

    expect(page.locator(".field__error, [role=alert]").first).to_be_visible()
    assert faults(page) == []


RESTS = "document.getAnimations().every((one) => one.playState !== 'running')"


def cells_of_every_mark(sheet: Sheet, row: int = 0) -> None:
    """One cell each: saved, refused, not saved for want of a network."""
    answers = iter([None, {"status": 422, "json": {"message": "Tiêu chí 2: chưa có minh chứng."}}])

    def answer(route):
        planned = next(answers, "lost")
        if planned is None:
            route.continue_()
        elif planned == "lost":
            route.abort()
        else:
            route.fulfill(**planned)

    sheet.page.route("**/luu/**", answer)
    sheet.click(row, 0)
    for mark in ("saved", "refused", "unsaved"):
        sheet.press("2")
        expect(sheet.page.locator(f".c--{mark}")).to_have_count(1)


def menu(sheet: Sheet) -> None:
    sheet.click(0, 0)
    sheet.press("F2")


def key_list(sheet: Sheet) -> None:
    sheet.page.get_by_role("button", name="Phím tắt").click()


def paste_preview(sheet: Sheet) -> None:
    sheet.click(0, 0)
    sheet.paste("abc\tĐ")


def selection(sheet: Sheet) -> None:
    sheet.click(0, 0)
    sheet.press("Control+a")


def conflict(sheet: Sheet) -> None:
    sheet.click(0, 0)
    version = int(sheet.cell(0, 0).get_attribute("data-v"))
    cell = Cell.objects.get(entries__pk=version)
    StatusEntry.objects.create(
        cell=cell,
        verdict="NOT_APPLICABLE",
        observed_on=date(2024, 1, 2),
        recorded_by=StatusEntry.objects.get(pk=version).recorded_by,
        voice="OFFICE",
    )
    is_met = sheet.cell(0, 0).get_attribute("data-s") == "MET"
    sheet.press("0" if is_met else "1")  # what already stands would not be sent
    expect(sheet.page.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize(
    "prepare", [cells_of_every_mark, menu, key_list, paste_preview, selection, conflict]
)
def test_grid_at_work(open_board, world, prepare):
    fill_statuses(world)
    sheet = open_board(viewport=PHONE)

    prepare(sheet)
    sheet.until(lambda: sheet.page.evaluate(RESTS))  # so has the mark of a saved cell

    assert faults(sheet.page) == []


def figure_box(sheet: FigureSheet) -> None:
    sheet.click(0)
    sheet.press("5")
    expect(sheet.box).to_be_focused()


def refused_figure(sheet: FigureSheet) -> None:
    sheet.enter(0, "1.234")
    expect(sheet.page.locator(".c--refused")).to_have_count(1)


def judged_figures(sheet: FigureSheet) -> None:
    sheet.enter(0, "43,8")
    sheet.enter(1, "14/15,7")
    sheet.wait_saved()


def figure_menu(sheet: FigureSheet) -> None:
    sheet.cell(0).tap()
    expect(sheet.page.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize("prepare", [figure_box, refused_figure, judged_figures, figure_menu])
def test_sheet_at_work(open_sheet, prepare):
    sheet = open_sheet(viewport=PHONE, has_touch=prepare is figure_menu)

    prepare(sheet)
    sheet.until(lambda: sheet.page.evaluate(RESTS))

    assert faults(sheet.page) == []


# axe leaves single characters alone: the contrast of each sign, by hand. Gives [state, ratio] for
# both colours of a hatched cell, plain and under the tint of a selection.
CONTRASTS = """(states) => {
  const light = (rgb) => rgb.map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const colours = (text) => [...text.matchAll(/rgba?\\(([^)]*)\\)/g)]
    .map(([, inside]) => inside.split(",").map(Number));
  const over = ([r, g, b, a = 1], under) =>
    [r, g, b].map((part, index) => part * a + under[index] * (1 - a));
  const td = document.querySelectorAll("td.c")[30];
  const found = [];
  for (const state of states) for (const selected of ["false", "true"]) {
    td.dataset.s = state;
    td.setAttribute("aria-selected", selected);
    const style = getComputedStyle(td);
    const [ink] = colours(style.color);
    const plain = over(colours(style.backgroundColor)[0], [255, 255, 255]);
    const hatch = colours(style.backgroundImage);
    const tint = colours(style.boxShadow)[1] ?? [0, 0, 0, 0];
    for (const ground of hatch.length ? hatch : [plain]) {
      const [dark, bright] = [light(ink), light(over(tint, ground))].sort((a, b) => a - b);
      found.push([state, (bright + 0.05) / (dark + 0.05)]);
    }
  }
  return found;
}"""


def test_signs_are_readable(open_board):
    states = ["MET", "NOT_MET", "NOT_APPLICABLE", "NO_DATA", "TARGET"]

    contrasts = open_board().page.evaluate(CONTRASTS, states)

    assert {state for state, _ in contrasts} == set(states)
    assert [found for found in contrasts if found[1] < 4.5] == []


def test_every_page_is_in_the_list(filled):
    """A new page has to be added to PAGES."""
    visited = {
        resolve(urlsplit(address(template, filled)).path).view_name
        for _, template in PAGES.values()
    }

    assert {name for name in page_names(get_resolver()) if name} == visited


def page_names(resolver: URLResolver, namespace: str = "") -> list[str]:
    names = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            names += [] if entry.namespace == "admin" else page_names(entry, entry.namespace)
        elif isinstance(entry, URLPattern) and not NO_PAGES.fullmatch(entry.name or ""):
            names.append(f"{namespace}:{entry.name}" if namespace else entry.name)
    return names
