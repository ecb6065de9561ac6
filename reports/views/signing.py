"""The signature: what the office copies from the paper, after one more look at the plan."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assignments.checking import check_plan
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from plans.access import get_plan, parties
from plans.appendix_list import appendices_of
from plans.models import Plan
from plans.step_rules import Step, may_take, open_steps
from plans.views.steps import read_seen, seen_step
from reports.forms.signing import SignatureForm
from reports.services.signing import sign_plan

FACTS = ("number", "signed_on", "signer", "signer_title")


@require_http_methods(["GET", "HEAD", "POST"])
def plan_sign(request: HttpRequest, plan: str) -> HttpResponse:
    found = get_plan(request.user, plan)
    held = parties(request.user, found)
    if not may_take(held, Step.SIGNED):
        raise Http404
    form = _form(request, found)
    status = 200
    if form.is_bound:
        status = 422
    if form.is_bound and form.is_valid():
        try:
            sign_plan(
                plan=found,
                signature=form.signature(),
                seen=read_seen(request),
                parties=held,
                today=timezone.localdate(),
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            messages.success(request, "Đã ghi văn bản đã ký; các phụ lục được lưu nguyên như vậy.")
            return redirect("plans:plan_detail", plan)
    stored = get_plan(request.user, plan)
    context = {
        "plan": stored,
        "open": Step.SIGNED in open_steps(stored.status, held),
        "form": form,
        "seen": seen_step(stored),
        "appendices": appendices_of(stored),
        "findings": check_plan(stored),
    }
    return render(request, "reports/plan_sign.html", context, status=status)


def _form(request: HttpRequest, plan: Plan) -> SignatureForm:
    """Filled with what the draft says already."""
    if request.method == "POST":
        return SignatureForm(request.POST)
    standing = {name: getattr(plan, name) for name in FACTS}
    if plan.signed_on:
        standing["signed_on"] = format_day(plan.signed_on)
    return SignatureForm(initial=standing)
