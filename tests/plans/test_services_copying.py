"""Last year's plan as the start of a new one: what comes along and what is left out."""

from datetime import date

import pytest

from plans.models import CapitalLine, Plan, PlanChange, PlanGoal, VillageGoal
from plans.services.copying import copy_plan
from tests.factories.communes import CellFactory, CommuneFactory, StatusEntryFactory
from tests.factories.criteria import CriteriaSetFactory
from tests.factories.plans import (
    CapitalLineFactory,
    LegalBasisFactory,
    MandateFactory,
    NarrativeFactory,
    ObjectiveFactory,
    PlanCommuneFactory,
    PlanFactory,
    PlanGoalFactory,
    PlanGroupFactory,
    PlanTargetFactory,
    VillageGoalFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2025, 1, 1)


@pytest.fixture
def source(world):
    """A signed plan of three communes, the middle one merged away during its year."""
    plan = PlanFactory(
        code="cu", title="Kế hoạch 2024", unit=world.district, criteria_set=world.criteria_set
    )
    gone = CommuneFactory(parent=world.district, name="Cũ", valid_to=date(2024, 12, 31))
    for commune, printed in zip(
        (world.communes[1], gone, world.communes[0]), ("", "", "X. In"), strict=True
    ):
        PlanCommuneFactory(plan=plan, commune=commune, printed_name=printed)
    return plan


def copied(source, world, *, with_goals=False, **fields):
    words = {
        "code": "moi-2025",
        "title": "Kế hoạch 2025",
        "first_year": 2025,
        "last_year": 2025,
        "baseline_on": DAY,
        "criteria_set": source.criteria_set,
    }
    return copy_plan(
        source=source, plan=Plan(**words | fields), with_goals=with_goals, by=world.office
    )


def test_communes_come_in_the_old_order_and_merged_ones_are_named(world, source):
    new = CommuneFactory(parent=world.district, valid_from=date(2025, 1, 1))

    result = copied(source, world)

    assert list(result.plan.rows.values_list("position", "commune__code", "printed_name")) == [
        (1, world.communes[1].code, ""),
        (2, world.communes[0].code, "X. In"),
    ]
    assert (result.communes, result.left_out, result.not_in) == (2, ("Xã Cũ",), (new.full_name,))
    assert list(PlanChange.objects.values_list("plan__code", "what", "before", "after")) == [
        (
            "moi-2025",
            "Lập kế hoạch",
            "",
            "Chép từ Kế hoạch 2024 (cu): 2 xã; không chép Xã Cũ",
        )
    ]


def test_the_head_is_a_draft_without_number_and_signature(world, source):
    source.signer, source.capital_unit, source.stated_communes = "Người Ký", "BILLION", 207
    source.save()

    plan = Plan.objects.get(pk=copied(source, world).plan.pk)

    assert (plan.status, plan.number, plan.signed_on, plan.signer) == ("DRAFT", "", None, "")
    assert (plan.unit, plan.kind, plan.issuer) == (source.unit, source.kind, source.issuer)
    assert (plan.capital_unit, plan.stated_communes) == ("BILLION", 207)


def test_open_targets_are_copied_and_met_ones_are_not(world, source):
    row = source.rows.get(position=1)
    for criterion in world.criteria[:2]:
        PlanTargetFactory(row=row, requirement=criterion)
    PlanTargetFactory(row=source.rows.get(position=2), requirement=world.criteria[0])
    cell = CellFactory(commune=row.commune, requirement=world.criteria[0])
    StatusEntryFactory(cell=cell, observed_on=DAY)

    result = copied(source, world)

    targets = result.plan.rows.values_list("position", "targets__requirement__code")
    assert list(targets) == [(1, "2"), (2, None)]
    assert result.met == 1


def test_contents_are_copied_with_their_places_and_what_they_hang_on(world, source):
    rows = list(source.rows.order_by("position"))
    LegalBasisFactory(plan=source, text="hai", position=2)
    LegalBasisFactory(plan=source, text="một", position=1, version=5)
    NarrativeFactory(plan=source, position=3)
    group = PlanGroupFactory(plan=source, name="Xã điểm", members=rows, stated_count=3)
    MandateFactory(plan=source, requirement=world.criteria[0], group=group)
    ObjectiveFactory(plan=source, requirement=world.criteria[1], group=group, share="29,50")
    above = CapitalLineFactory(plan=source, label="Ngân sách", position=2, amount=9)
    CapitalLineFactory(plan=source, label="Tỉnh", parent=above, position=1, amount=5)

    plan = copied(source, world).plan

    assert list(plan.legal_bases.values_list("text", "position", "version")) == [
        ("một", 1, 1),
        ("hai", 2, 1),
    ]
    assert plan.narratives.get().text == source.narratives.get().text
    copy = plan.groups.get()
    assert (copy.name, copy.stated_count) == ("Xã điểm", 3)
    assert set(copy.members.all()) == set(plan.rows.all())
    assert (plan.mandates.get().group, plan.objectives.get().group) == (copy, copy)
    assert plan.objectives.get().share == "29,50"
    assert list(plan.capital_lines.values_list("label", "parent__label", "amount")) == [
        ("Tỉnh", "Ngân sách", 5),
        ("Ngân sách", None, 9),
    ]
    assert CapitalLine.objects.get(plan=plan, label="Tỉnh").parent.plan == plan
    assert source.legal_bases.count() == 2


@pytest.mark.parametrize("with_goals", [True, False])
def test_goals_are_copied_by_choice_in_the_years_of_the_new_plan(world, source, with_goals):
    first, gone, last = source.rows.order_by("position")
    PlanGoalFactory(row=first, tier="MODEL")
    PlanGoalFactory(row=gone)
    VillageGoalFactory(plan=source, row=last, name="Ngã Ba", count=1)
    VillageGoalFactory(plan=source, row=gone, name="Bản Cũ", count=1)
    VillageGoalFactory(plan=source, count=11)

    plan = copied(source, world, with_goals=with_goals).plan

    goals = PlanGoal.objects.filter(row__plan=plan).values_list("row__position", "tier", "year")
    villages = VillageGoal.objects.filter(plan=plan).values_list("name", "row__position", "year")
    assert list(goals) == ([(1, "MODEL", 2025)] if with_goals else [])
    assert set(villages) == ({("Ngã Ba", 2, 2025), ("", None, 2025)} if with_goals else set())


@pytest.mark.parametrize(
    ("valid_to", "years"),
    [(date(2026, 6, 1), [2025, 2026]), (date(2025, 12, 31), [2025]), (None, [2025, 2026])],
)
def test_no_goal_for_a_commune_that_is_gone_by_its_year(world, source, valid_to, years):
    Plan.objects.filter(pk=source.pk).update(last_year=2026, kind="PERIOD")
    source.refresh_from_db()
    row = source.rows.get(position=1)
    row.commune.valid_to = valid_to
    row.commune.save()
    PlanGoalFactory(row=row, tier="ADVANCED", year=2024)
    PlanGoalFactory(row=row, tier="MODEL", year=2025)

    plan = copied(source, world, with_goals=True, last_year=2026).plan

    found = PlanGoal.objects.filter(row__plan=plan).values_list("year", flat=True)
    assert sorted(found) == years


def test_goals_beyond_the_new_plan_are_left_out(world, source):
    Plan.objects.filter(pk=source.pk).update(last_year=2025, kind="PERIOD")
    source.refresh_from_db()
    PlanGoalFactory(row=source.rows.get(position=1), year=2025)
    VillageGoalFactory(plan=source, year=2025)

    plan = copied(source, world, with_goals=True).plan

    assert PlanGoal.objects.filter(row__plan=plan).count() == 0
    assert plan.village_goals.count() == 0


def test_what_names_criteria_of_another_set_is_left_out_and_counted(world, source):
    PlanTargetFactory(row=source.rows.get(position=1), requirement=world.criteria[0])
    MandateFactory(plan=source, requirement=world.criteria[0])
    ObjectiveFactory(plan=source, requirement=world.criteria[0])
    ObjectiveFactory(plan=source, kind="OTHER", requirement=None, text="OCOP")

    result = copied(source, world, criteria_set=CriteriaSetFactory())

    assert result.of_other_set == 3
    assert list(result.plan.objectives.values_list("text", flat=True)) == ["OCOP"]
    assert result.plan.mandates.count() == 0


def test_a_plan_without_rows_is_copied_without_rows(world, source):
    source.rows.all().delete()
    NarrativeFactory(plan=source)

    result = copied(source, world)

    assert (result.plan.rows.count(), result.not_in, result.plan.narratives.count()) == (0, (), 1)
