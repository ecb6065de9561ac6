"""The steps of a plan before its signature: each asks once more before it is taken."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import User
from ntm_portal.lib.refusals import Refused
from plans import access
from plans.models import Plan
from plans.services.steps import take_step
from plans.step_rules import Party, Step, may_take, open_steps


@dataclass(frozen=True)
class Words:
    """address: name of the page. button: what is done. means: what follows from it."""

    address: str
    button: str
    means: str
    done: str


WORDS = {
    Step.SUBMITTED: Words(
        "plans:step_submit",
        "Trình lãnh đạo",
        "Khi đã trình, không ai sửa được kế hoạch cho đến khi lãnh đạo trả lại.",
        "Đã trình lãnh đạo.",
    ),
    Step.APPROVED: Words(
        "plans:step_approve",
        "Duyệt",
        "Kế hoạch giữ nguyên như đang hiện; văn phòng sẽ ghi số, ngày và người ký.",
        "Đã duyệt.",
    ),
    Step.RETURNED: Words(
        "plans:step_return",
        "Trả lại",
        "Kế hoạch trở về dự thảo để văn phòng sửa rồi trình lại.",
        "Đã trả lại văn phòng.",
    ),
    Step.SIGNED: Words("reports:plan_sign", "Ghi văn bản đã ký", "", ""),
}
ORDER = (Step.SUBMITTED, Step.APPROVED, Step.RETURNED, Step.SIGNED)


@require_http_methods(["GET", "HEAD", "POST"])
def step_submit(request: HttpRequest, code: str) -> HttpResponse:
    return _step(request, code, Step.SUBMITTED)


@require_http_methods(["GET", "HEAD", "POST"])
def step_approve(request: HttpRequest, code: str) -> HttpResponse:
    return _step(request, code, Step.APPROVED)


@require_http_methods(["GET", "HEAD", "POST"])
def step_return(request: HttpRequest, code: str) -> HttpResponse:
    return _step(request, code, Step.RETURNED)


def _step(request: HttpRequest, code: str, step: Step) -> HttpResponse:
    plan = access.get_plan(request.user, code)
    parties = access.parties(request.user, plan)
    if not may_take(parties, step):
        raise Http404
    warning, status = "", 200
    if request.method == "POST":
        try:
            take_step(
                plan=plan,
                step=step,
                remark=request.POST.get("remark", ""),
                seen=read_seen(request),
                parties=parties,
                by=request.user,
            )
        except Refused as refusal:
            warning, status = refusal.message, refusal.status
        else:
            messages.success(request, WORDS[step].done)
            return redirect("plans:plan_detail", plan.code)
    context = {
        "plan": plan,
        "step": step,
        "words": WORDS[step],
        "open": step in open_steps(plan.status, parties),
        "seen": seen_step(plan),
        "remark": request.POST.get("remark", ""),
        "warning": warning,
    }
    return render(request, "plans/step.html", context, status=status)


def seen_step(plan: Plan) -> int:
    """What a form carries: id of the newest step, 0 for none."""
    newest = plan.steps.first()
    return newest.pk if newest else 0


def read_seen(request: HttpRequest) -> int:
    """As sent back by the form; what is no number is a step that nobody has taken."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else -1


def signing(user: User, plan: Plan) -> dict:
    """What the page of a plan shows of its way to the signature."""
    parties = access.parties(user, plan)
    offered = open_steps(plan.status, parties)
    is_paper = plan.status in access.PAPER
    return {
        "steps": plan.steps.select_related("by"),
        "offered": [WORDS[step] for step in ORDER if step in offered],
        "is_paper": is_paper,
        "scans": plan.scans.select_related("added_by") if is_paper else (),
        "may_scan": is_paper and Party.OFFICE in parties,
        "may_compare": is_paper and access.sees_unit(user, plan),
        "replacements": plan.replacements.visible_to(user),
    }
