"""A guard that lets everybody through is noticed: some line of authz.csv or some list differs.

Every public function of an access module is here, or named among those that guard nothing.
"""

import ast
import sys

import pytest
from django.conf import settings
from django.db import connection

from assignments import access as review_access
from assignments.views import review
from communes import access, access_carry, access_decisions
from communes.models import (
    CarryOver,
    DecisionEntry,
    Evidence,
    Recognition,
    RequiredProof,
    StatusEntry,
    UnitSuccession,
)
from communes.querysets import UnitQuerySet
from communes.rules import Party
from plans.querysets import PlanQuerySet
from tests.trust.knocking import Visitors
from tests.trust.mutants import UNITS, Mutant, every_unit, first_of, yes
from tests.trust.mutants_accounts import ACCOUNT_MUTANTS
from tests.trust.mutants_agencies import AGENCY_MUTANTS
from tests.trust.mutants_audit import AUDIT_MUTANTS
from tests.trust.mutants_imports import IMPORT_MUTANTS
from tests.trust.mutants_plans import PLAN_MUTANTS
from tests.trust.mutants_work import WORK_MUTANTS
from tests.trust.test_lists import LISTS, readers
from tests.trust.turns import LINES_OF, whom_to_try

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
VOICE = StatusEntry.Voice


def by_code(user, code, *_):
    """Also when it has ended or does not exist: somebody's commune."""
    return UNITS.filter(code=code).first() or UNITS.filter(level="COMMUNE").first()


MUTANTS = [
    Mutant(UnitQuerySet, "visible_to", lambda units, user: units, "xa/<slug:code>/", "GET"),
    Mutant(
        UnitQuerySet,
        "spoken_for_by",
        lambda units, user, role: units,
        "ke-hoach/<slug:code>/tieu-de/",
    ),
    Mutant(UnitQuerySet, "judged_by", lambda units, *_: units, "xa/<slug:code>/chi-tieu/"),
    Mutant(UnitQuerySet, "existing_on", lambda units, day: units, "xa/<slug:code>/chi-tieu/"),
    Mutant(PlanQuerySet, "visible_to", lambda plans, user: plans, "drafts"),
    Mutant(access, "get_commune", by_code, "xa/<slug:code>/", "GET"),
    Mutant(access, "visible_communes", every_unit, "board"),
    Mutant(
        access,
        "voices",
        lambda user: {VOICE.OFFICE: UNITS.all(), VOICE.SELF: UNITS.all()},
        "bang-tieu-chi/luu/",
    ),
    Mutant(access, "voice_on", lambda *_, **__: VOICE.OFFICE, "xa/<slug:code>/"),
    Mutant(access, "may_recognise", yes, "xa/<slug:code>/cong-nhan/"),
    Mutant(
        access,
        "get_recognition",
        first_of(Recognition),
        "xa/<slug:code>/cong-nhan/<int:recognition_id>/ghi-nham/",
        "GET",
    ),
    Mutant(
        access,
        "get_evidence",
        first_of(Evidence),
        "xa/<slug:code>/minh-chung/<int:evidence_id>/",
        "GET",
    ),
    Mutant(
        access,
        "units_that_ask",
        lambda user: set(UNITS.values_list("pk", flat=True)),
        "proofs",
    ),
    Mutant(access, "own_lists", every_unit, "minh-chung/danh-muc/"),
    Mutant(
        access,
        "get_own_proof",
        first_of(RequiredProof),
        "minh-chung/danh-muc/<int:proof_id>/bo/",
    ),
    Mutant(access_carry, "office_units", every_unit, "bo-tieu-chi/chuyen-doi/xem-truoc/", "GET"),
    Mutant(access_carry, "may_pass", yes, "xa/<slug:code>/gop/", "GET"),
    Mutant(
        access_carry,
        "get_office_unit",
        lambda user, code, day: UNITS.filter(code=code).first(),
        "bo-tieu-chi/chuyen-doi/xem-truoc/",
        "GET",
    ),
    Mutant(access_carry, "visible_runs", lambda user: CarryOver.objects.with_counts(), "runs"),
    Mutant(
        access_carry,
        "get_run",
        first_of(CarryOver),
        "bo-tieu-chi/chuyen-doi/<int:run_id>/hoan-tac/",
    ),
    Mutant(
        access_carry,
        "get_succession",
        first_of(UnitSuccession),
        "xa/<slug:code>/ke-thua/<int:succession_id>/huy/",
    ),
    Mutant(
        access_decisions,
        "deciding_units",
        every_unit,
        "bo-tieu-chi/quyet-dinh/<int:decision_id>/rut/",
    ),
    Mutant(
        access_decisions,
        "get_deciding_unit",
        lambda user, code, day: UNITS.filter(code=code).first(),
        "bo-tieu-chi/quyet-dinh/nhap/",
    ),
    Mutant(
        access_decisions,
        "visible_decisions",
        lambda user: DecisionEntry.objects.with_facts(),
        "decisions",
    ),
    Mutant(
        access_decisions,
        "get_decision",
        lambda user, pk: DecisionEntry.objects.with_facts().filter(pk=pk).first(),
        "bo-tieu-chi/quyet-dinh/<int:decision_id>/",
        "GET",
    ),
    Mutant(
        access_decisions,
        "get_own_decision",
        access_decisions.get_decision,
        "bo-tieu-chi/quyet-dinh/<int:decision_id>/rut/",
    ),
    *PLAN_MUTANTS,
    *ACCOUNT_MUTANTS,
    *AUDIT_MUTANTS,
    *AGENCY_MUTANTS,
    *WORK_MUTANTS,
    *IMPORT_MUTANTS,
    Mutant(
        review_access,
        "parties",
        lambda user, commune: frozenset(Party),
        "xa/<slug:code>/tham-tra/",
    ),
    Mutant(review, "may_take", yes, "xa/<slug:code>/tham-tra/"),
]
# What they give is the law, which everybody reads, or a word about what was written.
NO_GUARDS = {
    "criteria.access.get_set",
    "criteria.access.get_scope",
    "communes.access.get_criteria_set",
    "communes.access.is_on_behalf",
    "communes.access.last_day",  # on which a page opens; it lets nobody in
    "communes.access_carry.get_mapping",
    # Everything of a plan, and every cell of a set, is guarded by the plan and the commune.
    "plans.access.rows",
    "assignments.access_reports.get_cycle",
    # Names in a list to choose from; the service looks for itself who is a member.
    "assignments.access_work.members_of",
    "communes.access.get_requirement",
}


def differs(visitors: Visitors, mutant: Mutant) -> bool:
    if mutant.seen_at in LISTS:
        shown = LISTS[mutant.seen_at]
        return readers(visitors, shown) != (shown.who, set())
    lines = LINES_OF[mutant.seen_at, mutant.method]
    return any(
        {answer.cell for answer in visitors.answers(line, persona, most)} != {line.answers[persona]}
        for place, line in enumerate(lines)
        for persona, most in whom_to_try(line, place)
    )


def put_in_place(monkeypatch, mutant: Mutant) -> None:
    """Also under the names by which other modules have imported the function."""
    original = getattr(mutant.place, mutant.name)
    monkeypatch.setattr(mutant.place, mutant.name, mutant.lets_through)
    if isinstance(mutant.place, type):
        return
    for module in list(sys.modules.values()):
        if getattr(module, mutant.name, None) is original:
            monkeypatch.setattr(module, mutant.name, mutant.lets_through)


@pytest.mark.skipif(connection.vendor == "postgresql", reason="the guards are the same code there")
@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_guard_that_lets_everybody_through_is_noticed(visitors, monkeypatch, mutant):
    put_in_place(monkeypatch, mutant)

    assert differs(visitors, mutant)


def test_every_guard_has_its_mutant():
    guards = set()
    for path in settings.BASE_DIR.glob("*/access*.py"):
        module = f"{path.parent.name}.{path.stem}"
        tree = ast.parse(path.read_text(encoding="utf-8"))
        guards |= {
            f"{module}.{node.name}"
            for node in tree.body
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        }

    tried = {f"{one.place.__name__}.{one.name}" for one in MUTANTS}
    assert guards - tried == NO_GUARDS
