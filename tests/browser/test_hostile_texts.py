"""In a browser, with its scripts on: no text of a person becomes a script, a style or a request.

The desk fails on every error of the console, so on every report of the policy, and on every request
that leaves the portal. The same texts read back by a parser: tests/test_payloads.py.
"""

import pytest

from tests.browser.every_page import PAGES, address, fill
from tests.trust.payloads import Planted
from tests.trust.planting import plant

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MARKS = 20
# Boards, grids, forms, lists, history, papers, imports: each kind of page, and each script.
MAIN = (
    *("home", "home-head", "board", "communes", "commune", "cell", "sheet", "recognition"),
    *("evidence", "review", "disagreements", "plans", "plan", "plan-row", "measure", "contents"),
    *("plan-history", "plan-check", "work", "duty", "agency-grid", "reminding", "urging-letter"),
    *("report-sent", "report-board", "decision", "merge", "import-preview", "appendix-2"),
)
DAMAGE = """() => [
  ...document.querySelectorAll("img, iframe, object, embed, svg, style, [onerror], [onload]"),
  ...[...document.scripts].filter((one) => !one.src && one.type !== "application/json"),
].map((one) => one.outerHTML.slice(0, 200))"""


def test_texts_stay_texts_in_a_browser(desk, world):
    filled = fill(world)
    planted = Planted(port=9)
    plant(planted)
    dialogs, damage, shown = [], {}, set()
    desks = {}
    for name in MAIN:
        who, template = PAGES[name]
        if who not in desks:
            desks[who] = desk.sign_in(getattr(filled, who))
            desks[who].on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))
        page = desks[who]
        response = page.goto(address(template, filled))
        shown |= planted.found([page.locator("body").inner_text()])
        if response.status != 200 or page.evaluate(DAMAGE):
            damage[name] = (response.status, page.evaluate(DAMAGE))

    assert dialogs == []
    assert damage == {}
    assert len(shown) >= MARKS
