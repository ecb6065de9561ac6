"""Which appendices a plan has: by what it holds."""

import pytest

from plans import appendix_list
from plans.appendix_list import AppendixName, appendices_of
from plans.models import Action, Objective, Plan, VillageGoal
from reports.appendices import APPENDICES
from tests.factories.communes import CellFactory, StatusEntryFactory
from tests.factories.plans import (
    CapitalLineFactory,
    ObjectiveFactory,
    PlanCommuneFactory,
    PlanFactory,
    PlanGoalFactory,
    PlanGroupFactory,
    PlanTargetFactory,
    VillageGoalFactory,
)

pytestmark = pytest.mark.django_db


def codes(plan):
    return [appendix.code for appendix in appendices_of(plan)]


def test_each_listed_code_can_be_built():
    assert appendix_list.codes() == list(APPENDICES)


def test_an_empty_plan_has_none():
    assert codes(PlanFactory()) == []


def test_communes_alone_are_the_second_appendix():
    row = PlanCommuneFactory()
    PlanGoalFactory(tier="MODEL")  # of another plan

    assert codes(row.plan) == ["phu-luc-02"]


@pytest.mark.parametrize(
    ("tier", "action", "more"),
    [
        pytest.param("ADVANCED", Action.BUILD, ["lo-trinh-nang-cao"], id="advanced"),
        pytest.param("MODEL", Action.COMPLETE, ["lo-trinh-kieu-mau"], id="model"),
        pytest.param("MODEL", Action.MAINTAIN, [], id="kept"),
        pytest.param("BASIC", Action.BUILD, [], id="another-tier"),
    ],
)
def test_a_goal_asks_for_the_roadmap_of_its_tier(tier, action, more):
    goal = PlanGoalFactory(tier=tier, action=action)

    assert codes(goal.row.plan) == ["phu-luc-02", *more]


@pytest.mark.parametrize(
    ("make", "more"),
    [
        pytest.param(CapitalLineFactory, ["nguon-von"], id="capital"),
        pytest.param(VillageGoalFactory, ["lo-trinh-thon"], id="villages"),
        pytest.param(
            lambda plan: VillageGoalFactory(plan=plan, action=Action.MAINTAIN),
            [],
            id="villages-kept",
        ),
        pytest.param(ObjectiveFactory, ["muc-tieu-tieu-chi"], id="criterion"),
        pytest.param(
            lambda plan: ObjectiveFactory(
                plan=plan, kind=Objective.Kind.BAND, requirement=None, lowest=19, highest=19
            ),
            ["phan-nhom-xa"],
            id="band",
        ),
        pytest.param(
            lambda plan: ObjectiveFactory(plan=plan, group=PlanGroupFactory(plan=plan)),
            [],
            id="of-a-group-only",
        ),
        pytest.param(
            lambda plan: ObjectiveFactory(plan=plan, kind=Objective.Kind.OTHER), [], id="other"
        ),
    ],
)
def test_what_a_plan_without_communes_states(make, more):
    plan = PlanFactory()
    make(plan=plan)

    assert codes(plan) == more


def test_targets_are_listed_and_counted():
    target = PlanTargetFactory()

    assert codes(target.row.plan) == ["phu-luc-02", "tieu-chi-hoan-thanh", "muc-tieu-tieu-chi"]


def test_results_are_counted_by_criterion_and_band():
    row = PlanCommuneFactory()
    StatusEntryFactory(cell=CellFactory(commune=row.commune))  # of another set

    assert codes(row.plan) == ["phu-luc-02"]

    criterion = {"requirement__criteria_set": row.plan.criteria_set}
    StatusEntryFactory(cell=CellFactory(commune=row.commune, **criterion))

    assert codes(row.plan) == ["phu-luc-02", "muc-tieu-tieu-chi", "phan-nhom-xa"]


def test_of_one_commune_nothing_is_counted():
    plan = PlanFactory(kind=Plan.Kind.COMMUNE)
    target = PlanTargetFactory(row=PlanCommuneFactory(plan=plan))
    StatusEntryFactory(cell=CellFactory(commune=target.row.commune, requirement=target.requirement))

    assert codes(plan) == [
        "thuc-trang",
        "tong-hop-tu-danh-gia",
        "phu-luc-02",
        "tieu-chi-hoan-thanh",
    ]


def test_one_query(django_assert_num_queries):
    target = PlanTargetFactory()

    with django_assert_num_queries(1):
        appendices_of(target.row.plan)


@pytest.mark.parametrize(
    ("before", "order"),
    [("phu-luc-02", ["them", "phu-luc-02"]), ("", ["phu-luc-02", "them"])],
)
def test_an_app_above_offers_an_appendix_of_its_own_rows(monkeypatch, before, order):
    monkeypatch.setattr(appendix_list, "OFFERS", [])
    goal = VillageGoalFactory(plan=PlanCommuneFactory().plan, action=Action.MAINTAIN)
    appendix_list.offer(AppendixName("them", "Thêm"), VillageGoal.objects.all, before=before)

    assert codes(goal.plan) == order
    assert codes(PlanCommuneFactory().plan) == ["phu-luc-02"]
