"""A plan against reality: cells on a day, who decided them, goals, and two plans side by side."""

from datetime import date, timedelta

import pytest

from plans.comparing import read_comparison
from plans.goal_progress import read_goals
from plans.models import PlanGoal
from plans.progress import read_heirs, read_moves, read_progress, spoken
from plans.progress_rules import GoalPace, Kind
from tests.factories.communes import CellFactory, CommuneFactory, StatusEntryFactory
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory, IndicatorFactory
from tests.factories.passing import UnitSuccessionFactory
from tests.factories.plans import (
    PlanCommuneFactory,
    PlanFactory,
    PlanGoalFactory,
    PlanTargetFactory,
)
from tests.factories.recognition import RecognitionFactory, RevocationFactory
from tests.factories.world import World, make_world

pytestmark = pytest.mark.django_db

BASELINE, LATER = date(2024, 1, 1), date(2024, 3, 1)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def plan(world):
    """Two communes; the first has met criterion 1 and promises 2 and 3."""
    plan = PlanFactory(code="ke-hoach", unit=world.district, criteria_set=world.criteria_set)
    for commune in world.communes:
        PlanCommuneFactory(plan=plan, commune=commune)
    say(world, 0, BASELINE)
    for criterion in world.criteria[1:]:
        PlanTargetFactory(row=plan.rows.get(position=1), requirement=criterion)
    return plan


def say(world, criterion: int, day: date, verdict: str = "MET", commune: int = 0, **more):
    return say_of(world.communes[commune], world.criteria[criterion], day, verdict, **more)


def say_of(commune, requirement, day: date, verdict: str = "MET", **more):
    cell = commune.cells.filter(requirement=requirement).first() or CellFactory(
        commune=commune, requirement=requirement
    )
    return StatusEntryFactory(cell=cell, observed_on=day, verdict=verdict, **more)


def totals(plan, day: date) -> tuple[int, ...]:
    found = read_progress(plan, day).progress.totals()
    kinds = Kind.PLANNED, Kind.REACHED, Kind.REMAINING, Kind.REGRESSED, Kind.EXTRA
    return tuple(found[kind] for kind in kinds)


def test_on_the_baseline_day_nothing_is_reached_or_lost(world, plan):
    assert totals(plan, BASELINE) == (2, 0, 2, 0, 0)


def test_a_later_day_counts_what_was_known_by_then(world, plan):
    say(world, 0, LATER, "NOT_MET")
    say(world, 1, LATER)
    say(world, 2, LATER, commune=1)

    assert totals(plan, LATER) == (2, 1, 1, 1, 1)
    assert totals(plan, LATER - timedelta(days=1)) == (2, 0, 2, 0, 0)


def test_a_self_assessment_reaches_nothing(world, plan):
    say(world, 1, LATER, voice="SELF")

    assert totals(plan, LATER) == (2, 0, 2, 0, 0)


def test_what_moved_between_two_days_and_who_said_so(world, plan):
    fell = say(world, 0, LATER, "NOT_MET", recorded_by=world.office)
    became = say(world, 1, LATER, recorded_by=world.leader)
    say(world, 2, LATER + timedelta(days=1))

    moves = read_moves(read_progress(plan, LATER), BASELINE)

    assert [
        [(one.row.commune, one.criterion, one.before, one.state, one.entry) for one in part]
        for part in moves
    ] == [
        [(world.communes[0], world.criteria[1], "NO_DATA", "MET", became)],
        [(world.communes[0], world.criteria[0], "MET", "NOT_MET", fell)],
    ]


def test_a_criterion_that_rolls_up_names_the_row_of_its_newest_indicator(world, plan):
    parts = [IndicatorFactory(parent=world.criteria[1]) for _ in range(2)]
    say_of(world.communes[0], parts[0], BASELINE)
    newest = say_of(world.communes[0], parts[1], LATER)

    state = read_progress(plan, LATER)

    (cell,) = spoken(state, state.progress.of(Kind.REACHED), before=state.before)
    assert cell.entry == newest


def test_an_own_row_is_named_until_a_newer_indicator_turns_it_round(world, plan):
    part = IndicatorFactory(parent=world.criteria[1])
    say_of(world.communes[0], part, BASELINE, "NOT_MET")
    own = say(world, 1, LATER)
    state = read_progress(plan, LATER)
    (before,) = spoken(state, {(world.communes[0].pk, world.criteria[1].pk)}, before=state.before)

    newer = say_of(world.communes[0], part, LATER, "NOT_MET")
    state = read_progress(plan, LATER)
    (after,) = spoken(state, {(world.communes[0].pk, world.criteria[1].pk)}, before=state.before)

    assert (before.state, before.entry) == ("MET", own)
    assert (after.state, after.entry) == ("NOT_MET", newer)


def test_heirs_are_those_of_the_day():
    one = UnitSuccessionFactory(starts_on=LATER)

    assert read_heirs([one.old], LATER - timedelta(days=1)) == {}
    assert read_heirs([one.old], LATER) == {one.old_id: [one.new.full_name]}


@pytest.fixture
def advanced(world):
    found = CriteriaSetFactory(
        code="BO-NC", tier="ADVANCED", level="COMMUNE", period=world.criteria_set.period
    )
    CriterionFactory.create_batch(2, criteria_set=found)
    return found


def goal_of(plan, day: date):
    rows = list(plan.rows.prefetch_related("goals").select_related("commune"))
    (found,) = read_goals(plan, rows, day)
    return found


def test_a_goal_is_reached_while_the_recognition_stands(world, plan, advanced):
    PlanGoalFactory(row=plan.rows.get(position=1), year=2024)
    one = RecognitionFactory(commune=world.communes[0], criteria_set=advanced, decided_on=LATER)
    RevocationFactory(recognition=one, decided_on=date(2025, 1, 1))

    days = [LATER - timedelta(days=1), LATER, date(2024, 12, 31), date(2025, 1, 1)]

    found = [goal_of(plan, day) for day in days]
    assert [one.pace for one in found] == [
        GoalPace.OPEN,
        GoalPace.REACHED,
        GoalPace.REACHED,
        GoalPace.OVERDUE,
    ]
    assert [one.recognition for one in found] == [None, one, one, None]


def test_without_a_recognition_the_tiers_own_criteria_are_counted(world, plan, advanced):
    PlanGoalFactory(row=plan.rows.get(position=1))
    say_of(world.communes[0], advanced.requirements.first(), LATER)

    found = goal_of(plan, LATER)

    standing = found.standing
    assert (found.pace, standing.met, standing.no_data, standing.total) == (GoalPace.OPEN, 1, 1, 2)


def test_a_tier_without_a_set_is_missing(world, plan):
    PlanGoalFactory(row=plan.rows.get(position=1), tier="MODERN")

    found = goal_of(plan, LATER)

    assert (found.standing, found.recognition, found.pace) == (None, None, GoalPace.OPEN)


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (PlanGoal.Action.MAINTAIN, GoalPace.REACHED),
        (PlanGoal.Action.BUILD, GoalPace.OPEN),
        (PlanGoal.Action.COMPLETE, GoalPace.OPEN),
    ],
)
def test_the_title_of_an_earlier_period_serves_only_to_maintain(
    world, plan, advanced, action, expected
):
    PlanGoalFactory(row=plan.rows.get(position=1), action=action)
    earlier = CriteriaSetFactory(tier="ADVANCED", level="COMMUNE", period="trước")
    RecognitionFactory(commune=world.communes[0], criteria_set=earlier)

    assert goal_of(plan, LATER).pace is expected


def test_a_provinces_set_of_the_same_period_serves(world, plan, advanced):
    PlanGoalFactory(row=plan.rows.get(position=1))
    national = CriteriaSetFactory(
        tier="ADVANCED",
        level="COMMUNE",
        period=advanced.period,
        effective_from=advanced.effective_from - timedelta(days=1),
    )
    RecognitionFactory(commune=world.communes[0], criteria_set=national)

    assert goal_of(plan, LATER).pace is GoalPace.REACHED


def test_two_plans_side_by_side_name_merged_communes(world, plan):
    second = PlanFactory(code="sau", unit=world.district, criteria_set=world.criteria_set)
    PlanCommuneFactory(plan=second, commune=world.communes[0])
    merged = PlanCommuneFactory(
        plan=second, commune=CommuneFactory(parent=world.district, name="Mới")
    ).commune
    new = PlanCommuneFactory(plan=second).commune
    UnitSuccessionFactory(old=world.communes[1], new=merged, starts_on=LATER)
    UnitSuccessionFactory(old=world.communes[1], new=CommuneFactory(name="Khác"), starts_on=LATER)
    PlanTargetFactory(row=second.rows.get(position=1), requirement=world.criteria[1])

    found = read_comparison(plan, second)

    assert [pair.commune for pair in found.pairs] == [*world.communes, merged, new]
    assert [pair.commune for pair in found.both] == [world.communes[0]]
    assert [pair.commune for pair in found.only_first] == [world.communes[1]]
    assert [pair.commune for pair in found.only_second] == [merged, new]
    both = found.pairs[0]
    assert (both.first.targeted, both.second.targeted) == (("2", "3"), ("2",))
    assert (both.first.planned_total, both.second.planned_total) == (3, 2)
    assert [(sorted(pair.heirs), pair.forebears) for pair in found.pairs] == [
        ([], []),
        (["Xã Khác", "Xã Mới"], []),
        ([], [world.communes[1].full_name]),
        ([], []),
    ]


@pytest.mark.parametrize("communes", [1, 3, 207])
def test_reads_cost_the_same_for_1_3_and_207_communes(communes, django_assert_num_queries):
    world = make_world(communes=communes)
    plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set)
    for commune in world.communes:
        row = PlanCommuneFactory(plan=plan, commune=commune, position=commune.pk)
        PlanTargetFactory(row=row, requirement=world.criteria[1])
        PlanGoalFactory(row=row, tier="BASIC")
        say_of(commune, world.criteria[1], LATER)

    with django_assert_num_queries(8):
        state = read_progress(plan, LATER)
    with django_assert_num_queries(4):
        became, _ = read_moves(state, BASELINE)
    with django_assert_num_queries(6):
        goals = read_goals(plan, state.rows, LATER)
    with django_assert_num_queries(13):
        compared = read_comparison(plan, plan)

    found = len(state.rows), len(became), len(goals), len(compared.both)
    assert found == (communes,) * 4
