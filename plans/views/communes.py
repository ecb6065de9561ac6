"""Which communes a plan speaks of: added, put in order, spelt as printed, taken out."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from ntm_portal.lib.lists_out import render_list
from ntm_portal.lib.refusals import Refused
from plans import access
from plans.forms.communes import AddCommunesForm, PlaceForm
from plans.models import Plan, PlanCommune
from plans.querysets import communes_of
from plans.services.communes import (
    add_communes,
    place_commune,
    remove_commune,
    what_hangs_on,
)
from plans.views.answers import CONFLICT, UNPROCESSABLE, open_plan, posted, take
from plans.views.list_files import rows_file


@require_http_methods(["GET", "HEAD", "POST"])
def commune_rows(request: HttpRequest, code: str) -> HttpResponse:
    plan = open_plan(request, code)
    missing = communes_of(plan).exclude(pk__in=plan.rows.values("commune"))
    form = AddCommunesForm(posted(request), missing=missing)
    if "all" in request.POST:
        form = AddCommunesForm({"communes": [one.code for one in missing]}, missing=missing)

    def add() -> None:
        add_communes(plan=plan, communes=list(form.cleaned_data["communes"]), by=request.user)

    outcome = take(form, add)
    if outcome.done:
        messages.success(request, f"Đã thêm {len(form.cleaned_data['communes'])} xã.")
        return redirect("plans:commune_rows", code)
    counted = {name: Count(name, distinct=True) for name in ("targets", "goals")}
    rows = access.rows(plan).annotate(target_count=counted["targets"], goal_count=counted["goals"])
    context = {"plan": plan, "rows": rows, "missing": len(missing), "form": form}
    return render_list(
        request,
        "plans/commune_rows.html",
        context,
        lambda: rows_file(plan, rows),
        status=outcome.status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def commune_place(request: HttpRequest, code: str, commune_code: str) -> HttpResponse:
    plan = open_plan(request, code)
    row = _row(plan, commune_code)
    seen = request.POST.get("seen", row.printed_name)
    standing = {"printed_name": row.printed_name, "position": row.position}
    form = PlaceForm(posted(request), initial=standing)

    def place() -> None:
        place_commune(row=row, seen=seen, by=request.user, **form.cleaned_data)

    outcome = take(form, place)
    if outcome.done:
        messages.success(request, f"Đã lưu {row.commune.full_name}.")
        return _back(plan, row)
    if outcome.status == CONFLICT:
        seen = PlanCommune.objects.filter(pk=row.pk).values_list("printed_name", flat=True).first()
    context = {
        "plan": plan,
        "row": row,
        "form": form,
        "seen": seen or "",
        "conflicts": outcome.conflicts,
    }
    return render(request, "plans/commune_place.html", context, status=outcome.status)


@require_http_methods(["GET", "HEAD", "POST"])
def commune_remove(request: HttpRequest, code: str, commune_code: str) -> HttpResponse:
    """Says what the plan still holds of the commune, or asks."""
    plan = open_plan(request, code)
    row = _row(plan, commune_code)
    status, warning = 200, ""
    if request.method == "POST":
        try:
            remove_commune(row=row, by=request.user)
        except Refused as refusal:
            status, warning = UNPROCESSABLE, refusal.message
        else:
            messages.success(request, f"Đã bỏ {row.name} khỏi kế hoạch.")
            return redirect("plans:commune_rows", code)
    context = {"plan": plan, "row": row, "held": what_hangs_on(row), "warning": warning}
    return render(request, "plans/commune_remove.html", context, status=status)


@require_POST
def commune_up_save(request: HttpRequest, code: str, commune_code: str) -> HttpResponse:
    return _move(request, code, commune_code, by_places=-1)


@require_POST
def commune_down_save(request: HttpRequest, code: str, commune_code: str) -> HttpResponse:
    return _move(request, code, commune_code, by_places=1)


def _move(request: HttpRequest, code: str, commune_code: str, *, by_places: int) -> HttpResponse:
    plan = open_plan(request, code)
    row = _row(plan, commune_code)
    place_commune(
        row=row,
        printed_name=row.printed_name,
        position=row.position + by_places,
        seen=row.printed_name,
        by=request.user,
    )
    return _back(plan, row)


def _row(plan: Plan, commune_code: str) -> PlanCommune:
    row = access.get_row(plan, commune_code)
    row.plan = plan  # with its unit and its set
    return row


def _back(plan: Plan, row: PlanCommune) -> HttpResponse:
    return redirect(f"{reverse('plans:commune_rows', args=[plan.code])}#xa-{row.commune.code}")
