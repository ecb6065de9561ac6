"""Chromium against the live server. Whatever leaves this machine, breaks the CSP or writes an
error to the console fails the test; a failed test leaves screenshots under var/browser/.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.contenttypes.management import create_contenttypes
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections
from django.db.models.signals import post_migrate
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

from accounts.models import User
from ntm_portal.lib.roomy import roomy
from tests.browser.figures import FigureSheet
from tests.browser.sheet import Sheet
from tests.factories.communes import CellFactory, StatusEntryFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.factories.sheet import SheetWorld, make_sheet_world
from tests.factories.world import World, make_world

CHROMIUM = "/usr/bin/chromium-headless-shell"
# No sandbox inside containers; nothing on the network but this machine, for no errand whatever.
FLAGS = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
]
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 360, "height": 640}
# Answers such as 409 or a lost connection are part of the grid's work, not errors of the page.
SAVING = re.compile(r"/luu/$")

# Playwright keeps an event loop in this thread; the tests themselves are plain functions.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory) -> None:
    """A file instead of memory: the live server answers several requests at once."""
    if connection.vendor == "sqlite":
        name = str(tmp_path_factory.mktemp("browser") / "db.sqlite3")
        connections["default"].settings_dict["TEST"]["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup) -> None:
    """Every test empties the tables; what Django's own pages need is not put back each time."""
    post_migrate.disconnect(create_contenttypes)
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


@pytest.fixture(scope="session", autouse=True)
def _room_for_requests() -> Iterator[None]:
    """As ntm_portal.wsgi serves them; the live server has a handler of its own."""
    plain = WSGIHandler.__call__
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIHandler, "__call__", lambda *args: roomy(lambda: plain(*args)))
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call":
        item.failed_in_call = report.failed
    return report


class Desk:
    """Opens browsers for people, and remembers what went wrong in them."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self.chromium = chromium
        self.address = address
        self.contexts: list[BrowserContext] = []
        self.faults: list[str] = []
        self.refusals: set[str] = set()  # paths that are meant to answer 4xx

    def sign_in(self, user: User | None, **options) -> Page:
        """A new page in a browser of its own, signed in as `user` (None: nobody)."""
        context = self.chromium.new_context(
            base_url=self.address, locale="vi-VN", **({"viewport": DESKTOP} | options)
        )
        self.contexts.append(context)
        context.set_default_timeout(10_000)
        # Listening, not `route`: that asks here before every request, and turns the cache off.
        context.on("request", self._watch)
        context.on("console", self._listen)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        if user is not None:
            client = Client()
            client.force_login(user)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])
        return context.new_page()

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"network: {request.url}")

    def _listen(self, message: ConsoleMessage) -> None:
        path = urlsplit(message.location["url"]).path
        meant = SAVING.search(path) or path in self.refusals
        if message.type == "error" and not meant:
            self.faults.append(f"console: {message.text} ({message.location['url']})")

    def photograph(self, name: str) -> None:
        folder = Path(settings.BASE_DIR) / "var" / "browser"
        folder.mkdir(parents=True, exist_ok=True)
        pages = [page for context in self.contexts for page in context.pages]
        for number, page in enumerate(pages):
            page.screenshot(path=folder / f"{name}-{number}.png")


@pytest.fixture
def desk(chromium: Browser, live_server, request) -> Iterator[Desk]:
    desk = Desk(chromium, live_server.url)
    yield desk
    if getattr(request.node, "failed_in_call", True):
        desk.photograph(re.sub(r"\W+", "-", request.node.name))
    for context in desk.contexts:
        context.close()
    assert desk.faults == []


@pytest.fixture
def world(live_server) -> World:
    """Six communes with nineteen criteria, nothing entered."""
    return make_world(communes=6, criteria=19)


@pytest.fixture
def open_board(desk: Desk, world: World) -> Callable[..., Sheet]:
    def open_board(user: User | None = None, **options) -> Sheet:
        page = desk.sign_in(user or world.office, **options)
        page.goto("/bang-tieu-chi/")
        return Sheet(page)

    return open_board


@pytest.fixture
def open_plan(desk: Desk, world: World) -> Callable[..., Sheet]:
    """A draft with three communes; the first has met criterion 2 at the baseline."""

    def open_plan() -> Sheet:
        plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set, status="DRAFT")
        for commune in world.communes[:3]:
            PlanCommuneFactory(plan=plan, commune=commune)
        cell = CellFactory(commune=world.communes[0], requirement=world.criteria[1])
        StatusEntryFactory(cell=cell, recorded_by=world.office)
        page = desk.sign_in(world.office)
        page.goto(f"/ke-hoach/{plan.code}/")
        return Sheet(page)

    return open_plan


@pytest.fixture
def open_commune(desk: Desk, world: World) -> Callable[..., Sheet]:
    def open_commune(user: User | None = None, **options) -> Sheet:
        page = desk.sign_in(user or world.office, **options)
        page.goto(f"/xa/{world.communes[0].code}/")
        return Sheet(page)

    return open_commune


@pytest.fixture
def figures(live_server) -> SheetWorld:
    """One indicator of each kind, nothing entered."""
    return make_sheet_world()


@pytest.fixture
def open_sheet(desk: Desk, figures: SheetWorld) -> Callable[..., FigureSheet]:
    """grid: False where there is none, as for a reader; gives the page then."""

    def open_sheet(user: User | None = None, *, grid: bool = True, **options) -> FigureSheet | Page:
        page = desk.sign_in(user or figures.world.office, **options)
        page.goto(f"/xa/{figures.commune.code}/chi-tieu/?ngay=2024-01-01&bo=BO-THU")
        return FigureSheet(page) if grid else page

    return open_sheet
