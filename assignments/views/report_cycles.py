"""The office's side of reporting: makes cycles, merges the reports of one, closes it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assignments.access_reports import get_cycle, get_plan_to_report, get_reported_plan
from assignments.duties import read_calendar
from assignments.forms.reporting import (
    HOW_WORDS,
    KIND_WORDS,
    KINDS,
    MONTH_WORDS,
    CyclesAsked,
    SummaryForm,
    kept_words,
    read_cycles,
    read_periods,
)
from assignments.models import Agency, ReportingCycle
from assignments.reporting import (
    Candidates,
    SummaryLine,
    newest_summary,
    read_candidates,
    read_lines,
    read_merged,
)
from assignments.services.reporting import close_cycle, make_cycles, open_cycle
from assignments.services.summaries import issue_summary, save_summary
from communes.models import AdministrativeUnit
from ntm_portal.lib.http import query_text
from ntm_portal.lib.refusals import Refused
from plans.access import may_edit
from plans.models import Plan

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def cycles_make(request: HttpRequest, code: str) -> HttpResponse:
    """The query holds what is looked at: `loai`, `nam`, `ngay-gui`, `cach`, `thang`."""
    plan = get_plan_to_report(request.user, code)
    candidates = read_candidates(plan, timezone.localdate())
    if request.method != "POST":
        asked = read_cycles(request.GET, plan)
        return _make_page(request, plan, asked, candidates)
    asked = read_cycles(request.POST, plan)
    agencies, communes = _chosen(request, "co-quan"), _chosen(request, "xa")
    try:
        made = make_cycles(
            plan=plan,
            periods=read_periods(request.POST.getlist("ky"), asked),
            deadline=asked.deadline,
            agencies=list(Agency.objects.filter(pk__in=agencies)),
            communes=list(AdministrativeUnit.objects.filter(pk__in=communes)),
            by=request.user,
        )
    except Refused as refusal:
        chosen = {"agencies": agencies, "communes": communes, "keys": request.POST.getlist("ky")}
        return _make_page(request, plan, asked, candidates, refusal=refusal, chosen=chosen)
    messages.success(request, f"Đã lập {len(made)} kỳ báo cáo {KIND_WORDS[asked.kind]}.")
    return redirect("assignments:report_board", plan.code)


def _chosen(request: HttpRequest, name: str) -> list[int]:
    """Ids that were ticked; 0, which none has, for what no page of ours sends."""
    return [
        int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else 0
        for text in request.POST.getlist(name)
    ]


def _make_page(
    request: HttpRequest,
    plan: Plan,
    asked: CyclesAsked,
    candidates: Candidates,
    *,
    refusal: Refused | None = None,
    chosen: dict | None = None,
) -> HttpResponse:
    """chosen: what was ticked when it was refused; at first every period that is not there yet."""
    calendar = read_calendar()
    kind = KINDS[asked.kind].value
    standing = set(plan.reporting_cycles.filter(kind=kind).values_list("first_on", flat=True))
    offered = []
    for period in asked.periods:
        due_on, is_there = asked.deadline.due_on(period), period.first in standing
        offered.append(
            {
                "period": period,
                "due_on": due_on,
                "until": calendar.in_time_until(due_on),
                "is_there": is_there,
                "is_chosen": period.key in chosen["keys"] if chosen else not is_there,
            }
        )
    agencies = chosen["agencies"] if chosen else candidates.leading
    communes = chosen["communes"] if chosen else [one.pk for one in candidates.communes]
    context = {
        "plan": plan,
        "asked": asked,
        "years": range(plan.first_year, plan.last_year + 1),
        "kinds": KIND_WORDS.items(),
        "hows": HOW_WORDS.items(),
        "months": MONTH_WORDS.items(),
        "offered": offered,
        "all_there": all(one["is_there"] for one in offered),
        "agencies": [(one, one.pk in agencies) for one in candidates.agencies],
        "communes": [(one, one.pk in communes) for one in candidates.communes],
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "assignments/report_cycles_make.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def report_cycle(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """One cycle: who sent, the figures of the log, all words together; `gop` merges them anew."""
    plan = get_reported_plan(request.user, code)
    cycle = get_cycle(plan, period)
    is_office = may_edit(request.user, plan)
    if request.method != "POST":
        return _cycle_page(request, cycle, is_office=is_office)
    if not is_office:
        raise Http404
    form = SummaryForm(request.POST)
    if not form.is_valid():
        return _cycle_page(request, cycle, form, is_office=True, status=UNPROCESSABLE)
    told = {"cycle": cycle, "words": form.words, "seen": _read_seen(request), "by": request.user}
    try:
        if request.POST.get("step") == "issue":
            issue_summary(**told, today=timezone.localdate())
            messages.success(request, f"Đã phát hành báo cáo tổng hợp {cycle.period.words}.")
        else:
            save_summary(**told)
            messages.success(request, "Đã lưu báo cáo tổng hợp.")
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return _cycle_page(request, cycle, form, is_office=True, status=refusal.status)
    return redirect(request.path)


def _read_seen(request: HttpRequest) -> int:
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else -1


def _cycle_page(
    request: HttpRequest,
    cycle: ReportingCycle,
    form: SummaryForm | None = None,
    *,
    is_office: bool,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    summary = newest_summary(cycle)
    merged = read_merged(cycle, today)
    issued = summary if summary and summary.is_issued else None
    if form is None:
        anew = query_text(request, "gop") or summary is None
        form = SummaryForm(initial=merged.words if anew else kept_words(summary))
    table = [SummaryLine.from_json(line) for line in issued.lines] if issued else merged.lines
    lines = read_lines(cycle.parties.all(), today)
    context = {
        "plan": cycle.plan,
        "cycle": cycle,
        "today": today,
        "day": merged.day,
        "pairs": list(zip(lines, table, strict=False)),
        "whole": table[-1],
        "sent_count": sum(line.is_sent for line in lines),
        "differing": [line for line in table if line.says],
        "summary": summary,
        "issued": issued,
        "form": form if is_office and not issued else None,
        "is_office": is_office,
        "merged": merged,
        "board": reverse("assignments:report_board", args=[cycle.plan.code]),
    }
    return render(request, "assignments/report_cycle.html", context, status=status)


@require_POST
def cycle_step_save(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """`step`: close, so that nothing is sent any more, or open again."""
    plan = get_plan_to_report(request.user, code)
    cycle = get_cycle(plan, period)
    if request.POST.get("step") == "open":
        open_cycle(cycle=cycle, by=request.user)
        messages.success(request, f"Đã mở lại kỳ {cycle.period.words}.")
    else:
        close_cycle(cycle=cycle, by=request.user)
        messages.success(request, f"Đã đóng kỳ {cycle.period.words}: không nhận báo cáo nữa.")
    return redirect("assignments:report_cycle", plan.code, cycle.key)
