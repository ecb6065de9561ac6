"""Nhật ký thay đổi: the whole trail, for administrators."""

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.audit.page import page_of
from accounts.audit.verifying import read_head
from accounts.models import AuditEntry


@require_safe
def audit_list(request: HttpRequest) -> HttpResponse:
    if not request.user.is_staff:
        raise Http404
    context = {"head": read_head(connection), **page_of(request, AuditEntry.objects.all())}
    return render(request, "accounts/audit_list.html", context)
