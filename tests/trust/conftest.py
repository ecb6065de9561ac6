"""One scene for all tests of this package: every request on it is undone."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings

from tests.trust.knocking import Visitors
from tests.trust.scene import make_scene

# Whole in the browser, which forgets what a request did to it: nothing is read or undone.
SESSIONS = override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")


@pytest.fixture(scope="package")
def visitors(django_db_setup, django_db_blocker) -> Iterator[Visitors]:
    refusals = logging.getLogger("django.request")
    level = refusals.level
    refusals.setLevel(logging.ERROR)  # a line for every 404 would hide what failed
    with django_db_blocker.unblock(), SESSIONS, transaction.atomic():
        made = Visitors(make_scene())
        yield made
        transaction.set_rollback(True)
    refusals.setLevel(level)
