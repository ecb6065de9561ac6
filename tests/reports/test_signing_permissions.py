"""Who may take which step of a plan: role × step × state × own or not, through the pages.

EXPECTED is generated from the few sentences in `rule`; each combination is tried on the server,
and exactly the allowed ones leave a step.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from accounts.models import User
from communes.models import UnitRole
from plans.models import Plan, PlanChange, PlanScan, PlanStep
from tests.factories.accounts import UserFactory
from tests.factories.communes import DistrictFactory, UnitRoleFactory
from tests.factories.files import PDF
from tests.factories.plans import PlanFactory
from tests.factories.signing import bring_to, newest_step
from tests.factories.world import World, make_world, person

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

ROLES = (
    "office",
    "province_office",
    "leader",
    "province_leader",
    "reader",
    "officer",  # of a commune below
    "foreign_leader",  # of another district
    "admin",  # is_staff, with the roles of an office and of a leader
    "anonymous",
    "stranger",  # office of another province
    "both",  # office and leader of the district
)
STEPS = ("SUBMITTED", "RETURNED", "APPROVED", "SIGNED")
ACTIONS = (*STEPS, "save", "scan")
STATES = ("DRAFT", "SUBMITTED", "APPROVED", "SIGNED", "SUPERSEDED")
OWN = ("foreign", "own")  # who submitted the plan

OFFICES = {"office", "province_office", "both"}
LEADERS = {"leader", "province_leader", "both"}
FOLLOWS = {
    "DRAFT": {"SUBMITTED"},
    "SUBMITTED": {"RETURNED", "APPROVED"},
    "APPROVED": {"RETURNED", "SIGNED"},
    "SIGNED": set(),
    "SUPERSEDED": set(),
}
TAKEN_BY = {
    "SUBMITTED": OFFICES,
    "RETURNED": LEADERS,
    "APPROVED": LEADERS,
    "SIGNED": OFFICES,
    "save": OFFICES,
    "scan": OFFICES,
}
LEADS_TO = {
    "SUBMITTED": "SUBMITTED",
    "RETURNED": "DRAFT",
    "APPROVED": "APPROVED",
    "SIGNED": "SIGNED",
}
ADDRESSES = {
    "SUBMITTED": "trinh",
    "RETURNED": "tra-lai",
    "APPROVED": "duyet",
    "SIGNED": "ky",
    "save": "tieu-de",
    "scan": "ban-quet",
}
PAPER = {"SIGNED", "SUPERSEDED"}
NOTHING: tuple[str, ...] = ()

Outcome = tuple[int, str, tuple[str, ...]]


def rule(role: str, action: str, state: str, own: str) -> Outcome:
    """(status of the answer, status of the plan after it, what is new in the database)."""
    if role == "anonymous":
        return 302, state, NOTHING  # to the login
    if role not in TAKEN_BY[action]:
        return 404, state, NOTHING
    if action == "save":
        return (302, state, ("change",)) if state == "DRAFT" else (422, state, NOTHING)
    if action == "scan":
        return (302, state, ("scan", "change")) if state in PAPER else (422, state, NOTHING)
    if action not in FOLLOWS[state] or (action == "APPROVED" and own == "own"):
        return 422, state, NOTHING
    return 302, LEADS_TO[action], (f"step {action}", "change")


COMBINATIONS = list(product(ROLES, ACTIONS, STATES, OWN))
EXPECTED = {combination: rule(*combination) for combination in COMBINATIONS}


@dataclass
class Cast:
    world: World
    people: dict[str, User | None]
    plan: Plan


@pytest.fixture
def cast(tmp_path, settings) -> Cast:
    """A plan without communes: it has no appendix, so that a signature makes no files."""
    settings.EVIDENCE_DIR = tmp_path
    world = make_world()
    role = UnitRole.Role
    district = DistrictFactory(parent=world.province)
    people: dict[str, User | None] = {name: getattr(world, name, None) for name in ROLES}
    people |= {
        "province_leader": person("Lãnh đạo tỉnh", world.province, role.LEADER),
        "foreign_leader": person("Lãnh đạo huyện khác", district, role.LEADER),
        "admin": UserFactory(is_staff=True),
        "both": person("Văn phòng và lãnh đạo", world.district, role.OFFICE),
    }
    UnitRoleFactory(user=people["both"], unit=world.district, role=role.LEADER)
    for held in (role.OFFICE, role.LEADER):
        UnitRoleFactory(user=people["admin"], unit=world.district, role=held)
    plan = PlanFactory(
        code="ke-hoach", unit=world.district, criteria_set=world.criteria_set, status="DRAFT"
    )
    return Cast(world, people, plan)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def send(client, plan: Plan, action: str):
    """What the page sends that saw the plan as it is."""
    fields = {"seen": newest_step(plan), "remark": "lý do"}
    if action == "SIGNED":
        fields |= {"number": "72/KH-BCĐ", "signed_on": "30/01/2024", "signer": "Người Ký"}
    if action == "save":
        fields = {"heading": "AS_SIGNED"}
    if action == "scan":
        fields = {"file": SimpleUploadedFile("ban-quet.pdf", PDF)}
    return client.post(f"/ke-hoach/{plan.code}/{ADDRESSES[action]}/", fields)


def last() -> dict[str, int]:
    models = {"step": PlanStep, "scan": PlanScan, "change": PlanChange}
    return {
        name: getattr(model.objects.order_by("pk").last(), "pk", 0)
        for name, model in models.items()
    }


def stored(before: dict[str, int]) -> tuple[str, ...]:
    """A step, a scan, and whether the history grew."""
    steps = PlanStep.objects.filter(pk__gt=before["step"]).order_by("pk")
    return (
        *(f"step {step.step}" for step in steps),
        *("scan" for _ in PlanScan.objects.filter(pk__gt=before["scan"])),
        *(["change"] if PlanChange.objects.filter(pk__gt=before["change"]).exists() else []),
    )


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
                submitter = user if own == "own" else None
                plan = bring_to(Plan.objects.get(), state, submitted_by=submitter)
                before = last()
                response = send(client, plan, action)
                status = Plan.objects.get().status
                found[role, action, state, own] = (response.status_code, status, stored(before))

    wanted = {key: outcome for key, outcome in EXPECTED.items() if key[2:] == (state, own)}
    assert {key: one for key, one in found.items() if one != wanted[key]} == {}
    assert found.keys() == wanted.keys()


def test_the_table_is_complete():
    assert len(EXPECTED) == 11 * 6 * 5 * 2
    assert set(STEPS) == set(PlanStep.Kind.values)
    assert set(STATES) == set(Plan.Status.values)
