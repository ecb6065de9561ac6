"""The office writes a commune's own voice (nhập hộ): where it may, and how it is shown."""

import json

import pytest

from communes.models import StatusEntry
from tests.factories.communes import CellFactory, StatusEntryFactory, UnitRoleFactory
from tests.factories.criteria import IndicatorFactory
from tests.factories.world import DAY, World, make_world

pytestmark = pytest.mark.django_db
QUERY = f"?ngay={DAY.isoformat()}&bo=BO-THU"
SELF = "&tieng-noi=SELF"
MARK = '<span class="badge">nhập hộ</span>'


@pytest.fixture
def world() -> World:
    world = make_world()
    world.indicator = IndicatorFactory(parent=world.criteria[0])
    return world


def page(world: World, name: str) -> str:
    paths = {
        "commune": "",
        "sheet": "chi-tieu/",
        "cell": f"lich-su/{world.indicator.pk}/",
    }
    return f"/xa/{world.communes[0].code}/{paths[name]}{QUERY}"


def log() -> list[tuple]:
    rows = StatusEntry.objects.order_by("pk")
    return list(rows.values_list("verdict", "voice", "on_behalf"))


def form_of(world: World, name: str) -> dict:
    pk = world.criteria[0].pk
    return {
        "commune": {f"state-{pk}": "NOT_MET", f"was-{pk}": "NO_DATA", f"seen-{pk}": "0"},
        "sheet": {f"said-{world.indicator.pk}": "40 C", f"seen-{world.indicator.pk}": "0"},
        "cell": {"state": "NOT_MET", "seen": "0"},
    }[name]


PAGES = ["commune", "sheet", "cell"]
WRITERS = {
    "office-as-ever": ("office", "", ("NOT_MET", "OFFICE", False)),
    "office-for-the-commune": ("office", SELF, ("NOT_MET", "SELF", True)),
    "province": ("province_office", SELF, ("NOT_MET", "SELF", True)),
    "staff-as-ever": ("officer", "", ("NOT_MET", "SELF", False)),
    "staff-by-name": ("officer", SELF, ("NOT_MET", "SELF", False)),
    "staff-is-no-office": ("officer", "&tieng-noi=OFFICE", None),
    "nobody-is-an-agency-here": ("office", "&tieng-noi=AGENCY", None),
    "no-such-voice": ("office", "&tieng-noi=x", None),
    "leader": ("leader", SELF, None),
    "reader": ("reader", SELF, None),
    "other-commune": ("neighbour", SELF, None),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_plain_forms(client, world, name, writer):
    who, more, row = writer
    client.force_login(getattr(world, who))

    response = client.post(page(world, name) + more, form_of(world, name))

    assert response.status_code == (302 if row else 404)
    assert log() == ([row] if row else [])


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_the_grid_of_the_sheet(client, world, writer):
    who, more, row = writer
    client.force_login(getattr(world, who))
    cell = {"row": world.communes[0].code, "col": world.indicator.pk, "state": "40 C", "version": 0}
    body = {"set": "BO-THU", "day": DAY.isoformat(), "cells": [cell]}
    address = f"/xa/{world.communes[0].code}/chi-tieu/luu/?{more[1:]}"

    response = client.post(address, json.dumps(body), content_type="application/json")

    assert response.status_code == (200 if row else 404)
    assert log() == ([row] if row else [])


@pytest.mark.parametrize("name", PAGES)
def test_after_saving_the_office_stays_with_the_communes_voice(client, world, name):
    client.force_login(world.office)

    response = client.post(page(world, name) + SELF, form_of(world, name))

    assert response.url == page(world, name) + SELF


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["office", "officer", "reader"])
def test_a_row_written_for_the_commune_is_marked_wherever_it_shows(client, world, name, who):
    requirement = world.criteria[0] if name == "commune" else world.indicator
    cell = CellFactory(commune=world.communes[0], requirement=requirement)
    client.force_login(getattr(world, who))

    StatusEntryFactory(cell=cell, voice="SELF", observed_on=DAY)
    assert MARK not in client.get(page(world, name)).text

    StatusEntryFactory(cell=cell, voice="SELF", observed_on=DAY, on_behalf=True)
    assert MARK in client.get(page(world, name)).text


@pytest.mark.parametrize("name", PAGES)
def test_the_office_is_told_in_which_voice_it_writes(client, world, name):
    client.force_login(world.office)

    usual, other = client.get(page(world, name)).text, client.get(page(world, name) + SELF).text

    assert ("Bạn đang nhập hộ xã" in usual, "Bạn đang nhập hộ xã" in other) == (False, True)
    assert "Nhập hộ phần xã tự đánh giá" in usual
    assert "Về kết quả chính thức" in other


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["officer", "reader", "leader"])
def test_nobody_else_is_offered_it(client, world, name, who):
    client.force_login(getattr(world, who))

    for more in ("", SELF):
        text = client.get(page(world, name) + more).text
        assert "Nhập hộ phần" not in text
        assert "Bạn đang nhập hộ" not in text


def test_who_is_also_staff_of_the_commune_writes_in_his_own_name(client, world):
    UnitRoleFactory(user=world.office, unit=world.communes[0], role="OFFICER")
    client.force_login(world.office)

    client.post(page(world, "cell") + SELF, form_of(world, "cell"))

    assert log() == [("NOT_MET", "SELF", False)]
