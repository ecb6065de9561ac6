"""An agency's own grid: its indicators × communes, where its members verify with the keyboard."""

import json

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assignments import access, access_work
from assignments.models import Agency
from assignments.services.verifying import Moved, StaleGrid, verify_cells
from assignments.verify_grid import (
    NOTHING,
    Place,
    Standing,
    leaves,
    read_led,
    read_verify_grid,
)
from assignments.views.work_query import WorkQuery, read_day
from communes import grid
from communes.forms import cells as forms
from communes.models import AdministrativeUnit, VerdictChoice
from communes.services.status import Change
from ntm_portal.lib.http import query_text
from plans.models import Plan, PlanCommune


@require_safe
def agency_grid(request: HttpRequest, agency_id: int) -> HttpResponse:
    query = read_day(request)
    agency = access.get_agency(request.user, agency_id)
    plans = _plans(request, agency)
    plan = _plan(plans, query)
    all_rows = bool(query_text(request, "tat-ca"))
    context = {
        "query": query,
        "agency": agency,
        "plans": plans,
        "plan": plan,
        "all_rows": all_rows,
        "is_member": agency.pk in access_work.read_memberships(request.user),
    }
    if plan is not None:
        context |= _table(agency, plan, query, all_rows=all_rows, writes=context["is_member"])
    return render(request, "assignments/agency_grid.html", context)


def _plans(request: HttpRequest, agency: Agency) -> list[Plan]:
    """Those of the agency's unit that the person reads, the newest first."""
    plans = access_work.readable_plans(request.user).filter(unit=agency.unit)
    return list(plans.select_related("unit", "criteria_set").order_by("-first_year", "-pk"))


def _plan(plans: list[Plan], query: WorkQuery) -> Plan | None:
    """The one asked for, else the newest of the day's year, else the newest. 404 for no such."""
    if query.plan:
        for plan in plans:
            if plan.code == query.plan:
                return plan
        raise Http404
    running = [one for one in plans if one.first_year <= query.day.year <= one.last_year]
    return next(iter([*running, *plans]), None)


def _table(agency: Agency, plan: Plan, query: WorkQuery, *, all_rows: bool, writes: bool) -> dict:
    found = read_verify_grid(agency, plan, query.day, all_rows=all_rows)
    writable: set[int] = set()
    if writes:
        judged = AdministrativeUnit.objects.judged_by(plan.criteria_set, query.day)
        open_ones = judged.existing_on(query.day).filter(pk__in=[r.commune_id for r in found.rows])
        writable = set(open_ones.values_list("pk", flat=True))
    body = {"set": plan.criteria_set.code, "day": query.day.isoformat()}
    about = f"ngay={query.day.isoformat()}&bo={plan.criteria_set.code}"
    review = f"{about}&co-quan={agency.pk}"
    return {
        "columns": found.requirements,
        "rows": [
            {
                "code": row.commune.code,
                "name": row.name,
                "cells": found.cells_html(row),
                "waiting": found.waiting(row),
                "locked": row.commune_id not in writable,
                "address": f"{reverse('assignments:review', args=[row.commune.code])}?{review}",
            }
            for row in found.rows
        ],
        "may_edit": bool(writable),
        "about": about,
        "save_url": (
            f"{reverse('assignments:agency_grid_save', args=[agency.pk])}?ke-hoach={plan.code}"
        ),
        "grid_states": json.dumps(grid.STATES, ensure_ascii=False),
        "grid_body": json.dumps(body),
        "history_url": f"/xa/ROW/lich-su/COL/?{about}",
    }


@require_POST
def agency_grid_save(request: HttpRequest, agency_id: int) -> JsonResponse:
    """Store a batch of cells in the agency's voice: all of them, or none."""
    agency = access.get_agency(request.user, agency_id)
    if agency.pk not in access_work.read_memberships(request.user):
        raise Http404
    plan = _plan(_plans(request, agency), read_day(request))
    if plan is None:
        raise Http404
    today = timezone.localdate()
    rows = PlanCommune.objects.filter(plan=plan)
    batch = forms.read_batch(
        request.body,
        communes=AdministrativeUnit.objects.filter(pk__in=rows.values("commune")),
        today=today,
    )
    own = {one.pk for one in leaves(read_led([agency.pk], [plan], batch.day)[plan.pk])}
    if batch.criteria_set != plan.criteria_set or any(
        change.requirement.pk not in own for change in batch.changes
    ):
        raise Http404  # another agency's indicator
    try:
        standing = verify_cells(
            changes=batch.changes,
            criteria_set=batch.criteria_set,
            day=batch.day,
            today=today,
            by=request.user,
        )
    except StaleGrid as stale:
        return grid.conflict_response([_conflicting(one) for one in stale.moved])
    return JsonResponse({"saved": [_saved(change, standing) for change in batch.changes]})


def _saved(change: Change, standing: dict[Place, Standing]) -> dict:
    now = standing.get(change.key, NOTHING)
    return grid.saved_cell(change.commune.code, change.requirement.pk, now.state, now.version)


def _conflicting(moved: Moved) -> dict:
    change, newest = moved.change, moved.newest
    return grid.conflicting_cell(
        change.commune.code,
        change.requirement.pk,
        place=change.place,
        mine=change.verdict,
        state=newest.verdict if newest else VerdictChoice.NO_DATA.value,
        version=moved.standing.version,
        by=newest and newest.recorded_by,
        at=newest and newest.recorded_at,
    )
