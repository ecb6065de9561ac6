"""Headers that every page with figures needs."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from ntm_portal.lib.refusals import Refused

GetResponse = Callable[[HttpRequest], HttpResponse]


class NoStoreMiddleware:
    """Keep pages of signed-in people out of shared caches and of the next person's Back button."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class RefusalMiddleware:
    """Turn a `Refused` into a page, or into JSON for a script that asked for JSON."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        if request.content_type == "application/json":
            return JsonResponse({"message": error.message}, status=error.status)
        return render(request, "refused.html", {"message": error.message}, status=error.status)
