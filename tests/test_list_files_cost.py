"""The file of a list takes as many queries for three communes as for one."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.browser.every_page import fill
from tests.factories.world import make_world
from tests.test_list_files import LISTS, asked, links_of

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]


def counted(client, communes: int) -> dict[str, int]:
    """Name of a list -> queries that its file takes."""
    world = fill(make_world(criteria=19, communes=communes))
    counts = {}
    for name in LISTS:
        where, page = asked(client, world, name)
        link = links_of(where, page)[0]
        with CaptureQueriesContext(connection) as queries:
            client.get(link)
        counts[name] = len(queries)
    return counts


def test_three_communes_take_as_many_queries_as_one(client, db):
    found = []
    for communes in (1, 3):
        with transaction.atomic():
            found.append(counted(client, communes))
            transaction.set_rollback(True)

    assert found[0] == found[1]
