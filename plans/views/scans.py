"""Scans of a signed plan: hand one in, read one."""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ntm_portal.lib import kept_files
from ntm_portal.lib.file_kinds import MOST_BYTES
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown
from plans import access
from plans.forms.scan import ScanForm
from plans.services.scans import add_scan
from plans.step_rules import Party
from plans.views.answers import take


@require_http_methods(["GET", "HEAD", "POST"])
def scan_add(request: HttpRequest, code: str) -> HttpResponse:
    plan = access.get_plan(request.user, code)
    if Party.OFFICE not in access.parties(request.user, plan):
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ScanForm(*sent)

    def act() -> None:
        file = form.cleaned_data["file"]
        # Of a file that is too big only what shows it is read.
        content = file.read(MOST_BYTES + 1)
        add_scan(plan=plan, file_name=file.name, content=content, by=request.user)

    outcome = take(form, act)
    if outcome.done:
        messages.success(request, "Đã lưu bản quét.")
        return redirect("plans:plan_detail", plan.code)
    context = {"plan": plan, "form": form, "is_paper": plan.status in access.PAPER}
    return render(request, "plans/scan.html", context, status=outcome.status)


@require_safe
def scan_file(request: HttpRequest, code: str, scan_id: int) -> HttpResponse:
    """Always a download: the browser neither shows it nor guesses what it is."""
    _, scan = access.get_scan(request.user, code, scan_id)
    try:
        file = kept_files.open_kept(settings.EVIDENCE_DIR, scan.stored_as, scan.sha256)
    except kept_files.LostFile as error:
        raise Refused(
            f"Tệp ‘{shown(scan.file_name)}’ trên máy chủ bị mất hoặc hỏng. "
            "Báo quản trị viên khôi phục từ bản sao lưu.",
            status=410,
        ) from error
    return FileResponse(
        file, as_attachment=True, filename=scan.file_name, content_type=scan.content_type
    )
