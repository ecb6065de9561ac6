"""Days in cells: meant as days, or what Excel made of "1-9", "12.5" and "4/5". Pure."""

import calendar
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from ntm_portal.lib.dates import format_day, parse_day
from ntm_portal.lib.text import clean_line, shown
from ntm_portal.lib.workbooks.model import CellKind, SheetCell
from ntm_portal.lib.workbooks.questions import NO_ANSWERS, CellReading, Question, ask
from ntm_portal.lib.workbooks.written import plain, written

YEARS_AROUND = 15  # of the day on which somebody reads
_EPOCH = date(1899, 12, 30)
_LEAP_BUG = 60  # Excel counts a 29/02/1900 that never was
_LAST_SERIAL = (date.max - _EPOCH).days
_SECONDS = 24 * 60 * 60


def read_day(
    cell: SheetCell | None,
    *,
    today: date,
    key: str,
    answers: Mapping[str, str] = NO_ANSWERS,
    beside_texts: bool = False,
) -> CellReading[date]:
    """A day: 30/01/2024, 30-1-24, a cell with a day. Far years and bare numbers are asked.

    key: of the column. beside_texts: the column also has days as text, so that Excel may have
    taken the month for the day in those it turned into days: up to the 12th they are asked.
    """
    if cell is None:
        return CellReading()
    if cell.kind is CellKind.DAY and cell.day is not None:
        swapped = _swapped(cell.day) if beside_texts else None
        return _of_day(cell.day, cell, today=today, key=key, answers=answers, swapped=swapped)
    if cell.number is not None:
        return _of_number(cell.number, cell, today=today, key=key, answers=answers)
    if cell.kind is not CellKind.TEXT:
        return CellReading(fault=f"‘{written(cell)}’ không phải một ngày. {_like(today)}")
    text = clean_line(cell.text).strip("'‘’“”\"")
    if day := parse_day(text):
        return _of_day(day, cell, today=today, key=key, answers=answers, swapped=None)
    is_blank = text in {"", "-", "–", "—", "...", "…"}
    return CellReading(fault="" if is_blank else f"Ngày ‘{shown(text)}’ không có. {_like(today)}")


def is_near(day: date, today: date) -> bool:
    return abs(day.year - today.year) <= YEARS_AROUND


def _of_day(
    day: date,
    cell: SheetCell,
    *,
    today: date,
    key: str,
    answers: Mapping[str, str],
    swapped: date | None,
) -> CellReading[date]:
    far = not is_near(day, today)
    if not far and swapped is None:
        return CellReading(value=day)
    days = [day, *([swapped] if swapped else [])]
    options = tuple((one.isoformat(), format_day(one)) for one in days)
    if swapped:
        text = f"Ô ghi {format_day(day)}, có thể đã đổi chỗ ngày và tháng. Ngày nào đúng?"
    else:
        text = f"Năm {day.year} xa năm nay. Ngày {format_day(day)} có đúng không?"
    return ask(Question(f"{key}={cell.text}", text, options), answers, date.fromisoformat)


def _swapped(day: date) -> date | None:
    """The same figures with day and month changed; None where that is no other day."""
    return date(day.year, day.day, day.month) if day.day <= 12 and day.day != day.month else None


def _of_number(
    number: Decimal, cell: SheetCell, *, today: date, key: str, answers: Mapping[str, str]
) -> CellReading[date]:
    """A day that lost its format is a number of days since 1900."""
    day = day_of_serial(number)
    if day is None or not is_near(day, today):
        return CellReading(fault=f"‘{plain(number)}’ không phải một ngày. {_like(today)}")
    text = f"Số {plain(number)} có phải ngày {format_day(day)}?"
    options = ((day.isoformat(), format_day(day)),)
    return ask(Question(f"{key}={cell.text}", text, options), answers, date.fromisoformat)


def day_of_serial(number: Decimal) -> date | None:
    """45321 -> 30 January; None for what is no whole number of days of Excel's calendar."""
    if number != number.to_integral_value() or not 1 <= number <= _LAST_SERIAL:
        return None
    days = int(number)
    return date.fromordinal(_EPOCH.toordinal() + days + (days < _LEAP_BUG))


def serial_of_day(cell: SheetCell) -> Decimal:
    """The number that a cell with a day really holds, hours as its fraction."""
    day = cell.day or _EPOCH
    days = day.toordinal() - _EPOCH.toordinal()
    days -= days <= _LEAP_BUG
    hours, minutes, seconds = (int(part) for part in (cell.text[11:] or "00:00:00").split(":"))
    past = hours * 3600 + minutes * 60 + seconds
    return days + (Decimal(past) / _SECONDS).quantize(Decimal("0.0001"))


def figures_behind(cell: SheetCell) -> tuple[list[Decimal], list[tuple[Decimal, Decimal]]]:
    """What may have been typed where Excel shows a day: figures, and (numerator, denominator).

    12/05 comes from 12.5 or 12.05 and, under English settings, from 5.12; also from 12/5 and 5/12;
    the first of a month also from month and year, 5.24. A year of long ago comes from a number in
    a cell with a format of days.
    """
    day = cell.day
    if day is None:
        return [], []
    if day.year < _EPOCH.year + YEARS_AROUND:
        return [serial_of_day(cell).normalize()], []
    pairs = dict.fromkeys([(day.day, day.month), (day.month, day.day)])
    texts = [f"{one}.{other:{width}}" for one, other in pairs for width in ("", "02")]
    texts += [f"{day.month}.{day.year % 100:02}"] if day.day == 1 else []
    figures = [*dict.fromkeys(map(Decimal, texts))]
    return figures, [(Decimal(one), Decimal(other)) for one, other in pairs]


def _like(today: date) -> str:
    """The last day of the month: an example that cannot be taken for month and day."""
    last = calendar.monthrange(today.year, today.month)[1]
    return f"Viết ngày/tháng/năm, ví dụ {format_day(today.replace(day=last))}."
