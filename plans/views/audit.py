"""Nhật ký thay đổi of one plan and of everything in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.audit.belonging import entries_about
from accounts.audit.page import page_of
from plans import access


@require_safe
def plan_audit(request: HttpRequest, code: str) -> HttpResponse:
    plan = access.get_plan_to_audit(request.user, code)
    context = {"plan": plan, **page_of(request, entries_about(plan))}
    return render(request, "plans/plan_audit.html", context)
