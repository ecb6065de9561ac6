"""Writes on many duties at once: all that can be moved, in one transaction, with one reason."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from accounts.models import User
from assignments.access_work import Desk, read_desk
from assignments.bulk import Move, Shift, given_to, put_off
from assignments.duties import Duty, read_calendar, read_duties
from assignments.models import (
    Agency,
    TargetAssignment,
    TargetHolder,
    WorkParty,
    WorkTask,
)
from assignments.services.work_steps import StaleDuty, note_change
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line, shown
from plans.models import Plan

REASON_LENGTH = 300


@transaction.atomic
def reassign(
    *, seen: Mapping[str, str], agency: Agency, reason: str, by: User, today: date
) -> list[Move]:
    """Give duties to another leading agency; gives every line, also those that stay.

    seen: key -> version of the duty as the person saw it. Persons who held a duty in the old
    agency hold it no longer. Raises Refused without a reason or when no line moves, StaleDuty
    when one of them moved meanwhile.
    """
    reason = _checked_reason(reason)
    desk, duties = _standing(seen, by=by, today=today)
    moves = given_to(_wanted(seen, duties), agency, desk)
    moved = _movable(moves)
    done = set()
    for move in moved:
        subject = _subject(move.duty)
        if subject in done:
            continue
        done.add(subject)
        _give(move.duty, agency)
        for duty in _of_one_line([one for one in duties if _subject(one) == subject]):
            note_change(duty, move.before, move.after, by=by, reason=reason, what="Cơ quan chủ trì")
    return moves


@transaction.atomic
def move_deadlines(
    *, seen: Mapping[str, str], shift: Shift, reason: str, by: User, today: date
) -> list[Move]:
    """Put duties off, or bring them forward; what the plan printed stays beside it.

    seen, result and refusals as of `reassign`.
    """
    reason = _checked_reason(reason)
    desk, duties = _standing(seen, by=by, today=today)
    moves = put_off(_wanted(seen, duties), shift, read_calendar(), desk)
    for move in _once(_movable(moves)):
        _set_due(move.duty, move.due_on)
        note_change(move.duty, move.before, move.after, by=by, reason=reason, what="Hạn")
    return moves


def _checked_reason(reason: str) -> str:
    reason = clean_line(reason)
    if not reason:
        raise Refused("Chưa ghi lý do. Viết vì sao đổi, ví dụ số văn bản chỉ đạo.")
    if len(reason) > REASON_LENGTH:
        raise Refused(f"Lý do dài {len(reason)} ký tự, tối đa {REASON_LENGTH}. Viết ngắn lại.")
    return reason


def _standing(seen: Mapping[str, str], *, by: User, today: date) -> tuple[Desk, list[Duty]]:
    """Everything that the office writes, with its plans locked until the transaction ends."""
    if not seen:
        raise Refused("Chưa chọn việc nào. Đánh dấu ít nhất một dòng rồi làm lại.")
    desk = read_desk(by)
    plans = [plan for plan in desk.plans if plan.unit_id in desk.offices]
    list(Plan.objects.filter(pk__in=[plan.pk for plan in plans]).order_by("pk").select_for_update())
    return desk, read_duties(plans, today)


def _wanted(seen: Mapping[str, str], duties: Sequence[Duty]) -> list[Duty]:
    """Those that the person ticked, as they stand. Raises StaleDuty."""
    by_key = {duty.key: duty for duty in duties}
    moved = [key for key, version in seen.items() if _version(by_key, key) != version]
    if moved:
        raise StaleDuty(*(_moved(by_key.get(key)) for key in moved[:MOST_SAID]))
    return [by_key[key] for key in seen]


MOST_SAID = 5


def _version(by_key: Mapping[str, Duty], key: str) -> str:
    return by_key[key].version if key in by_key else ""


def _moved(duty: Duty | None) -> str:
    if duty is None:
        return "Một việc đã chọn không còn hoặc vừa được giao cho cơ quan khác. Chọn lại."
    return f"{shown(duty.heading, 80)}: cơ quan hoặc hạn vừa được người khác đổi. Xem lại rồi ghi."


def _movable(moves: Sequence[Move]) -> list[Move]:
    found = [move for move in moves if not move.refusal]
    if not found:
        raise Refused("Không dòng nào đổi được. Xem lý do ở từng dòng.")
    return found


def _subject(duty: Duty) -> tuple:
    """What one agency leads as a whole: an item with all its times, or a commune's target."""
    if duty.task is not None:
        return ("item", duty.task.item_id)
    return ("target", duty.about)


def _of_one_line(duties: Sequence[Duty]) -> list[Duty]:
    """One per place of the history: the parts of a target have one together."""
    return list({duty.about: duty for duty in duties}.values())


def _once(moves: Sequence[Move]) -> list[Move]:
    return list({move.duty.about: move for move in moves}.values())


def _give(duty: Duty, agency: Agency) -> None:
    if duty.task is not None:
        leads = WorkParty.objects.filter(item=duty.task.item, role=WorkParty.Role.LEAD)
        leads.delete()
        WorkParty.objects.create(item=duty.task.item, agency=agency, role=WorkParty.Role.LEAD)
        WorkTask.objects.filter(item=duty.task.item).update(assignee=None)
        return
    TargetHolder.objects.filter(row=duty.row, requirement=duty.requirement).delete()
    TargetAssignment.objects.update_or_create(
        row=duty.row, requirement=duty.requirement, defaults={"agency": agency}
    )


def _set_due(duty: Duty, due_on: date | None) -> None:
    if duty.task is None:
        TargetAssignment.objects.update_or_create(
            row=duty.row, requirement=duty.requirement, defaults={"due_on": due_on}
        )
        return
    task = WorkTask.objects.select_for_update().get(pk=duty.task.pk)
    if task.stated_due_on is None:
        task.stated_due_on = task.due_on
    task.due_on = due_on
    task.save(update_fields=["due_on", "stated_due_on"])
