"""Pages that belong to no app: refusals of the framework, in the portal's words."""

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.defaults import server_error as plain_server_error

from ntm_portal.outage import outage_answer

CSRF_MESSAGE = (
    "Phiên làm việc của trang này đã cũ. Tải lại trang rồi làm lại; số liệu đã lưu vẫn còn."
)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if request.content_type == "application/json":
        return JsonResponse({"message": CSRF_MESSAGE}, status=403)
    return render(request, "refused.html", {"message": CSRF_MESSAGE}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: a database that is away is no fault of the page."""
    return outage_answer(request, sys.exc_info()[1]) or plain_server_error(request)
