"""One scene for all tests of a module: every request on it is undone."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.trust.knocking import Visitors
from tests.trust.scene import make_scene


@pytest.fixture(scope="module")
def visitors(django_db_setup, django_db_blocker) -> Iterator[Visitors]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Visitors(make_scene())
        transaction.set_rollback(True)
