"""What two plans hand out, as their coverage: 57 of 57, 75 of 75, and what is missing is named."""

import pytest

from assignments.coverage_rules import Coverage
from assignments.models import Agency
from assignments.responsibilities import read_handed
from criteria.models import CriteriaSet
from tests.factories.assignments import ResponsibilityFactory
from tests.factories.criteria import CriterionFactory, IndicatorFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.reports.loc_binh_agencies import store, store_plan

pytestmark = pytest.mark.django_db
BASIC, ADVANCED, MODEL = "NTM-2021-2025", "NTM-NC-2021-2025", "NTM-KM-2021-2025"


def coverage(plan, code) -> Coverage:
    return read_handed(plan).coverage(CriteriaSet.objects.get(code=code))


def wrong(plan, code) -> list[tuple[str, list[str]]]:
    agencies = Agency.objects.in_bulk()
    return [
        (one.indicator.code, [agencies[pk].name for pk in one.agencies])
        for one in coverage(plan, code).findings
    ]


def remove(plan, code: str, number: str) -> None:
    """The lines about that number of the set, out of the plan."""
    lines = plan.responsibilities.filter(
        requirement__criteria_set__code=code, requirement__code=number, role="LEAD"
    )
    for line in lines:
        line.delete()


def test_loc_binh_hands_out_every_indicator_once():
    plan = store_plan()

    handed = read_handed(plan)

    assert [one.code for one in handed.sets] == [BASIC, ADVANCED, MODEL]
    assert coverage(plan, BASIC) == Coverage(57, 57, ())
    assert coverage(plan, ADVANCED) == Coverage(75, 75, ())
    assert wrong(plan, MODEL) == [("1", [])]
    assert coverage(plan, MODEL).count == 3
    assert [row.name for row in handed.communes()].count("Xã Khuất Xá") == 2
    assert len({row.pk for row in handed.communes()}) == plan.rows.count() == 19

    remove(plan, BASIC, "13.1")
    remove(plan, ADVANCED, "3")

    assert wrong(plan, BASIC) == [("13.1", [])]
    assert coverage(plan, BASIC).count == 56
    assert wrong(plan, ADVANCED) == [(f"3.{number}", []) for number in range(1, 7)]
    assert coverage(plan, ADVANCED).count == 69


def test_nhan_ly_gives_criterion_19_to_two():
    plan = store("chi-lang-nhan-ly-2024", {})

    both = ["Ban Chỉ huy Quân sự huyện", "Công an huyện"]
    assert wrong(plan, ADVANCED) == [("19.1", both), ("19.2", both)]
    assert coverage(plan, ADVANCED).count == 73


def test_the_plans_own_set_is_read_when_asked_for():
    plan = PlanFactory()
    IndicatorFactory(parent=CriterionFactory(criteria_set=plan.criteria_set))

    assert read_handed(plan).sets == []
    assert [one.pk for one in read_handed(plan, own_set=True).sets] == [plan.criteria_set_id]


@pytest.mark.parametrize("count", [1, 3])
def test_three_queries(django_assert_num_queries, count):
    plan = PlanFactory(status="DRAFT")
    for _ in range(count):
        criterion = CriterionFactory(criteria_set=plan.criteria_set)
        ResponsibilityFactory(plan=plan, requirement=IndicatorFactory(parent=criterion))
        ResponsibilityFactory(plan=plan, row=PlanCommuneFactory(plan=plan))

    with django_assert_num_queries(3):
        handed = read_handed(plan)
        assert handed.coverage(plan.criteria_set).count == count
        assert len(handed.communes()) == count
