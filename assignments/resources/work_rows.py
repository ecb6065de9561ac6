"""The rows of a sheet as sections, items and sub-items, as a pasted table is read. Pure."""

import re

from assignments.pasting_rules import Block, PastedItem, PastedSection, take
from ntm_portal.lib.numbers import roman
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.row_reading import RowReader
from ntm_portal.lib.sheet_kinds import Question, State
from ntm_portal.lib.text import lower_first, shown, upper_first
from ntm_portal.lib.workbooks.model import CellKind
from ntm_portal.lib.workbooks.questions import CellReading, ask
from ntm_portal.lib.workbooks.row_kinds import GROUP
from ntm_portal.lib.workbooks.tables import TableRow

CELLS = ("directing", "leading", "cooperating", "timing")
KEYS = ("text", *CELLS)
JOIN = "noi"
_MARKED = re.compile(r"(?:[IVXLC]+|[A-ZĐ])\s*[.):–/-]\s*(?P<words>\S.*)")
_MARK = re.compile(r"(?:[IVXLC]+|[A-ZĐ])[.)]?")


class WorkRows:
    """A block filled row by row; what cannot be placed is told and left out."""

    def __init__(self, reader: RowReader) -> None:
        self.reader = reader
        self.block = Block([], [])
        self.by_number: dict[int, TableRow] = {}
        self.notes: dict[int, str] = {}
        self._read: dict[int, list[str]] = {}
        merges = reader.table.sheet.merges
        self._below = {
            (row, one.column) for one in merges for row in range(one.row + 1, one.last_row + 1)
        }

    def take(self, row: TableRow) -> None:
        self.by_number[row.number] = row
        cells = self._cells(row)
        if row.passed_over == GROUP:
            cells = [roman(len(self.block.sections) + 1), _title(cells), *cells[2:]]
        elif not any(cells[:2]) and any(cells[2:]) and not self._joins(row):
            return
        if not any(cells):
            return
        before = len(self.block.notes)
        try:
            take(self.block, row.number, cells)
        except Refused as refusal:
            sentence = refusal.message.removeprefix(f"Dòng {row.number}").lstrip(": ")
            key = "text" if self.reader.written(row, "text") else "number"
            self.reader.say(row, key, State.ERROR, what="", message=upper_first(sentence))
            return
        for note in self.block.notes[before:]:
            if "number" in self.reader.columns and row.passed_over != GROUP:
                self.notes[row.number] = note.partition(": ")[2]

    def put_section(self, row: TableRow, title: str) -> None:
        """A section that a form of our own knows, so that new rows below it find their place."""
        self.by_number[row.number] = row
        self.block.sections.append(PastedSection(row.number, title))

    def put_item(self, row: TableRow, section: str) -> None:
        self.by_number[row.number] = row
        cells = self._cells(row)
        if not self.block.sections or self.block.sections[-1].title != section:
            self.block.sections.append(PastedSection(0, section))
        self.block.sections[-1].items.append(PastedItem(row.number, cells[1:]))

    def put_sub(self, row: TableRow) -> None:
        self.by_number[row.number] = row
        cells = self._cells(row)
        section = self.block.sections[-1] if self.block.sections else None
        if section and section.items:
            section.items[-1].subs.append(PastedItem(row.number, cells[1:]))

    def cells_of(self, row: TableRow) -> list[str]:
        """Text, bodies and timing of a row that was put in its place."""
        return self._read[row.number][1:]

    def _cells(self, row: TableRow) -> list[str]:
        """Number, text and the rest. A number or a text merged over rows is of the first only."""
        what = place_words(row, self.reader)
        number = self._own(row, "number").replace(",", ".")
        if "number" not in self.reader.columns and self._own(row, "text"):
            number = "1"
        cells = [number, self._own(row, "text")]
        cells += [self.reader.words(row, key, what=what) for key in CELLS[:3]]
        self._read[row.number] = [*cells, self._timing(row, what)]
        return self._read[row.number]

    def _own(self, row: TableRow, key: str) -> str:
        if (row.number, self.reader.columns.get(key, 0)) in self._below:
            return ""
        return self.reader.written(row, key)

    def _timing(self, row: TableRow, what: str) -> str:
        """Excel makes a day of "Tháng 01/2024" typed short: asked what was printed."""
        cell = self.reader.cell(row, "timing")
        if cell is None or cell.kind is not CellKind.DAY or cell.day is None:
            return self.reader.words(row, "timing", what=what)
        month = f"Tháng {cell.day.month:02d}/{cell.day.year}"
        day = self.reader.written(row, "timing")
        question = Question(
            f"thoi-gian={cell.text}",
            f"Ô thời gian chứa ngày {day}. Kế hoạch ghi gì?",
            ((month, month), (f"Ngày {day}", f"Ngày {day}")),
        )
        found = ask(question, self.reader.answers, str)
        self.reader.tell(row, "timing", found, what=what)
        return found.value or ""

    def _joins(self, row: TableRow) -> bool:
        """Cells without number and text: the page of a Word table that was cut, or a slip."""
        question = Question(
            f"{JOIN}={row.number}",
            "Dòng không có STT và nội dung. Nối các ô của nó vào việc ở trên?",
            ((JOIN, "Nối vào việc ở trên"),),
        )
        found: CellReading[str] = ask(question, self.reader.answers, str)
        self.reader.tell(row, "text", found, what="")
        return found.value == JOIN


def _title(cells: list[str]) -> str:
    """ "I | Công tác tuyên truyền", "I. Công tác tuyên truyền" merged over the row."""
    number, text = cells[:2]
    if text and (not number or _MARK.fullmatch(number)):
        found = None if number else _MARKED.fullmatch(text)
        return found["words"] if found else text
    found = _MARKED.fullmatch(number)
    return found["words"] if found else number


def place_words(row: TableRow, reader: RowReader) -> str:
    text = reader.written(row, "text")
    return f"Việc ‘{shown(lower_first(text), 60)}’" if text else ""
