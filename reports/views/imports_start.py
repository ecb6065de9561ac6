"""Handing in: a file or a pasted block; where an import stands; going on, dropping it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import upper_first
from reports import access_imports as access
from reports.forms.imports import HandInForm
from reports.import_kinds import KINDS
from reports.models import ImportRun
from reports.services.import_process import is_interrupted
from reports.services.imports import discard_run, retry_run, start_run

State = ImportRun.State
MOST_SHOWN = 20
NOTHING_WRITTEN = {
    State.UNDOING: "Bị gián đoạn – chưa hoàn tác dòng nào.",
    **dict.fromkeys(
        (State.READING, State.CHECKING, State.WRITING), "Bị gián đoạn – chưa ghi dòng nào."
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """Hand in a file, and the imports that one has begun."""
    today = timezone.localdate()
    kinds = access.offered_kinds(request.user, today)
    form, status = HandInForm(), 200
    if request.method == "POST":
        if not kinds:
            raise Http404
        form, status = HandInForm(request.POST, request.FILES), 422
        if form.is_valid():
            try:
                run = start_run(
                    name=form.name,
                    content=form.content,
                    is_block=form.is_block,
                    kinds=kinds,
                    today=today,
                    by=request.user,
                )
            except Refused as refusal:
                form.add_error("block" if form.is_block else "file", refusal.message)
                status = refusal.status
            else:
                return redirect(address(run))
    runs = list(access.own_runs(request.user)[:MOST_SHOWN])
    context = {"form": form, "kinds": list(kinds.values()), "runs": [listed(run) for run in runs]}
    return render(request, "reports/import_list.html", context, status=status)


def listed(run: ImportRun) -> dict[str, object]:
    now = timezone.now()
    return {
        "run": run,
        "kind": KINDS[run.kind].name if run.kind in KINDS else "",
        "address": address(run),
        "interrupted": is_interrupted(run, now),
    }


def address(run: ImportRun) -> str:
    """Where the run goes on: the page of what it waits for."""
    if run.is_working or run.state == State.FAILED:
        return reverse("reports:import_run", args=[run.uuid])
    if run.is_written:
        return reverse("reports:import_receipt", args=[run.uuid])
    if run.state == State.READY:
        return reverse("reports:import_preview", args=[run.uuid])
    page = "import_columns" if run.scope_digest else "import_sheet"
    return reverse(f"reports:{page}", args=[run.uuid])


@require_safe
def import_run(request: HttpRequest, run: str) -> HttpResponse:
    """Progress while something goes on, what happened where it broke; else its next page."""
    found = access.get_run(request.user, run)
    there = address(found)
    if there != reverse("reports:import_run", args=[found.uuid]):
        return redirect(there)
    context = {"run": found, "said": _said(found)}
    return render(request, "reports/import_run.html", context)


@require_safe
def import_state(request: HttpRequest, run: str) -> HttpResponse:
    """The same for the script of the progress page."""
    found = access.get_run(request.user, run)
    return JsonResponse(_said(found) | {"address": address(found)})


def _said(run: ImportRun) -> dict[str, object]:
    """goes_on: it is worth asking again."""
    now = timezone.now()
    broken = is_interrupted(run, now)
    words = run.get_state_display()
    if broken:
        words = NOTHING_WRITTEN[State(run.state)]
    elif run.state == State.FAILED:
        words = run.fault
    seconds = int((now - run.beat_at).total_seconds()) if run.beat_at else 0
    goes_on = run.is_working and not broken
    return {
        "goes_on": goes_on,
        "interrupted": broken,
        "words": upper_first(words),
        "seconds": max(seconds, 0),
    }


@require_POST
def import_retry(request: HttpRequest, run: str) -> HttpResponse:
    found = access.get_run(request.user, run)
    today = timezone.localdate()
    retry_run(run=found, kinds=access.offered_kinds(request.user, today), today=today)
    return redirect(address(found))


@require_POST
def import_discard(request: HttpRequest, run: str) -> HttpResponse:
    found = access.get_run(request.user, run)
    name = found.file_name
    discard_run(run=found)
    messages.success(request, f"Đã bỏ ‘{name}’, chưa ghi gì.")
    return redirect("reports:import_list")
