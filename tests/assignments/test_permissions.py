"""Who may write what: role × action × state × own or not, every combination, through the pages.

EXPECTED is generated from the few sentences in `rule`; each combination is tried on the server,
and exactly the allowed ones leave a row.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product

import pytest
from django.db import transaction

from accounts.models import User
from assignments.services.agencies import add_member
from communes.models import Cell, ReviewStep, StatusEntry
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory
from tests.factories.communes import CellFactory, DistrictFactory, UnitRoleFactory
from tests.factories.reviews import AssessmentFactory, ReviewStepFactory
from tests.factories.world import DAY, World, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

ROLES = (
    "office",
    "province_office",
    "leader",
    "reader",
    "officer",  # of this commune
    "neighbour",  # officer of another
    "agency",  # of the district
    "foreign_agency",  # of another district
    "admin",  # is_staff, with an office's role and an agency's chair
    "anonymous",
    "stranger",  # office of another province
)
STEPS = ("SUBMITTED", "RETURNED", "VERIFIED", "CONFIRMED")
ENTRIES = ("enter-SELF", "enter-on-behalf", "enter-OFFICE")
ACTIONS = STEPS + ENTRIES
STATES = ("none", "SUBMITTED", "RETURNED", "VERIFIED", "CONFIRMED", "stale")
OWN = ("foreign", "recorded", "submitted")  # what the person did to the entry before

OFFICES = {"office", "province_office"}
FOLLOWS = {
    "none": {"SUBMITTED"},
    "SUBMITTED": {"RETURNED", "VERIFIED"},
    "RETURNED": {"SUBMITTED"},
    "VERIFIED": {"RETURNED", "CONFIRMED"},
    "CONFIRMED": set(),
    "stale": {"SUBMITTED"},
}
TAKEN_BY = {
    "SUBMITTED": {"officer"} | OFFICES,
    "RETURNED": {"agency"} | OFFICES,
    "VERIFIED": {"agency"} | OFFICES,
    "CONFIRMED": OFFICES,
}
NOTHING: tuple[str, ...] = ()
# What an allowed step leaves beside itself: the official row, by whom it was verified.
OFFICIAL = {"VERIFIED": {"agency": "AGENCY"}, "CONFIRMED": {}}

Outcome = tuple[int, tuple[str, ...]]


def rule(role: str, action: str, state: str, own: str) -> Outcome:
    """(status, what is new in the database)."""
    if role == "anonymous":
        return 302, NOTHING  # to the login
    if action in ENTRIES:
        return entry_rule(role, action)
    if role not in TAKEN_BY[action]:
        return 404, NOTHING
    is_own = own == "recorded" or (own == "submitted" and state not in ("none", "stale"))
    if action not in FOLLOWS[state] or (is_own and action in ("VERIFIED", "CONFIRMED")):
        return 422, NOTHING
    if action in OFFICIAL:
        return 302, (f"row {OFFICIAL[action].get(role, 'OFFICE')}", f"step {action}")
    return 302, (f"step {action}",)


def entry_rule(role: str, action: str) -> Outcome:
    """A cell may be written in every state: the log takes what is newer."""
    voice = "OFFICE" if action == "enter-OFFICE" else "SELF"
    taken = 302 if action == "enter-on-behalf" else 200  # a form's redirect, the grid's answer
    if role in OFFICES:
        return taken, (f"row {voice}{' nhập hộ' * (voice == 'SELF')}",)
    if role == "officer" and voice == "SELF":
        return taken, ("row SELF",)
    return 404, NOTHING


COMBINATIONS = list(product(ROLES, ACTIONS, STATES, OWN))
EXPECTED = {combination: rule(*combination) for combination in COMBINATIONS}


@dataclass
class Cast:
    world: World
    people: dict[str, User | None]
    cell: Cell


@pytest.fixture
def cast() -> Cast:
    world = make_world(criteria=1)
    people: dict[str, User | None] = {
        name: getattr(world, name, None)
        for name in ROLES
        if name not in ("agency", "foreign_agency", "admin")
    }
    elsewhere = DistrictFactory(parent=world.province)
    chairs = {
        "agency": (UserFactory(), world.district),
        "foreign_agency": (UserFactory(), elsewhere),
        "admin": (UserFactory(is_staff=True), world.district),
    }
    for name, (user, unit) in chairs.items():
        add_member(agency=AgencyFactory(unit=unit), user=user, is_head=True, by=None)
        people[name] = user
    UnitRoleFactory(user=people["admin"], unit=world.district, role="OFFICE")
    cell = CellFactory(commune=world.communes[0], requirement=world.criteria[0])
    return Cast(world, people, cell)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def prepare(cast: Cast, user: User | None, state: str, own: str) -> None:
    """The cell in that state; `own` says what the person himself did to the entry."""
    somebody = cast.world.officer if user != cast.world.officer else UserFactory()
    recorder = user if own == "recorded" and user else somebody
    submitter = user if own == "submitted" and user else somebody
    entry = AssessmentFactory(cell=cast.cell, recorded_by=recorder)
    if state == "none":
        return
    ReviewStepFactory(entry=entry, by=submitter)
    if state in ("RETURNED", "VERIFIED", "CONFIRMED"):
        ReviewStepFactory(entry=entry, step=state)
    if state == "stale":
        AssessmentFactory(cell=cast.cell, verdict="NOT_MET", recorded_by=recorder)


def send(client, cast: Cast, action: str):
    """What the page sends that saw the cell as it is."""
    commune, cell = cast.world.communes[0].code, cast.cell
    query = f"ngay={DAY.isoformat()}&bo=BO-THU"
    standing = cell.entries.self_assessed().order_by("-observed_on", "-pk").first()
    if action in STEPS:
        step = cell.review_steps.first()
        fields = {
            "step": action,
            "row": cell.requirement_id,
            f"seen-{cell.requirement_id}": f"{standing.pk}-{step.pk if step else 0}-0",
            "note": "lý do",
        }
        return client.post(f"/xa/{commune}/tham-tra/?{query}", fields)
    if action == "enter-on-behalf":
        fields = {"state": "NOT_APPLICABLE", "seen": standing.pk}
        address = f"/xa/{commune}/lich-su/{cell.requirement_id}/?{query}&tieng-noi=SELF"
        return client.post(address, fields)
    voice = "OFFICE" if action == "enter-OFFICE" else "SELF"
    one = {
        "row": commune,
        "col": cell.requirement_id,
        "state": "NOT_APPLICABLE",
        "version": standing.pk if voice == "SELF" else 0,
    }
    body = {"set": "BO-THU", "day": DAY.isoformat(), "cells": [one]}
    address = f"/bang-tieu-chi/luu/?tieng-noi={voice}"
    return client.post(address, json.dumps(body), content_type="application/json")


def stored(after: tuple[int, int]) -> tuple[str, ...]:
    rows = StatusEntry.objects.filter(pk__gt=after[0]).order_by("pk")
    steps = ReviewStep.objects.filter(pk__gt=after[1]).order_by("pk")
    return (
        *(f"row {row.voice}{' nhập hộ' * row.on_behalf}" for row in rows),
        *(f"step {step.step}" for step in steps),
    )


def last() -> tuple[int, int]:
    entry, step = (
        StatusEntry.objects.order_by("pk").last(),
        ReviewStep.objects.order_by("pk").last(),
    )
    return (entry.pk if entry else 0, step.pk if step else 0)


@pytest.mark.parametrize("own", OWN)
@pytest.mark.parametrize("state", STATES)
def test_permissions(client, cast, state, own):
    found = {}
    for role, user in cast.people.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        for action in ACTIONS:
            with undone():
                prepare(cast, user, state, own)
                before = last()
                response = send(client, cast, action)
                found[role, action, state, own] = (response.status_code, stored(before))

    wanted = {key: outcome for key, outcome in EXPECTED.items() if key[2:] == (state, own)}
    assert {key: one for key, one in found.items() if one != wanted[key]} == {}
    assert found.keys() == wanted.keys()


def test_the_table_is_complete():
    assert len(EXPECTED) == 11 * 7 * 6 * 3
    assert {role for role, *_ in EXPECTED} == set(ROLES)
    # Each action is open to somebody somewhere and closed to somebody else.
    for action in ACTIONS:
        left = [rows for key, (_, rows) in EXPECTED.items() if key[1] == action]
        assert NOTHING in left
        assert any(left)


def test_every_state_and_action_of_the_model_is_in_the_table():
    assert set(STEPS) == set(ReviewStep.Kind.values)
    assert set(StatusEntry.Voice.values) == {"SELF", "AGENCY", "OFFICE"}
