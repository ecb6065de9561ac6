"""The list of plans, one plan with its grid of targets, and its history."""

from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from communes.boards import Board
from communes.forms.cells import read_version
from communes.grid import conflict_response, conflicting_cell, saved_cell
from ntm_portal.lib.http import query_text
from ntm_portal.lib.lists_out import render_list
from plans import access, grid
from plans.appendix_list import appendices_of
from plans.models import Plan
from plans.querysets import plan_board, plan_row
from plans.rules import totals
from plans.services.conflicts import PlanConflict, StalePlan, criterion_words
from plans.services.plan import set_heading, set_targets
from plans.views.list_files import history_file, plans_file
from plans.views.steps import signing

# (value of ?format=, words on the link)
APPENDIX_FILES = (("pdf", "PDF"), ("xlsx", "Excel"), ("docx", "Word"))
CHANGES_SHOWN = 5
CHANGES_PER_PAGE = 200


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    plans = Plan.objects.visible_to(request.user).select_related("unit")
    may_plan = access.planning_units(request.user).exists()
    context = {"plans": plans, "may_plan": may_plan}
    return render_list(request, "plans/plan_list.html", context, lambda: plans_file(plans))


@require_safe
def plan_detail(request: HttpRequest, code: str) -> HttpResponse:
    plan = access.get_plan(request.user, code)
    rows, board = plan_board(plan, plan.baseline_on)
    summaries = [plan_row(row, board) for row in rows]
    per_criterion = Counter(target.requirement_id for row in rows for target in row.targets.all())
    history = f"{reverse('plans:plan_history', args=[plan.code])}?xa=ROW&tieu-chi=COL"
    context = {
        "plan": plan,
        "lines": [
            {"row": row, "cells": _cells(row, board), "summary": summary}
            for row, summary in zip(rows, summaries, strict=True)
        ],
        "columns": [(criterion, per_criterion[criterion.pk]) for criterion in board.criteria],
        "totals": totals(summaries),
        "may_edit": access.may_edit(request.user, plan) and access.is_open(plan),
        "may_check": access.sees_unit(request.user, plan),
        "headings": Plan.Heading.choices,
        "appendices": appendices_of(plan),
        "appendix_files": APPENDIX_FILES,
        "grid_states": grid.STATES_JSON,
        "history_url": history,
        **signing(request.user, plan),
        "changes": plan.changes.select_related("commune", "changed_by")[:CHANGES_SHOWN],
    }
    return render(request, "plans/plan_detail.html", context)


def _cells(row, board: Board):
    """The cells of one commune: a target, a met criterion, or neither."""
    targets = {target.requirement_id: target.pk for target in row.targets.all()}
    met = {criterion.pk for criterion in board.met_criteria(row.commune)}
    states = [
        ("TARGET", targets[pk]) if pk in targets else ("MET" if pk in met else "NONE", 0)
        for pk in board.criterion_ids
    ]
    return grid.cells_html(states)


@require_safe
def plan_history(request: HttpRequest, code: str) -> HttpResponse:
    """Every change of the plan, or of one commune or one target, newest first."""
    plan = access.get_plan(request.user, code)
    changes = plan.changes.select_related("commune", "changed_by")
    about = []
    if commune_code := query_text(request, "xa"):
        row = access.get_row(plan, commune_code)
        changes = changes.filter(commune=row.commune)
        about.append(row.name)
    if requirement := query_text(request, "tieu-chi"):
        criteria = plan.criteria_set.requirements.criteria()
        criterion = get_object_or_404(criteria, pk=read_version(requirement))
        changes = changes.filter(what=criterion_words(criterion))
        about.append(f"{criterion_words(criterion).lower()}. {criterion.name}")
    said = ", ".join(about)
    context = {
        "plan": plan,
        "about": said,
        "changes": changes[:CHANGES_PER_PAGE],
        "may_audit": request.user.is_staff or access.may_edit(request.user, plan),
    }
    return render_list(
        request, "plans/plan_history.html", context, lambda: history_file(plan, changes, said)
    )


@require_POST
def targets_save(request: HttpRequest, code: str) -> JsonResponse:
    """Store a batch of target cells from the grid: all of them, or none."""
    plan = access.get_plan(request.user, code)
    if not access.may_edit(request.user, plan):
        raise Http404
    changes = grid.read_changes(request.body, plan)
    try:
        targets = set_targets(plan=plan, changes=changes, by=request.user)
    except StalePlan as stale:
        return conflict_response([_conflicting(one) for one in stale.conflicts])
    saved = [
        saved_cell(
            change.row.commune.code,
            change.requirement.pk,
            "TARGET" if target else "NONE",
            target.pk if target else 0,
        )
        for change, target in zip(changes, targets, strict=True)
    ]
    return JsonResponse({"saved": saved})


def _conflicting(conflict: PlanConflict) -> dict:
    change, newest, last = conflict.change, conflict.newest, conflict.last
    return conflicting_cell(
        change.row.commune.code,
        change.requirement.pk,
        place=conflict.place,
        mine="TARGET" if change.targeted else "NONE",
        state="TARGET" if newest else "NONE",
        version=newest.pk if newest else 0,
        by=last and last.changed_by,
        at=last and last.changed_at,
    )


@require_POST
def heading_save(request: HttpRequest, code: str) -> HttpResponse:
    plan = access.get_plan(request.user, code)
    if not access.may_edit(request.user, plan):
        raise Http404
    set_heading(plan=plan, heading=request.POST.get("heading", ""), by=request.user)
    messages.success(request, "Đã lưu tiêu đề phụ lục.")
    return redirect("plans:plan_detail", plan.code)
