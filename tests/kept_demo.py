"""The demo, loaded once for all files that ask for it: a worker runs them one after another."""

from contextlib import ExitStack
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from accounts.audit.triggers import chain_now
from tests.factories.accounts import PASSWORD

FILES = pytest.StashKey[set[object]]()
KEPT = pytest.StashKey["KeptDemo"]()


class KeptDemo:
    """Its rows are there from `told` to `drop`, within one transaction."""

    def __init__(self, blocker: DjangoDbBlocker) -> None:
        self._blocker = blocker
        self._rows = ExitStack()
        self._told: str | None = None

    def told(self) -> str:
        """What the command prints; it runs when the rows are not there."""
        if self._told is None:
            with self._blocker.unblock():
                self._rows.enter_context(transaction.atomic())
                self._told = seed()
        return self._told

    def drop(self) -> None:
        if self._told is not None:
            with self._blocker.unblock():
                transaction.set_rollback(True)
                self._rows.close()
            self._told = None


def seed() -> str:
    out = StringIO()
    with override_settings(DEMO_PASSWORD=PASSWORD):
        call_command("seed_demo", verbosity=0, stdout=out)
    chain_now(connection)  # once, not at the end of every test
    return out.getvalue()


def files_first(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whoever asks for the demo comes first, with his whole file."""
    files = config.stash[FILES] = {item.path for item in items if "demo" in item.fixturenames}
    items.sort(key=lambda item: item.path not in files)


def drop_before(item: pytest.Item) -> None:
    """A file that does not ask for the demo does not find it."""
    kept = item.config.stash.get(KEPT, None)
    if kept and item.path not in item.config.stash[FILES]:
        kept.drop()
