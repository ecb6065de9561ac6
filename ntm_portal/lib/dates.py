"""Days in addresses and documents."""

from datetime import date

NUMBERED_MONTH_BELOW = 3  # Nghị định 30/2020: day 1-9 and month 1, 2 carry a leading zero


def parse_day(text: str) -> date | None:
    """A day written 2024-01-30, 30/01/2024 or 30/1/2024; None when it is not a real day."""
    text = text.strip()
    try:
        if "/" in text:
            day, month, year = text.split("/")
            if len(year) != 4 or not (day + month + year).isdecimal():
                return None
            return date(int(year), int(month), int(day))
        # fromisoformat also reads "20240130" and the week "2024-W05-2".
        return date.fromisoformat(text) if len(text) == 10 and "W" not in text else None
    except ValueError:
        return None


def format_day(day: date) -> str:
    """30/01/2024, also for years before 1000, where strftime differs between systems."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def document_day(day: date) -> str:
    """ "ngày 30 tháng 01 năm 2024", zeros as Nghị định 30/2020/NĐ-CP, Phụ lục I asks."""
    month = f"{day.month:02d}" if day.month < NUMBERED_MONTH_BELOW else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
