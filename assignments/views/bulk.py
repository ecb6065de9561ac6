"""Many duties at once, for the office: a preview of every line, then all of them or none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from assignments.access_work import Desk, read_desk, read_visible_duties
from assignments.bulk import Move, given_to, put_off
from assignments.duties import Duty, read_calendar
from assignments.forms.duties import BulkForm, number, read_bulk_form, read_shift, written_lines
from assignments.models import Agency
from assignments.services.bulk_moves import move_deadlines, reassign
from assignments.services.work_steps import StaleDuty
from assignments.views.duty_lines import lines_of
from assignments.views.duty_list import listed
from assignments.views.work_query import WorkQuery, read_work_query
from ntm_portal.lib.refusals import Refused

UNPROCESSABLE, CONFLICT = 422, 409


@require_POST
def bulk_reassign(request: HttpRequest) -> HttpResponse:
    desk = _desk(request)
    today = read_work_query(request).today

    def preview(duties: Sequence[Duty]) -> list[Move]:
        return given_to(duties, _agency(request, desk), desk)

    def save(seen: Mapping[str, str], reason: str) -> list[Move]:
        agency = _agency(request, desk)
        return reassign(seen=seen, agency=agency, reason=reason, by=request.user, today=today)

    return _answer(request, desk, preview, save, title="Đổi cơ quan chủ trì", kept=("agency",))


@require_POST
def bulk_deadlines(request: HttpRequest) -> HttpResponse:
    desk = _desk(request)
    today = read_work_query(request).today

    def preview(duties: Sequence[Duty]) -> list[Move]:
        return put_off(duties, read_shift(request.POST, today), read_calendar(), desk)

    def save(seen: Mapping[str, str], reason: str) -> list[Move]:
        shift = read_shift(request.POST, today)
        return move_deadlines(seen=seen, shift=shift, reason=reason, by=request.user, today=today)

    kept = ("due_on", "working_days")
    return _answer(request, desk, preview, save, title="Dời hạn", kept=kept)


def _desk(request: HttpRequest) -> Desk:
    desk = read_desk(request.user)
    if not desk.is_office:
        raise Http404
    return desk


def _agency(request: HttpRequest, desk: Desk) -> Agency:
    pk = number(request.POST.get("agency", ""))
    agency = Agency.objects.filter(pk=pk, unit__in=desk.offices).select_related("unit").first()
    if agency is None:
        raise Refused("Chưa chọn cơ quan, hoặc cơ quan không có trong danh sách. Chọn lại.")
    return agency


def _answer(
    request: HttpRequest,
    desk: Desk,
    preview: Callable[[Sequence[Duty]], list[Move]],
    save: Callable[[Mapping[str, str], str], list[Move]],
    *,
    title: str,
    kept: tuple[str, ...],
) -> HttpResponse:
    """kept: the fields of the form that say what every line becomes."""
    query = read_work_query(request)
    query = replace(query, day=query.today)  # what stands now is what is changed
    back = f"{reverse('assignments:duty_list')}?{query.query()}"
    warning, status, moves = "", 200, []
    form = BulkForm({}, takes_all=False, reason="", is_final=False)
    try:
        form = read_bulk_form(request.POST)
        if form.is_final:
            done = [move for move in save(form.seen, form.reason) if not move.refusal]
            messages.success(request, f"{title}: đã ghi {len(done)} việc.")
            return redirect(back)
    except Refused as refusal:
        warning, status = refusal.message, UNPROCESSABLE
    except StaleDuty as stale:
        warning, status = " ".join(stale.sentences), CONFLICT
    try:
        moves = preview(_chosen(form, desk, query))
    except Refused as refusal:
        warning, status = warning or refusal.message, status if warning else UNPROCESSABLE
    movable = sum(not move.refusal for move in moves)
    context = {
        "title": title,
        "query": query,
        "back": back,
        "lines": [
            (move, line)
            for move, line in zip(moves, lines_of((m.duty for m in moves), query), strict=True)
        ],
        "movable": movable,
        "refused": len(moves) - movable,
        "written": written_lines({move.duty.key: move.duty.version for move in moves}),
        "kept": [(name, request.POST.get(name, "")) for name in kept],
        "reason": form.reason,
        "warning": warning,
    }
    return render(request, "assignments/bulk_preview.html", context, status=status)


def _chosen(form: BulkForm, desk: Desk, query: WorkQuery) -> list[Duty]:
    """What was ticked and is still there, as it stands now. Raises Refused for nothing at all."""
    visible = read_visible_duties(desk, query.day, plan_code=query.plan)
    duties = listed(visible, query, desk) if form.takes_all else visible
    found = [duty for duty in duties if form.takes_all or duty.key in form.seen]
    if not found:
        raise Refused("Chưa chọn việc nào. Đánh dấu ít nhất một dòng rồi làm lại.")
    return found
