"""One's own account: details, sessions, log, everything that is kept about oneself."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_session
from accounts.forms import CorrectionForm, DetailsForm
from accounts.models import AccessEvent, Session
from accounts.origins import origin_of
from accounts.personal_data import personal_data
from accounts.services import people, sessions
from accounts.services.log import Kind, record
from accounts.session_store import digest
from ntm_portal.lib.http import query_text

LINES = 50
# What a person reads of the log about himself: not what he was refused, an administrator does.
OF_SIGNING_IN = [kind for kind in Kind if kind not in (Kind.REFUSED, Kind.ALERT, Kind.MAILED)]


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    form = DetailsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        people.change_details(
            user=request.user,
            full_name=form.cleaned_data["full_name"],
            phone=form.cleaned_data["phone"],
        )
        messages.success(request, "Đã lưu họ tên và điện thoại.")
        return redirect("accounts:account")
    context = {"form": form, "correction": CorrectionForm()}
    return render(request, "accounts/account.html", context, status=422 if form.is_bound else 200)


@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    open_ones = Session.objects.filter(user=request.user, ends_at__gt=timezone.now())
    context = {"sessions": open_ones, "this": digest(request.session.session_key or "")}
    return render(request, "accounts/sessions.html", context)


@require_POST
def session_end(request: HttpRequest, session_id: int) -> HttpResponse:
    session = get_session(request.user, session_id)
    sessions.end_session(session=session, by=request.user, origin=origin_of(request))
    messages.success(request, f"Đã kết thúc phiên {session.device}.".replace("phiên .", "phiên."))
    return redirect("accounts:session_list")


@require_POST
def session_end_others(request: HttpRequest) -> HttpResponse:
    count = sessions.end_other_sessions(
        user=request.user,
        but=digest(request.session.session_key or ""),
        origin=origin_of(request),
    )
    messages.success(request, f"Đã kết thúc {count} phiên khác.")
    return redirect("accounts:session_list")


@require_safe
def session_keep(request: HttpRequest) -> HttpResponse:
    """Asked by static/js/session.js: being asked is what keeps the session."""
    return HttpResponse(status=204)


@require_safe
def own_log(request: HttpRequest) -> HttpResponse:
    events = AccessEvent.objects.filter(user=request.user, kind__in=OF_SIGNING_IN)
    pages = Paginator(events.select_related("by"), LINES)
    page = pages.get_page(query_text(request, "trang"))
    return render(request, "accounts/own_log.html", {"page": page})


@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    told = personal_data(request.user)
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="du-lieu-cua-toi.json"'
    return response


@require_POST
def correction(request: HttpRequest) -> HttpResponse:
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        context = {"form": DetailsForm(instance=request.user), "correction": form}
        return render(request, "accounts/account.html", context, status=422)
    words = form.cleaned_data["words"]
    record(Kind.CORRECTION, user=request.user, origin=origin_of(request), detail=words)
    messages.success(request, "Đã gửi đề nghị sửa tới quản trị viên.")
    return redirect("accounts:account")
