"""Who took over whom: the old and new communes of one commune, and merging their figures."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from communes import access, access_carry, grid
from communes.carrying import Move, fingerprint
from communes.cell_words import cell_words
from communes.forms.succession import SuccessionForm
from communes.models import AdministrativeUnit, UnitSuccession
from communes.querysets import UnitQuerySet
from communes.services.carry_over import CONFLICT
from communes.services.merge import checked_merge, merge_statuses
from communes.services.succession import record_succession, void_succession
from communes.sheets import NO_YARDSTICK
from communes.views.carry import say_written
from communes.views.scope import Scope, read_scope
from criteria.rules import Verdict
from ntm_portal.lib.dates import day_up_to, format_day
from ntm_portal.lib.http import query_text
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import upper_first


@require_http_methods(["GET", "HEAD", "POST"])
def succession(request: HttpRequest, code: str) -> HttpResponse:
    commune, day, today = _asked(request, code)
    may_edit = access_carry.may_pass(request.user, commune)
    form, status = None, 200
    if may_edit:
        form = _form(request, commune)
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid() and _record(request, commune, form):
            return redirect(_address("communes:succession", commune, day))
        status = 422
    successions = UnitSuccession.objects
    visible = AdministrativeUnit.objects.visible_to(request.user)
    context = {
        "commune": commune,
        "day": day,
        "form": form,
        "predecessors": successions.predecessors(commune, today),
        "successors": successions.successors(commune, today),
        "visible": set(visible.filter(_related(commune)).values_list("pk", flat=True)),
        "has_ended": commune.valid_to is not None and commune.valid_to < today,
        "offices": set(access_carry.office_units(request.user).values_list("pk", flat=True))
        if may_edit
        else set(),
    }
    return render(request, "communes/succession.html", context, status=status)


def _asked(request: HttpRequest, code: str) -> tuple[AdministrativeUnit, date, date]:
    """The commune, the day that keeps naming it (codes are used again), and today."""
    today = timezone.localdate()
    asked = day_up_to(query_text(request, "ngay"), today=today, default=today)
    commune = access.get_commune(request.user, code, asked)
    ended = commune.valid_to if commune.valid_to and commune.valid_to < today else None
    return commune, ended or asked, today


def _address(name: str, commune: AdministrativeUnit, day: date) -> str:
    return f"{reverse(name, args=[commune.code])}?ngay={day.isoformat()}"


def _related(commune: AdministrativeUnit) -> Q:
    return Q(successions__new=commune) | Q(takeovers__old=commune)


def _form(request: HttpRequest, commune: AdministrativeUnit) -> SuccessionForm:
    first = commune.valid_from or (commune.valid_to and commune.valid_to + timedelta(days=1))
    return SuccessionForm(
        request.POST or None,
        units=_candidates(request.user, commune),
        initial={"starts_on": format_day(first) if first else ""},
    )


def _candidates(user, commune: AdministrativeUnit) -> UnitQuerySet:
    """Communes of the person's offices that have ended, or exist after the page's has.

    The service says which day fits which pair; the list only leaves out what never can.
    """
    others = access_carry.office_units(user).filter(level=commune.level).exclude(pk=commune.pk)
    ended = Q(valid_to__isnull=False)
    if commune.valid_to is not None:
        ended |= Q(valid_to__isnull=True) | Q(valid_to__gt=commune.valid_to)
    return others.filter(ended).select_related("parent").order_by("search_text", "valid_to")


def _record(request: HttpRequest, commune: AdministrativeUnit, form: SuccessionForm) -> bool:
    """Whether the succession was taken; what the service refuses stands on the form."""
    data = dict(form.cleaned_data)
    other = data.pop("other")
    # The one that ends first is the old one.
    old, new = sorted((other, commune), key=lambda unit: unit.valid_to or date.max)
    try:
        record_succession(old=old, new=new, by=request.user, **data)
    except Refused as refused:
        form.add_error(None, refused.message)
        return False
    messages.success(request, f"Đã ghi: {new.full_name} kế thừa {old.full_name}.")
    return True


@require_POST
def succession_void_save(request: HttpRequest, code: str, succession_id: int) -> HttpResponse:
    commune, day, _ = _asked(request, code)
    found = access_carry.get_succession(request.user, commune, succession_id)
    void_succession(succession=found, by=request.user)
    messages.success(request, f"Đã hủy dòng {found.old.full_name} → {found.new.full_name}.")
    return redirect(_address("communes:succession", commune, day))


@dataclass(frozen=True)
class MergeLine:
    """One requirement of the dry run of a merger, as words."""

    move: Move

    @property
    def said(self) -> list[str]:
        """Of each old commune."""
        move = self.move
        return [
            f"{source.commune.full_name}: {cell_words(source.said, move.requirement, move.bound)}"
            for source in move.sources
        ]

    @property
    def outcome(self) -> str:
        if self.move.is_to_measure:
            return "đo lại"
        words = cell_words(self.move.outcome, self.move.requirement, self.move.bound)
        return f"giữ nguyên: {words}" if self.move.is_kept else upper_first(words)

    @property
    def reason(self) -> str:
        """The figure beside the threshold; "" without a figure."""
        figure = self.move.outcome.figure
        if figure is None:
            return ""
        return self.move.yardstick.explain(figure) if self.move.yardstick else NO_YARDSTICK

    @property
    def suggestion(self) -> str:
        """What an unverified threshold says of a figure that nobody has decided about."""
        figure, yardstick = self.move.outcome.figure, self.move.yardstick
        if figure is None or yardstick is None or self.move.outcome.verdict != Verdict.NO_DATA:
            return ""
        suggested = yardstick.suggested(figure)
        return "" if suggested is Verdict.NO_DATA else grid.WORDS[suggested]


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """The dry run of a merger; the button writes exactly that. For the commune's office."""
    commune, _, _ = _asked(request, code)
    if not access_carry.may_pass(request.user, commune):
        raise Http404
    scope = read_scope(request, default_day=_first_day(commune))
    merger, moves = checked_merge(unit=commune, criteria_set=scope.criteria_set, day=scope.day)
    if request.method == "POST":
        return _merge(request, commune, scope)
    context = {
        "commune": commune,
        "scope": scope,
        "merger": merger,
        "lines": [MergeLine(move) for move in moves],
        "written_count": sum(move.is_written for move in moves),
        "seen": fingerprint(moves),
    }
    return render(request, "communes/merge.html", context)


def _first_day(commune: AdministrativeUnit) -> date | None:
    """The day of the last succession: figures are merged for the first day of the whole."""
    days = UnitSuccession.objects.standing().filter(new=commune).values_list("starts_on", flat=True)
    return max(days, default=None)


def _merge(request: HttpRequest, commune: AdministrativeUnit, scope: Scope) -> HttpResponse:
    try:
        run = merge_statuses(
            unit=commune,
            criteria_set=scope.criteria_set,
            day=scope.day,
            today=scope.today,
            seen=request.POST.get("seen", ""),
            by=request.user,
        )
    except Refused as refused:
        if refused.status != CONFLICT:
            raise
        messages.error(request, refused.message)
        return redirect(f"{reverse('communes:merge', args=[commune.code])}?{scope.query()}")
    say_written(request, run)
    return redirect("communes:carry_list")
