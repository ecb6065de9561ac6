"""Tải biểu mẫu Excel: the work of a plan, as a form that comes back."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from assignments.sheet_forms import work_form
from ntm_portal.lib.form_files import form_response
from plans.resources.scopes import chosen_plan


@require_safe
def plan_work_form(request: HttpRequest, code: str) -> HttpResponse:
    """Of a draft, for its office: whoever else has it cannot bring it back."""
    return form_response(work_form(chosen_plan(request.user, {"plan": code})))
