"""One measure of a plan's row: written, taken away, put in its place."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from assignments.deadline_rules import doubt
from assignments.forms.measures import MeasureForm
from assignments.models import Measure
from assignments.services.measures import (
    add_measure,
    change_measure,
    measure_version,
    move_measure,
    remove_measure,
)
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.http import query_text
from ntm_portal.lib.refusals import Refused
from plans import access
from plans.models import PlanCommune
from plans.services.conflicts import StalePlan
from plans.services.order import read_step

UNPROCESSABLE, CONFLICT = 422, 409
GONE = "Giải pháp này vừa bị bỏ khỏi kế hoạch. Bấm Lưu nếu muốn thêm lại như dưới đây."


@require_http_methods(["GET", "HEAD", "POST"])
def measure_add(request: HttpRequest, code: str, commune_code: str) -> HttpResponse:
    row = access.get_situation_row_to_edit(request.user, code, commune_code)
    if request.method != "POST":
        if not access.is_open(row.plan):
            return redirect(_address(row))
        criteria = row.plan.criteria_set.requirements.criteria()
        asked = criteria.filter(code=query_text(request, "tieu-chi")).first()
        form = MeasureForm(plan=row.plan, initial={"requirement": asked})
        return _page(request, row, form, about=asked and asked.pk)
    form = MeasureForm(request.POST, plan=row.plan)
    if form.is_valid():
        try:
            add_measure(row=row, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return _saved(request, row, form)
    return _page(request, row, form, status=UNPROCESSABLE)


@require_http_methods(["GET", "HEAD", "POST"])
def measure_edit(
    request: HttpRequest, code: str, commune_code: str, measure_id: int
) -> HttpResponse:
    row = access.get_situation_row_to_edit(request.user, code, commune_code)
    measure = _measures(row).filter(pk=measure_id).first()
    if request.method != "POST":
        if measure is None:
            raise Http404
        if not access.is_open(row.plan):
            return redirect(_address(row, measure.requirement_id))
        return _page(request, row, _filled(measure), measure=measure)
    kept = [agency.pk for agency in measure.agencies.all()] if measure else []
    form = MeasureForm(request.POST, plan=row.plan, kept=kept)
    seen = request.POST.get("seen", "")
    if measure is None:  # what was typed is not lost
        return _page(request, row, form, warnings=[GONE], status=CONFLICT)
    if form.is_valid():
        try:
            change_measure(measure=measure, by=request.user, seen=seen, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        except StalePlan as stale:
            return _conflict_page(request, row, measure, stale, form)
        else:
            return _saved(request, row, form)
    return _page(request, row, form, measure=measure, seen=seen, status=UNPROCESSABLE)


@require_POST
def measure_remove_save(
    request: HttpRequest, code: str, commune_code: str, measure_id: int
) -> HttpResponse:
    row = access.get_situation_row_to_edit(request.user, code, commune_code)
    measure = get_object_or_404(_measures(row), pk=measure_id)
    try:
        remove_measure(measure=measure, seen=request.POST.get("seen", ""), by=request.user)
    except StalePlan as stale:
        return _conflict_page(request, row, measure, stale, None)
    messages.success(request, "Đã bỏ giải pháp. Lời văn còn trong lịch sử sửa.")
    return redirect(_address(row, measure.requirement_id))


@require_POST
def measure_move_save(
    request: HttpRequest, code: str, commune_code: str, measure_id: int
) -> HttpResponse:
    row = access.get_situation_row_to_edit(request.user, code, commune_code)
    measure = get_object_or_404(_measures(row), pk=measure_id)
    move_measure(measure=measure, up=read_step(request.POST.get("step", "")), by=request.user)
    return redirect(_address(row, measure.requirement_id))


def _measures(row: PlanCommune):
    return row.measures.select_related("requirement").prefetch_related("agencies")


def _address(row: PlanCommune, requirement_id: int | None = None) -> str:
    """All findings and measures, at the criterion, or at what concerns the whole commune."""
    address = reverse("assignments:situation", args=[row.plan.code, row.commune.code])
    return f"{address}#tc-{requirement_id or 'chung'}"


def _filled(measure: Measure) -> MeasureForm:
    kept = [agency.pk for agency in measure.agencies.all()]
    initial = {
        "requirement": measure.requirement_id,
        "text": measure.text,
        "due_on": format_day(measure.due_on) if measure.due_on else "",
        "agencies": kept,
    }
    return MeasureForm(plan=measure.row.plan, initial=initial, kept=kept)


def _saved(request: HttpRequest, row: PlanCommune, form: MeasureForm) -> HttpResponse:
    due_on, requirement = form.cleaned_data["due_on"], form.cleaned_data["requirement"]
    day = row.plan.signed_on or row.plan.baseline_on
    messages.success(request, "Đã lưu giải pháp.")
    if said := doubt(due_on, plan_day=day, last_year=row.plan.last_year):
        messages.warning(request, f"Thời hạn {format_day(due_on)} {said}. Xem lại nếu viết nhầm.")
    return redirect(_address(row, requirement and requirement.pk))


def _conflict_page(
    request: HttpRequest,
    row: PlanCommune,
    measure: Measure,
    stale: StalePlan,
    form: MeasureForm | None,
) -> HttpResponse:
    """What stands now is said above the boxes, which keep what was typed; saving again takes it."""
    said = [conflict.sentence for conflict in stale.conflicts]
    standing = _measures(row).filter(pk=measure.pk).first()
    if standing is None:
        said = [GONE]
    if form is None:  # nothing was typed
        form = _filled(standing or measure)
    return _page(request, row, form, measure=standing, warnings=said, status=CONFLICT)


def _page(
    request: HttpRequest,
    row: PlanCommune,
    form: MeasureForm,
    *,
    measure: Measure | None = None,
    about: int | None = None,
    seen: str | None = None,
    warnings=(),
    status=200,
) -> HttpResponse:
    """measure: None where saving adds one. about: the criterion to go back to."""
    version = measure_version(measure) if measure else ""
    below = [row.plan.code, row.commune.code]
    context = {
        "row": row,
        "plan": row.plan,
        "measure": measure,
        "form": form,
        "action": (
            reverse("assignments:measure_edit", args=[*below, measure.pk])
            if measure
            else reverse("assignments:measure_add", args=below)
        ),
        "seen": version if seen is None else seen,
        "back": _address(row, measure.requirement_id if measure else about),
        "warnings": warnings,
    }
    return render(request, "assignments/measure_edit.html", context, status=status)
