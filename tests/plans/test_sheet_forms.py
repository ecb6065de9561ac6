"""The form of a plan's targets: taken from its page, sent back, exactly what was edited changes."""

from datetime import date

import pytest

from communes.resources.listed import REST, SILENT
from ntm_portal.lib.imports import run_import
from plans.models import Plan
from plans.resources.targets import TargetKind
from tests.factories.communes import CellFactory, StatusEntryFactory
from tests.factories.plans import (
    PlanCommuneFactory,
    PlanFactory,
    PlanGoalFactory,
    PlanTargetFactory,
)
from tests.factories.signing import bring_to
from tests.factories.world import DAY, TODAY, World, make_world
from tests.form_desk import come_back, find, news, reverse_rows, states, worked_on

pytestmark = pytest.mark.django_db
KIND = TargetKind()
URL = "/ke-hoach/thu/bieu-mau/"


@pytest.fixture
def world() -> World:
    return make_world(communes=3, criteria=4)


@pytest.fixture
def plan(world) -> Plan:
    made = PlanFactory(
        code="thu",
        unit=world.district,
        criteria_set=world.criteria_set,
        status="DRAFT",
        baseline_on=DAY,
        first_year=2024,
        last_year=2024,
    )
    for commune in world.communes[:2]:
        PlanCommuneFactory(plan=made, commune=commune)
    first = made.rows.get(commune=world.communes[0])
    PlanTargetFactory(row=first, requirement=world.criteria[1])
    PlanGoalFactory(row=first, tier="ADVANCED", year=2024)
    for criterion in (0, 2, 3):
        cell = CellFactory(commune=world.communes[0], requirement=world.criteria[criterion])
        StatusEntryFactory(cell=cell, verdict="MET", observed_on=date(2023, 12, 1))
    return made


def taken(client, user) -> bytes:
    client.force_login(user)
    response = client.get(URL)
    assert response.status_code == 200
    return response.content


def back(content: bytes, world: World, **answers: str):
    return come_back(content, KIND, user=world.office, today=TODAY, answers=answers)


def held(plan: Plan) -> dict[str, tuple[list[str], list[str]]]:
    """Name of a commune -> codes of its targets, tiers of its goals."""
    return {
        row.commune.name: (
            [one.requirement.code for one in row.targets.order_by("requirement__position")],
            [one.tier for one in row.goals.all()],
        )
        for row in plan.rows.all()
    }


def test_form_comes_back_all_the_same(client, world, plan):
    intake, _, stamp = back(taken(client, world.office), world)

    first = world.communes[0].code
    assert (set(states(intake)), news(intake), intake.rows) == ({"không đổi"}, [], ())
    assert stamp.cells[first, "list"] == ("1, 3, 4", 0)
    assert stamp.cells[first, "targets"][0].startswith("2; ")


def test_exactly_the_edited_cells_change_after_sorting(client, world, plan):
    second = world.communes[1]
    content = worked_on(
        taken(client, world.office),
        reverse_rows,
        lambda sheet: setattr(find(sheet, second.code, "targets"), "value", "1-3"),
        lambda sheet: setattr(find(sheet, second.code, "list"), "value", "4"),
    )
    before = held(plan)

    intake, scope, _ = back(content, world, **{REST: SILENT})
    run_import(KIND.resource(scope), intake.rows, by=world.office, commit=True)
    again, _, _ = back(content, world, **{REST: SILENT})

    assert held(plan) == before | {second.name: (["1", "2", "3"], [])}
    assert {one.row for one in intake.readings if one.state.value != "không đổi"} == {5}
    assert (news(again), again.rows) == ([], ())


def test_targets_changed_on_the_portal_meanwhile_are_a_conflict(client, world, plan):
    second = world.communes[1]
    content = taken(client, world.office)
    PlanTargetFactory(row=plan.rows.get(commune=second), requirement=world.criteria[3])
    edited = worked_on(
        content, lambda sheet: setattr(find(sheet, second.code, "targets"), "value", "1-3")
    )

    intake, _, _ = back(edited, world)

    assert [(state, old, read) for state, _, old, read in news(intake)] == [
        ("đã đổi trên cổng", "4", "1-3")
    ]
    assert intake.rows == ()


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "stranger"])
def test_who_may_not_write_gets_no_form(client, world, plan, who):
    client.force_login(getattr(world, who))

    assert client.get(URL).status_code == 404


def test_signed_plan_gives_no_form(client, world, plan):
    bring_to(plan, "SIGNED")
    client.force_login(world.office)

    assert client.get(URL).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_is_flat(client, count, django_assert_num_queries):
    world = make_world(communes=count)
    made = PlanFactory(
        code="thu",
        unit=world.district,
        criteria_set=world.criteria_set,
        status="DRAFT",
        baseline_on=DAY,
    )
    for commune in world.communes:
        row = PlanCommuneFactory(plan=made, commune=commune)
        PlanTargetFactory(row=row, requirement=world.criteria[0])
    client.force_login(world.office)
    client.get(URL)

    with django_assert_num_queries(22):
        client.get(URL)


def test_same_bytes_and_a_plain_name(client, world, plan):
    client.force_login(world.office)

    first, second = client.get(URL), client.get(URL)

    assert first.content == second.content
    assert first["Content-Disposition"] == ('attachment; filename="bieu-mau-phu-luc-02-thu.xlsx"')
