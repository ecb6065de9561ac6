"""Pages that belong to no app: refusals of the framework, in the portal's words."""

import logging
import secrets
import sys

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.defaults import bad_request as plain_bad_request

from ntm_portal.outage import outage_answer

CSRF_MESSAGE = (
    "Phiên làm việc của trang này đã cũ. Tải lại trang rồi làm lại; số liệu đã lưu vẫn còn."
)
logger = logging.getLogger("ntm.error")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if request.content_type == "application/json":
        return JsonResponse({"message": CSRF_MESSAGE}, status=403)
    return render(request, "refused.html", {"message": CSRF_MESSAGE}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400. What is too big was not read: the page asks nothing of the request."""
    if isinstance(exception, RequestDataTooBig):
        return HttpResponse(render_to_string("413.html"), status=413)
    return plain_bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500. No query, no person, nothing of the error but the code that is in the log too.

    A database that is away is no fault of the page.
    """
    answer = outage_answer(request, sys.exc_info()[1])
    if answer is not None:
        return answer
    reference = secrets.token_hex(3).upper()
    logger.error("code=500-%s path=%s", reference, request.path)
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)
