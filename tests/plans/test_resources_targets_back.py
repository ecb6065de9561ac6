"""Phụ lục 02 as a form that comes back; who was faster; and an import taken back."""

import pytest

from communes.models import StatusEntry
from communes.services.status import Change, record_status
from ntm_portal.lib.imports import ImportRefused, run_import
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import Stamp, State
from plans.models import PlanGoal, PlanTarget
from plans.services.goals import set_goal
from tests.factories.communes import CommuneFactory
from tests.factories.plans import PlanCommuneFactory
from tests.factories.signing import bring_to
from tests.factories.world import DAY, TODAY
from tests.plans.target_world import (
    ADVANCED,
    KIND,
    SILENT,
    make_target_world,
    met,
    observe,
    promise,
    scope_of,
    sheet,
    target,
)
from tests.sheet_tables import read, store, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_target_world()


@pytest.fixture
def scope(world):
    return scope_of(world)


def stamped(world, *, listed="", targets=""):
    code = world.communes[0].code
    keys = ("number", "commune", "count", "list", "target_count", "targets", "planned")
    cells = {(code, "list"): (listed, 1), (code, "targets"): (targets, 1)}
    return Stamp("phu-luc-02", {}, dict(enumerate(keys, start=1)), {3: code}, cells)


def test_a_form_that_comes_back_changes_only_what_was_typed_into_it(world, scope):
    observe(world, "1")
    target(world, "3")
    stamp = stamped(world, listed="1", targets="3")

    rows = sheet((1, "", "", "1", "", f"4; {ADVANCED}"))
    intake = read(KIND, scope, rows, stamp=stamp)
    run_import(KIND.resource(scope), intake.rows, by=world.office, commit=True)

    assert told(intake) == [(3, 6, State.CHANGED, f"4; {ADVANCED}")]
    assert (met(world), promise(world)) == (["1"], f"4; {ADVANCED}")


def test_a_goal_alone_in_a_form_takes_the_list_away(world, scope):
    target(world, "3")
    stamp = stamped(world, targets="3")

    intake = read(KIND, scope, sheet((1, "", "", "", "", ADVANCED)), stamp=stamp)
    run_import(KIND.resource(scope), intake.rows, by=world.office, commit=True)

    assert promise(world) == ADVANCED


def test_an_erased_cell_of_a_form_keeps_what_stands(world, scope):
    observe(world, "1")
    target(world, "3")
    stamp = stamped(world, listed="1", targets="3")

    intake = read(KIND, scope, sheet((1, "", "", "", "", "")), stamp=stamp)

    assert {one.state for one in intake.readings} <= {State.PASSED_OVER}
    assert intake.rows == ()


def test_cells_that_were_changed_meanwhile_are_conflicts(world, scope):
    observe(world, "1")
    target(world, "3")
    stamp = stamped(world, listed="2", targets="4")

    intake = read(KIND, scope, sheet((1, "", "", "5", "", "6")), stamp=stamp)

    assert told(intake) == [(3, 4, State.CONFLICT, "5"), (3, 6, State.CONFLICT, "6")]
    assert intake.rows == ()


def test_a_plan_that_was_submitted_meanwhile_takes_nothing(world, scope):
    intake = read(KIND, scope, sheet((1, "An Hòa", 1, "1", 1, "3", 2)), answers=SILENT)
    bring_to(world.plan, "SUBMITTED")

    with pytest.raises(ImportRefused, match="đã trình"):
        run_import(KIND.resource(scope), intake.rows, by=world.office, commit=True)

    assert not StatusEntry.objects.exists()


def test_a_criterion_met_meanwhile_keeps_its_row_out(world, scope):
    intake = read(KIND, scope, sheet((1, "An Hòa", "", "", 1, "3", "")))
    observe(world, "3")

    with pytest.raises(ImportRefused, match=r"Dòng 3: .*, tiêu chí 3: đã đạt từ ngày 01/01/2024"):
        run_import(KIND.resource(scope), intake.rows, by=world.office, commit=True)


def test_a_target_moved_meanwhile_keeps_all_of_it_out(world, scope):
    target(world, "3")
    intake = read(KIND, scope, sheet((1, "An Hòa", "", "", 1, "4", "")))
    PlanTarget.objects.all().delete()
    target(world, "3")

    with pytest.raises(ImportRefused, match="vừa"):
        run_import(KIND.resource(scope), intake.rows, by=world.office, commit=True)

    assert promise(world) == "3"


def test_an_import_is_taken_back(world, scope):
    observe(world, "2", "NOT_MET")
    target(world, "2", "5")
    set_goal(row=world.rows[0], action="BUILD", tier="MODEL", year=2024, by=world.office)
    before = (met(world), promise(world), [row.commune_id for row in world.plan.rows.all()])
    goals = "Duy trì xã nông thôn mới kiểu mẫu; Xây dựng xã nông thôn mới nâng cao"
    rows = sheet(
        (1, "Chi Lăng", 1, "1", 1, "2", 2),
        (2, "Bình Lục", 1, "1", "", "", ""),
        (3, "An Hòa", 2, "1,2", 1, f"3\n{goals}", 3),
    )
    effects = store(KIND, scope, rows, by=world.office, answers=SILENT)
    assert (met(world), world.plan.rows.count()) == (["1", "2"], 3)

    KIND.undo(effects, scope=scope, by=world.office)

    now = (met(world), promise(world), [row.commune_id for row in world.plan.rows.all()])
    assert now == before


@pytest.mark.parametrize("edit", ["target", "goal", "result", "order"])
def test_what_was_edited_since_is_not_taken_back(world, scope, edit):
    rows = sheet((1, "Bình Lục", 1, "1", 1, f"3\n{ADVANCED}", 2), (2, "An Hòa", 1, "1", 1, "3", 2))
    effects = store(KIND, scope, rows, by=world.office, answers=SILENT)
    if edit == "target":
        PlanTarget.objects.all().delete()
    elif edit == "goal":
        PlanGoal.objects.all().delete()
    elif edit == "result":
        entry = StatusEntry.objects.filter(cell__commune=world.communes[0]).get()
        again = Change(world.communes[0], world.criteria[0], "NOT_MET", seen=entry.pk)
        record_status(change=again, day=DAY, today=TODAY, voice="OFFICE", by=world.office)
    else:
        PlanCommuneFactory(plan=world.plan, commune=CommuneFactory(parent=world.district))

    with pytest.raises(Refused, match="đã có người sửa sau lần nhập này"):
        KIND.undo(effects, scope=scope, by=world.office)
