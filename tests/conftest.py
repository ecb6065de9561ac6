"""What every test has: cheap passwords, static files without a collected manifest, the cast.

The network is closed by pytest-socket (see pyproject.toml): only this machine can be reached.
"""

import gc
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from _pytest.main import pytest_cmdline_main as run
from django.conf import settings
from django.db import connection, transaction

from ntm_portal.databases.sqlite3.base import DatabaseWrapper as Sqlite
from ntm_portal.lib.roomy import roomy
from tests.factories.world import World, make_world
from tests.kept_demo import KEPT, KeptDemo, drop_before, files_first


def pytest_cmdline_main(config: pytest.Config) -> int | pytest.ExitCode:
    """The whole run, a worker's too."""
    return roomy(lambda: run(config))


def pytest_configure(config: pytest.Config) -> None:
    evidence = TemporaryDirectory()
    config.add_cleanup(evidence.cleanup)
    settings.EVIDENCE_DIR = Path(evidence.name)
    settings.IMPORTS_DIR = Path(evidence.name) / "imports"
    if connection.vendor == "sqlite":  # pytest-django knows Django's own backend by its name alone
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = ":memory:"
    Sqlite.log_may_be_emptied = True  # by a flush, between tests with real transactions
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    # Races wait for each other for longer than people would.
    settings.DATABASES["default"].get("OPTIONS", {}).pop("options", None)
    # Serve static/ as it is, so that no collectstatic is needed before the tests.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.WHITENOISE_USE_FINDERS = True


def asks_for_the_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "live_server", "django_db_setup"}
    return bool(item.get_closest_marker("django_db") or fixtures & set(item.fixturenames))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks for it: all else would do the same again as on SQLite.

    Runs after pytest-django has put the tests with real transactions last; they stay there.
    """
    if connection.vendor == "postgresql":
        others = [item for item in items if not asks_for_the_database(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = filter(asks_for_the_database, items)
    files_first(config, items)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    drop_before(item)


def pytest_collection_finish() -> None:
    """What is loaded now stays: the collector need not look through it for every new page."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="module")
def rows_of_module(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What a module's own fixtures of scope "module" store is there for each of its tests.

    Each test works in a transaction within this one, so that it finds the rows as they were made.
    It finds the objects so too, when its fixture gives it a copy and asks for the database, as
    `made_world` and `world` below do. A file that makes worlds of its own has its own `world`.

    Not for tests with real transactions, a live server among them: nobody else sees these rows.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def made_world(rows_of_module) -> World:
    return make_world()


@pytest.fixture
def world(made_world, db) -> World:
    """The small province, made once for all tests of a file."""
    return deepcopy(made_world)


@pytest.fixture(scope="session")
def kept_demo(django_db_setup, django_db_blocker, pytestconfig) -> Iterator[KeptDemo]:
    kept = pytestconfig.stash[KEPT] = KeptDemo(django_db_blocker)
    yield kept
    kept.drop()


@pytest.fixture(scope="module")
def demo(kept_demo) -> str:
    """The whole demo is there for all tests of a file; gives what the command prints."""
    return kept_demo.told()


@pytest.fixture
def evidence_folder(settings, tmp_path) -> Path:
    """Where this test's evidence lies; not made yet."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return settings.EVIDENCE_DIR
