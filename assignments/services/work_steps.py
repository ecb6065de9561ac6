"""Writes on single duties: how far a task is, and to whom in its agency a duty is handed."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from assignments.duties import Duty
from assignments.duty_rules import State
from assignments.models import (
    AgencyMembership,
    AssignmentChange,
    TargetHolder,
    WorkStep,
    WorkTask,
)
from assignments.work_rules import Party, may_hand_over, needs_reason, open_states
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line, shown
from plans.models import Plan
from plans.progress_rules import term_of
from plans.services.history import locked_status

NOTE_LENGTH = WorkStep._meta.get_field("note").max_length or 0
WHAT_LENGTH = AssignmentChange._meta.get_field("what").max_length or 0
SAYS_DONE = (State.WAITING, State.DONE)
LABELS = dict(WorkStep.Kind.choices)


class StaleDuty(Exception):
    """Raised when a duty is no longer what the person saw. Nothing of the request is stored.

    sentences: what stands now, duty by duty.
    """

    def __init__(self, *sentences: str) -> None:
        super().__init__(f"{len(sentences)} stale duties")
        self.sentences = list(sentences)


@transaction.atomic
def set_state(
    *,
    task: WorkTask,
    state: str,
    parties: Collection[Party],
    by: User,
    today: date,
    note: str = "",
    proof: str = "",
    done_on: date | None = None,
    seen: int | None = None,
) -> WorkStep | None:
    """Say how far a task is; gives the step that now stands, None for a task not begun.

    parties: in which capacities the person acts. done_on: of WAITING and DONE, by default what
    the agency said, or today. seen: id of the newest step that the person saw, 0 for none; None:
    does not matter. What stands already is no error and leaves no trace.
    Raises Refused for what cannot be taken, StaleDuty when somebody else was faster.
    """
    task = WorkTask.objects.select_for_update().get(pk=task.pk)
    plan = task.item.plan
    _refuse_closed(plan)
    if state not in list(State):
        raise Refused(f"Tình trạng ‘{shown(state)}’ không có. Chọn một tình trạng trong danh sách.")
    newest = task.steps.select_related("by").first()
    before, after = State(newest.state if newest else State.NOT_STARTED), State(state)
    note, proof = _line(note, "ghi chú"), _line(proof, "minh chứng")
    done_on = _day_of(after, done_on, newest, plan, today=today)
    if _says_nothing_new(newest, after, note, proof, done_on):
        return newest
    if seen not in (None, newest.pk if newest else 0):
        raise StaleDuty(_moved(task, newest))
    if after not in open_states(before, parties):
        raise Refused(_not_open(task, before, after))
    if needs_reason(before, after, frozenset(parties)) and not note:
        raise Refused("Trả lại thì phải ghi lý do. Viết điều cơ quan cần làm tiếp vào ô ghi chú.")
    step = WorkStep(
        task=task,
        state=after.value,
        note=note,
        proof=proof or (newest.proof if newest and after in SAYS_DONE else ""),
        done_on=done_on,
        holds_from=done_on or today,
        by=by,
    )
    step.save()
    return step


@transaction.atomic
def hand_over(
    *,
    duty: Duty,
    assignee: User | None,
    parties: Collection[Party],
    by: User,
    seen: int | None = None,
) -> bool:
    """Hand a duty to somebody in its agency, or take it back (None); whether that changed it.

    duty: as it stands today. seen: id of the person whom the form showed, 0 for nobody; None:
    does not matter. Raises Refused, StaleDuty as `set_state` does.
    """
    _refuse_closed(duty.plan)
    if not may_hand_over(parties):
        raise Refused(f"{_short(duty.heading)}: bạn không giao được việc này.")
    standing = _standing_assignee(duty)
    if (standing and standing.pk) == (assignee and assignee.pk):
        return False
    if seen not in (None, standing.pk if standing else 0):
        raise StaleDuty(
            f"{_short(duty.heading)}: vừa được giao cho {standing or 'cả cơ quan'}. "
            "Xem lại rồi giao."
        )
    if assignee is not None and not _is_member(assignee, duty):
        raise Refused(
            f"{assignee} không phải thành viên của cơ quan đang làm việc này. Chọn người khác."
        )
    _set_assignee(duty, assignee)
    note_change(
        duty, str(standing or "chưa giao cho ai"), str(assignee or "chưa giao cho ai"), by=by
    )
    return True


def note_change(
    duty: Duty, before: str, after: str, *, by: User, reason: str = "", what: str = "Người làm"
) -> None:
    """One line of the history of a duty: what of it, from what to what."""
    AssignmentChange.objects.create(
        plan=duty.plan,
        about=duty.about,
        what=shown(f"{what}: {duty.heading}", WHAT_LENGTH - 1),
        before=before,
        after=after,
        reason=reason,
        by=by,
    )


def _refuse_closed(plan: Plan) -> None:
    if locked_status(plan) == Plan.Status.SUPERSEDED:
        raise Refused(f"{plan.title}: đã được thay thế. Ghi vào kế hoạch điều chỉnh.")


def _line(text: str, name: str) -> str:
    text = clean_line(text)
    if len(text) > NOTE_LENGTH:
        raise Refused(f"Ô {name} dài {len(text)} ký tự, tối đa {NOTE_LENGTH}. Viết ngắn lại.")
    return text


def _day_of(
    state: State, done_on: date | None, newest: WorkStep | None, plan: Plan, *, today: date
) -> date | None:
    """When it was done; None for states that say nothing of that."""
    if state not in SAYS_DONE:
        return None
    if done_on is None:
        return (newest and newest.done_on) or today
    if done_on > today:
        raise Refused(
            f"Ngày xong {format_day(done_on)} chưa tới. Ghi một ngày đến hôm nay, "
            f"{format_day(today)}."
        )
    first = term_of(plan.first_year - 1, plan.last_year).first
    if done_on < first:
        raise Refused(
            f"Ngày xong {format_day(done_on)} trước kế hoạch {plan.years} hơn một năm. "
            "Xem lại năm đã viết."
        )
    return done_on


def _says_nothing_new(
    newest: WorkStep | None, state: State, note: str, proof: str, done_on: date | None
) -> bool:
    if newest is None:
        return state == State.NOT_STARTED and not (note or proof)
    if state != newest.state:
        return False
    return note in ("", newest.note) and proof in ("", newest.proof) and done_on == newest.done_on


def _not_open(task: WorkTask, before: State, after: State) -> str:
    place = _short(str(task))
    if before == State.DONE:
        return f"{place}: văn phòng đã xác nhận xong. Nhờ văn phòng mở lại nếu việc chưa xong."
    if after == State.DONE:
        return f"{place}: văn phòng mới xác nhận xong được. Bấm ‘Báo xong’ để chờ xác nhận."
    if after == State.WAITING:
        return f"{place}: cơ quan làm việc báo xong. Văn phòng bấm ‘Xác nhận xong’."
    return f"{place}: việc này của cơ quan khác, bạn chỉ xem được."


def _moved(task: WorkTask, newest: WorkStep | None) -> str:
    if newest is None:
        return f"{_short(str(task))}: chưa có ai ghi gì. Xem lại rồi ghi."
    return f"{_short(str(task))}: {newest.by} vừa ghi ‘{LABELS[newest.state]}’. Xem lại rồi ghi."


def _short(text: str) -> str:
    return shown(text, 80)


def _standing_assignee(duty: Duty) -> User | None:
    if duty.task is not None:
        task = WorkTask.objects.select_for_update(of=("self",)).get(pk=duty.task.pk)
        return task.assignee
    held = _holders(duty).select_related("assignee").first()
    return held.assignee if held else None


def _holders(duty: Duty) -> QuerySet[TargetHolder]:
    return TargetHolder.objects.filter(
        row=duty.row, requirement=duty.requirement, agency__in=duty.leading
    )


def _is_member(user: User, duty: Duty) -> bool:
    held = AgencyMembership.objects.filter(user=user, user__is_active=True)
    return held.filter(agency__in=duty.acting).exists()


def _set_assignee(duty: Duty, assignee: User | None) -> None:
    if duty.task is not None:
        WorkTask.objects.filter(pk=duty.task.pk).update(assignee=assignee)
        return
    _holders(duty).delete()
    if assignee is not None:
        TargetHolder.objects.bulk_create(
            TargetHolder(
                row=duty.row, requirement=duty.requirement, agency=agency, assignee=assignee
            )
            for agency in duty.leading
        )
