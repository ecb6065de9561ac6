"""Nhật ký thay đổi: the whole trail, for administrators."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.audit.access import get_trail
from accounts.audit.page import page_of
from accounts.audit.verifying import read_head


@require_safe
def audit_list(request: HttpRequest) -> HttpResponse:
    trail = get_trail(request.user)
    context = {"head": read_head(connection), **page_of(request, trail)}
    return render(request, "accounts/audit_list.html", context)
