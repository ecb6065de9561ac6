"""Thực trạng và giải pháp: one commune of a single-commune plan, criterion by criterion."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assignments.situation import read_situation
from plans import access


@require_safe
def situation(request: HttpRequest, code: str, commune_code: str) -> HttpResponse:
    row = access.get_situation_row(request.user, code, commune_code)
    is_office = access.may_edit(request.user, row.plan)
    may_edit = is_office and access.is_open(row.plan)
    sections = read_situation(row)
    context = {
        "row": row,
        "plan": row.plan,
        # Who writes sees the gaps as well.
        "sections": [one for one in sections if may_edit or not one.is_empty],
        "may_edit": may_edit,
        "is_signed": is_office and not may_edit,
    }
    return render(request, "assignments/situation.html", context)
