"""The table of a plan's work, pasted: first what would come of it, then all of it at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assignments.forms.work import PasteForm
from assignments.paste_preview import preview
from assignments.pasting_rules import read_block
from assignments.services.work_lists import add_block
from ntm_portal.lib.refusals import Refused
from plans.services.history import version
from plans.views.answers import UNPROCESSABLE, open_plan, posted


@require_http_methods(["GET", "HEAD", "POST"])
def work_paste(request: HttpRequest, code: str) -> HttpResponse:
    """Stores only what has been shown: another text, or another section, is shown first."""
    plan = open_plan(request, code)
    last = plan.work_sections.order_by("position", "pk").last()
    form = PasteForm(posted(request), plan=plan, initial={"into": last})
    context: dict[str, object] = {"plan": plan, "form": form}
    status = 200
    if form.is_bound and form.is_valid():
        text, into = form.cleaned_data["block"], form.cleaned_data["into"]
        token = version(text, str(into and into.pk))
        try:
            block = read_block(text)
            if "store" in request.POST and request.POST.get("seen") == token:
                count = add_block(plan=plan, block=block, into=into, by=request.user)
                messages.success(request, f"Đã thêm {count} việc.")
                return redirect("assignments:work_list", code)
            context |= {"preview": preview(plan, block, into), "seen": token}
        except Refused as refusal:
            form.add_error("block", refusal.message)
            status = UNPROCESSABLE
    elif form.is_bound:
        status = UNPROCESSABLE
    return render(request, "assignments/work_paste.html", context, status=status)
