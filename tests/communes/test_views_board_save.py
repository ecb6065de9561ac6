"""The door through which the grid saves: stored whole, or refused with a sentence."""

import json

import pytest

from communes.models import StatusEntry
from tests.factories.communes import (
    CellFactory,
    StatusEntryFactory,
)
from tests.factories.criteria import (
    CriteriaSetFactory,
    CriterionFactory,
    IndicatorFactory,
)
from tests.factories.world import DAY, World
from tests.pages import seen

pytestmark = pytest.mark.django_db
SAVE = "/bang-tieu-chi/luu/"


def met(world: World, commune: int, criterion: int, verdict: str = "MET") -> StatusEntry:
    cell = CellFactory(commune=world.communes[commune], requirement=world.criteria[criterion])
    return StatusEntryFactory(cell=cell, verdict=verdict)


def save(client, world: World, user, *cells, voice: str = "", **body):
    client.force_login(user)
    payload = {"set": "BO-THU", "day": DAY.isoformat(), "cells": list(cells)} | body
    url = f"{SAVE}?tieng-noi={voice}" if voice else SAVE
    return client.post(url, json.dumps(payload), content_type="application/json")


def cell(
    world: World, commune: int = 0, criterion: int = 0, state="MET", version=0, **more
) -> dict:
    row = world.communes[commune].code
    return {
        "row": row,
        "col": world.criteria[criterion].pk,
        "state": state,
        "version": version,
    } | more


def test_save_stores_and_answers_with_the_new_version(client, world):
    response = save(client, world, world.office, cell(world))

    entry = StatusEntry.objects.get()
    (saved,) = response.json()["saved"]
    assert response.status_code == 200
    assert (saved["version"], saved["state"]) == (entry.pk, "MET")
    assert (entry.voice, entry.observed_on, entry.recorded_by) == ("OFFICE", DAY, world.office)


def test_conflict_answers_409_with_both_values_and_the_name(client, world):
    entry = met(world, 0, 0, "NOT_MET")

    response = save(client, world, world.office, cell(world), cell(world, criterion=1))

    (conflict,) = response.json()["conflicts"]
    assert response.status_code == 409
    assert (conflict["mine"], conflict["state"], conflict["version"]) == (
        "MET",
        "NOT_MET",
        entry.pk,
    )
    assert (conflict["by"], conflict["place"]) == (
        str(entry.recorded_by),
        f"{world.communes[0].full_name}, tiêu chí 1",
    )
    assert StatusEntry.objects.count() == 1


def test_commune_staff_save_in_their_own_voice(client, world):
    response = save(client, world, world.officer, cell(world), voice="SELF")

    assert response.status_code == 200
    assert StatusEntry.objects.get().voice == "SELF"


def test_the_office_saves_on_behalf_of_a_commune_when_it_says_so(client, world):
    response = save(client, world, world.office, cell(world), voice="SELF")

    entry = StatusEntry.objects.get()
    assert response.status_code == 200
    assert (entry.voice, entry.on_behalf) == ("SELF", True)


@pytest.mark.parametrize(
    ("who", "commune", "voice"),
    [
        pytest.param("officer", 1, "SELF", id="officer-foreign-commune"),
        pytest.param("officer", 0, "OFFICE", id="officer-official-voice"),
        pytest.param("stranger", 0, "SELF", id="stranger-in-the-commune's-voice"),
        pytest.param("office", 0, "AGENCY", id="agency-voice"),
        pytest.param("leader", 0, "OFFICE", id="leader"),
        pytest.param("reader", 0, "OFFICE", id="reader"),
        pytest.param("stranger", 0, "OFFICE", id="stranger"),
    ],
)
def test_what_is_not_yours_to_write_is_404(client, world, who, commune, voice):
    response = save(client, world, getattr(world, who), cell(world, commune), voice=voice)

    assert response.status_code == 404
    assert StatusEntry.objects.count() == 0


def test_a_foreign_commune_is_answered_like_one_that_does_not_exist(client, world):
    foreign = save(client, world, world.stranger, cell(world))
    missing = save(client, world, world.stranger, cell(world) | {"row": "00000"})

    assert seen(foreign) == seen(missing)


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        pytest.param({"state": "PASSED"}, 422, "‘PASSED’ không phải trạng thái", id="fifth-state"),
        pytest.param({"col": 999_999_999}, 422, "không thuộc Bộ tiêu chí BO-THU", id="no-such"),
        pytest.param({"col": "abc"}, 400, "không đọc được", id="column-no-number"),
        pytest.param({"col": 2**70}, 400, "không đọc được", id="column-too-large"),
        pytest.param({"version": -1}, 400, "không đọc được", id="negative-version"),
        pytest.param({"key": "x"}, 400, "không đọc được", id="key-no-uuid"),
    ],
)
def test_a_bad_cell_is_refused_with_a_sentence(client, world, change, status, words):
    response = save(client, world, world.office, cell(world, criterion=1), cell(world) | change)

    assert response.status_code == status
    assert words in response.json()["message"]
    assert StatusEntry.objects.count() == 0


def test_a_criterion_of_another_set_is_refused(client, world):
    other = CriterionFactory(criteria_set=CriteriaSetFactory())

    response = save(client, world, world.office, cell(world) | {"col": other.pk})

    assert response.status_code == 422
    assert "không thuộc Bộ tiêu chí BO-THU" in response.json()["message"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param({"day": "2999-01-01"}, "chưa tới", id="future"),
        pytest.param({"day": "31/02/2024"}, "không có", id="no-such-day"),
        pytest.param({"cells": []}, "từ 1 đến 2000 ô", id="empty"),
        pytest.param({"cells": "x"}, "không đọc được", id="no-list"),
        pytest.param({"cells": [1]}, "không đọc được", id="no-objects"),
    ],
)
def test_a_bad_batch_is_refused_with_a_sentence(client, world, body, words):
    response = save(client, world, world.office, cell(world), **body)

    assert response.status_code in (400, 422)
    assert words in response.json()["message"]
    assert StatusEntry.objects.count() == 0


def test_no_json_is_refused_with_a_sentence(client, world):
    client.force_login(world.office)

    response = client.post(SAVE, "{", content_type="application/json")

    assert response.status_code == 400
    assert "không đọc được" in response.json()["message"]


def test_a_right_taken_away_ends_with_the_next_request(client, world):
    assert save(client, world, world.office, cell(world)).status_code == 200

    world.office.unit_roles.all().delete()

    assert save(client, world, world.office, cell(world, criterion=1)).status_code == 404


def test_the_answer_says_what_the_board_shows_not_what_was_typed(client, world):
    indicator = IndicatorFactory(parent=world.criteria[0])
    cell_ = CellFactory(commune=world.communes[0], requirement=indicator)
    StatusEntryFactory(cell=cell_, verdict="NOT_MET")

    response = save(client, world, world.office, cell(world, state="NO_DATA"))

    (saved,) = response.json()["saved"]
    assert (saved["state"], saved["version"]) == ("NOT_MET", 0)
