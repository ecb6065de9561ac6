"""40 people save one cell at once: nothing acknowledged is lost, every conflict is answered."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from communes.models import StatusEntry
from tests.factories.communes import UnitRoleFactory
from tests.factories.world import DAY, make_world

THREADS = 40
SAVES = [10, pytest.param(50, marks=pytest.mark.long)]  # of each; the bar: 2,000 of 2,000 kept
OTHER = {"MET": "NOT_MET", "NOT_MET": "MET", "NO_DATA": "MET"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer; see test_writers_sqlite"
    ),
]


@pytest.mark.parametrize("saves", SAVES)
def test_nothing_is_lost_and_every_conflict_is_answered(saves):
    world = make_world()
    address = {"row": world.communes[0].code, "col": world.criteria[0].pk}
    start = Barrier(THREADS)

    def person(user) -> list[tuple[int, int, int]]:
        """(status, version seen, version answered) of each save; goes on from what it is told."""
        client = Client()
        client.force_login(user)
        start.wait()
        seen, state, answers = 0, "NO_DATA", []
        for _ in range(saves):
            cell = address | {"state": OTHER[state], "version": seen}
            body = {"set": "BO-THU", "day": DAY.isoformat(), "cells": [cell]}
            response = client.post("/bang-tieu-chi/luu/", body, content_type="application/json")
            answer = json.loads(response.content)
            now = (answer.get("saved") or answer["conflicts"])[0]
            answers.append((response.status_code, seen, now["version"]))
            seen, state = now["version"], now["state"]
        connection.close()
        return answers

    users = [UnitRoleFactory(unit=world.district, role="OFFICE").user for _ in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as pool:
        answers = [answer for person_ in pool.map(person, users) for answer in person_]

    statuses = Counter(status for status, _, _ in answers)
    saved = {version: seen for status, seen, version in answers if status == 200}
    rows = list(StatusEntry.objects.order_by("pk").values_list("pk", flat=True))
    assert statuses[200] + statuses[409] == THREADS * saves
    assert statuses[409] > 0
    assert sorted(saved) == rows
    # Each stored row was written by somebody who had seen the row just before it.
    assert [saved[pk] for pk in rows] == [0, *rows[:-1]]
