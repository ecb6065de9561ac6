"""The figures of a report: what happened in a period, from the log and the list of work."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assignments.models import Agency, AgencySuccession, TargetAssignment
from assignments.report_figures import Figures, Situation, read_figures
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
from tests.factories.plans import PlanCommuneFactory, PlanTargetFactory
from tests.factories.reporting import (
    NO_FIGURES,
    ReportFactory,
    ReportingCycleFactory,
    ReportingPartyFactory,
)

pytestmark = pytest.mark.django_db
END = date(2024, 2, 29)


@pytest.fixture
def cycle():
    return ReportingCycleFactory()


@pytest.fixture
def party(cycle):
    return ReportingPartyFactory(cycle=cycle)


@pytest.fixture
def target(cycle, party):
    """Led by the party."""
    row = PlanCommuneFactory(plan=cycle.plan)
    target = PlanTargetFactory(row=row)
    ResponsibilityFactory(plan=cycle.plan, agency=party.agency, requirement=target.requirement)
    return target


def commune_party(target, cycle):
    return ReportingPartyFactory(cycle=cycle, agency=None, commune=target.row.commune)


def said(target, verdict, day, requirement=None):
    about = {"commune": target.row.commune, "requirement": requirement or target.requirement}
    cell = about["requirement"].cells.filter(commune=about["commune"]).first()
    return StatusEntryFactory(cell=cell or CellFactory(**about), verdict=verdict, observed_on=day)


def words(target):
    return f"{target.row.name}: tiêu chí {target.requirement.code}"


def figures(party, day=END):
    found = read_figures(party, day)
    return replace(found, coming=())


def task_of(party, **fields):
    item = WorkItemFactory(section__plan=party.cycle.plan)
    WorkPartyFactory(item=item, agency=party.agency)
    return WorkTaskFactory(item=item, **fields)


def test_nothing_is_zeros(party):
    assert figures(party) == NO_FIGURES


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2024, 1, 31), (1, 0)),  # the day before the period
        (date(2024, 2, 1), (1, 1)),
        (date(2024, 2, 29), (1, 1)),
        (date(2024, 3, 1), (0, 0)),
    ],
)
@pytest.mark.parametrize("who", ["agency", "commune"])
def test_a_target_met_in_the_period(party, target, day, counts, who):
    said(target, "MET", day)
    asked = party if who == "agency" else commune_party(target, party.cycle)
    met, in_period = counts

    assert figures(asked, date(2024, 6, 1)) == replace(
        NO_FIGURES, planned=1, met=met, met_now=(words(target),) if in_period else ()
    )


@pytest.mark.parametrize("who", ["agency", "commune"])
def test_what_fell_back_is_told_target_or_not(cycle, party, target, who):
    other = PlanTargetFactory(row=target.row)
    other.delete()  # a criterion of the set that is no target
    other.row = target.row
    ResponsibilityFactory(plan=cycle.plan, agency=party.agency, requirement=other.requirement)
    for one in (target, other):
        said(one, "MET", date(2024, 1, 5))
        said(one, "NOT_MET", date(2024, 2, 5))
    asked = party if who == "agency" else commune_party(target, cycle)

    assert figures(asked) == replace(NO_FIGURES, planned=1, fell=(words(target), words(other)))


def test_another_agencys_criteria_do_not_count(cycle, target):
    said(target, "MET", date(2024, 2, 5))
    other = ReportingPartyFactory(cycle=cycle)

    assert figures(other) == NO_FIGURES


def test_an_agency_is_done_with_its_indicators_the_commune_with_the_criterion(cycle, party, target):
    of_others, own = (IndicatorFactory(parent=target.requirement) for _ in range(2))
    cycle.plan.responsibilities.all().delete()
    ResponsibilityFactory(plan=cycle.plan, agency=party.agency, requirement=own)
    ResponsibilityFactory(plan=cycle.plan, requirement=of_others)
    said(target, "MET", date(2024, 2, 5), own)

    assert (figures(party).met, figures(party).met_now) == (1, (words(target),))
    assert figures(commune_party(target, cycle)) == replace(NO_FIGURES, planned=1)


def test_a_target_given_to_another_agency_is_that_agencys(cycle, party, target):
    other = ReportingPartyFactory(cycle=cycle)
    TargetAssignment.objects.create(
        row=target.row, requirement=target.requirement, agency=other.agency
    )

    assert (figures(party).planned, figures(other).planned) == (0, 1)


def test_an_agency_that_was_taken_over_reports_what_its_heir_does(cycle, party, target):
    heir = AgencyFactory(unit=cycle.plan.unit)
    AgencySuccession.objects.create(
        old=party.agency,
        new=heir,
        starts_on=date(2024, 2, 10),
        document="01/QĐ-UBND",
        recorded_by=UserFactory(),
    )
    said(target, "MET", date(2024, 2, 20))

    expected = replace(NO_FIGURES, planned=1, met=1, met_now=(words(target),))
    assert figures(party) == expected
    assert figures(ReportingPartyFactory(cycle=cycle, agency=heir)) == expected


def test_work_is_done_late_or_coming(party):
    done, before, late, coming, far, undated = (
        task_of(party, due_on=due_on)
        for due_on in (
            date(2024, 2, 15),
            date(2024, 1, 15),
            date(2024, 2, 28),
            date(2024, 3, 31),
            date(2024, 4, 1),
            None,
        )
    )
    WorkStepFactory(task=done, state="DONE", holds_from=date(2024, 2, 10))
    WorkStepFactory(task=before, state="DONE", holds_from=date(2024, 1, 31))
    WorkStepFactory(task=undated, state="DOING", holds_from=date(2024, 2, 1))
    assert far.due_on > party.cycle.period.next_last

    found = read_figures(party, END)

    assert found == replace(
        NO_FIGURES,
        work_done=(done.item.text,),
        late=(late.item.text,),
        coming=(coming.item.text,),
    )


def test_work_of_one_item_at_two_times_is_two(party):
    task = task_of(party, due_on=date(2024, 2, 1), label="Tháng 1")
    WorkTaskFactory(item=task.item, due_on=date(2024, 2, 2), label="Tháng 2", position=99)

    assert figures(party).late == (f"{task.item.text} (Tháng 1)", f"{task.item.text} (Tháng 2)")


def test_a_commune_reports_the_work_that_communes_do(cycle, target):
    communes = AgencyFactory(unit=cycle.plan.unit, kind=Agency.Kind.COMMUNES)
    item = WorkItemFactory(section__plan=cycle.plan)
    WorkPartyFactory(item=item, agency=communes)
    of_all = WorkTaskFactory(item=item, due_on=date(2024, 2, 1), label="mọi xã")
    of_other = WorkTaskFactory(item=item, due_on=date(2024, 2, 2), label="xã khác")
    of_other.rows.add(PlanCommuneFactory(plan=cycle.plan))

    assert figures(commune_party(target, cycle)).late == (f"{item.text} ({of_all.label})",)


def test_before_the_end_of_the_period_the_day_counts(party, target):
    said(target, "MET", date(2024, 2, 20))

    early = figures(party, date(2024, 2, 19))
    assert (early.day, early.met) == (date(2024, 2, 19), 0)
    assert figures(party, date(2024, 2, 20)).met == 1


def test_the_whole_plan_counts_a_shared_target_once(cycle, party, target):
    other = ReportingPartyFactory(cycle=cycle)
    ResponsibilityFactory(plan=cycle.plan, agency=other.agency, requirement=target.requirement)
    said(target, "MET", date(2024, 2, 5))
    situation = Situation(cycle, END)

    assert [situation.of(one).met for one in (party, other)] == [1, 1]
    assert (situation.whole().met, situation.whole().planned) == (1, 1)


def test_figures_are_kept_as_data(party, target):
    said(target, "MET", date(2024, 2, 5))
    task_of(party, due_on=date(2024, 2, 1))
    found = read_figures(party, END)

    kept = ReportFactory(party=party, figures=found.as_json())
    kept.refresh_from_db()

    assert Figures.from_json(kept.figures) == found


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_is_flat(cycle, count):
    criterion = CriterionFactory(criteria_set=cycle.plan.criteria_set)
    for _ in range(count):
        party = ReportingPartyFactory(cycle=cycle)
        target = PlanTargetFactory(row__plan=cycle.plan, requirement=criterion)
        said(target, "MET", date(2024, 2, 5))
        task_of(party, due_on=date(2024, 2, 1))
    ResponsibilityFactory(plan=cycle.plan, agency=party.agency, requirement=criterion)
    cycle.plan.refresh_from_db()

    with CaptureQueriesContext(connection) as queries:
        situation = Situation(cycle, END)
        found = [situation.of(one) for one in cycle.parties.select_related("agency")]

    assert len(found) == count
    assert len(queries) == 46
