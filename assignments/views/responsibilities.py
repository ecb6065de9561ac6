"""Who answers for what in a plan: the grid agency × criterion, communes in charge, one agency."""

import json
from collections import defaultdict
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assignments import responsibility_grid as grid
from assignments.forms.responsibilities import CommuneForm, LineForm
from assignments.models import Agency, Responsibility
from assignments.querysets import sets_of
from assignments.responsibilities import LEAD, SUPPORT, set_id
from assignments.services.responsibilities import (
    WHAT,
    CellConflict,
    StaleCells,
    add_responsibility,
    remove_responsibility,
    set_cells,
)
from communes.grid import conflict_response, conflicting_cell, saved_cell
from criteria.models import CriteriaSet
from ntm_portal.lib.http import query_text
from plans import access
from plans.models import Plan
from plans.services.conflicts import StalePlan
from plans.views.answers import posted, take

EVERY = "tat-ca"
CHANGES_SHOWN = 20
NOT_THERE = "Dòng này vừa được người khác bỏ."


@require_safe
def responsibilities(request: HttpRequest, code: str) -> HttpResponse:
    """`bo`: the set, the plan's own by default; `mo`: numbers of opened criteria; `co-quan`:
    tat-ca for every body of the unit.
    """
    plan = access.get_plan(request.user, code)
    return _page(request, plan, form=None)


def _page(
    request: HttpRequest, plan: Plan, *, form: CommuneForm | None, status: int = 200
) -> HttpResponse:
    sets = list(sets_of(plan))
    chosen = _chosen_set(request, plan, sets)
    opened = [one for one in query_text(request, "mo").split(",") if one]
    every = query_text(request, "co-quan") == EVERY
    lines = list(
        plan.responsibilities.select_related("agency", "requirement", "criteria_set").order_by(
            "position", "pk"
        )
    )
    columns = grid.columns_of(chosen, [*_codes(chosen)] if EVERY in opened else opened)
    agencies = list(grid.agencies_of(plan, lines, timezone.localdate(), every=every))
    may_edit = access.may_edit(request.user, plan) and access.is_open(plan)
    rows = list(access.rows(plan))
    if may_edit and form is None:
        form = CommuneForm(rows=rows, agencies=agencies)
    context = {
        "plan": plan,
        "sets": sets,
        "chosen": chosen,
        "columns": [(column, _query(request, mo=_toggled(opened, column))) for column in columns],
        "any_open": any(column.opened for column in columns),
        "open_all": _query(request, mo=EVERY),
        "close_all": _query(request, mo=""),
        "every": every,
        "every_query": _query(request, **{"co-quan": "" if every else EVERY}),
        "lines": grid.lines_of(agencies, columns, lines, chosen),
        "communes": _communes(rows, lines),
        "form": form if may_edit else None,
        "may_edit": may_edit,
        "grid_states": grid.STATES_JSON,
        "grid_body": json.dumps({"set": chosen.code}),
        "history_url": reverse("assignments:agency_lines", args=[plan.code, 0]).replace(
            "/0/", "/ROW/"
        )
        + f"?bo={chosen.code}",
    }
    return render(request, "assignments/responsibilities.html", context, status=status)


def _chosen_set(request: HttpRequest, plan: Plan, sets: list[CriteriaSet]) -> CriteriaSet:
    """A set that the plan may hand out; any other address is none of ours."""
    asked = query_text(request, "bo")
    if not asked:
        return plan.criteria_set
    found = next((one for one in sets if one.code == asked), None)
    if found is None:
        raise Http404
    return found


def _codes(criteria_set: CriteriaSet):
    return criteria_set.requirements.criteria().values_list("code", flat=True)


def _toggled(opened: list[str], column: grid.Column) -> str:
    """The value of `mo` when this criterion is opened, or closed again."""
    code = column.requirement.code if column.requirement else ""
    others = [one for one in opened if one not in (code, EVERY)]
    return ",".join(others if column.opened else [*others, code])


def _query(request: HttpRequest, **changes: str) -> str:
    kept = {name: query_text(request, name) for name in ("bo", "mo", "co-quan")} | changes
    return "?" + urlencode({name: value for name, value in kept.items() if value}, safe=",")


def _communes(rows, lines) -> list[dict]:
    """Each commune of the plan with the lines of who is in charge and who helps."""
    by_row: dict[tuple[int, str], list] = defaultdict(list)
    for line in lines:
        if line.row_id is not None:
            by_row[line.row_id, line.role].append(line)
    return [
        {"row": row, "leads": by_row[row.pk, LEAD], "supports": by_row[row.pk, SUPPORT]}
        for row in rows
    ]


@require_POST
def responsibilities_save(request: HttpRequest, code: str) -> JsonResponse:
    """Store a batch of cells from the grid: all of them, or none."""
    plan = access.get_plan_to_edit(request.user, code)
    criteria_set, changes = grid.read_changes(request.body, plan)
    try:
        lines = set_cells(plan=plan, criteria_set=criteria_set, changes=changes, by=request.user)
    except StaleCells as stale:
        return conflict_response([_conflicting(one) for one in stale.conflicts])
    criteria = criteria_set.requirements.criteria()
    whole = plan.responsibilities.filter(requirement__in=criteria, field="")
    held = set(whole.values_list("agency_id", "requirement_id"))
    saved = [
        saved_cell(
            str(change.agency.pk),
            change.key[1],
            grid.state_of(change, line, held),
            line.pk if line else 0,
        )
        for change, line in zip(changes, lines, strict=True)
    ]
    return JsonResponse({"saved": saved})


def _conflicting(conflict: CellConflict) -> dict:
    change, line, last = conflict.change, conflict.standing, conflict.last
    return conflicting_cell(
        str(change.agency.pk),
        change.key[1],
        place=change.place,
        mine=change.role or grid.NONE,
        state=line.role if line else grid.NONE,
        version=line.pk if line else 0,
        by=last and last.changed_by,
        at=last and last.changed_at,
    )


@require_POST
def commune_charge_save(request: HttpRequest, code: str) -> HttpResponse:
    """Put a commune in an agency's charge."""
    plan = access.get_plan_to_edit(request.user, code)
    agencies = list(grid.agencies_of(plan, (), timezone.localdate(), every=True))
    form = CommuneForm(request.POST, rows=list(access.rows(plan)), agencies=agencies)
    outcome = take(form, lambda: add_responsibility(line=form.line(plan), by=request.user))
    if outcome.done:
        messages.success(request, "Đã ghi phụ trách xã.")
        return redirect(f"{reverse('assignments:responsibilities', args=[code])}#xa")
    return _page(request, plan, form=form, status=outcome.status)


@require_http_methods(["GET", "HEAD", "POST"])
def agency_lines(request: HttpRequest, code: str, agency_id: int) -> HttpResponse:
    """Everything that one agency answers for in the plan; the office adds a line by a form."""
    plan = access.get_plan(request.user, code)
    office = access.may_edit(request.user, plan)
    if request.method == "POST" and not office:
        raise Http404
    agency = get_object_or_404(Agency, pk=agency_id, unit=plan.unit_id)
    sets = list(sets_of(plan))
    chosen = _chosen_set(request, plan, sets)
    form, status = None, 200
    if office and (access.is_open(plan) or request.method == "POST"):
        form = LineForm(posted(request), criteria_set=chosen)
        outcome = take(
            form, lambda: add_responsibility(line=form.line(plan, agency), by=request.user)
        )
        if outcome.done:
            messages.success(request, f"Đã giao cho {agency.label}.")
            return redirect(f"{request.path}?bo={chosen.code}")
        status = outcome.status
    lines = plan.responsibilities.filter(agency=agency).select_related(
        "agency", "requirement__criteria_set", "criteria_set", "row__commune"
    )
    changes = plan.changes.filter(what=WHAT, before__startswith=agency.name) | plan.changes.filter(
        what=WHAT, after__startswith=agency.name
    )
    context = {
        "plan": plan,
        "agency": agency,
        "groups": _by_set(sets, lines.order_by("requirement__position", "field", "pk")),
        "sets": sets,
        "chosen": chosen,
        "form": form,
        "may_edit": office and access.is_open(plan),
        "changes": changes.select_related("commune", "changed_by")[:CHANGES_SHOWN],
    }
    return render(request, "assignments/agency_lines.html", context, status=status)


def _by_set(sets: list[CriteriaSet], lines) -> list[tuple[str, list[Responsibility]]]:
    found: dict[int | None, list[Responsibility]] = defaultdict(list)
    for line in lines:
        found[set_id(line)].append(line)
    named = [(one.name, found[one.pk]) for one in sets if found[one.pk]]
    return [*named, ("Phụ trách xã", found[None])] if found[None] else named


@require_POST
def responsibility_remove_save(request: HttpRequest, code: str, line_id: int) -> HttpResponse:
    """Take a line away. One that is gone already, or of another plan, is said to be gone."""
    plan = access.get_plan_to_edit(request.user, code)
    line = plan.responsibilities.select_related("agency").filter(pk=line_id).first()
    try:
        if line is None:
            messages.warning(request, NOT_THERE)
        else:
            line.plan = plan
            remove_responsibility(line=line, by=request.user)
            messages.success(request, f"Đã bỏ một dòng của {line.agency.label}.")
    except StalePlan:
        messages.warning(request, NOT_THERE)
    if line is None or (line.row_id and request.POST.get("back") != "agency"):
        return redirect(f"{reverse('assignments:responsibilities', args=[code])}#xa")
    return redirect("assignments:agency_lines", code, line.agency_id)
