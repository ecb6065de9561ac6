"""Raw cells as what they mean: text in Unicode, numbers as Excel shows them, days. Pure."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from functools import cache

from ntm_portal.lib.text import shown
from ntm_portal.lib.workbooks.fonts import Coding, Sense, coding_of, decoded, sense
from ntm_portal.lib.workbooks.model import CellKind, SheetCell, address
from ntm_portal.lib.workbooks.sheet_parts import RawCell
from ntm_portal.lib.workbooks.strings import Run, Runs
from ntm_portal.lib.workbooks.styles import Look, day_of
from ntm_portal.lib.workbooks.tidying import tidied

NO_DAY = "Ô định dạng ngày nhưng không phải một ngày, đọc là số."
KEPT = "Phông {font} nhưng chữ đã là Unicode, giữ nguyên."
DECODED = "Chữ phông {font}, đã đổi sang Unicode."

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_MOST_ERROR = 20  # "#GETTING_DATA" is the longest
_coding_of = cache(coding_of)


@dataclass(frozen=True)
class Context:
    """What a cell needs of its workbook.

    not_yet_calculated: its writer asked that all formulas be reckoned when it is opened; such
    writers put a 0 where they know no result.
    """

    strings: Sequence[Runs] = ()
    looks: Sequence[Look] = ()
    since_1904: bool = False
    not_yet_calculated: bool = False


class CellReader:
    """Reads the cells of a workbook; `weigh` first all of them, for fonts with a coding."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._senses: Counter[tuple[Coding, Sense]] = Counter()
        self._texts: dict[tuple[Runs, Look], tuple[str, bool, str]] = {}

    def weigh(self, cells: Iterable[RawCell]) -> None:
        """Count which texts are surely coded, and which surely are not: that decides the others.

        Raises ValueError or LookupError for a cell whose text or style is not there.
        """
        for cell in cells:
            look, runs = self._look(cell), self._runs(cell)
            for run in runs:
                coding = _coding_of(run.font or look.font)
                if coding and not run.text.isascii():
                    self._senses[coding, sense(run.font or look.font, run.text)] += 1

    def read(self, cell: RawCell, comment: str = "") -> SheetCell | None:
        """None for a cell that holds nothing. Raises as `weigh`."""
        look = self._look(cell)
        if cell.formula is not None and self._is_uncalculated(cell):
            remark = (
                f"Ô {address(cell.row, cell.column)} là công thức chưa tính. "
                "Mở bằng Excel, lưu lại."
            )
            formula = f"={tidied(cell.formula)[0]}"
            return SheetCell(
                CellKind.UNCALCULATED, formula, look.number_format, look.bold, remark, comment
            )
        if runs := self._runs(cell):
            text, bold, remark = self._read_text(runs, look)
            kind = CellKind.TEXT
        else:
            kind, text, remark = self._read_value(cell, look)
            bold = look.bold
        if not text:
            return None
        return SheetCell(kind, text, look.number_format, bold, remark, comment)

    def _look(self, cell: RawCell) -> Look:
        looks = self._context.looks
        return looks[cell.look] if looks else Look()

    def _runs(self, cell: RawCell) -> Runs:
        if cell.kind == "s" and cell.value:
            return self._context.strings[abs(int(cell.value))]
        return cell.runs

    def _is_uncalculated(self, cell: RawCell) -> bool:
        if cell.kind == "str":
            return cell.value is None
        return not cell.value or (self._context.not_yet_calculated and cell.value == "0")

    def _read_text(self, runs: Runs, look: Look) -> tuple[str, bool, str]:
        key = runs, look
        if key not in self._texts:
            parts, remarks = [], []
            for run in runs:
                text, remark = self._decoded(run, look)
                parts.append(text)
                remarks.append(remark)
            text, cleaned = tidied("".join(parts))
            bold = all(
                look.bold if run.bold is None else run.bold for run in runs if run.text.strip()
            )
            remark = " ".join(dict.fromkeys(filter(None, [*remarks, *cleaned])))
            self._texts[key] = text, bold, remark
        return self._texts[key]

    def _decoded(self, run: Run, look: Look) -> tuple[str, str]:
        """The run in Unicode, and a sentence when its letters are others now or could be."""
        font = run.font or look.font
        coding = _coding_of(font)
        if coding is None:
            return run.text, ""
        found = sense(font, run.text)
        coded = self._senses[coding, Sense.CODED]
        if found is Sense.EITHER and coded <= self._senses[coding, Sense.UNICODE]:
            return run.text, KEPT.format(font=shown(font))
        if found is Sense.UNICODE:
            return run.text, ""
        text = decoded(font, run.text)
        plain = text.lower() == run.text.lower()
        return text, "" if plain else DECODED.format(font=shown(font))

    def _read_value(self, cell: RawCell, look: Look) -> tuple[CellKind, str, str]:
        value = (cell.value or "").strip()
        match cell.kind:
            case "n":
                return self._read_number(value, look)
            case "b":
                truths = {"1": "1", "0": "0", "true": "1", "false": "0"}
                return CellKind.TRUTH, truths[value.lower()], ""
            case "e":
                sign = tidied(value)[0][:_MOST_ERROR]
                where = address(cell.row, cell.column)
                return CellKind.ERROR, sign, f"Ô {where} là {sign}. Sửa công thức trong Excel."
            case "d":
                moment = datetime.fromisoformat(value)
                return CellKind.DAY, _printed(moment.replace(tzinfo=None)), ""
            case "s" | "str" | "inlineStr":
                return CellKind.TEXT, "", ""
        raise ValueError(cell.kind)

    def _read_number(self, value: str, look: Look) -> tuple[CellKind, str, str]:
        number = float(value) if _NUMBER.fullmatch(value) else math.nan
        if not math.isfinite(number):
            raise ValueError(value)
        remark = ""
        if look.dated:
            moment = day_of(number, since_1904=self._context.since_1904)
            if moment is not None:
                return CellKind.DAY, _printed(moment), ""
            remark = NO_DAY
        return CellKind.NUMBER, _number_text(number), remark


def _number_text(number: float) -> str:
    """To 15 digits, as Excel itself shows and compares: 0.1 + 0.2 is stored as 0.30000000000000004.

    Without an exponent, and zero without a sign.
    """
    return f"{Decimal(f'{number:.15g}') + 0:f}" if number else "0"


def _printed(moment: datetime) -> str:
    day = moment.date().isoformat()
    return day if moment.time() == time() else f"{day}T{moment:%H:%M:%S}"
