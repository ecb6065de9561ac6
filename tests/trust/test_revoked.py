"""A right that was taken away is gone with the next request of the same session."""

from collections.abc import Callable

import pytest

from assignments.models import AgencyMembership
from communes.models import UnitRole
from tests.traces import undone
from tests.trust.doors import LINES
from tests.trust.knocking import Visitors
from tests.trust.lines import NOT_FOUND, TO_LOGIN, Line
from tests.trust.scene import Scene

pytestmark = pytest.mark.django_db


def line(url: str, method: str, state: str) -> Line:
    (found,) = (one for one in LINES if one.key == (url, method, "own", state))
    return found


PAGE = line("xa/<slug:code>/", "GET", "in force")
ENTRY = line("xa/<slug:code>/", "POST", "in force")
GRID = line("bang-tieu-chi/luu/", "POST", "OFFICE")
REVIEW = line("xa/<slug:code>/tham-tra/", "POST", "submitted, verify")
PLAN = line("ke-hoach/<slug:code>/", "GET", "DRAFT")
TARGETS = line("ke-hoach/<slug:code>/luu/", "POST", "DRAFT")
STEP = line("viec/<slug:key>/tinh-trang/", "POST", "SIGNED")
HANDED = line("viec/<slug:key>/tinh-trang/", "POST", "handed to a member")
CELLS = line("viec/co-quan/<int:agency_id>/luu/", "POST", "its own indicator")
BULK = line("viec/doi-han/", "POST", "SIGNED")
PROOF = line("minh-chung/danh-muc/<int:proof_id>/bo/", "POST", "standing")


def role_taken(scene: Scene, persona: str) -> None:
    UnitRole.objects.filter(user=scene.people[persona]).delete()


def moved_elsewhere(scene: Scene, persona: str) -> None:
    UnitRole.objects.filter(user=scene.people[persona]).update(unit=scene.elsewhere)


def left_the_agency(scene: Scene, persona: str) -> None:
    AgencyMembership.objects.filter(user=scene.people[persona]).delete()


def agency_moved(scene: Scene, persona: str) -> None:
    scene.agency.unit = scene.elsewhere
    scene.agency.save()


def account_closed(scene: Scene, persona: str) -> None:
    _set(scene, persona, is_active=False)


def made_administrator(scene: Scene, persona: str) -> None:
    _set(scene, persona, is_staff=True)


def _set(scene: Scene, persona: str, **fields: bool) -> None:
    user = scene.people[persona]
    type(user).objects.filter(pk=user.pk).update(**fields)


LOSSES = [
    *((role_taken, "office", one, NOT_FOUND) for one in (PAGE, ENTRY, GRID, PLAN, TARGETS, PROOF)),
    *((role_taken, "province_office", one, NOT_FOUND) for one in (ENTRY, TARGETS)),
    *((role_taken, "officer", one, NOT_FOUND) for one in (PAGE, ENTRY)),
    *((role_taken, one, PAGE, NOT_FOUND) for one in ("reader", "leader", "agency_head", "admin")),
    (role_taken, "agency_head", REVIEW, NOT_FOUND),
    *((left_the_agency, "agency_head", one, NOT_FOUND) for one in (STEP, CELLS)),
    *((left_the_agency, "agency_member", one, NOT_FOUND) for one in (HANDED, CELLS)),
    *((made_administrator, "agency_head", one, NOT_FOUND) for one in (STEP, CELLS)),
    (role_taken, "office", BULK, NOT_FOUND),
    (made_administrator, "office", BULK, NOT_FOUND),
    (moved_elsewhere, "office", ENTRY, NOT_FOUND),
    (moved_elsewhere, "reader", PAGE, NOT_FOUND),
    (left_the_agency, "agency_head", REVIEW, NOT_FOUND),
    (left_the_agency, "agency_member", REVIEW, NOT_FOUND),
    (agency_moved, "agency_head", REVIEW, NOT_FOUND),
    (account_closed, "office", ENTRY, TO_LOGIN),
    (account_closed, "reader", PAGE, TO_LOGIN),
    (made_administrator, "office", ENTRY, NOT_FOUND),
    (made_administrator, "officer", ENTRY, NOT_FOUND),
    (made_administrator, "agency_head", REVIEW, NOT_FOUND),
    (made_administrator, "office", TARGETS, NOT_FOUND),
    (made_administrator, "office", PROOF, NOT_FOUND),
]


@pytest.mark.parametrize(
    ("loss", "persona", "asked", "afterwards"),
    LOSSES,
    ids=[f"{loss.__name__}-{who}-{asked.key[0]}" for loss, who, asked, _ in LOSSES],
)
def test_a_lost_right_is_gone_with_the_next_request(
    visitors: Visitors, loss: Callable, persona: str, asked: Line, afterwards: str
):
    assert cell(visitors, asked, persona) == asked.answers[persona] != afterwards

    with undone():
        loss(visitors.scene, persona)

        assert cell(visitors, asked, persona) == afterwards


def cell(visitors: Visitors, asked: Line, persona: str) -> str:
    (answer,) = visitors.answers(asked, persona)
    return answer.cell
