"""The calendar feed of one person: whoever has the address reads it, without signing in."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assignments.feeds import find_feed, read_shown, render_feed
from assignments.services.feeds import record_shown

PLAIN = (
    "Lịch chỉ đọc qua https. Địa chỉ này vừa đi qua đường không mã hoá: tạo địa chỉ lịch mới trên "
    "cổng, bắt đầu bằng https.\n"
)


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """A secret that was revoked is answered like one that never was, to the byte.

    A program that asks without TLS is told so and not sent on: nobody would notice that the secret
    goes over the network in the clear each time.
    """
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        return HttpResponse(PLAIN, status=403, content_type="text/plain; charset=utf-8")
    found = find_feed(secret)
    if found is None:
        response = HttpResponse(
            "Không có lịch này.\n", status=404, content_type="text/plain; charset=utf-8"
        )
    else:
        day = timezone.localdate()
        entries = record_shown(feed=found, events=read_shown(found.user, day))
        response = HttpResponse(
            render_feed(entries, day), content_type="text/calendar; charset=utf-8"
        )
        response.headers["Content-Disposition"] = 'inline; filename="nhac-viec.ics"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
