"""Targets, and the plan itself: what is stored, what is refused, and the history beside it."""

from datetime import date

import pytest

from ntm_portal.lib.refusals import Refused
from plans.models import Plan, PlanChange, PlanTarget
from plans.services.conflicts import StalePlan, TargetChange
from plans.services.goals import GoalChange, set_goal
from plans.services.plan import (
    create_plan,
    save_row,
    set_heading,
    set_targets,
    update_plan,
)
from tests.factories.communes import CellFactory, StatusEntryFactory
from tests.factories.criteria import CriterionFactory, IndicatorFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(world):
    plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set, status="DRAFT")
    return PlanCommuneFactory(plan=plan, commune=world.communes[0])


def change(world, row, *, targeted=True, seen=None, criterion=0) -> TargetChange:
    return TargetChange(row, world.criteria[criterion], targeted, seen)


def history() -> list[tuple]:
    return list(PlanChange.objects.order_by("pk").values_list("what", "before", "after"))


def test_a_target_is_stored_with_its_line_of_history(world, row):
    (target,) = set_targets(plan=row.plan, changes=[change(world, row)], by=world.office)

    assert (target.row, target.requirement) == (row, world.criteria[0])
    assert history() == [("Tiêu chí 1", "", "phấn đấu")]
    assert PlanChange.objects.get().changed_by == world.office


def test_a_target_is_taken_away_with_its_line_of_history(world, row):
    set_targets(plan=row.plan, changes=[change(world, row)], by=world.office)

    answer = set_targets(
        plan=row.plan, changes=[change(world, row, targeted=False)], by=world.office
    )

    assert answer == [None]
    assert history()[1:] == [("Tiêu chí 1", "phấn đấu", "")]


def test_wanting_what_stands_writes_nothing(world, row):
    (first,) = set_targets(plan=row.plan, changes=[change(world, row)], by=world.office)

    assert set_targets(plan=row.plan, changes=[change(world, row, seen=0)], by=world.office) == [
        first
    ]
    assert len(history()) == 1


def test_a_target_met_at_the_baseline_is_refused_with_a_sentence(world, row):
    cell = CellFactory(commune=row.commune, requirement=world.criteria[0])
    StatusEntryFactory(cell=cell, observed_on=row.plan.baseline_on)

    with pytest.raises(Refused) as refused:
        set_targets(
            plan=row.plan,
            changes=[change(world, row, criterion=1), change(world, row)],
            by=world.office,
        )

    assert refused.value.message == (
        f"{row.name}, tiêu chí 1: đã đạt từ ngày 01/01/2024, không thể là tiêu chí phấn đấu."
    )
    assert (PlanTarget.objects.count(), history()) == (0, [])


def test_a_target_not_met_at_the_baseline_is_taken(world, row):
    cell = CellFactory(commune=row.commune, requirement=world.criteria[0])
    StatusEntryFactory(cell=cell, observed_on=row.plan.baseline_on, verdict="NOT_MET")

    set_targets(plan=row.plan, changes=[change(world, row)], by=world.office)

    assert PlanTarget.objects.count() == 1


def test_a_criterion_of_another_set_or_an_indicator_is_refused(world, row):
    for foreign in (CriterionFactory(), IndicatorFactory(parent=world.criteria[0])):
        with pytest.raises(Refused, match="không phải tiêu chí của"):
            set_targets(
                plan=row.plan, changes=[TargetChange(row, foreign, targeted=True)], by=world.office
            )


def test_a_stale_target_is_a_conflict_and_stores_nothing(world, row):
    (target,) = set_targets(plan=row.plan, changes=[change(world, row)], by=world.office)

    with pytest.raises(StalePlan) as stale:
        set_targets(
            plan=row.plan,
            changes=[
                change(world, row, criterion=1),
                change(world, row, targeted=False, seen=target.pk + 1),
            ],
            by=world.leader,
        )

    (conflict,) = stale.value.conflicts
    assert (conflict.newest, conflict.last.changed_by) == (target, world.office)
    assert PlanTarget.objects.count() == 1


def test_a_signed_plan_is_not_changed(world, row):
    Plan.objects.update(status=Plan.Status.SIGNED)

    with pytest.raises(Refused, match="đã ký, không sửa được nữa"):
        set_targets(plan=row.plan, changes=[change(world, row)], by=world.office)
    with pytest.raises(Refused, match="đã ký, không sửa được nữa"):
        set_goal(row=row, action="BUILD", tier="ADVANCED", year=2024, by=world.office)

    assert history() == []


def test_a_row_is_saved_whole_or_not_at_all(world, row):
    with pytest.raises(Refused):
        save_row(
            row=row,
            changes=[change(world, row)],
            goals=[GoalChange("MODEL", "BUILD", 1999)],
            by=world.office,
        )

    assert (PlanTarget.objects.count(), history()) == (0, [])


def test_a_changed_plan_says_what_was_and_what_is(world, row):
    plan = Plan.objects.get(pk=row.plan.pk)
    plan.number, plan.signed_on = "99/KH-UBND", date(2024, 2, 1)

    update_plan(plan=plan, by=world.office)

    assert history() == [
        ("Số, ký hiệu", row.plan.number, "99/KH-UBND"),
        ("Ngày ký", "30/01/2024", "01/02/2024"),
    ]


def test_a_signed_plan_keeps_its_fields(world, row):
    Plan.objects.update(status=Plan.Status.SIGNED)
    plan = Plan.objects.get(pk=row.plan.pk)
    plan.number = "99/KH-UBND"

    with pytest.raises(Refused, match="đã ký, không sửa được nữa"):
        update_plan(plan=plan, by=world.office)

    assert Plan.objects.get().number == row.plan.number


def test_a_new_plan_starts_with_the_communes_of_its_day(world):
    world.communes[0].valid_to = date(2023, 12, 31)
    world.communes[0].save()
    plan = PlanFactory.build(unit=world.district, criteria_set=world.criteria_set, status="DRAFT")

    create_plan(plan=plan, by=world.office)

    assert list(plan.rows.values_list("commune__code", "position")) == [(world.communes[1].code, 1)]
    assert history() == [("Lập kế hoạch", "", "1 xã")]


def test_the_heading_is_changed_with_its_line_of_history(world, row):
    set_heading(plan=row.plan, heading="AS_SIGNED", by=world.office)
    set_heading(plan=row.plan, heading="AS_SIGNED", by=world.office)

    row.plan.refresh_from_db()
    assert row.plan.heading == "AS_SIGNED"
    assert history() == [("Tiêu đề phụ lục", "theo Nghị định 30/2020/NĐ-CP", "như bản đã ký")]


def test_an_unknown_heading_is_refused(world, row):
    with pytest.raises(Refused, match="‘MODERN’ không phải kiểu tiêu đề"):
        set_heading(plan=row.plan, heading="MODERN", by=world.office)


def test_the_same_target_twice_in_a_batch_is_refused(world, row):
    with pytest.raises(Refused, match="hai lần"):
        set_targets(plan=row.plan, changes=[change(world, row)] * 2, by=world.office)

    assert (PlanTarget.objects.count(), history()) == (0, [])


def test_the_history_of_a_heading_names_what_stood_not_what_was_read_before(world, row):
    read_before = Plan.objects.get(pk=row.plan.pk)
    set_heading(plan=row.plan, heading="AS_SIGNED", by=world.office)

    set_heading(plan=read_before, heading="DECREE_30", by=world.leader)

    assert [(before, after) for _, before, after in history()] == [
        ("theo Nghị định 30/2020/NĐ-CP", "như bản đã ký"),
        ("như bản đã ký", "theo Nghị định 30/2020/NĐ-CP"),
    ]
