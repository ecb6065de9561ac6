"""Mails about accounts: a link to set a password, an alert to administrators."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, User
from accounts.services.invitations import make_link
from accounts.services.log import Kind, record

ALERTING = (Kind.ALERT, Kind.LOCKED, Kind.CORRECTION)
# Whoever asks again within this time has the mail already; what is older nobody waits for.
NOT_AGAIN = timedelta(minutes=15)
TOO_OLD = timedelta(hours=24)


def has_server() -> bool:
    return bool(settings.EMAIL_HOST)


def invitation_words(user: User, secret: str) -> tuple[str, str, str]:
    """(subject, text, link)"""
    link = settings.SITE_URL + reverse("accounts:invitation", args=[secret])
    words = (
        f"Chào {user},\n\n"
        "Mở đường dẫn này để đặt mật khẩu của bạn trên Cổng nông thôn mới:\n\n"
        f"{link}\n\n"
        f"Tên đăng nhập: {user.username}\n"
        "Đường dẫn dùng được một lần, trong 24 giờ. Nếu bạn không yêu cầu, bỏ qua thư này.\n"
    )
    return "Đặt mật khẩu Cổng nông thôn mới", words, link


def alert_words(event: AccessEvent) -> tuple[str, str]:
    """(subject, text) Names and details stand on the page, not in the mail."""
    link = settings.SITE_URL + reverse("admin:accounts_accessevent_change", args=[event.pk])
    subject = f"Cổng nông thôn mới: {event.get_kind_display()}"
    at = timezone.localtime(event.at)
    return subject, f"{event.get_kind_display()} lúc {at:%H:%M %d/%m/%Y}.\n\nXem: {link}\n"


def send_waiting() -> int:
    """Answer every event that waits for a mail; gives how many were sent.

    Raises OSError or SMTPException where the server does not take one: it waits for the next run.
    """
    since = timezone.now() - TOO_OLD
    waiting = AccessEvent.objects.filter(
        kind__in=(*ALERTING, Kind.FORGOTTEN), answer=None, at__gt=since
    )
    return sum(_answer(event) for event in waiting.select_related("user").order_by("pk"))


def _answer(event: AccessEvent) -> int:
    """In one transaction, and once: of two that run at the same time one finds it answered."""
    try:
        with transaction.atomic():
            record(Kind.MAILED, user=event.user, answers=event)
            messages = _messages(event)
            return get_connection().send_messages(messages) or 0 if messages else 0
    except IntegrityError:
        return 0


def _messages(event: AccessEvent) -> list[EmailMessage]:
    if event.kind != Kind.FORGOTTEN:
        subject, words = alert_words(event)
        staff = User.objects.filter(is_staff=True, is_active=True).exclude(email="")
        return [EmailMessage(subject, words, None, [one.email]) for one in staff.order_by("pk")]
    user = event.user
    if user is None or not user.is_active or not user.email:
        return []
    if user.invitations.filter(made_by=None, made_at__gt=event.at - NOT_AGAIN).exists():
        return []
    subject, words, _ = invitation_words(user, make_link(user=user, by=None))
    return [EmailMessage(subject, words, None, [user.email])]
