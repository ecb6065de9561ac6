"""Verdicts of communes in (hiện trạng xã × tiêu chí): a column each, a list, or a row each."""

import re
from collections.abc import Mapping, Sequence

from communes.models import AdministrativeUnit
from communes.resources.board_kind import BoardKind
from communes.resources.comparing import in_order
from communes.resources.listed import ListCells
from communes.resources.reading import COMMUNE, NOTE, BoardReader, column_of
from communes.resources.requirement_names import RequirementNames
from communes.resources.said_cells import verdict_beside
from communes.resources.scopes import BoardScope
from criteria.figures import Said
from criteria.models import Requirement
from criteria.rules import Verdict
from criteria.status_words import cross_of, read_status
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import Intake, Reading, SheetColumn, Stamp, State
from ntm_portal.lib.text import fold, shown
from ntm_portal.lib.workbooks.model import CellKind, SheetCell
from ntm_portal.lib.workbooks.questions import CellReading
from ntm_portal.lib.workbooks.tables import SheetTable, TableRow
from ntm_portal.lib.workbooks.written import written

LIST = SheetColumn(
    "list",
    "Các tiêu chí đạt",
    (
        "Tiêu chí đạt",
        "Tiêu chí đã đạt",
        "Các tiêu chí đã đạt",
        "Tên tiêu chí đạt",
        "Tiêu chí đạt chuẩn",
        "Danh sách tiêu chí đạt",
    ),
)
COUNT = SheetColumn(
    "count",
    "Số tiêu chí đạt",
    ("Tổng số tiêu chí đạt", "Số TC đạt", "Số tiêu chí đã đạt", "Số tiêu chí đạt chuẩn"),
)
LONG = (
    SheetColumn("requirement", "Tiêu chí", ("Chỉ tiêu", "Tiêu chí, chỉ tiêu", "Tên tiêu chí")),
    SheetColumn("status", "Trạng thái", ("Kết quả", "Đánh giá", "Kết quả đánh giá")),
    NOTE,
)
MARKS = "dau"  # one answer for all columns whose heading does not say what an "x" means
_COUNT = re.compile(r"(?P<met>\d+)(?:\s*/\s*(?P<of>\d+))?(?: tieu chi| tc)?")


class StatusReader(BoardReader):
    def __init__(
        self,
        table: SheetTable,
        mapping: Mapping[int, str],
        *,
        scope: BoardScope,
        answers: Mapping[str, str],
        stamp: Stamp | None,
    ) -> None:
        super().__init__(table, mapping, scope=scope, answers=answers, stamp=stamp)
        titles = {heading.column: heading.title for heading in table.headings}
        self._crosses = {
            column: cross_of(titles.get(column, ""), table.title) for column in mapping
        }
        self._names = RequirementNames(scope.requirements)
        self._is_long = "requirement" in self.columns
        self._lists = ListCells(self) if "list" in self.columns else None
        marked = {one.pk for one in self.requirements.values()}
        self._counts_marks = self._lists is None and marked.issuperset(
            one.pk for one in scope.criteria
        )

    def read(self) -> Intake:
        if self._is_long and "status" not in self.columns:
            raise Refused("Chưa chọn cột trạng thái. Chọn cột ghi Đạt hoặc Chưa đạt.")
        if not self._is_long and not self.requirements and not self._lists:
            raise Refused("Chưa chọn cột tiêu chí nào. Chọn một cột, hoặc cột danh sách.")
        return super().read()

    def read_row(self, row: TableRow, commune: AdministrativeUnit) -> None:
        if self._is_long:
            self._read_long(row, commune)
            return
        first, spoken = len(self.wanted), len(self.readings)
        for column, requirement in self.requirements.items():
            found = self._verdict(row, column, commune, requirement)
            self.take(row, column, commune, requirement, found)
        is_whole = len(self.readings) == spoken
        count = self._count(row)
        if self._lists:
            self._lists.read(row, self.columns["list"], commune, count)
        elif count is not None and self._counts_marks and is_whole:
            self._check_marks(row, count, first)

    def intake(self) -> Intake:
        compared = self.compared()
        if self._lists:
            merged, compared = self._lists.merged(compared, self.readings)
            self.readings = merged
        else:
            self.readings += [one.as_reading for one in compared]
        return Intake(tuple(self.readings), tuple(in_order(compared)))

    def said(self, text: str, requirement: Requirement) -> Said | None:
        found = read_status(SheetCell(CellKind.TEXT, text), key=MARKS, own_form=True)
        return None if found.value is None else Said(verdict=found.value)

    def _read_long(self, row: TableRow, commune: AdministrativeUnit) -> None:
        column = self.columns["requirement"]
        named = self._names.find(row.cells.get(column), self.answers)
        if named.value is None:
            self.tell_name(row, column, commune, named)
            return
        place = self.columns["status"]
        found = self._verdict(row, place, commune, named.value)
        note = written(row.cells.get(self.columns.get("note", 0)))
        self.take(row, place, commune, named.value, found, note=note or None)

    def _verdict(
        self,
        row: TableRow,
        column: int,
        commune: AdministrativeUnit,
        requirement: Requirement,
    ) -> CellReading[Said]:
        found = read_status(
            row.cells.get(column),
            key=MARKS,
            cross=self._crosses[column],
            own_form=self.stamp is not None,
            answers=self.answers,
        )
        said = None
        if found.value is not None:
            said = verdict_beside(found.value, self.portal.standing(commune, requirement))
        return CellReading(said, found.question, found.fault, found.note)

    def _count(self, row: TableRow) -> int | None:
        """What the column beside the marks says; None where it says nothing that can be checked."""
        column = self.columns.get("count", 0)
        text = written(row.cells.get(column))
        found = _COUNT.fullmatch(fold(text))
        if not text or found is None:
            if text:
                message = f"‘{shown(text)}’ không phải số tiêu chí. Viết như 12."
                self._tell_count(row, text, message)
            return None
        of = len(self.scope.criteria)
        if found["of"] and int(found["of"]) != of:
            message = f"Ghi trên tổng {found['of']} tiêu chí, bộ này có {of}. Chọn lại bộ tiêu chí."
            self._tell_count(row, text, message)
            return None
        return int(found["met"])

    def _check_marks(self, row: TableRow, count: int, first: int) -> None:
        """A row whose count speaks against its marks is not stored: one of the two is wrong."""
        said = [
            one.said.verdict for one in self.wanted[first:] if one.requirement.parent_id is None
        ]
        met = said.count(Verdict.MET)
        if met <= count <= met + said.count(Verdict.NOT_APPLICABLE):
            return
        text = written(row.cells.get(self.columns["count"]))
        self._tell_count(
            row, text, f"Ghi {count} tiêu chí nhưng các cột có {met} ô đạt. Sửa số hoặc sửa ô."
        )
        for one in self.wanted[first:]:
            self.say(one, State.PASSED_OVER, message="Chưa ghi: dòng có số tiêu chí đạt chưa khớp.")
        del self.wanted[first:]

    def _tell_count(self, row: TableRow, text: str, message: str) -> None:
        column = self.columns["count"]
        self.readings.append(Reading(row.number, column, State.ERROR, text, message=message))


class StatusKind(BoardKind):
    code = "hien-trang"
    name = "Hiện trạng xã × tiêu chí"
    reader = StatusReader

    def columns(self, scope: BoardScope) -> Sequence[SheetColumn]:
        return [COMMUNE, *map(column_of, scope.requirements), LIST, COUNT, *LONG]
