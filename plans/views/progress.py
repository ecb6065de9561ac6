"""A plan against reality: what was reached by a day, what moved between two days, each cell."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communes.forms.cells import read_criterion
from ntm_portal.lib.dates import day_up_to, parse_day
from ntm_portal.lib.http import query_text
from ntm_portal.lib.lists_out import render_list
from ntm_portal.lib.numbers import round_beside
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown
from plans import access
from plans.goal_progress import GoalState, read_goals
from plans.models import Plan
from plans.progress import PlanState, read_heirs, read_moves, read_progress, seen_on, spoken
from plans.progress_rules import (
    COMMUNE,
    CRITERION,
    Kind,
    Pace,
    Term,
    due,
    pace,
    term_of,
)
from plans.views.list_files import cells_file, progress_file
from plans.views.progress_links import GOAL_WORDS, PACE_WORDS, CellLinks

BAD_REQUEST = 400
PACES = {one.value: one for one in Pace}
KINDS = {one.value: one for one in Kind}


@require_safe
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """The query holds the state: `ngay`, `voi` to compare with, `nhip` to narrow the communes."""
    plan, day, sees_moves = _plan_on_day(request, code)
    since = _read_day(request, "voi", plan) if query_text(request, "voi") else None
    if not sees_moves and since not in (None, plan.baseline_on):
        raise Http404
    term = term_of(plan.first_year, plan.last_year)
    wanted = _read_pace(query_text(request, "nhip"))
    state = read_progress(plan, day)
    links = CellLinks(plan, day)
    lines = list(_commune_lines(state, term, links))
    shown_lines = [line for line in lines if wanted in (None, line["pace"])]
    said = PACE_WORDS[wanted] if wanted else ""
    context = {
        "plan": plan,
        "day": day,
        "today": timezone.localdate(),
        "term": term,
        "sees_moves": sees_moves,
        "heads": links.words.values(),
        "lines": shown_lines,
        "criteria": list(_criterion_lines(state, term, links)),
        "wanted": said,
        "paces": _pace_counts(lines),
        "goals": _by_tier(read_goals(plan, state.rows, day)) if sees_moves else [],
        "village_goals": plan.village_goals.select_related("row__commune"),
        **_totals(state, term, links),
        **(_moves(state, since) if since else {}),
    }
    return render_list(
        request,
        "plans/progress.html",
        context,
        lambda: progress_file(plan, day, links.words.values(), shown_lines, said),
    )


def _plan_on_day(request: HttpRequest, code: str) -> tuple[Plan, date, bool]:
    """The plan, the day asked for, and whether the person sees what moved since the signed day.

    By default today, or the plan's last day once it is over.
    """
    plan = access.get_plan(request.user, code)
    if not access.sees_unit(request.user, plan):
        if _read_day(request, "ngay", plan) != plan.baseline_on:
            raise Http404  # the signed day was sent to the communes; what moved since was not
        return plan, plan.baseline_on, False
    if query_text(request, "ngay"):
        return plan, _read_day(request, "ngay", plan), True
    last = term_of(plan.first_year, plan.last_year).last
    return plan, min(timezone.localdate(), last), True


def _read_day(request: HttpRequest, name: str, plan: Plan) -> date:
    """A day up to today, or the baseline day, which may still come: that is also the default."""
    text = query_text(request, name)
    if parse_day(text) == plan.baseline_on:
        return plan.baseline_on
    return day_up_to(text, today=timezone.localdate(), default=plan.baseline_on)


def _read_pace(text: str) -> Pace | None:
    if text and text not in PACES:
        raise Refused(
            f"Tiến độ ‘{shown(text)}’ không có. Chọn một mục ở đầu bảng các xã.",
            status=BAD_REQUEST,
        )
    return PACES.get(text)


def _commune_lines(state: PlanState, term: Term, links: CellLinks) -> Iterator[dict]:
    counts = state.progress.counts(COMMUNE)
    ended = [row.commune for row in state.rows if row.commune.valid_to]
    heirs = read_heirs(ended, state.day)
    for row in state.rows:
        own = {kind: counts[kind][row.commune_id] for kind in Kind}
        found = pace(own[Kind.PLANNED], own[Kind.REACHED], term, state.day)
        yield {
            "row": row,
            "seen_on": seen_on(row.commune, state.day),
            "numbers": links.numbers(own, commune=row.commune.code),
            "pace": found,
            "word": PACE_WORDS[found],
            "heirs": ", ".join(heirs.get(row.commune_id, [])),
        }


def _criterion_lines(state: PlanState, term: Term, links: CellLinks) -> Iterator[dict]:
    counts = state.progress.counts(CRITERION)
    for criterion in state.criteria:
        own = {kind: counts[kind][criterion.pk] for kind in Kind}
        found = pace(own[Kind.PLANNED], own[Kind.REACHED], term, state.day)
        yield {
            "criterion": criterion,
            "numbers": links.numbers(own, criterion=criterion.code),
            "pace": found,
            "word": PACE_WORDS[found],
        }


def _totals(state: PlanState, term: Term, links: CellLinks) -> dict:
    totals = state.progress.totals()
    planned, reached = totals[Kind.PLANNED], totals[Kind.REACHED]
    found = pace(planned, reached, term, state.day)
    return {
        "numbers": links.numbers(totals),
        "pace": found,
        "word": PACE_WORDS[found],
        "planned": planned,
        "planned_address": links.address(Kind.PLANNED),
        "reached": reached,
        "reached_address": links.address(Kind.REACHED),
        "due": due(planned, term, state.day),
        "passed": term.passed(state.day),
        "elapsed_share": round_beside(100 * term.elapsed(state.day), None, 1),
    }


def _pace_counts(lines: list[dict]) -> list[tuple[Pace, str, int]]:
    counts = Counter(line["pace"] for line in lines)
    return [(one, word, counts[one]) for one, word in PACE_WORDS.items() if counts[one]]


def _by_tier(goals: list[GoalState]) -> list[dict]:
    """One table per tier, its goals together by what became of them."""
    tiers: dict[str, list[GoalState]] = {}
    for one in goals:
        tiers.setdefault(one.goal.tier, []).append(one)
    return [
        {
            "tier": tier,
            "name": of_tier[0].goal.get_tier_display(),
            "count": len(of_tier),
            "parts": [
                (found, word, [one for one in of_tier if one.pace is found])
                for found, word in GOAL_WORDS.items()
            ],
        }
        for tier, of_tier in tiers.items()
    ]


def _moves(state: PlanState, since: date) -> dict:
    """From the earlier of the two days to the later, whichever of them was asked for first."""
    later = state if since <= state.day else read_progress(state.plan, since)
    became, fell = read_moves(later, min(since, state.day))
    return {
        "since": since,
        "earlier": min(since, state.day),
        "later": later.day,
        "moves": [("moi-dat", "mới đạt", became), ("khong-con-dat", "không còn đạt", fell)],
    }


@require_safe
def progress_cells(request: HttpRequest, code: str) -> HttpResponse:
    """The cells behind a number: `loai`, and `xa`, `tieu-chi` to narrow them, on the day `ngay`."""
    plan, day, sees_moves = _plan_on_day(request, code)
    kind = _read_kind(query_text(request, "loai"))
    criterion = read_criterion(query_text(request, "tieu-chi"), plan.criteria_set)
    state = read_progress(plan, day)
    row = _read_row(query_text(request, "xa"), state)
    squares = {
        square
        for square in state.progress.of(kind)
        if (row is None or square[COMMUNE] == row.commune_id)
        and (criterion is None or square[CRITERION] == criterion.pk)
    }
    words = CellLinks(plan, day).words
    cells = spoken(state, squares, before=state.before)
    context = {
        "plan": plan,
        "day": day,
        "sees_moves": sees_moves,
        "kind": kind,
        "word": words[kind],
        "kinds": words.items(),
        "rows": state.rows,
        "row": row,
        "criteria": state.criteria,
        "criterion": criterion,
        "cells": cells,
    }
    return render_list(
        request,
        "plans/progress_cells.html",
        context,
        lambda: cells_file(plan, day, words[kind], cells, sees_moves=sees_moves),
    )


def _read_kind(text: str) -> Kind:
    if text and text not in KINDS:
        raise Refused(f"Loại ‘{shown(text)}’ không có. Chọn một loại ở ô lọc.", status=BAD_REQUEST)
    return KINDS.get(text, Kind.PLANNED)


def _read_row(code: str, state: PlanState):
    """The commune's row in the plan, None for all; 404 for one that is not in it."""
    if not code:
        return None
    for row in state.rows:
        if row.commune.code == code:
            return row
    raise Http404
