"""A digest as a mail: plain text, and the same as a page for those who prefer it."""

from datetime import date
from itertools import chain
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User
from assignments.digest_rules import Digest
from assignments.duties import Duty
from assignments.duty_links import absolute, duty_name, duty_path
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.text import clean_line, shown

MOST_LINES = 30  # of each list; the rest is on the portal
MOST_LETTERS = 200
# (list of the digest, its heading, its word in the subject)
LISTS = (
    ("overdue", "Quá hạn", "quá hạn"),
    ("soon", "Sắp đến hạn", "sắp đến hạn"),
    ("given", "Mới được giao", "mới"),
    ("waiting", "Chờ bạn xác nhận", "chờ xác nhận"),
)


def digest_mail(user: User, digest: Digest[Duty], day: date) -> EmailMultiAlternatives:
    """Its words come from the plans; the subject and the other headers hold numbers only."""
    counts = ", ".join(
        f"{len(getattr(digest, name))} {word}" for name, _, word in LISTS if getattr(digest, name)
    )
    context = {
        "day": day,
        # (heading, lines, how many more)
        "lists": [
            (heading, *_lines(getattr(digest, name), day))
            for name, heading, _ in LISTS
            if getattr(digest, name)
        ],
        "home": absolute("/"),
        "settings": absolute(reverse("assignments:reminders")),
    }
    mail = EmailMultiAlternatives(
        subject=f"Nhắc việc ngày {format_day(day)}: {counts}",
        body=_text(context),
        to=[user.email],
        headers={
            "Message-ID": f"<nhac-viec-{day.isoformat()}-{user.pk}@{_host()}>",
            # Nobody's "out of office" answers a machine.
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    mail.attach_alternative(render_to_string("assignments/digest.html", context), "text/html")
    return mail


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""


def _lines(duties: tuple[Duty, ...], day: date) -> tuple[list[tuple[str, str, str]], int]:
    """((name, when, address) of the first of them, how many more there are)."""
    first = duties[:MOST_LINES]
    lines = [
        (shown(duty_name(duty), MOST_LETTERS), _when(duty, day), absolute(duty_path(duty)))
        for duty in first
    ]
    return lines, len(duties) - len(lines)


def _when(duty: Duty, day: date) -> str:
    plan = clean_line(duty.plan.short_name)
    if duty.due_on is None or duty.until is None:
        return f"Không có ngày cụ thể. {plan}."
    if duty.is_late:
        days = (day - duty.until).days
        return f"Hạn {format_day(duty.due_on)}, đã quá {days} ngày. {plan}."
    return f"Hạn {format_day(duty.due_on)}. {plan}."


def _text(context: dict) -> str:
    blocks = [
        [f"Cổng nông thôn mới – nhắc việc ngày {format_day(context['day'])}", ""],
        *(_block(*one) for one in context["lists"]),
        [f"Tất cả việc của bạn: {context['home']}"],
        [f"Đổi địa chỉ hoặc thôi nhận thư này: {context['settings']}", ""],
    ]
    return "\n".join(chain.from_iterable(blocks))


def _block(heading: str, lines: list[tuple[str, str, str]], more: int) -> list[str]:
    block = [f"{heading.upper()} ({len(lines) + more})"]
    for name, when, address in lines:
        block += [f"- {name}", f"  {when}", f"  {address}"]
    if more:
        block.append(f"- và {more} việc khác, xem trên cổng.")
    return [*block, ""]
