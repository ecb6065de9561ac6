"""What lists of duties are narrowed down to, counted by and grouped under."""

from datetime import date

import pytest

from assignments.duties import read_duties
from assignments.duty_lists import (
    APART,
    Narrow,
    Part,
    by_commune,
    by_criterion,
    counted,
    due_words,
    is_in,
    narrowed,
    part_of,
)
from assignments.models import WorkParty
from tests.factories.assignments import (
    AgencyFactory,
    WorkItemFactory,
    WorkPartyFactory,
    WorkStepFactory,
    WorkTaskFactory,
)
from tests.factories.plans import PlanCommuneFactory, PlanFactory, PlanTargetFactory

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 14)  # a Friday


@pytest.fixture
def plan():
    return PlanFactory()


def task(plan, due_on=DAY, **fields):
    return WorkTaskFactory(item__section__plan=plan, due_on=due_on, **fields)


def duties(plan, day=DAY):
    return read_duties([plan], day)


def titles(found):
    return [duty.title for duty in found]


def taken(plan, *, is_mine=lambda duty: False, **narrow):
    return narrowed(duties(plan), Narrow(**narrow), day=DAY, is_mine=is_mine)


@pytest.mark.parametrize(
    ("due_on", "part", "words"),
    [
        pytest.param(date(2024, 6, 13), Part.LATE, "quá hạn 1 ngày", id="yesterday"),
        pytest.param(DAY, Part.SOON, "hạn là hôm nay", id="today"),
        pytest.param(date(2024, 6, 21), Part.SOON, "còn 7 ngày", id="in-seven-days"),
        # A Saturday is in time until Monday, the tenth day.
        pytest.param(date(2024, 6, 22), Part.REST, "còn 10 ngày", id="after-that"),
        pytest.param(None, Part.REST, "", id="no-date"),
    ],
)
def test_a_duty_is_counted_by_its_last_day_in_time(plan, due_on, part, words):
    task(plan, due_on)
    (duty,) = duties(plan)

    assert (part_of(duty, DAY), due_words(duty, DAY)) == (part, words)


@pytest.mark.parametrize(("state", "part"), [("WAITING", Part.WAITING), ("DONE", Part.DONE)])
def test_what_is_said_to_be_done_is_never_late(plan, state, part):
    step = WorkStepFactory(task=task(plan, date(2024, 1, 31)), state=state)
    (duty,) = duties(plan, step.holds_from)

    assert (part_of(duty, DAY), due_words(duty, DAY)) == (part, "")


@pytest.mark.parametrize(
    ("done_on", "is_on_time"),
    [(date(2024, 2, 2), True), (date(2024, 2, 5), True), (date(2024, 2, 6), False)],
    ids=["before", "on-the-last-day", "after"],
)
def test_on_time_is_up_to_the_last_day_in_time(plan, done_on, is_on_time):
    saturday = date(2024, 2, 3)  # in time until Monday
    WorkStepFactory(task=task(plan, saturday), state="DONE", holds_from=done_on)
    (duty,) = duties(plan)

    assert is_in(duty, Part.DATED_DONE, DAY)
    assert is_in(duty, Part.ON_TIME, DAY) is is_on_time


def test_what_is_not_done_is_not_on_time(plan):
    task(plan)
    WorkStepFactory(task=task(plan, None), state="DONE")

    assert [is_in(duty, Part.DATED_DONE, DAY) for duty in duties(plan)] == [False, False]


def test_each_duty_is_in_one_of_the_parts_that_are_apart(plan):
    for due_on in (date(2024, 1, 1), DAY, date(2024, 12, 31), None):
        task(plan, due_on)
        WorkStepFactory(task=task(plan, due_on), state="WAITING")
        WorkStepFactory(task=task(plan, due_on), state="DONE")

    counts = counted(duties(plan), DAY)

    assert {part: counts[part] for part in APART} == {
        Part.LATE: 1,
        Part.SOON: 1,
        Part.WAITING: 4,
        Part.REST: 2,
        Part.DONE: 4,
    }
    assert counts[Part.OPEN] == 8


def test_every_count_is_the_length_of_its_list(plan):
    for due_on in (date(2024, 1, 1), DAY, None):
        WorkStepFactory(task=task(plan, due_on), state="DONE")
        task(plan, due_on)

    lengths = {part: len(taken(plan, part=part.value)) for part in Part}

    assert lengths == counted(duties(plan), DAY)


def test_by_agency_that_acts_or_supports_or_by_none(plan):
    agency = AgencyFactory(unit=plan.unit)
    led, supported = (WorkItemFactory(section__plan=plan) for _ in range(2))
    nobodys = task(plan).item
    WorkPartyFactory(item=led, agency=agency)
    WorkPartyFactory(item=supported, agency=agency, role=WorkParty.Role.SUPPORT)
    WorkPartyFactory(item=supported)
    for item in (led, supported):
        WorkTaskFactory(item=item, due_on=DAY)

    assert titles(taken(plan, agency=str(agency.pk))) == [led.text]
    assert titles(taken(plan, agency=str(agency.pk), supports=True)) == [supported.text]
    assert titles(taken(plan, agency="0")) == [nobodys.text]


def test_by_commune_criterion_and_set(plan):
    target = PlanTargetFactory(row=PlanCommuneFactory(plan=plan))
    task(plan)
    commune, criterion = target.row.commune, target.requirement

    of_commune = taken(plan, commune=commune.code)
    of_criterion = taken(plan, criterion=criterion.code, criteria_set=plan.criteria_set.code)

    assert titles(of_commune) == titles(of_criterion) == titles(taken(plan, kind="muc-tieu"))
    assert titles(taken(plan, commune="chung")) == titles(taken(plan, kind="viec"))
    assert taken(plan, criterion="khong") == taken(plan, commune="chung")
    assert taken(plan, criterion=criterion.code, criteria_set="BO-KHAC") == []


def test_by_deadline_both_days_included_and_without_a_date_never(plan):
    for due_on in (date(2024, 6, 1), date(2024, 6, 30), date(2024, 7, 1), None):
        task(plan, due_on)

    found = taken(plan, due_from=date(2024, 6, 1), due_to=date(2024, 6, 30))

    assert [duty.due_on for duty in found] == [date(2024, 6, 1), date(2024, 6, 30)]


def test_words_are_found_without_marks_in_title_agency_and_number(plan):
    item = WorkItemFactory(section__plan=plan, text="Tập huấn cán bộ thôn")
    WorkPartyFactory(item=item, agency__name="Phòng Nông nghiệp")
    WorkTaskFactory(item=item, label="đợt hai")
    task(plan)

    for words in ("tap huan", "TẬP HUẤN", "nong nghiep thon", "dot hai"):
        assert titles(taken(plan, words=words)) == [item.text]
    assert taken(plan, words="tap huan xa") == []


def test_mine_and_state(plan):
    mine, other = task(plan), task(plan)
    WorkStepFactory(task=other, state="DOING")

    found = taken(plan, mine=True, is_mine=lambda duty: duty.task == mine)

    assert [duty.task for duty in found] == [mine]
    assert [duty.task for duty in taken(plan, state="DOING")] == [other]


def test_a_duty_of_two_communes_is_in_both_groups(plan):
    rows = PlanCommuneFactory.create_batch(2, plan=plan)
    task(plan).rows.set(rows)
    task(plan)

    groups = by_commune(duties(plan), DAY)

    codes = sorted(row.commune.code for row in rows)
    assert [(group.keys["xa"], group.counts[Part.SOON]) for group in groups] == [
        *((code, 1) for code in codes),
        ("chung", 1),
    ]


def test_criteria_are_grouped_in_the_order_of_the_set(plan):
    row = PlanCommuneFactory(plan=plan)
    first, second = (PlanTargetFactory(row=row).requirement for _ in range(2))
    task(plan)

    groups = by_criterion(duties(plan), DAY)

    assert [group.keys for group in groups] == [
        {"bo": plan.criteria_set.code, "tieu-chi": first.code},
        {"bo": plan.criteria_set.code, "tieu-chi": second.code},
        {"tieu-chi": "khong"},
    ]
