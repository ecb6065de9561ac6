"""Tải biểu mẫu Excel: what the communes of a plan promise, as a form that comes back."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ntm_portal.lib.form_files import form_response
from plans.resources.scopes import chosen_plan
from plans.resources.target_scope import target_scope
from plans.sheet_forms import target_form


@require_safe
def plan_target_form(request: HttpRequest, code: str) -> HttpResponse:
    """Of a draft, for its office: whoever else has it cannot bring it back."""
    plan = chosen_plan(request.user, {"plan": code})
    return form_response(target_form(target_scope(request.user, plan, timezone.localdate())))
