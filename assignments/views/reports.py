"""Reports of the person who is signed in, and one report: read, written, sent."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assignments.access_reports import get_party, own_parties, speaking_of
from assignments.forms.reporting import ReportForm, kept_words
from assignments.models import Report, ReportingParty
from assignments.report_figures import Figures, read_figures
from assignments.reporting import read_lines
from assignments.reporting_rules import Standing
from assignments.services.reports import StaleReport, send_report
from assignments.views.list_files import reports_file
from communes.models import AdministrativeUnit
from ntm_portal.lib.dates import day_up_to
from ntm_portal.lib.http import query_text
from ntm_portal.lib.lists_out import render_list
from ntm_portal.lib.refusals import Refused
from plans.access import may_edit, sees_unit
from plans.models import Plan

UNPROCESSABLE, CONFLICT = 422, 409


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """What the person's agencies and communes owe, as of `ngay`; the late ones first."""
    today = timezone.localdate()
    day = day_up_to(query_text(request, "ngay"), today=today, default=today)
    speaking = speaking_of(request.user, day)
    lines = read_lines(own_parties(request.user, speaking), day)
    begun = [line for line in lines if line.cycle.first_on <= day]
    unsent = [line for line in begun if not line.is_sent]
    context = {
        "day": day,
        "today": today,
        "to_send": sorted(unsent, key=lambda line: line.until),
        "late_count": sum(line.standing is Standing.MISSING for line in unsent),
        "coming": [line for line in lines if line.cycle.first_on > day],
        "sent": [line for line in reversed(begun) if line.is_sent],
        "plans": _plans(request),
    }
    return render_list(
        request,
        "assignments/report_list.html",
        context,
        lambda: reports_file(
            [*context["to_send"], *context["sent"], *context["coming"]], "của tôi", day
        ),
    )


def _plans(request: HttpRequest) -> list[Plan]:
    """Plans with cycles whose reports the person may read all."""
    units = AdministrativeUnit.objects.visible_to(request.user)
    plans = Plan.objects.visible_to(request.user).exclude(status=Plan.Status.SUPERSEDED)
    return list(plans.filter(unit__in=units, reporting_cycles__isnull=False).distinct())


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, cycle_id: int, who: str) -> HttpResponse:
    """`ban`: an older version by its number. Sent by whoever speaks for the party or the office."""
    today = timezone.localdate()
    party, speaking = get_party(request.user, cycle_id, who, today)
    is_own = speaking.is_for(party)
    if not is_own and not may_edit(request.user, party.cycle.plan):
        if request.method == "POST":
            raise Http404
        return _page(request, party, None, is_own=False)
    newest = _versions(party).last()
    if request.method != "POST":
        form = ReportForm(initial=kept_words(newest) if newest else None)
        return _page(request, party, form, is_own=is_own)
    form = ReportForm(request.POST)
    seen = _read_seen(request.POST.get("seen", ""))
    if not form.is_valid():
        return _page(request, party, form, is_own=is_own, status=UNPROCESSABLE)
    try:
        sent = send_report(
            party=party,
            words=form.words,
            correction=form.cleaned_data["correction"],
            received_on=form.cleaned_data["received_on"],
            seen=seen,
            today=today,
            by=request.user,
        )
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return _page(request, party, form, is_own=is_own, status=refusal.status)
    except StaleReport as stale:
        return _page(request, party, form, is_own=is_own, stale=stale, status=CONFLICT)
    done = "Đã gửi bản sửa" if sent.number > 1 else "Đã gửi"
    messages.success(request, f"{done} báo cáo {party.cycle.period.words} của {party.name}.")
    return redirect(request.path)


def _versions(party: ReportingParty):
    return party.reports.select_related("sent_by").order_by("number")


def _read_seen(text: str) -> int:
    """Number of the version that the form was opened over; -1 for what no form of ours sends."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else -1


def _page(
    request: HttpRequest,
    party: ReportingParty,
    form: ReportForm | None,
    *,
    is_own: bool,
    stale: StaleReport | None = None,
    status: int = 200,
) -> HttpResponse:
    """form: None for whoever only reads."""
    today, cycle = timezone.localdate(), party.cycle
    versions = list(_versions(party))
    shown = _chosen(versions, query_text(request, "ban"))
    may_send = _may_send(party, today) and form is not None
    fresh = read_figures(party, today) if may_send or shown is None else None
    (line,) = read_lines([party.pk], today)
    context = {
        "plan": cycle.plan,
        "cycle": cycle,
        "party": party,
        "line": line,
        "today": today,
        "versions": versions,
        "shown": shown,
        "figures": Figures.from_json(shown.figures) if shown else fresh,
        "fresh": fresh,
        "form": form if may_send else None,
        "on_behalf": form is not None and not is_own,
        "has_begun": cycle.first_on <= today,
        "seen": versions[-1].number if versions else 0,
        "stale": stale,
        "sees_all": sees_unit(request.user, cycle.plan),
    }
    return render(request, "assignments/report.html", context, status=status)


def _may_send(party: ReportingParty, today: date) -> bool:
    cycle = party.cycle
    is_open = not cycle.is_closed and cycle.plan.status != Plan.Status.SUPERSEDED
    return is_open and cycle.first_on <= today


def _chosen(versions: list[Report], number: str) -> Report | None:
    """The version that the address names, else the newest. Raises Http404 for one of nothing."""
    if not number:
        return versions[-1] if versions else None
    for one in versions:
        if str(one.number) == number:
            return one
    raise Http404
