"""Pages that belong to no app: refusals of the framework, in the portal's words."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

CSRF_MESSAGE = (
    "Phiên làm việc của trang này đã cũ. Tải lại trang rồi làm lại; số liệu đã lưu vẫn còn."
)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if request.content_type == "application/json":
        return JsonResponse({"message": CSRF_MESSAGE}, status=403)
    return render(request, "refused.html", {"message": CSRF_MESSAGE}, status=403)
