"""A person's deadlines as an iCalendar feed (RFC 5545): what stands in it, and its bytes."""

from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Alarm, Calendar, Event

from accounts.models import User
from assignments.duties import Duty, read_duties
from assignments.duty_links import absolute, duty_name, duty_path
from assignments.duty_owners import is_mine, read_standing
from assignments.models import CalendarEntry, CalendarFeed
from assignments.services.feeds import Shown, hashed
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.text import clean_line, shown
from plans.models import Plan

MOST_BYTES = 50_000
MOST_LETTERS = 150
CANCELLED_FOR = timedelta(days=60)  # so long an event that was taken back is said to be
ALARM = -timedelta(days=2, hours=16)  # 08:00 on the third day before
POLL = timedelta(hours=6)
LEFT_OUT = "Lịch chỉ có những việc có hạn muộn nhất; còn {count} việc nữa, xem trên cổng."


def find_feed(secret: str) -> CalendarFeed | None:
    """The feed with that secret; None when there is none, it was revoked, or its person left."""
    feeds = CalendarFeed.objects.filter(revoked_at__isnull=True, user__is_active=True)
    return feeds.filter(secret_hash=hashed(secret)).select_related("user").first()


def read_shown(user: User, day: date) -> list[Shown]:
    """The person's open duties with a date, of the signed plans that he sees."""
    signed = Plan.objects.visible_to(user).filter(status=Plan.Status.SIGNED)
    standing = read_standing(user, day)
    return [
        Shown(duty.key, duty.due_on, shown(duty_name(duty), MOST_LETTERS), _details(duty))
        for duty in read_duties(signed.select_related("unit", "criteria_set"), day)
        if duty.due_on is not None and duty.is_open and is_mine(duty, standing)
    ]


def _details(duty: Duty) -> str:
    lines = [f"{clean_line(duty.plan.short_name)}. Hạn {format_day(duty.due_on)}."]
    if duty.timing:
        lines.append(f"Thời gian trong kế hoạch: {shown(duty.timing, MOST_LETTERS)}")
    return "\n".join([*lines, absolute(duty_path(duty))])


def render_feed(entries: Iterable[CalendarEntry], day: date) -> bytes:
    """At most MOST_BYTES: what is due last comes first, what does not fit is left out and counted.

    day: events that were taken back long before it are left out.
    """
    kept = [
        entry
        for entry in entries
        if not entry.is_cancelled or timezone.localdate(entry.changed_at) + CANCELLED_FOR >= day
    ]
    kept.sort(key=lambda entry: (-entry.day.toordinal(), entry.key))
    calendar = _calendar()
    room = MOST_BYTES - len(_calendar(left_out=len(kept)).to_ical())
    for place, entry in enumerate(kept):
        event = _event(entry)
        room -= len(event.to_ical())
        if room < 0:
            calendar.add("x-wr-caldesc", LEFT_OUT.format(count=len(kept) - place))
            break
        calendar.add_component(event)
    return calendar.to_ical()


def _calendar(*, left_out: int = 0) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Cổng nông thôn mới//Nhắc việc//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Việc nông thôn mới")
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", POLL, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    if left_out:
        calendar.add("x-wr-caldesc", LEFT_OUT.format(count=left_out))
    return calendar


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.summary)
    event.add("description", entry.details)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a deadline takes nobody's day
    if not entry.is_cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", ALARM)
        alarm.add("description", entry.summary)
        event.add_component(alarm)
    return event
