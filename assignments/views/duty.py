"""One duty (việc): everything about it, what was done, and the forms that the person may use."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from assignments.access_work import Desk, get_duty, members_of
from assignments.duties import Duty
from assignments.duty_rules import State
from assignments.forms.duties import number, read_assignee, read_state_form
from assignments.models import Agency, AssignmentChange
from assignments.services.work_steps import StaleDuty, hand_over, set_state
from assignments.views.duty_lines import lines_of
from assignments.views.work_query import WorkQuery, read_day
from assignments.work_rules import Party, may_hand_over, open_states
from ntm_portal.lib.refusals import Refused
from plans.models import PlanCommune

UNPROCESSABLE, CONFLICT = 422, 409
BUTTONS = {
    State.NOT_STARTED: "Chưa làm",
    State.DOING: "Đang làm",
    State.WAITING: "Báo xong",
    State.DONE: "Xác nhận xong",
}
SAID = {
    State.NOT_STARTED: "Đã ghi: chưa bắt đầu.",
    State.DOING: "Đã ghi: đang làm.",
    State.WAITING: "Đã báo xong, chờ văn phòng xác nhận.",
    State.DONE: "Đã xác nhận xong.",
}


@dataclass(frozen=True)
class Answer:
    """What a form that was not taken is shown again with."""

    warning: str = ""
    status: int = 200
    typed: dict[str, str] | None = None


@require_safe
def duty_detail(request: HttpRequest, key: str) -> HttpResponse:
    query = read_day(request)
    duty, desk = get_duty(request.user, key, query.day)
    return _page(request, duty, desk, query, Answer())


@require_POST
def state_save(request: HttpRequest, key: str) -> HttpResponse:
    duty, desk, query = _duty_to_write(request, key)
    if duty.task is None:
        raise Http404  # a target is met by its cells
    try:
        form = read_state_form(request.POST, query.today)
        step = set_state(
            task=duty.task,
            state=form.state,
            parties=desk.parties(duty),
            by=request.user,
            today=query.today,
            note=form.note,
            proof=form.proof,
            done_on=form.done_on,
            seen=form.seen,
        )
    except Refused as refusal:
        answer = _not_taken(request, refusal.message, UNPROCESSABLE)
        return _page(request, duty, desk, query, answer)
    except StaleDuty as stale:
        duty, desk = get_duty(request.user, key, query.day)
        answer = _not_taken(request, " ".join(stale.sentences), CONFLICT)
        return _page(request, duty, desk, query, answer)
    messages.success(request, SAID[State(step.state) if step else State.NOT_STARTED])
    return redirect("assignments:duty_detail", key)


@require_POST
def hand_over_save(request: HttpRequest, key: str) -> HttpResponse:
    duty, desk, query = _duty_to_write(request, key)
    if not may_hand_over(desk.parties(duty)):
        raise Http404
    try:
        assignee = read_assignee(request.POST, members_of(duty))
        hand_over(
            duty=duty,
            assignee=assignee,
            parties=desk.parties(duty),
            by=request.user,
            seen=number(request.POST.get("seen", "")),
        )
    except Refused as refusal:
        answer = _not_taken(request, refusal.message, UNPROCESSABLE)
        return _page(request, duty, desk, query, answer)
    except StaleDuty as stale:
        duty, desk = get_duty(request.user, key, query.day)
        answer = _not_taken(request, " ".join(stale.sentences), CONFLICT)
        return _page(request, duty, desk, query, answer)
    who = f"Đã giao cho {assignee}." if assignee else "Đã để cả cơ quan cùng làm."
    messages.success(request, who)
    return redirect("assignments:duty_detail", key)


def _duty_to_write(request: HttpRequest, key: str) -> tuple[Duty, Desk, WorkQuery]:
    """As it stands today; 404 for whoever only reads it."""
    today = timezone.localdate()
    duty, desk = get_duty(request.user, key, today)
    if not desk.parties(duty):
        raise Http404
    return duty, desk, WorkQuery(today, today)


def _not_taken(request: HttpRequest, warning: str, status: int) -> Answer:
    """With what was typed; after a conflict the page shows what stands now above it."""
    typed = {name: request.POST.get(name, "") for name in ("note", "proof", "done_on")}
    return Answer(warning, status, typed)


def _page(
    request: HttpRequest, duty: Duty, desk: Desk, query: WorkQuery, answer: Answer
) -> HttpResponse:
    parties = desk.parties(duty) if query.is_today else frozenset()
    (line,) = lines_of([duty], query)
    by_pk = Agency.objects.in_bulk(duty.acting | duty.supporting)
    context = {
        "query": query,
        "duty": duty,
        "line": line,
        "plan": duty.plan,
        "item": duty.task.item if duty.task else None,
        "acting": [by_pk[pk] for pk in sorted(duty.acting)],
        "supporting": [by_pk[pk] for pk in sorted(duty.supporting)],
        "seen": desk.seen,
        "sees_unit": duty.plan.unit_id in desk.seen,
        "assignee": _assignee(duty),
        "buttons": _buttons(duty, parties),
        "returns": Party.OFFICE in parties and duty.state in (State.WAITING, State.DONE),
        "members": members_of(duty) if may_hand_over(parties) else None,
        "steps": _steps(duty, query),
        "changes": AssignmentChange.objects.filter(plan=duty.plan, about=duty.about)
        .select_related("by")
        .order_by("-pk"),
        "could_write": bool(desk.parties(duty)) and not query.is_today,
        "warning": answer.warning,
        "typed": answer.typed or {},
        **_target(duty),
    }
    return render(request, "assignments/duty_detail.html", context, status=answer.status)


def _buttons(duty: Duty, parties) -> list[tuple[str, str]]:
    """(state, words) of what may be said of a task; the state that it has is said no second time.

    It stays where more can be told of it: notes on the way.
    """
    if duty.task is None:
        return []
    found = []
    for state in open_states(duty.state, parties):
        if state == duty.state != State.DOING:
            continue
        words = "Ghi thêm" if state == duty.state else BUTTONS[state]
        if duty.state in (State.WAITING, State.DONE) and state == State.DOING:
            words = "Trả lại" if Party.OFFICE in parties else "Làm tiếp"
        found.append((state.value, words))
    return found


def _assignee(duty: Duty) -> User | None:
    return User.objects.filter(pk=duty.assignee_id).first() if duty.assignee_id else None


def _steps(duty: Duty, query: WorkQuery):
    if duty.task is None:
        return []
    steps = duty.task.steps.filter(holds_from__lte=query.day)
    return steps.select_related("by").order_by("-pk")


def _target(duty: Duty) -> dict:
    """Where a commune's target is measured and reviewed."""
    row: PlanCommune | None = duty.row
    if row is None or duty.requirement is None:
        return {}
    return {
        "commune": row.commune,
        "criterion": duty.requirement,
        "criteria_set": duty.plan.criteria_set,
    }
