"""The contents of a plan on one page, and the form of what stands at its head."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from plans import access
from plans.forms.plan import FactsForm
from plans.models import Plan
from plans.sections import read_sections
from plans.services.facts import change_facts, facts_version
from plans.views.answers import CONFLICT, open_plan, posted, take


@require_safe
def contents(request: HttpRequest, code: str) -> HttpResponse:
    plan = access.get_plan(request.user, code)
    office = access.may_edit(request.user, plan)
    context = {
        "plan": plan,
        "sections": list(read_sections(plan)),
        "communes": plan.rows.count(),
        "office": office,
        "may_edit": office and access.is_open(plan),
    }
    return render(request, "plans/contents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def facts_edit(request: HttpRequest, code: str) -> HttpResponse:
    plan = open_plan(request, code)
    version = facts_version(plan)
    seen = request.POST.get("seen", version)
    form = FactsForm(posted(request), instance=plan)
    outcome = take(form, lambda: change_facts(plan=form.instance, seen=seen, by=request.user))
    if outcome.done:
        messages.success(request, "Đã lưu thông tin chung.")
        return redirect(f"{reverse('plans:contents', args=[code])}#thong-tin")
    if outcome.status == CONFLICT:
        seen = facts_version(Plan.objects.get(pk=plan.pk))
    context = {
        "plan": Plan.objects.get(pk=plan.pk) if form.is_bound else plan,
        "form": form,
        "seen": seen,
        "conflicts": outcome.conflicts,
        "title": "Thông tin chung",
        "anchor": "thong-tin",
    }
    return render(request, "plans/part_form.html", context, status=outcome.status)
