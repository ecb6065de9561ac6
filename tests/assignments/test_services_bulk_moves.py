"""Many duties at once: to another agency, to another deadline."""

from datetime import date

import pytest

from assignments.access_work import read_desk
from assignments.bulk import Shift, put_off
from assignments.duties import read_duties
from assignments.duty_rules import Calendar
from assignments.models import AssignmentChange, DayOff, TargetHolder, WorkParty
from assignments.services.bulk_moves import move_deadlines, reassign
from assignments.services.work_steps import StaleDuty
from ntm_portal.lib.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.assignments import (
    AgencyFactory,
    ResponsibilityFactory,
    WorkItemFactory,
    WorkPartyFactory,
    WorkStepFactory,
    WorkTaskFactory,
)
from tests.factories.criteria import IndicatorFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory, PlanTargetFactory
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db
TODAY = date(2024, 6, 14)
DUE = date(2024, 6, 28)  # a Friday


@pytest.fixture
def world():
    world = make_world()
    world.plan = PlanFactory(
        unit=world.district,
        criteria_set=world.criteria_set,
        status="SIGNED",
        first_year=2024,
        last_year=2024,
    )
    world.old, world.new = (
        AgencyFactory(unit=world.district, name=name) for name in ("Phòng cũ", "Phòng mới")
    )
    return world


def task(world, **fields):
    item = WorkItemFactory(section__plan=world.plan, text="Tập huấn")
    WorkPartyFactory(item=item, agency=world.old)
    return WorkTaskFactory(item=item, **({"due_on": DUE} | fields))


def target(world):
    row = PlanCommuneFactory(plan=world.plan, commune=world.communes[0])
    found = PlanTargetFactory(row=row, requirement=world.criteria[0])
    ResponsibilityFactory(plan=world.plan, agency=world.old, requirement=found.requirement)
    return found


def duties(world):
    return {duty.key: duty for duty in read_duties([world.plan], TODAY)}


def give(world, keys=None, *, agency=None, reason="CV 12", by=None, seen=None):
    found = duties(world)
    keys = found if keys is None else keys
    return reassign(
        seen=seen or {key: found[key].version for key in keys},
        agency=agency or world.new,
        reason=reason,
        by=by or world.office,
        today=TODAY,
    )


def shift(world, *, seen=None, reason="CV 12", by=None, **to):
    return move_deadlines(
        seen=seen or {key: duty.version for key, duty in duties(world).items()},
        shift=Shift(**to),
        reason=reason,
        by=by or world.office,
        today=TODAY,
    )


def history():
    lines = AssignmentChange.objects.order_by("pk")
    return list(lines.values_list("about", "what", "before", "after", "reason"))


def said(moves):
    return [(move.before, move.after, move.refusal) for move in moves]


def test_a_task_goes_to_another_agency_with_all_its_times(world):
    first = task(world, assignee=UserFactory())
    second = WorkTaskFactory(item=first.item)
    WorkPartyFactory(item=first.item, agency=world.new, role=WorkParty.Role.SUPPORT)

    moves = give(world, [f"viec-{first.pk}"])

    assert said(moves) == [("Phòng cũ", "Phòng mới", "")]
    assert {duty.leading for duty in duties(world).values()} == {(world.new,)}
    first.refresh_from_db()
    assert first.assignee is None
    line = ("Cơ quan chủ trì: Tập huấn", "Phòng cũ", "Phòng mới", "CV 12")
    assert history() == [(f"viec-{one.pk}", *line) for one in (first, second)]


def test_a_target_goes_to_another_agency_as_a_whole(world):
    found = target(world)
    for name in ("một", "hai"):
        ResponsibilityFactory(
            plan=world.plan,
            agency=AgencyFactory(unit=world.district, name=name),
            requirement=IndicatorFactory(parent=found.requirement),
        )
    TargetHolder.objects.create(
        row=found.row, requirement=found.requirement, agency=world.old, assignee=UserFactory()
    )
    assert len(duties(world)) == 3

    give(world)

    (duty,) = duties(world).values()
    assert (duty.leading, duty.assignee_id) == ((world.new,), None)
    assert [line[0] for line in history()] == [f"muc-tieu-{found.row_id}-{found.requirement_id}"]


@pytest.mark.parametrize(
    ("to", "of_target"),
    [({"day": date(2024, 7, 5)}, date(2024, 7, 5)), ({"working_days": 5}, date(2025, 1, 7))],
)
def test_deadlines_move_and_what_was_printed_stays(world, to, of_target):
    work, found = task(world), target(world)

    shift(world, **to)

    work.refresh_from_db()
    assert (work.due_on, work.stated_due_on) == (date(2024, 7, 5), DUE)
    key = f"muc-tieu-{found.row_id}-{found.requirement_id}-{world.old.pk}"
    assert duties(world)[key].due_on == of_target
    line = ("Hạn: Tập huấn", "28/06/2024", "05/07/2024", "CV 12")
    assert history()[0] == (f"viec-{work.pk}", *line)


def test_a_second_move_keeps_what_was_printed(world):
    work = task(world)
    for day in (date(2024, 7, 5), date(2024, 7, 12)):
        shift(world, day=day)

    work.refresh_from_db()
    assert (work.due_on, work.stated_due_on) == (date(2024, 7, 12), DUE)


def test_working_days_leave_out_days_off(world):
    task(world)
    DayOff.objects.create(day=date(2024, 7, 1), name="Nghỉ thử")

    assert said(shift(world, working_days=1)) == [("28/06/2024", "02/07/2024", "")]


def test_what_is_done_stays_and_the_rest_moves(world):
    work, done = task(world), task(world)
    WorkStepFactory(task=done, state="DONE")

    moves = give(world)

    assert [(move.duty.task, bool(move.refusal)) for move in moves] == [(work, False), (done, True)]
    assert {duty.task: duty.leading for duty in duties(world).values()} == {
        work: (world.new,),
        done: (world.old,),
    }


@pytest.mark.parametrize(
    ("fields", "to", "refusal"),
    [
        ({"due_on": None}, {"working_days": 3}, "chưa có hạn nên không cộng thêm ngày được"),
        ({}, {"day": DUE}, "đã có hạn ấy"),
        ({}, {"day": date(2023, 12, 31)}, "hạn trước khi kế hoạch 2024 bắt đầu"),
        ({}, {"day": date(2035, 1, 1)}, "hạn quá xa kế hoạch 2024"),
        (
            {"starts_on": date(2024, 6, 1)},
            {"day": date(2024, 5, 31)},
            "hạn trước ngày bắt đầu 01/06/2024",
        ),
    ],
)
def test_deadlines_that_are_refused(world, fields, to, refusal):
    task(world, **fields)

    moves = put_off(duties(world).values(), Shift(**to), Calendar(), read_desk(world.office))

    assert [move.refusal for move in moves] == [refusal]
    with pytest.raises(Refused, match="Không dòng nào đổi được"):
        shift(world, **to)
    assert history() == []


def test_the_first_day_of_the_plan_can_be_meant(world):
    task(world)

    assert said(shift(world, day=date(2024, 1, 1))) == [("28/06/2024", "01/01/2024", "")]


def test_agencies_that_are_refused(world):
    task(world)

    with pytest.raises(Refused, match="Không dòng nào đổi được"):
        give(world, agency=AgencyFactory())
    with pytest.raises(Refused, match="Không dòng nào đổi được"):
        give(world, agency=world.old)
    assert history() == []


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "stranger"])
def test_only_the_office_moves_anything(world, who):
    task(world)

    with pytest.raises((StaleDuty, Refused)):
        give(world, by=getattr(world, who))
    with pytest.raises((StaleDuty, Refused)):
        shift(world, day=date(2024, 7, 5), by=getattr(world, who))
    assert history() == []


@pytest.mark.parametrize(
    ("reason", "words"), [("  ", "Chưa ghi lý do"), ("x" * 301, "dài 301 ký tự, tối đa 300")]
)
def test_a_reason_is_asked_for(world, reason, words):
    task(world)

    with pytest.raises(Refused, match=words):
        give(world, reason=reason)
    assert history() == []


def test_nothing_ticked(world):
    with pytest.raises(Refused, match="Chưa chọn việc nào"):
        give(world, [])


def test_somebody_else_was_faster_and_nothing_of_the_batch_is_stored(world):
    one, other = task(world), task(world)
    seen = {key: duty.version for key, duty in duties(world).items()}
    give(world, [f"viec-{one.pk}"])

    with pytest.raises(StaleDuty) as stale:
        shift(world, seen=seen, day=date(2024, 7, 5))

    assert stale.value.sentences == [
        "Tập huấn: cơ quan hoặc hạn vừa được người khác đổi. Xem lại rồi ghi."
    ]
    other.refresh_from_db()
    assert other.due_on == DUE


def test_a_duty_that_is_gone(world):
    task(world)

    with pytest.raises(StaleDuty, match="1 stale duties"):
        shift(world, seen={"viec-999999": "x"}, day=date(2024, 7, 5))
