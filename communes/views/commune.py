"""The list of communes, and one commune with all criteria."""

from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from communes import access, grid
from communes.boards import MET, Square, read_board
from communes.forms import cells as forms
from communes.models import AdministrativeUnit, StatusEntry, UnitSuccession, VerdictChoice
from communes.services.status import Change, StaleCells, record_statuses
from communes.tiers import recognised_standings
from communes.views.board import grid_context
from communes.views.filters import areas, read_filters
from communes.views.list_files import communes_file
from communes.views.scope import Scope, read_commune_scope, read_scope
from communes.views.standings import sets_of_period, shown_standings
from criteria.figures import said_text
from criteria.models import Requirement
from ntm_portal.lib.dates import day_up_to
from ntm_portal.lib.http import query_text
from ntm_portal.lib.lists_out import render_list


@dataclass(frozen=True)
class Line:
    """One criterion of a commune: both voices, and whose column the reader has.

    mine: the voice in which the reader writes, for readers the official one; beside: the other.
    entry, beside_entry: the rows behind them, None where nobody has said anything.
    """

    criterion: Requirement
    official: Square
    assessed: Square
    mine: Square
    beside: Square
    entry: StatusEntry | None
    beside_entry: StatusEntry | None

    @property
    def official_word(self) -> str:
        return grid.WORDS[self.official.state]

    @property
    def assessed_word(self) -> str:
        return grid.WORDS[self.assessed.state]

    @property
    def mine_word(self) -> str:
        return grid.WORDS[self.mine.state]

    @property
    def beside_word(self) -> str:
        return grid.WORDS[self.beside.state]


@require_safe
def commune_list(request: HttpRequest) -> HttpResponse:
    """Communes that exist on the day, with how many criteria each meets."""
    scope = read_scope(request)
    filters = read_filters(request, scope)
    visible = access.visible_communes(request.user, scope.day).select_related("parent")
    units = filters.units(visible)
    full = read_board(communes=units, criteria_set=scope.criteria_set, day=scope.day)
    rows = [(one, len(full.met_criteria(one))) for one in filters.board(full).communes]
    context = {
        "scope": scope,
        "filters": filters,
        "areas": areas(visible),
        "state_word": grid.WORDS.get(filters.state, ""),
        "all_states": filters.query(trang_thai="", tieu_chi=""),
        "rows": rows,
        "criteria_count": len(full.criteria),
    }
    return render_list(
        request,
        "communes/commune_list.html",
        context,
        lambda: communes_file(filters, rows, len(full.criteria)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def commune_detail(request: HttpRequest, code: str) -> HttpResponse:
    today = timezone.localdate()
    asked = day_up_to(query_text(request, "ngay"), today=today, default=today)
    commune = access.get_commune(request.user, code, asked)
    scope = read_commune_scope(request, commune)
    voice = access.voice_on(
        request.user, commune, criteria_set=scope.criteria_set, day=scope.day, asked=scope.voice
    )
    lines = _lines(commune, scope, voice)
    if request.method == "POST":
        return _save_plain_form(request, commune, scope, voice, lines)
    state = forms.read_state(query_text(request, "trang-thai"))
    counts = Counter(line.mine.state for line in lines)
    recognised = recognised_standings(
        commune=commune, criteria_sets=sets_of_period(scope), day=scope.day
    )
    context = {
        "commune": commune,
        "scope": scope,
        "recognised": shown_standings(commune, recognised, scope),
        "lines": [line for line in lines if not state or line.mine.state == state],
        "state": state,
        "states": VerdictChoice.choices,
        "counts": [(value, label, counts[value]) for value, label in VerdictChoice.choices],
        "criteria_count": len(lines),
        "met_count": counts[MET],
        "official_met_count": sum(line.official.state == MET for line in lines),
        "voice": voice,
        "speaks_as_commune": voice == StatusEntry.Voice.SELF,
        "successors": UnitSuccession.objects.successors(commune, today),
        "on_behalf": access.is_on_behalf(request.user, commune, voice),
        "disagreements": [line for line in lines if line.official.disagrees],
        **grid_context(scope),
    }
    return render(request, "communes/commune_detail.html", context)


def _lines(commune: AdministrativeUnit, scope: Scope, voice: str | None) -> list[Line]:
    official = read_board(communes=[commune], criteria_set=scope.criteria_set, day=scope.day)
    assessed = read_board(
        communes=[commune], criteria_set=scope.criteria_set, day=scope.day, official=False
    )
    own, other = official, assessed
    if voice == StatusEntry.Voice.SELF:
        own, other = assessed, official
    squares = [*official.squares.values(), *assessed.squares.values()]
    versions = [square.version for square in squares if square.version]
    entries = StatusEntry.objects.select_related("recorded_by").in_bulk(versions)
    return [
        Line(
            criterion=criterion,
            official=official.square(commune, criterion),
            assessed=assessed.square(commune, criterion),
            mine=own.square(commune, criterion),
            beside=other.square(commune, criterion),
            entry=entries.get(own.square(commune, criterion).version),
            beside_entry=entries.get(other.square(commune, criterion).version),
        )
        for criterion in official.criteria
    ]


def _save_plain_form(
    request: HttpRequest,
    commune: AdministrativeUnit,
    scope: Scope,
    voice: str | None,
    lines: list[Line],
) -> HttpResponse:
    """The form of a browser without script: one select per criterion, one button."""
    if voice is None:
        raise Http404
    changes = []
    for line in lines:
        chosen = request.POST.get(f"state-{line.criterion.pk}")
        was = request.POST.get(f"was-{line.criterion.pk}")
        if chosen is None or chosen == was:
            continue
        seen = request.POST.get(f"seen-{line.criterion.pk}", "")
        line.criterion.criteria_set = scope.criteria_set
        changes.append(Change(commune, line.criterion, chosen, forms.read_version(seen)))
    address = f"{reverse('communes:commune_detail', args=[commune.code])}?{scope.query()}"
    if not changes:
        messages.info(request, "Không có ô nào thay đổi.")
        return redirect(address)
    try:
        record_statuses(
            changes=changes, day=scope.day, today=scope.today, voice=voice, by=request.user
        )
    except StaleCells as stale:
        for conflict in stale.conflicts:
            messages.error(request, conflict_sentence(conflict))
        messages.error(request, "Chưa lưu ô nào. Xem lại bảng dưới đây rồi sửa tiếp.")
        return redirect(address)
    messages.success(request, f"Đã lưu {len(changes)} tiêu chí.")
    return redirect(address)


def conflict_sentence(conflict) -> str:
    newest = conflict.newest
    wanted = _said(conflict.change)
    if newest is None:  # a version that was never given out
        return f"{conflict.change.place}: trang đã cũ, bạn định ghi {wanted}. Xem lại rồi lưu."
    at = timezone.localtime(newest.recorded_at)
    return (
        f"{conflict.change.place}: {newest.recorded_by} vừa đổi thành "
        f"{_said(newest)} lúc {at:%H:%M %d/%m/%Y}; bạn định ghi {wanted}."
    )


def _said(one: Change | StatusEntry) -> str:
    """The figure with the sign of a verdict that a person decided; without a figure, the word."""
    return said_text(one.said) if one.figure else grid.WORDS[one.verdict]
