"""Figures of communes in and out (giá trị xã × chỉ tiêu): a row per figure, or a column each."""

from collections.abc import Sequence

from communes.models import AdministrativeUnit
from communes.resources.board_kind import BoardKind
from communes.resources.reading import COMMUNE, NOTE, BoardReader, column_of
from communes.resources.requirement_names import RequirementNames
from communes.resources.said_cells import is_measured, read_measured
from communes.resources.scopes import BoardScope
from criteria.figures import Figure, Said, read_said
from criteria.models import Requirement
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import Intake, SheetColumn
from ntm_portal.lib.text import fold, shown
from ntm_portal.lib.workbooks.model import SheetCell
from ntm_portal.lib.workbooks.questions import CellReading
from ntm_portal.lib.workbooks.tables import TableRow
from ntm_portal.lib.workbooks.values import Measure, are_shares_of_one, read_figure
from ntm_portal.lib.workbooks.written import written

LONG = (
    SheetColumn("requirement", "Chỉ tiêu", ("Tên chỉ tiêu", "Mã chỉ tiêu", "Số chỉ tiêu")),
    SheetColumn("value", "Giá trị", ("Số liệu", "Kết quả", "Thực hiện", "Kết quả thực hiện")),
    SheetColumn("numerator", "Tử số"),
    SheetColumn("denominator", "Mẫu số"),
    SheetColumn("unit", "Đơn vị tính", ("ĐVT",)),
    NOTE,
)


class FigureReader(BoardReader):
    def read(self) -> Intake:
        self._names = RequirementNames(self.scope.indicators)
        self._is_long = "requirement" in self.columns
        if self._is_long and not {"value", "numerator"} & self.columns.keys():
            raise Refused("Chưa chọn cột giá trị. Chọn cột có số liệu của chỉ tiêu.")
        if not self._is_long and not self.requirements:
            raise Refused("Chưa chọn cột chỉ tiêu nào. Chọn ít nhất một cột.")
        rows = [row for row in self.table.rows if not row.passed_over]
        self._of_one = {
            column: are_shares_of_one(row.cells.get(column) for row in rows)
            for column in self.requirements
        }
        return super().read()

    def read_row(self, row: TableRow, commune: AdministrativeUnit) -> None:
        if self._is_long:
            self._read_long(row, commune)
            return
        for column, requirement in self.requirements.items():
            found = self._figure(
                row.cells.get(column),
                commune,
                requirement,
                shares_of_one=self._of_one[column],
            )
            self.take(row, column, commune, requirement, found)

    def said(self, text: str, requirement: Requirement) -> Said | None:
        try:
            return read_said(text, requirement)
        except Refused:
            return None

    def _read_long(self, row: TableRow, commune: AdministrativeUnit) -> None:
        column = self.columns["requirement"]
        named = self._names.find(row.cells.get(column), self.answers)
        if named.value is None:
            self.tell_name(row, column, commune, named)
            return
        place = self.columns.get("value", self.columns.get("numerator", column))
        found = self._long_figure(row, commune, named.value)
        note = written(row.cells.get(self.columns["note"])) if "note" in self.columns else ""
        self.take(row, place, commune, named.value, found, note=note or None)

    def _long_figure(
        self, row: TableRow, commune: AdministrativeUnit, requirement: Requirement
    ) -> CellReading[Said]:
        unit = written(row.cells.get(self.columns.get("unit", 0)))
        if unit and fold(unit) != fold(requirement.unit) and is_measured(requirement):
            ours = requirement.unit or "không có đơn vị"
            return CellReading(
                fault=f"Ghi đơn vị ‘{shown(unit)}’, cổng tính bằng ‘{ours}’. Đổi số liệu và đơn vị."
            )
        cells = [row.cells.get(self.columns.get(key, 0)) for key in ("numerator", "denominator")]
        if any(written(cell) for cell in cells):
            return self._share(cells, requirement)
        return self._figure(row.cells.get(self.columns.get("value", 0)), commune, requirement)

    def _figure(
        self,
        cell: SheetCell | None,
        commune: AdministrativeUnit,
        requirement: Requirement,
        *,
        shares_of_one: bool = False,
    ) -> CellReading[Said]:
        return read_measured(
            cell,
            requirement,
            entry=self.portal.standing(commune, requirement),
            yardstick=self.portal.yardstick(commune, requirement),
            answers=self.answers,
            shares_of_one=shares_of_one,
        )

    def _share(
        self, cells: Sequence[SheetCell | None], requirement: Requirement
    ) -> CellReading[Said]:
        """Numerator and denominator of their own columns; the value beside them follows."""
        parts = []
        for name, cell in zip(("tử số", "mẫu số"), cells, strict=True):
            measure = Measure(key=f"{name}:{requirement.code}")
            found = read_figure(cell, measure, answers=self.answers)
            if found.value is None:
                fault = found.fault or f"Chưa ghi {name}. Ghi đủ cả tử số và mẫu số."
                return CellReading(question=found.question, fault="" if found.question else fault)
            parts.append(found.value)
        return CellReading(Said(Figure(numerator=parts[0], denominator=parts[1])))


class FigureKind(BoardKind):
    code = "gia-tri"
    name = "Giá trị xã × chỉ tiêu"
    reader = FigureReader

    def columns(self, scope: BoardScope) -> list[SheetColumn]:
        return [COMMUNE, *map(column_of, scope.indicators), *LONG]
