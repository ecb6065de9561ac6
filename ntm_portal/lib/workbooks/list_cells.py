"""A cell read as a list of criteria; what Excel made of a typed list is asked. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line
from ntm_portal.lib.workbooks.lists import BLANK, EXAMPLE, print_list, read_list
from ntm_portal.lib.workbooks.model import CellKind, SheetCell
from ntm_portal.lib.workbooks.questions import NO_ANSWERS, CellReading, Question, ask
from ntm_portal.lib.workbooks.values import no_value
from ntm_portal.lib.workbooks.written import written

Listed = tuple[str, ...]


def read_list_cell(
    cell: SheetCell | None,
    codes: Sequence[str],
    *,
    key: str,
    count: int | None = None,
    answers: Mapping[str, str] = NO_ANSWERS,
) -> CellReading[Listed]:
    """The value () says that there is none; a reading without value says nothing.

    A day or a decimal figure is what Excel made of a list: it is asked, never read. key: of the
    column. count: what the column beside it says (Số tiêu chí đạt); a list of another length is a
    fault.
    """
    if cell is None:
        return CellReading()
    reader = _Reader(cell, codes, key, count, answers)
    if cell.kind is CellKind.TEXT:
        reading = reader.text()
    elif cell.number is not None:
        reading = reader.number(cell.number)
    elif cell.day is not None:
        reading = reader.changed("ngày", _behind_day(cell))
    else:
        reading = CellReading(fault=no_value(cell))
    return _counted(reading, count)


@dataclass(frozen=True)
class _Reader:
    cell: SheetCell
    codes: Sequence[str]
    key: str
    count: int | None
    answers: Mapping[str, str]

    def text(self) -> CellReading[Listed]:
        line = clean_line(self.cell.text)
        if line in BLANK:
            return CellReading()
        if line.isdecimal():
            return self.number(Decimal(line))
        try:
            return CellReading(value=read_list(self.cell.text, self.codes))
        except Refused as refusal:
            return CellReading(fault=refusal.message)

    def number(self, number: Decimal) -> CellReading[Listed]:
        if not number:
            return CellReading(value=())
        code = f"{number.normalize():f}"
        if "." in code:
            return self.changed("số", _behind_decimal(code))
        if code == str(self.count) and self.count != 1:
            return self._counts(code)
        if code in self.codes:
            return CellReading(value=(code,))
        return self._no_list()

    def _counts(self, code: str) -> CellReading[Listed]:
        """19 beside 19: not criterion 19 alone, perhaps all of them."""
        whole = [one for one in self.codes if one.isdigit()]
        if len(whole) != self.count:
            return CellReading(fault=f"Ghi số lượng {code}, không ghi tiêu chí nào. {EXAMPLE}")
        words = f"cả {code} tiêu chí"
        return self._ask(f"‘{code}’ có phải {words}?", {print_list(whole): words})

    def changed(self, what: str, options: Mapping[str, str]) -> CellReading[Listed]:
        """Those readings that are lists of the set, as long as the count beside it says."""
        fitting = {
            text: words
            for text, words in options.items()
            if (found := self._tried(text)) and self.count in (None, len(found))
        }
        if not fitting:
            return self._no_list()
        text = f"Excel đã đổi danh sách thành {what} {written(self.cell)}. Đã gõ gì?"
        return self._ask(text, fitting)

    def _tried(self, text: str) -> Listed:
        try:
            return read_list(text, self.codes)
        except Refused:
            return ()

    def _ask(self, text: str, options: Mapping[str, str]) -> CellReading[Listed]:
        key = f"{self.key}={self.cell.kind}:{self.cell.text}/{self.count or ''}"
        question = Question(key, text, tuple(options.items()))
        return ask(question, self.answers, lambda chosen: read_list(chosen, self.codes))

    def _no_list(self) -> CellReading[Listed]:
        shown = written(self.cell)
        return CellReading(fault=f"‘{shown}’ không phải danh sách tiêu chí. {EXAMPLE}")


def _behind_decimal(number: str) -> dict[str, str]:
    """9.1 may have been 9,1 or 9,10, whose zero Excel dropped, or an indicator."""
    whole, _, rest = number.partition(".")
    seconds = [rest, f"{rest}0"] if len(rest) == 1 else [rest.lstrip("0")]
    pairs = {f"{whole}, {second}": f"{whole} và {second}" for second in seconds}
    return pairs | {number: f"chỉ tiêu {number}"}


def _behind_day(cell: SheetCell) -> dict[str, str]:
    """1/9 may have been 1-9 under Vietnamese or English settings, 1.9, or month and year."""
    if cell.day is None:
        return {}
    day, month, year = cell.day.day, cell.day.month, cell.day.year % 100
    pairs = [(day, month), (month, day), *([(month, year)] if day == 1 else [])]
    rising = [(low, high) for low, high in pairs if low < high]
    options = {f"{low}-{high}": f"{low} đến {high}" for low, high in rising}
    options |= {f"{low}, {high}": f"{low} và {high}" for low, high in rising}
    if day < month < year:
        options[f"{day}, {month}, {year}"] = f"{day}, {month} và {year}"
    return options | {f"{one}.{other}": f"chỉ tiêu {one}.{other}" for one, other in pairs}


def _counted(reading: CellReading[Listed], count: int | None) -> CellReading[Listed]:
    if reading.value is None or count is None or len(reading.value) == count:
        return reading
    return CellReading(fault=f"Ghi {count} tiêu chí nhưng danh sách có {len(reading.value)}.")
