"""What is to be done, by whom, by when: tasks as they are printed, targets as they stand."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assignments.duties import read_duties
from assignments.duty_rules import State
from assignments.models import (
    Agency,
    AgencySuccession,
    DayOff,
    TargetAssignment,
    TargetHolder,
    WorkParty,
)
from tests.factories.accounts import UserFactory
from tests.factories.assignments import (
    AgencyFactory,
    ResponsibilityFactory,
    WorkItemFactory,
    WorkPartyFactory,
    WorkStepFactory,
    WorkTaskFactory,
)
from tests.factories.communes import CellFactory, StatusEntryFactory
from tests.factories.criteria import CriterionFactory, IndicatorFactory
from tests.factories.findings import MeasureFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory, PlanTargetFactory
from tests.factories.reviews import AssessmentFactory, ReviewStepFactory

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 28)
LAST = date(2024, 12, 31)


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def agency(plan):
    return AgencyFactory(unit=plan.unit)


@pytest.fixture
def target(plan):
    return PlanTargetFactory(row=PlanCommuneFactory(plan=plan))


def duties(plan, day=DAY):
    return read_duties([plan], day)


def duty(plan, day=DAY):
    (only,) = duties(plan, day)
    return only


def measured(target, verdict="MET", requirement=None, **fields):
    cell = CellFactory(commune=target.row.commune, requirement=requirement or target.requirement)
    return StatusEntryFactory(cell=cell, verdict=verdict, **fields)


def test_a_task_is_its_items_words_and_agencies(plan, agency):
    item = WorkItemFactory(section__plan=plan, text="Lựa chọn nhà thầu", timing="Tháng 6/2024")
    other = AgencyFactory(unit=plan.unit)
    WorkPartyFactory(item=item, agency=agency)
    WorkPartyFactory(item=item, agency=other, role=WorkParty.Role.SUPPORT)
    task = WorkTaskFactory(item=item, due_on=date(2024, 6, 28))

    found = duty(plan)

    assert (found.key, found.title, found.timing) == (
        f"viec-{task.pk}",
        "Lựa chọn nhà thầu",
        "Tháng 6/2024",
    )
    assert (found.leading, found.acting, found.supporting) == (
        (agency,),
        {agency.pk},
        {other.pk},
    )
    assert (found.due_on, found.until, found.state, found.is_late) == (
        date(2024, 6, 28),
        date(2024, 6, 28),
        State.NOT_STARTED,
        False,
    )


def test_a_sub_row_says_under_which_line_it_stands(plan):
    above = WorkItemFactory(section__plan=plan, text="Y tế.")
    below = WorkItemFactory(section=above.section, parent=above, text="Rà soát BHYT.")
    WorkTaskFactory(item=below)

    assert duty(plan).title == "Y tế. Rà soát BHYT."


def test_a_task_is_late_from_the_next_working_day_on(plan):
    DayOff.objects.create(day=date(2024, 9, 2), name="Quốc khánh")
    WorkTaskFactory(item__section__plan=plan, due_on=date(2024, 8, 31))  # a Saturday

    assert not duty(plan, date(2024, 9, 3)).is_late
    assert duty(plan, date(2024, 9, 4)).is_late


def test_the_newest_step_that_counts_on_the_day_is_the_state(plan):
    task = WorkTaskFactory(item__section__plan=plan)
    WorkStepFactory(task=task, state="DOING", holds_from=date(2024, 6, 1))
    WorkStepFactory(task=task, state="DONE", holds_from=date(2024, 6, 20))

    assert duty(plan, date(2024, 5, 31)).state == State.NOT_STARTED
    assert duty(plan, date(2024, 6, 19)).state == State.DOING
    assert duty(plan, date(2024, 6, 20)).state == State.DONE


def test_a_collective_acts_by_its_parts_and_an_agency_by_its_heir(plan, agency):
    heir = AgencyFactory(unit=plan.unit)
    all_of_them = AgencyFactory(unit=plan.unit, kind=Agency.Kind.COLLECTIVE)
    all_of_them.parts.add(agency)
    AgencySuccession.objects.create(
        old=agency,
        new=heir,
        starts_on=date(2024, 7, 1),
        document="01/QĐ-UBND",
        recorded_by=UserFactory(),
    )
    item = WorkItemFactory(section__plan=plan)
    WorkPartyFactory(item=item, agency=all_of_them)
    WorkTaskFactory(item=item)

    assert duty(plan, date(2024, 6, 30)).acting == {agency.pk}
    assert duty(plan, date(2024, 7, 1)).acting == {heir.pk}


def test_a_collective_nobody_has_named_the_parts_of_acts_itself(plan):
    unknown = AgencyFactory(unit=plan.unit, kind=Agency.Kind.COLLECTIVE)
    item = WorkItemFactory(section__plan=plan)
    WorkPartyFactory(item=item, agency=unknown)
    WorkTaskFactory(item=item)

    assert duty(plan).acting == {unknown.pk}


def test_two_collectives_inside_each_other_end(plan, agency):
    one, other = AgencyFactory.create_batch(2, unit=plan.unit, kind=Agency.Kind.COLLECTIVE)
    one.parts.add(other)
    other.parts.add(one, agency)
    item = WorkItemFactory(section__plan=plan)
    WorkPartyFactory(item=item, agency=one)
    WorkTaskFactory(item=item)

    assert duty(plan).acting == {agency.pk}


def test_work_of_the_communes_is_theirs(plan):
    communes = AgencyFactory(unit=plan.unit, kind=Agency.Kind.COMMUNES)
    item = WorkItemFactory(section__plan=plan)
    WorkPartyFactory(item=item, agency=communes)
    row, other = PlanCommuneFactory.create_batch(2, plan=plan)
    WorkTaskFactory(item=item).rows.add(row)

    found = duty(plan)

    assert found.by_communes
    assert found.concerns(row.commune)
    assert not found.concerns(other.commune)


def test_a_target_is_the_duty_of_who_leads_its_criterion(plan, agency, target):
    ResponsibilityFactory(plan=plan, agency=agency, requirement=target.requirement)

    found = duty(plan)

    assert found.key == f"muc-tieu-{target.row_id}-{target.requirement_id}-{agency.pk}"
    assert found.title == f"{target.row.name}: đạt tiêu chí {target.requirement.code}"
    assert (found.acting, found.due_on, found.state) == ({agency.pk}, LAST, State.NOT_STARTED)


def test_a_target_that_nobody_leads_is_nobodys(plan, target):
    assert duty(plan).acting == frozenset()
    assert duty(plan).key.endswith("-0")


def test_who_only_supports_is_not_asked(plan, agency, target):
    ResponsibilityFactory(plan=plan, agency=agency, requirement=target.requirement, role="SUPPORT")

    assert duty(plan).acting == frozenset()


def test_indicators_of_two_agencies_make_two_duties(plan, agency, target):
    other = AgencyFactory(unit=plan.unit)
    first, second, third = [IndicatorFactory(parent=target.requirement) for _ in range(3)]
    for who, indicator in [(agency, first), (other, second), (agency, third)]:
        ResponsibilityFactory(plan=plan, agency=who, requirement=indicator)
    measured(target, requirement=first)
    measured(target, requirement=second)

    by_agency = {found.acting: (found.parts, found.state) for found in duties(plan)}

    assert by_agency == {
        frozenset({agency.pk}): ((first.code, third.code), State.DOING),
        frozenset({other.pk}): ((second.code,), State.DONE),
    }


def test_who_leads_the_whole_set_leads_what_nobody_else_does(plan, agency, target):
    other = AgencyFactory(unit=plan.unit)
    unled = PlanTargetFactory(row=target.row)
    ResponsibilityFactory(plan=plan, agency=agency, criteria_set=plan.criteria_set)
    ResponsibilityFactory(plan=plan, agency=other, requirement=target.requirement)

    by_criterion = {found.requirement: found.acting for found in duties(plan)}

    assert by_criterion == {target.requirement: {other.pk}, unled.requirement: {agency.pk}}


def test_a_met_target_is_done_and_opens_again_when_it_falls_back(plan, target):
    met = measured(target, "MET", observed_on=date(2024, 5, 1))
    StatusEntryFactory(cell=met.cell, verdict="NOT_MET", observed_on=date(2024, 6, 1))

    states = {day: duty(plan, day).state for day in (date(2024, 4, 30), date(2024, 5, 31), DAY)}

    assert list(states.values()) == [State.NOT_STARTED, State.DONE, State.NOT_STARTED]


def test_what_a_commune_says_of_itself_waits_until_it_is_verified(plan, target):
    said = AssessmentFactory(
        cell=CellFactory(commune=target.row.commune, requirement=target.requirement)
    )
    assert duty(plan).state == State.NOT_STARTED

    ReviewStepFactory(entry=said)
    assert duty(plan, date.max).state == State.WAITING

    ReviewStepFactory(entry=said, step="RETURNED")
    assert duty(plan, date.max).state == State.DOING


def test_the_latest_deadline_of_its_measures_is_the_targets(plan, target):
    for due_on in (date(2024, 11, 15), date(2024, 11, 30), date(2024, 10, 1)):
        MeasureFactory(row=target.row, requirement=target.requirement, due_on=due_on)

    assert duty(plan).due_on == date(2024, 11, 30)


def test_what_the_office_settled_for_one_target_goes_before_the_rule(plan, agency, target):
    other = AgencyFactory(unit=plan.unit)
    ResponsibilityFactory(plan=plan, agency=agency, requirement=target.requirement)
    TargetAssignment.objects.create(
        row=target.row,
        requirement=target.requirement,
        agency=other,
        due_on=date(2024, 9, 30),
    )

    found = duty(plan)

    assert (found.acting, found.due_on) == ({other.pk}, date(2024, 9, 30))


def test_each_agency_hands_its_part_of_a_target_to_a_person_of_its_own(plan, agency, target):
    other = AgencyFactory(unit=plan.unit)
    for who in (agency, other):
        indicator = IndicatorFactory(parent=target.requirement)
        ResponsibilityFactory(plan=plan, agency=who, requirement=indicator)
    holder = TargetHolder.objects.create(
        row=target.row, requirement=target.requirement, agency=agency, assignee=UserFactory()
    )

    assert {one.acting: one.assignee_id for one in duties(plan)} == {
        frozenset({agency.pk}): holder.assignee_id,
        frozenset({other.pk}): None,
    }


def test_another_plans_duties_stay_there(plan):
    PlanTargetFactory()
    WorkTaskFactory()

    assert duties(plan) == []


def test_the_earliest_comes_first_and_the_undated_last(plan):
    days = [date(2024, 9, 1), None, date(2024, 3, 1)]
    for due_on in days:
        WorkTaskFactory(item__section__plan=plan, due_on=due_on)

    assert [found.due_on for found in duties(plan)] == [days[2], days[0], None]


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(plan, count):
    criterion = CriterionFactory(criteria_set=plan.criteria_set)
    for _ in range(count):
        item = WorkPartyFactory(item__section__plan=plan).item
        WorkStepFactory(task__item=item).task.rows.add(PlanCommuneFactory(plan=plan))
        row = PlanCommuneFactory(plan=plan)
        PlanTargetFactory(row=row, requirement=criterion)
        ResponsibilityFactory(plan=plan, requirement=IndicatorFactory(parent=criterion))

    with CaptureQueriesContext(connection) as queries:
        assert len(duties(plan)) == count + count * count

    assert len(queries) == 17
