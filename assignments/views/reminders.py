"""What I am reminded of: the daily mail, and my deadlines in a calendar."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from assignments.duty_links import absolute
from assignments.forms.reminders import RemindersForm
from assignments.models import CalendarFeed, ReminderChoice
from assignments.services.feeds import make_feed, revoke_feed
from assignments.services.reminders import choose_reminders
from ntm_portal.lib.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    choice = ReminderChoice.objects.filter(user=request.user).first()
    said = {
        "email": request.user.email,
        "wants_digest": choice is None or choice.wants_digest,
    }
    form = RemindersForm(request.POST if request.method == "POST" else None, initial=said)
    if form.is_valid():
        try:
            choose_reminders(
                address=form.cleaned_data["email"],
                wants_digest=form.cleaned_data["wants_digest"],
                by=request.user,
            )
        except Refused as refusal:
            form.refuse(refusal.message)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("assignments:reminders")
    return _page(request, form, status=422 if form.is_bound else 200)


@require_POST
def feed_make(request: HttpRequest) -> HttpResponse:
    """The one page that shows the secret. No redirect: it would have to be kept until then."""
    secret = make_feed(by=request.user)
    address = absolute(reverse("assignments:feed", args=[secret]))
    return render(request, "assignments/feed_made.html", {"address": address})


@require_POST
def feed_revoke_save(request: HttpRequest) -> HttpResponse:
    revoke_feed(by=request.user)
    messages.success(request, "Đã thu hồi: địa chỉ lịch cũ không còn mở được.")
    return redirect("assignments:reminders")


def _page(request: HttpRequest, form: RemindersForm, *, status: int) -> HttpResponse:
    feeds = CalendarFeed.objects.filter(user=request.user, revoked_at__isnull=True)
    context = {"form": form, "feed": feeds.first()}
    return render(request, "assignments/reminders.html", context, status=status)
