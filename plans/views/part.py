"""One line of a plan's contents: added, changed, taken away, moved. The same for every kind."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from communes.forms.cells import read_version
from ntm_portal.lib.refusals import Refused
from plans.models import Plan, PlanPart
from plans.sections import Section, get_section
from plans.services.conflicts import StalePlan
from plans.services.contents import add_part, change_part, move_part, remove_part, words
from plans.views.answers import (
    CONFLICT,
    UNPROCESSABLE,
    differing_labels,
    open_plan,
    posted,
    take,
)

GONE = "Dòng này vừa được người khác bỏ."


@require_http_methods(["GET", "HEAD", "POST"])
def part_add(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    plan, section = open_plan(request, code), get_section(kind)
    form = section.form(posted(request), instance=section.model(plan=plan))

    def add() -> None:
        add_part(part=form.instance, members=form.members, by=request.user)

    outcome = take(form, add)
    if outcome.done:
        messages.success(request, f"Đã thêm {section.one}.")
        if "more" in request.POST:
            return redirect("plans:part_add", code, kind)
        return _back(plan, section, form.instance)
    context = _context(plan, section, form=form) | {"title": f"Thêm {section.one}", "adding": True}
    return render(request, "plans/part_form.html", context, status=outcome.status)


@require_http_methods(["GET", "HEAD", "POST"])
def part_edit(request: HttpRequest, code: str, kind: str, part_id: int) -> HttpResponse:
    plan, section = open_plan(request, code), get_section(kind)
    part = _standing(plan, section, part_id)
    if part is None:
        return _gone(request, plan, section)
    seen = read_version(request.POST.get("seen", str(part.version)))
    form = section.form(posted(request), instance=part)

    def change() -> None:
        change_part(part=form.instance, seen=seen, members=form.members, by=request.user)

    outcome = take(form, change)
    if outcome.done:
        messages.success(request, f"Đã lưu {section.one}.")
        return _back(plan, section, form.instance)
    differing = []
    if outcome.status == CONFLICT:
        newest = _standing(plan, section, part_id)
        if newest is None:
            return _gone(request, plan, section)
        seen = newest.version
        differing = differing_labels(form, section.form(instance=newest))
    context = _context(plan, section, form=form) | {
        "title": f"Sửa {section.one}",
        "seen": seen,
        "conflicts": outcome.conflicts,
        "differing": differing,
    }
    return render(request, "plans/part_form.html", context, status=outcome.status)


@require_http_methods(["GET", "HEAD", "POST"])
def part_remove(request: HttpRequest, code: str, kind: str, part_id: int) -> HttpResponse:
    """Shows what would go, and asks; the history keeps its words."""
    plan, section = open_plan(request, code), get_section(kind)
    part = _standing(plan, section, part_id)
    if part is None:
        return _nothing_left(request, plan, section)
    status, warning, conflicts = 200, "", []
    if request.method == "POST":
        seen = read_version(request.POST.get("seen", ""))
        try:
            remove_part(part=part, seen=seen, by=request.user)
        except StalePlan as stale:
            status, conflicts = CONFLICT, stale.conflicts
        except Refused as refusal:
            status, warning = UNPROCESSABLE, refusal.message
        else:
            messages.success(request, f"Đã bỏ {section.one}.")
            return _back(plan, section)
    context = _context(plan, section) | {
        "title": f"Bỏ {section.one}",
        "words": words(part),
        "part": part,
        "warning": warning,
        "conflicts": conflicts,
    }
    return render(request, "plans/part_remove.html", context, status=status)


@require_POST
def part_up_save(request: HttpRequest, code: str, kind: str, part_id: int) -> HttpResponse:
    return _move(request, code, kind, part_id, up=True)


@require_POST
def part_down_save(request: HttpRequest, code: str, kind: str, part_id: int) -> HttpResponse:
    return _move(request, code, kind, part_id, up=False)


def _move(request: HttpRequest, code: str, kind: str, part_id: int, *, up: bool) -> HttpResponse:
    plan, section = open_plan(request, code), get_section(kind)
    part = _standing(plan, section, part_id)
    if part is None:
        return _nothing_left(request, plan, section)
    move_part(part=part, up=up, by=request.user)
    return _back(plan, section, part)


def _standing(plan: Plan, section: Section, part_id: int) -> PlanPart | None:
    part = section.parts(plan).filter(pk=part_id).first()
    if part is not None:
        part.plan = plan  # with its unit and its set
    return part


def _gone(request: HttpRequest, plan: Plan, section: Section) -> HttpResponse:
    """What was typed for a line that somebody took away is offered as a new one."""
    if request.method != "POST":
        raise Http404
    form = section.form(request.POST, instance=section.model(plan=plan))
    context = _context(plan, section, form=form) | {
        "title": f"Thêm {section.one}",
        "gone": True,
        "adding": True,
        "action": reverse("plans:part_add", args=[plan.code, section.slug]),
    }
    return render(request, "plans/part_form.html", context, status=CONFLICT)


def _nothing_left(request: HttpRequest, plan: Plan, section: Section) -> HttpResponse:
    if request.method != "POST":
        raise Http404
    messages.warning(request, GONE)
    return _back(plan, section)


def _context(plan: Plan, section: Section, **others: object) -> dict:
    return {"plan": plan, "section": section, "anchor": section.slug, **others}


def _back(plan: Plan, section: Section, part: PlanPart | None = None) -> HttpResponse:
    """To the line itself, where the work goes on; without a line, to its section."""
    anchor = f"{section.slug}-{part.pk}" if part is not None else section.slug
    return redirect(f"{reverse('plans:contents', args=[plan.code])}#{anchor}")
