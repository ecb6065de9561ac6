"""The entry grid in Chromium: a key in the largest board, against the same key in a small one."""

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from playwright.sync_api import Page, Route, sync_playwright

from bench.board import COMMUNES, LOG, board_request, build, use_database
from communes.views.board import board

CHROMIUM = "/usr/bin/chromium-headless-shell"
ADDRESS = "http://portal.invalid"
SMALL = 10
KEYS = 200

# A page with the first rows only: fewer rows is all that differs.
SHORTEN = """(rows) => {
  for (const tr of [...document.querySelectorAll("tbody tr")].slice(rows)) tr.remove();
}"""

# Median milliseconds of one key: until the script has answered, and until it is laid out.
PRESS = """async (keys) => {
  document.querySelector("td.c").dispatchEvent(new MouseEvent("mousedown", { bubbles: true }));
  const times = [];
  for (let count = 0; count < keys; count += 1) {
    await new Promise(requestAnimationFrame);
    const began = performance.now();
    const key = new KeyboardEvent("keydown", { key: "1", bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(key);
    document.activeElement.getBoundingClientRect();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[keys / 2];
}"""


def serve(route: Route, document: str) -> None:
    """Answer from memory: the board itself, its static files, nothing else."""
    path = urlsplit(route.request.url).path
    file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
    if path == "/":
        route.fulfill(body=document, content_type="text/html; charset=utf-8")
    elif file:
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        route.fulfill(body=Path(file).read_bytes(), content_type=kind)
    else:
        route.abort()


def milliseconds(page: Page, rows: int) -> float:
    page.goto(ADDRESS)
    page.evaluate(SHORTEN, rows)
    return page.evaluate(PRESS, KEYS)


def run(folder: Path) -> None:
    database = folder / "board_large.sqlite3"
    build(database, LOG)
    use_database(database)
    document = board(board_request()).content.decode()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.route("**/*", lambda route: serve(route, document))
        milliseconds(page, COMMUNES)  # Chromium compiles what it runs often
        small, large = milliseconds(page, SMALL), milliseconds(page, COMMUNES)
        browser.close()
    print(f"one key in the grid of {COMMUNES} communes: {large:.1f} ms")
    print(f"  ratio to the grid of {SMALL} communes          {large / small:.2f}")
