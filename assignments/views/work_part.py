"""One line of the list of work, a section or an item: added, changed, taken away, moved."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from assignments.work_kinds import WorkKind, get_kind, new_part
from communes.forms.cells import read_version
from ntm_portal.lib.http import query_text
from ntm_portal.lib.refusals import Refused
from plans.models import Plan, PlanPart
from plans.services.conflicts import PlanConflict, StalePlan
from plans.services.contents import move_part, words
from plans.views.answers import CONFLICT, UNPROCESSABLE, open_plan, posted, take

GONE = "Dòng này vừa được người khác bỏ."


@require_http_methods(["GET", "HEAD", "POST"])
def work_part_add(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """muc, viec in the query: where the new item goes, unless the form says otherwise."""
    plan, of = open_plan(request, code), get_kind(kind)
    part = new_part(of, plan, query_text(request, "muc"), query_text(request, "viec"))
    if of.slug == "viec" and not plan.work_sections.exists():
        messages.info(request, "Kế hoạch chưa có mục nào. Thêm mục trước rồi thêm việc.")
        return redirect("assignments:work_part_add", code, "muc")
    form = of.form(posted(request), instance=part)
    outcome = take(form, lambda: of.add(form.instance, request.user))
    if outcome.done:
        messages.success(request, f"Đã thêm {of.one}.")
        if "more" in request.POST:
            return redirect(_more(plan, of, form.instance))
        return _back(plan, of, form.instance)
    context = _context(plan, of, form=form) | {"title": f"Thêm {of.one}", "adding": True}
    return render(request, "assignments/work_form.html", context, status=outcome.status)


@require_http_methods(["GET", "HEAD", "POST"])
def work_part_edit(request: HttpRequest, code: str, kind: str, part_id: int) -> HttpResponse:
    plan, of = open_plan(request, code), get_kind(kind)
    part = _standing(plan, of, part_id)
    if part is None:
        return _gone(request, plan, of)
    seen = read_version(request.POST.get("seen", str(part.version)))
    form = of.form(posted(request), instance=part)
    said: list[str] = []
    outcome = take(form, lambda: said.extend(of.change(form.instance, seen, request.user)))
    if outcome.done:
        messages.success(request, f"Đã lưu {of.one}.")
        for sentence in said:
            messages.warning(request, sentence)
        return _back(plan, of, form.instance)
    if outcome.status == CONFLICT:
        newest = _standing(plan, of, part_id)
        if newest is None:
            return _gone(request, plan, of)
        seen = newest.version
    context = _context(plan, of, form=form, part=part) | {
        "title": f"Sửa {of.one}",
        "seen": seen,
        "conflicts": outcome.conflicts,
    }
    return render(request, "assignments/work_form.html", context, status=outcome.status)


@require_http_methods(["GET", "HEAD", "POST"])
def work_part_remove(request: HttpRequest, code: str, kind: str, part_id: int) -> HttpResponse:
    """Shows what would go, and asks; the history keeps its words."""
    plan, of = open_plan(request, code), get_kind(kind)
    part = _standing(plan, of, part_id)
    if part is None:
        return _nothing_left(request, plan, of)
    status, warning, conflicts = 200, "", []
    if request.method == "POST":
        seen = read_version(request.POST.get("seen", ""))
        try:
            of.remove(part, seen, request.user)
        except StalePlan as stale:
            status, conflicts = CONFLICT, stale.conflicts
        except Refused as refusal:
            status, warning = UNPROCESSABLE, refusal.message
        else:
            messages.success(request, f"Đã bỏ {of.one}.")
            return _back(plan, of)
    context = _context(plan, of, part=part) | {
        "title": f"Bỏ {of.one}",
        "words": words(part),
        "warning": warning,
        "conflicts": conflicts,
    }
    return render(request, "assignments/work_remove.html", context, status=status)


@require_POST
def work_part_up_save(request: HttpRequest, code: str, kind: str, part_id: int) -> HttpResponse:
    return _move(request, code, kind, part_id, up=True)


@require_POST
def work_part_down_save(request: HttpRequest, code: str, kind: str, part_id: int) -> HttpResponse:
    return _move(request, code, kind, part_id, up=False)


def _move(request: HttpRequest, code: str, kind: str, part_id: int, *, up: bool) -> HttpResponse:
    plan, of = open_plan(request, code), get_kind(kind)
    part = _standing(plan, of, part_id)
    if part is None:
        return _nothing_left(request, plan, of)
    move_part(part=part, up=up, by=request.user)
    return _back(plan, of, part)


def _standing(plan: Plan, of: WorkKind, part_id: int) -> PlanPart | None:
    part = of.parts(plan).filter(pk=part_id).first()
    if part is not None:
        part.plan = plan  # with its unit and its set
    return part


def _gone(request: HttpRequest, plan: Plan, of: WorkKind) -> HttpResponse:
    """What was typed for a line that somebody took away is offered as a new one."""
    if request.method != "POST":
        raise Http404
    form = of.form(request.POST, instance=new_part(of, plan))
    context = _context(plan, of, form=form) | {
        "title": f"Thêm {of.one}",
        "conflicts": [PlanConflict(of.one.capitalize(), "không còn", None)],
        "adding": True,
        "action": reverse("assignments:work_part_add", args=[plan.code, of.slug]),
    }
    return render(request, "assignments/work_form.html", context, status=CONFLICT)


def _nothing_left(request: HttpRequest, plan: Plan, of: WorkKind) -> HttpResponse:
    if request.method != "POST":
        raise Http404
    messages.warning(request, GONE)
    return _back(plan, of)


def _context(plan: Plan, of: WorkKind, *, part: PlanPart | None = None, **others: object) -> dict:
    return {"plan": plan, "kind": of, "part": part, "back": _address(plan, of, part), **others}


def _more(plan: Plan, of: WorkKind, part: PlanPart) -> str:
    """The next one beside the one that was just added."""
    address = reverse("assignments:work_part_add", args=[plan.code, of.slug])
    if of.slug != "viec":
        return address
    above = f"&viec={part.parent_id}" if part.parent_id else ""
    return f"{address}?muc={part.section_id}{above}"


def _address(plan: Plan, of: WorkKind, part: PlanPart | None = None) -> str:
    """The line itself, where the work goes on; without a line, the list."""
    anchor = f"#{of.slug}-{part.pk}" if part is not None and part.pk else ""
    return f"{reverse('assignments:work_list', args=[plan.code])}{anchor}"


def _back(plan: Plan, of: WorkKind, part: PlanPart | None = None) -> HttpResponse:
    return redirect(_address(plan, of, part))
