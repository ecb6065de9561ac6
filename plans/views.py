"""Home, the list of plans, one plan and one commune's row in it."""

from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communes.boards import Board, read_board
from communes.grid import conflict_response, conflicting_cell, saved_cell
from communes.models import UnitRole
from criteria.rules import Verdict
from ntm_portal.lib.numbers import average
from plans import access, grid
from plans.forms import GoalForm
from plans.models import Plan
from plans.services import (
    StaleTargets,
    TargetChange,
    TargetConflict,
    save_row,
    set_heading,
    set_targets,
)

CHANGES_SHOWN = 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Commune staff land on their commune's form; everybody else on the plans they work with."""
    roles = list(UnitRole.objects.filter(user=request.user).select_related("unit"))
    if [role.role for role in roles] == [UnitRole.Role.OFFICER]:
        return redirect("communes:commune_detail", roles[0].unit.code)
    plans = Plan.objects.visible_to(request.user).select_related("unit", "criteria_set")
    return render(request, "plans/home.html", {"roles": roles, "plans": plans})


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    plans = Plan.objects.visible_to(request.user).select_related("unit")
    return render(request, "plans/plan_list.html", {"plans": plans})


@require_safe
def plan_detail(request: HttpRequest, code: str) -> HttpResponse:
    plan = access.get_plan(request.user, code)
    rows = list(access.rows(plan).prefetch_related("targets"))
    communes = [row.commune for row in rows]
    board = read_board(communes=communes, criteria_set=plan.criteria_set, day=plan.baseline_on)
    lines = [_line(row, board) for row in rows]
    met = sum(line["met"] for line in lines)
    targeted = sum(line["targeted"] for line in lines)
    per_criterion = Counter(target.requirement_id for row in rows for target in row.targets.all())
    context = {
        "plan": plan,
        "lines": lines,
        "columns": [(criterion, per_criterion[criterion.pk]) for criterion in board.criteria],
        "met": met,
        "targeted": targeted,
        "planned": sum(line["planned"] for line in lines),
        "met_average": average(met, len(rows)),
        "planned_average": average(sum(line["planned"] for line in lines), len(rows)),
        "may_edit": access.may_edit(request.user, plan),
        "headings": Plan.Heading.choices,
        "grid_states": grid.STATES_JSON,
        "changes": plan.changes.select_related("commune", "changed_by")[:CHANGES_SHOWN],
        "already_met": [line for line in lines if line["already_met"]],
    }
    return render(request, "plans/plan_detail.html", context)


def _line(row, board: Board) -> dict:
    """One commune of the plan's grid: its cells and its sums."""
    targets = {target.requirement_id: target.pk for target in row.targets.all()}
    met = {criterion.pk for criterion in board.met_criteria(row.commune)}
    squares = []
    for criterion in board.criteria:
        if criterion.pk in targets:
            squares.append(("TARGET", targets[criterion.pk]))
        else:
            squares.append(("MET" if criterion.pk in met else "NONE", 0))
    both = met & targets.keys()
    return {
        "row": row,
        "cells": grid.cells_html(squares),
        "met": len(met),
        "targeted": len(targets),
        "planned": len(met | targets.keys()),
        "goal": getattr(row, "goal", None),
        "already_met": ", ".join(c.code for c in board.criteria if c.pk in both),
    }


@require_POST
def targets_save(request: HttpRequest, code: str) -> JsonResponse:
    """Store a batch of target cells from the grid: all of them, or none."""
    plan = access.get_plan(request.user, code)
    if not access.may_edit(request.user, plan):
        raise Http404
    changes = grid.read_changes(request.body, plan)
    try:
        targets = set_targets(plan=plan, changes=changes, by=request.user)
    except StaleTargets as stale:
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


def _conflicting(conflict: TargetConflict) -> dict:
    change, newest, last = conflict.change, conflict.newest, conflict.last
    return conflicting_cell(
        change.row.commune.code,
        change.requirement.pk,
        place=change.place,
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


@require_http_methods(["GET", "HEAD", "POST"])
def row_edit(request: HttpRequest, code: str, commune_code: str) -> HttpResponse:
    """One commune's targets and goal as a plain form."""
    plan = access.get_plan(request.user, code)
    row = access.get_row(plan, commune_code)
    if not access.may_edit(request.user, plan):
        raise Http404
    board = read_board(communes=[row.commune], criteria_set=plan.criteria_set, day=plan.baseline_on)
    targets = set(row.targets.values_list("requirement_id", flat=True))
    goal = getattr(row, "goal", None)
    initial = {"action": goal.action, "tier": goal.tier, "year": goal.year} if goal else {}
    form = GoalForm(request.POST or None, plan=plan, initial=initial)
    if request.method == "POST" and form.is_valid():
        changes = [
            TargetChange(row, criterion, str(criterion.pk) in request.POST.getlist("targets"))
            for criterion in board.criteria
            if board.square(row.commune, criterion).state != Verdict.MET
        ]
        save_row(row=row, changes=changes, by=request.user, **form.cleaned_data)
        messages.success(request, f"Đã lưu {row.name}.")
        return redirect("plans:plan_detail", plan.code)
    choices = [
        (c, board.square(row.commune, c).state == Verdict.MET, c.pk in targets)
        for c in board.criteria
    ]
    context = {"plan": plan, "row": row, "form": form, "choices": choices}
    status = 422 if form.is_bound else 200
    return render(request, "plans/row_edit.html", context, status=status)
