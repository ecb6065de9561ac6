"""Tier goals of a plan's communes: what is stored, what is refused, and the history beside it."""

from datetime import date

import pytest

from ntm_portal.lib.refusals import Refused
from plans.models import PlanChange, PlanGoal
from plans.services.conflicts import StalePlan
from plans.services.goals import goal_version, set_goal
from tests.factories.plans import PlanCommuneFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(world):
    plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set, status="DRAFT")
    return PlanCommuneFactory(plan=plan, commune=world.communes[0])


def history() -> list[tuple[str, str, str]]:
    return list(PlanChange.objects.order_by("pk").values_list("what", "before", "after"))


def test_a_goal_is_set_changed_and_taken_away(world, row):
    set_goal(row=row, action="BUILD", tier="ADVANCED", year=2024, by=world.office)
    set_goal(row=row, action="BUILD", tier="ADVANCED", year=2024, by=world.office)
    set_goal(row=row, action="MAINTAIN", tier="ADVANCED", year=2024, by=world.office)
    set_goal(row=row, action="", tier="ADVANCED", year=2024, by=world.office)

    build, keep = (
        f"{what} xã nông thôn mới nâng cao, năm 2024" for what in ("Xây dựng", "Duy trì")
    )
    assert history() == [
        ("Mục tiêu cấp độ", "", build),
        ("Mục tiêu cấp độ", build, keep),
        ("Mục tiêu cấp độ", keep, ""),
    ]


@pytest.mark.parametrize(("year", "taken"), [(2023, False), (2024, True), (2025, False)])
def test_a_goal_lies_inside_the_plan(world, row, year, taken):
    if taken:
        set_goal(row=row, action="BUILD", tier="MODEL", year=year, by=world.office)
    else:
        with pytest.raises(Refused, match=f"Năm {year} nằm ngoài kế hoạch 2024"):
            set_goal(row=row, action="BUILD", tier="MODEL", year=year, by=world.office)


def test_a_goal_that_moved_meanwhile_is_a_conflict(world, row):
    set_goal(row=row, action="BUILD", tier="ADVANCED", year=2024, by=world.office)

    with pytest.raises(StalePlan) as stale:
        set_goal(row=row, action="", tier="ADVANCED", year=2024, by=world.leader, seen="")

    assert [conflict.sentence for conflict in stale.value.conflicts] == [
        (
            f"{row.name}, mục tiêu nông thôn mới nâng cao: Văn phòng huyện vừa đổi, nay là "
            "“Xây dựng xã nông thôn mới nâng cao, năm 2024”. Xem lại rồi lưu."
        )
    ]
    assert len(history()) == 1


def test_a_goal_seen_as_it_stands_is_changed(world, row):
    goal = set_goal(row=row, action="BUILD", tier="ADVANCED", year=2024, by=world.office, seen="")

    set_goal(
        row=row, action="", tier="ADVANCED", year=2024, by=world.office, seen=goal_version(goal)
    )

    assert len(history()) == 2


def test_a_commune_reaches_one_tier_after_the_other(world):
    plan = PlanFactory(unit=world.district, status="DRAFT", first_year=2021, last_year=2025)
    row = PlanCommuneFactory(plan=plan, commune=world.communes[0])

    set_goal(row=row, action="BUILD", tier="MODEL", year=2024, by=world.office)
    set_goal(row=row, action="BUILD", tier="ADVANCED", year=2021, by=world.office)

    assert list(row.goals.values_list("tier", "year")) == [("ADVANCED", 2021), ("MODEL", 2024)]


@pytest.mark.parametrize(
    ("ended", "taken"), [((2023, 12, 31), False), ((2024, 1, 1), True), ((2024, 12, 31), True)]
)
def test_a_commune_that_is_gone_by_then_has_no_goal(world, row, ended, taken):
    row.commune.valid_to = date(*ended)
    row.commune.save()
    if taken:
        set_goal(row=row, action="BUILD", tier="MODEL", year=2024, by=world.office)
    else:
        with pytest.raises(Refused, match="đã sáp nhập từ sau ngày 31/12/2023"):
            set_goal(row=row, action="BUILD", tier="MODEL", year=2024, by=world.office)

    assert PlanGoal.objects.exists() is taken
