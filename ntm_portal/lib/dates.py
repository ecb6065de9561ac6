"""Days in addresses and documents."""

import re
from datetime import date

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown

_DAY = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{2}|[0-9]{4})")
NUMBERED_MONTH_BELOW = 3  # Nghị định 30/2020: day 1-9 and month 1, 2 carry a leading zero


def parse_day(text: str) -> date | None:
    """A day written 2024-01-30, 30/01/2024, 30-1-2024, 30.1.24; None when it is not a real day."""
    text = text.strip()
    try:
        if written := _DAY.fullmatch(text):
            day, _, month, year = written.groups()
            return date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
        # fromisoformat also reads "20240130" and the week "2024-W05-2".
        return date.fromisoformat(text) if len(text) == 10 and "W" not in text else None
    except ValueError:
        return None


def day_up_to(text: str, *, today: date, default: date) -> date:
    """The day that an address, a form or an option names; blank gives `default`.

    Raises Refused (400) for what is no day and for a day after `today`: nobody knows it yet.
    """
    if not text.strip():
        return default
    day = parse_day(text)
    if day is None:
        raise Refused(
            f"Ngày ‘{shown(text)}’ không có. Viết ngày/tháng/năm, ví dụ {format_day(today)}.",
            status=400,
        )
    if day > today:
        raise Refused(
            f"Ngày {format_day(day)} chưa tới. Chọn một ngày đến hôm nay, {format_day(today)}.",
            status=400,
        )
    return day


def format_day(day: date) -> str:
    """30/01/2024, also for years before 1000, where strftime differs between systems."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def document_day(day: date) -> str:
    """ "ngày 30 tháng 01 năm 2024", zeros as Nghị định 30/2020/NĐ-CP, Phụ lục I asks."""
    month = f"{day.month:02d}" if day.month < NUMBERED_MONTH_BELOW else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
