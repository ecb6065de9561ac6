"""The receipt of an import, and taking it back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ntm_portal.lib.sheet_kinds import State
from reports import access_imports as access
from reports.import_kinds import KINDS
from reports.querysets import KEPT_FOR
from reports.services.import_process import is_interrupted
from reports.services.imports import may_undo, undo_run
from reports.views.imports_start import address


@require_safe
def import_receipt(request: HttpRequest, run: str) -> HttpResponse:
    found = access.get_receipt(request.user, run)
    now = timezone.now()
    context = {
        "run": found,
        "kind": KINDS[found.kind].name if found.kind in KINDS else found.kind,
        "counts": [
            (state.value, found.counts[state.name])
            for state in State
            if found.counts.get(state.name)
        ],
        "may_undo": found.by == request.user and may_undo(found, now),
        "until": found.done_at + KEPT_FOR,
        "interrupted": is_interrupted(found, now),
    }
    return render(request, "reports/import_receipt.html", context)


@require_POST
def import_undo(request: HttpRequest, run: str) -> HttpResponse:
    found = access.get_run(request.user, run)
    today = timezone.localdate()
    undo_run(run=found, kinds=access.offered_kinds(request.user, today), today=today)
    return redirect(address(found))
