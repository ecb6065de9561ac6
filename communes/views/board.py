"""The board (bảng tiêu chí): communes against criteria on a day."""

import json
from collections import Counter
from typing import NamedTuple, TypedDict

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from communes import access, grid
from communes.boards import MET, Board, read_board
from communes.forms import cells as forms
from communes.models import AdministrativeUnit, StatusEntry, VerdictChoice
from communes.services.status import Conflict, StaleCells, record_statuses
from communes.views.filters import Filters, areas, read_filters
from communes.views.list_files import board_file
from communes.views.scope import Scope, read_scope
from criteria.models import Requirement
from ntm_portal.lib.http import query_text
from ntm_portal.lib.lists_out import render_list
from ntm_portal.lib.numbers import average


class Row(TypedDict):
    """One commune of the board; cells: its squares as HTML; disagreements: criteria numbers."""

    code: str
    name: str
    area: str
    address: str
    cells: SafeString
    met: int
    locked: bool
    disagreements: str


class Column(NamedTuple):
    """One criterion of the board; met: communes shown that meet it.

    address, met_address: query strings of the criterion and of those communes, "" for none.
    """

    criterion: Requirement
    met: int
    address: str
    met_address: str


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    scope = read_scope(request)
    filters = read_filters(request, scope)
    visible = access.visible_communes(request.user, scope.day)
    units = filters.units(visible)
    full = read_board(communes=units, criteria_set=scope.criteria_set, day=scope.day)
    office = access.voices(request.user).get(StatusEntry.Voice.OFFICE)
    editable: set[int] = set()
    if office is not None:
        writable = office.existing_on(scope.day).judged_by(scope.criteria_set, scope.day)
        editable = set(writable.values_list("pk", flat=True))
    parents = areas(visible)
    shown = filters.board(full)
    context = {
        "scope": scope,
        "areas": parents,
        "is_office": office is not None,
        "filters": filters,
        "states": VerdictChoice.choices,
        "criteria": full.criteria,
        "all_count": len(full.communes),
        "may_edit": bool(editable),
        **_table(shown, editable, filters, parents),
        **grid_context(scope),
    }
    return render_list(
        request, "communes/board.html", context, lambda: board_file(filters, shown, parents)
    )


def _table(
    shown: Board, editable: set[int], filters: Filters, parents: list[AdministrativeUnit]
) -> dict:
    # Four communes of one province are called Hòa Bình: several areas are named beside them.
    beside = {unit.pk: unit.name for unit in parents} if len(parents) > 1 else {}
    # Looked up once: the addresses of 207 communes would cost as much as their names.
    before, after = reverse("communes:commune_detail", args=["CODE"]).split("CODE")
    query = filters.scope.query()
    per_criterion: Counter = Counter()
    rows: list[Row] = []
    for commune in shown.communes:
        squares = shown.row(commune)
        pairs = list(zip(shown.criteria, squares, strict=True))
        met = [criterion.pk for criterion, square in pairs if square.state == MET]
        per_criterion.update(met)
        rows.append(
            {
                "code": commune.code,
                "name": commune.name,
                "area": beside.get(commune.parent_id, ""),
                "address": f"{before}{commune.code}{after}?{query}",
                "cells": grid.cells_html(squares),
                "met": len(met),
                "locked": commune.pk not in editable,
                "disagreements": ", ".join(c.code for c, square in pairs if square.disagrees),
            }
        )
    total = sum(row["met"] for row in rows)
    return {
        "rows": rows,
        "columns": [_column(c, per_criterion[c.pk], filters) for c in shown.criteria],
        "total": total,
        "average": average(total, len(rows)),
    }


def _column(criterion: Requirement, met: int, filters: Filters) -> Column:
    # Among the communes of a state, those that meet a criterion have no address of their own.
    can_open = not filters.state or (filters.state, filters.criterion) == (MET, criterion)
    return Column(
        criterion,
        met,
        address=filters.query(tieu_chi=criterion.code),
        met_address=filters.query(tieu_chi=criterion.code, trang_thai=MET) if can_open else "",
    )


def grid_context(scope: Scope) -> dict:
    """What the entry grid's script is told (templates/communes/_grid_attributes.html)."""
    body = {"set": scope.criteria_set.code, "day": scope.day.isoformat()}
    return {
        "grid_states": json.dumps(grid.STATES, ensure_ascii=False),
        "grid_body": json.dumps(body),
    }


@require_POST
def board_save(request: HttpRequest) -> JsonResponse:
    """Store a batch of cells from the grid: all of them, or none."""
    voices = access.voices(request.user)
    voice = query_text(request, "tieng-noi") or StatusEntry.Voice.OFFICE.value
    if voice not in voices:
        raise Http404
    today = timezone.localdate()
    batch = forms.read_batch(request.body, communes=voices[voice], today=today)
    try:
        entries = record_statuses(
            changes=batch.changes, day=batch.day, today=today, voice=voice, by=request.user
        )
    except StaleCells as stale:
        return grid.conflict_response([_conflicting(one) for one in stale.conflicts])
    return JsonResponse({"saved": _saved(batch, entries, voice)})


def _saved(batch: forms.GridBatch, entries: list[StatusEntry | None], voice: str) -> list[dict]:
    """What stands now, cell by cell; a criterion may still say what its indicators say."""
    now = read_board(
        communes={change.commune for change in batch.changes},
        criteria_set=batch.criteria_set,
        day=batch.day,
        official=voice != StatusEntry.Voice.SELF,
    )
    saved = []
    for change, entry in zip(batch.changes, entries, strict=True):
        square = now.square(change.commune, change.requirement)
        saved.append(
            grid.saved_cell(
                change.commune.code,
                change.requirement.pk,
                square.state,
                square.version,
                entry.recorded_at if entry else None,
            )
        )
    return saved


def _conflicting(conflict: Conflict) -> dict:
    change, newest = conflict.change, conflict.newest
    return grid.conflicting_cell(
        change.commune.code,
        change.requirement.pk,
        place=change.place,
        mine=change.verdict,
        state=newest.verdict if newest else VerdictChoice.NO_DATA.value,
        version=newest.pk if newest else 0,
        by=newest and newest.recorded_by,
        at=newest and newest.recorded_at,
    )
