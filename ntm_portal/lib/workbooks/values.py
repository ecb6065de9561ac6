"""A cell read as a figure, by one grammar for every kind of sheet. Pure.

What has two readings is asked, what has none is refused: a figure is never guessed. Words such as
"Đạt" or "Không áp dụng" are not read here; whoever takes them asks for them first.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction

from ntm_portal.lib.number_words import number_words
from ntm_portal.lib.numbers import (
    MOST_DECIMALS,
    MOST_DIGITS,
    can_be_kept,
    format_number,
    number_readings,
    round_beside,
    round_half_up,
)
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line, fold, shown
from ntm_portal.lib.workbooks.day_cells import figures_behind
from ntm_portal.lib.workbooks.measures import (
    HUNDRED,
    Measure,
    Share,
    share_or_number,
    stored,
)
from ntm_portal.lib.workbooks.model import CellKind, SheetCell
from ntm_portal.lib.workbooks.questions import NO_ANSWERS, CellReading, Question, ask
from ntm_portal.lib.workbooks.written import is_percent, plain, shown_decimals, written

__all__ = ["Measure", "Share", "are_shares_of_one", "no_value", "read_figure"]

NOTHING = frozenset({"", "-", "–", "—", "--", "...", "…", "/"})
_EXCEL_DIGITS = 15  # Excel shows no more; the rest is noise of binary fractions
_NEAR = 10  # times: a figure rarely moves by more from one report to the next
_QUOTES = "'‘’“”\""
_FOOTNOTE = re.compile(r"(?<=[\d%])\s*(?:\(\d\)|\(\*+\)|\*+|\[\d\]|[⁰¹²³⁴-⁹]+)$")
_ABOUT = re.compile(
    r"([~≈≥≤<>±]=?|khoang|gan|tren|duoi|hon|tu|toi thieu|toi da|it nhat|uoc|dat)"
    r"\.?\s*(?P<rest>\d.*)"
)
_SPAN = re.compile(r"(?P<low>\d[\d.,]*)\s*(?:[-–—÷]|den)\s*\d[\d.,]*\s*%?")
_FRACTION = re.compile(r"(?P<one>\d[\d.,\s]*?)\s*/\s*(?P<all>\d[\d.,\s]*)")
_PERCENT = "là phần trăm, cột này thì không. Gõ số theo đơn vị của cột."
_ENGLISH = re.compile(r"\d{1,3}(,\d{3})+(\.\d+|,\d{3})")


def read_figure(
    cell: SheetCell | None,
    measure: Measure,
    *,
    last: Decimal | None = None,
    answers: Mapping[str, str] = NO_ANSWERS,
    shares_of_one: bool = False,
) -> CellReading[Decimal | Share]:
    """last: what the portal says now; decides between two readings where it is near one of them.

    shares_of_one: every figure of a column in percent lies between 0 and 1 (`are_shares_of_one`).
    """
    if cell is None:
        return CellReading()
    reader = _Reader(cell, measure, last, answers)
    if cell.kind is CellKind.NUMBER:
        return reader.number(shares_of_one=shares_of_one)
    if cell.kind is CellKind.TEXT:
        return reader.text()
    if cell.kind is CellKind.DAY:
        return reader.day()
    return CellReading(fault=no_value(cell))


def are_shares_of_one(cells: Iterable[SheetCell | None]) -> bool:
    """Whether the figures may be shares of one, 0,955 for 95,5 %, though no format says so."""
    numbers = [cell.number for cell in cells if cell is not None and cell.number is not None]
    return any(0 < number < 1 for number in numbers) and max(numbers) <= 1


def no_value(cell: SheetCell) -> str:
    """The fault of a cell that holds neither number, text nor day."""
    if cell.kind is CellKind.UNCALCULATED:
        return "Công thức chưa có kết quả. Mở tệp bằng Excel, lưu lại rồi tải lên."
    if cell.kind is CellKind.ERROR:
        return f"Ô báo {shown(cell.text)}. Sửa công thức hoặc gõ số vào ô."
    return f"‘{written(cell)}’ không phải một số. Viết như 12,95 hoặc 1234."


class _Reader:
    """One cell on its way to a figure."""

    def __init__(
        self,
        cell: SheetCell,
        measure: Measure,
        last: Decimal | None,
        answers: Mapping[str, str],
    ) -> None:
        self.cell = cell
        self.measure = measure
        self.last = last
        self.answers = answers
        self.written = written(cell)

    def number(self, *, shares_of_one: bool) -> CellReading[Decimal | Share]:
        number = _without_noise(Decimal(self.cell.text))
        if is_percent(self.cell.number_format):
            if not self.measure.percent:
                return self._fault(_PERCENT)
            return self._placed(number * HUNDRED)
        if shares_of_one and self.measure.percent and 0 < number <= 1:
            return self._share_of_one(number)
        return self._with_thousands(number) or self._placed(number)

    def _with_thousands(self, number: Decimal) -> CellReading[Decimal | Share] | None:
        """12950 where the portal says 12,9: in the range, but a thousand times what it was."""
        thousandth = number / 1000
        if number < 1000 or self._near_last((number, thousandth)) != thousandth:
            return None
        if not (self.measure.fits(number) and self.measure.fits(thousandth)):
            return None
        options = [(stored(one), _in_words(one)) for one in (thousandth, number)]
        return self._ask(f"‘{self.written}’ là {options[0][1]} hay {options[1][1]}?", options)

    def _share_of_one(self, number: Decimal) -> CellReading[Decimal | Share]:
        readings = (number * HUNDRED, number)
        if (near := self._near_last(readings)) is not None:
            return self._placed(near, f"Đọc là {plain(near)} %.")
        options = [(stored(one), f"{plain(one)} %") for one in readings]
        words = " hay ".join(words for _, words in options)
        return self._ask(f"‘{self.written}’ là {words}?", options)

    def text(self) -> CellReading[Decimal | Share]:
        bare = clean_line(self.cell.text.replace("\u00ad", "")).strip(_QUOTES).strip()
        if fold(bare) in NOTHING:
            return CellReading()
        notes = []
        if footnote := _FOOTNOTE.search(bare):
            notes.append(f"Bỏ dấu chú thích {footnote.group().strip()}.")
            bare = bare[: footnote.start()]
        if bare.endswith("%") and not self.measure.percent:
            return self._fault(_PERCENT)
        bare = self._without_unit(bare)
        if fault := _inexact(self.written, bare):
            return CellReading(fault=fault)
        if fraction := _FRACTION.fullmatch(bare):
            return self._fraction(fraction["one"], fraction["all"])
        return self._plain_text(bare, notes)

    def _without_unit(self, bare: str) -> str:
        unit = "%" if self.measure.percent else self.measure.unit
        return bare[: -len(unit)].rstrip() if unit and fold(bare).endswith(fold(unit)) else bare

    def _plain_text(self, bare: str, notes: list[str]) -> CellReading[Decimal | Share]:
        try:
            readings = number_readings(bare)
        except Refused as refusal:
            return CellReading(fault=refusal.message)
        if _ENGLISH.fullmatch(bare):
            notes.append("Số viết kiểu Anh.")
        if len(readings) == 1:
            return self._placed(readings[0], *notes)
        return self._two_readings(bare, readings, notes)

    def _two_readings(
        self, bare: str, readings: tuple[Decimal, ...], notes: list[str]
    ) -> CellReading[Decimal | Share]:
        """ "1.234": by the range, then by what the portal says now, else asked."""
        fitting = [one for one in readings if self.measure.fits(one)]
        if len(fitting) > 1 and (near := self._near_last(fitting)) is not None:
            fitting = [near]
        if len(fitting) == 1:
            return self._placed(fitting[0], *notes, f"Đọc là {_in_words(fitting[0])}.")
        if not fitting:
            return self._placed(readings[0], *notes)
        options = [(stored(one), _in_words(one)) for one in readings]
        return self._ask(f"‘{bare}’ là {options[0][1]} hay {options[1][1]}?", options)

    def _near_last(self, readings: Iterable[Decimal]) -> Decimal | None:
        """The one reading that is near the last value; None where none or several are."""
        if not self.last:
            return None
        near = [one for one in readings if self.last / _NEAR <= one <= self.last * _NEAR]
        return near[0] if len(near) == 1 else None

    def _fraction(self, one: str, whole: str) -> CellReading[Decimal | Share]:
        try:
            readings = [number_readings(part) for part in (one, whole)]
        except Refused as refusal:
            return CellReading(fault=refusal.message)
        if not self.measure.percent:
            return self._fault("là tử số/mẫu số, cột này ghi một số. Viết như 12,95.")
        if any(len(found) > 1 for found in readings):
            return self._fault("có số đọc được hai cách. Viết không có dấu hàng nghìn.")
        share = Share(readings[0][0], readings[1][0])
        if not share.is_part:
            return self._fault("có tử số lớn hơn mẫu số, hoặc mẫu số là 0. Xem lại hai số.")
        return self._ask(f"‘{self.written}’ có phải tử số/mẫu số?", [(stored(share), share.words)])

    def day(self) -> CellReading[Decimal | Share]:
        """Excel makes days of "12.5" and "4/5"; a format can show any number as a day."""
        figures, fractions = figures_behind(self.cell)
        shares = [Share(*pair) for pair in fractions] if self.measure.percent else []
        options = [(stored(one), plain(one)) for one in figures if self.measure.fits(one)]
        options += [(stored(share), share.words) for share in shares if share.is_part]
        if not options:
            return self._fault("là một ngày, không phải số. Đổi ô sang dạng chữ rồi gõ lại.")
        return self._ask(f"Ô chứa ngày {self.written}. Số đã gõ là số nào?", options)

    def _placed(self, number: Decimal, *notes: str) -> CellReading[Decimal | Share]:
        """The figure within its range and with the digits that can be kept."""
        if number < 0 <= self.measure.low:
            return self._fault("là số âm. Viết số từ 0 trở lên.")
        if not self.measure.fits(number):
            return self._misplaced(number)
        if can_be_kept(number):
            kept = number
        elif can_be_kept(kept := self._rounded(number)):
            notes = (*notes, f"Số trong ô là {plain(number)}, ghi {plain(kept)}.")
        else:
            return self._fault(f"quá dài. Viết tối đa {MOST_DIGITS} chữ số.")
        return CellReading(value=kept, note=" ".join([*notes, *self._shown_otherwise(number)]))

    def _rounded(self, number: Decimal) -> Decimal:
        with localcontext(prec=60):  # a number of Excel may be very large or very small
            return round_beside(Fraction(number), self.measure.bound, MOST_DECIMALS)

    def _shown_otherwise(self, number: Decimal) -> list[str]:
        decimals = shown_decimals(self.cell.number_format)
        if self.cell.kind is not CellKind.NUMBER or decimals is None:
            return []
        same = round_half_up(number, decimals) == number
        return [] if same else [f"Ô hiện {self.written}, số trong ô là {plain(number)}."]

    def _misplaced(self, number: Decimal) -> CellReading[Decimal | Share]:
        """12950 where figures go to 200: 12,950 typed under English settings."""
        if self.measure.whole and number != number.to_integral_value():
            return self._fault("không phải số nguyên. Viết số đếm, ví dụ 12.")
        thousandth = number / 1000
        is_whole = number == number.to_integral_value()
        if is_whole and number >= 1000 and self.measure.fits(thousandth):
            meant = plain(thousandth)
            text = f"‘{self.written}’ ngoài khoảng {self.measure.range_words}. Có phải {meant}?"
            return self._ask(text, [(stored(thousandth), meant)])
        return self._fault(f"ngoài khoảng {self.measure.range_words}. Xem lại con số.")

    def _fault(self, sentence: str) -> CellReading[Decimal | Share]:
        return CellReading(fault=f"‘{shown(self.written)}’ {sentence}")

    def _ask(self, text: str, options: list[tuple[str, str]]) -> CellReading[Decimal | Share]:
        key = f"{self.measure.key}={self.cell.kind}{self.cell.number_format}:{self.cell.text}"
        return ask(Question(key, text, tuple(dict(options).items())), self.answers, share_or_number)


def _without_noise(number: Decimal) -> Decimal:
    """0.30000000000000004 -> 0.3, as Excel itself shows it."""
    with localcontext(prec=_EXCEL_DIGITS):
        return +number


def _inexact(text: str, bare: str) -> str:
    """The fault of "~45" and "17-18"; "" for other texts."""
    if about := _ABOUT.fullmatch(fold(bare)):
        return f"‘{shown(text)}’ không phải một số cụ thể. Viết số đo được, ví dụ {about['rest']}."
    if span := _SPAN.fullmatch(fold(bare)):
        return f"‘{shown(text)}’ là một khoảng. Viết một số, ví dụ {span['low']}."
    return ""


def _in_words(number: Decimal) -> str:
    """ "1.234 (một nghìn hai trăm ba mươi tư)"; a decimal figure speaks for itself: "1,234"."""
    if number != number.to_integral_value() or number < 1000:
        return plain(number)
    return f"{format_number(number)} ({number_words(int(number))})"
