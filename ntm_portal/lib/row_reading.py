"""A sheet whose rows are things with words (accounts, agencies, work): read cell by cell. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ntm_portal.lib.sheet_kinds import Reading, Stamp, State
from ntm_portal.lib.text import shown
from ntm_portal.lib.workbooks.model import CellKind, SheetCell
from ntm_portal.lib.workbooks.questions import CellReading, Question
from ntm_portal.lib.workbooks.tables import SheetTable, TableRow
from ntm_portal.lib.workbooks.written import written

NEWS = (State.NEW, State.CHANGED)


@dataclass
class RowReader:
    """One reading of one table; a kind asks it for the cells of a row and tells it what they are.

    mapping: column of the sheet -> key; each key of one column.
    """

    table: SheetTable
    mapping: Mapping[int, str]
    answers: Mapping[str, str]
    stamp: Stamp | None = None
    readings: list[Reading] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns = {key: column for column, key in self.mapping.items()}

    def cell(self, row: TableRow, key: str) -> SheetCell | None:
        return row.cells.get(self.columns.get(key, 0))

    def written(self, row: TableRow, key: str) -> str:
        return written(self.cell(row, key))

    def identity(self, row: TableRow) -> str:
        """What a form of our own knows the row by; "" for a row that was added to it."""
        return self.stamp.identities.get(row.number, "") if self.stamp else ""

    def stamped(self, row: TableRow, key: str) -> str | None:
        """What the form said there when it was made; None without a form."""
        if self.stamp is None:
            return None
        said = self.stamp.cells.get((self.identity(row), key))
        return said[0] if said else None

    def words(self, row: TableRow, key: str, *, what: str) -> str:
        """The words of a cell; one without words ("#REF!") is told and reads as nothing."""
        found = read_words(self.cell(row, key))
        self.tell(row, key, found, what=what)
        return found.value or ""

    def tell(self, row: TableRow, key: str, found: CellReading, *, what: str) -> bool:
        """Say what has to be asked or mended, or was left out by an answer; whether any was."""
        if found.question:
            self.ask(row, key, found.question, what=what)
        elif found.fault:
            self.say(row, key, State.ERROR, what=what, message=found.fault)
        elif found.value is None and found.note:
            self.say(row, key, State.PASSED_OVER, what=what, message=found.note)
        else:
            return False
        return True

    def ask(self, row: TableRow, key: str, question: Question, *, what: str) -> None:
        self.say(row, key, State.ASK, what=what, message=question.text, question=question)

    def say(
        self,
        row: TableRow,
        key: str,
        state: State,
        *,
        what: str,
        read: str = "",
        before: str = "",
        message: str = "",
        question: Question | None = None,
    ) -> None:
        self.readings.append(
            Reading(
                row.number,
                self.columns.get(key, 0),
                state,
                self.written(row, key),
                read,
                before,
                what,
                message,
                question,
            )
        )

    def compare(
        self,
        row: TableRow,
        key: str,
        wanted: str,
        standing: str,
        *,
        what: str,
        message: str = "",
    ) -> bool:
        """Tell what becomes of the cell; whether it is to be stored.

        wanted: as it was read, "" where nothing is said; standing: the same words of the portal.
        """
        stamped = self.stamped(row, key)
        if not wanted:
            if stamped:
                kept = "Ô trống: giữ như trên cổng."
                self.say(row, key, State.PASSED_OVER, what=what, before=standing, message=kept)
            return False
        state = State.CHANGED if standing else State.NEW
        if wanted in (standing, stamped):
            state = State.SAME
        elif stamped is not None and standing != stamped:
            state = State.CONFLICT
            message = f"Trên cổng nay là ‘{shown(standing)}’. Giữ một trong hai, sửa trên cổng."
        self.say(row, key, state, what=what, read=wanted, before=standing, message=message)
        return state in NEWS


def read_words(cell: SheetCell | None) -> CellReading[str]:
    """The words of a cell on one line; no value where there are none."""
    if cell is None:
        return CellReading()
    if cell.kind is CellKind.ERROR:
        return CellReading(fault=f"Ô báo {shown(cell.text)}. Sửa công thức hoặc gõ chữ vào ô.")
    if cell.kind is CellKind.UNCALCULATED:
        return CellReading(
            fault="Công thức chưa có kết quả. Mở tệp bằng Excel, lưu lại rồi tải lên."
        )
    return CellReading(written(cell) or None, note=cell.remark)
