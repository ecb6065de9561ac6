"""The work of a plan in by a sheet (Phụ lục 01 như đã ký): sections, items, sub-items."""

from collections.abc import Mapping, Sequence
from typing import Any

from assignments.resources.work_reader import WorkReader
from assignments.resources.work_store import WorkResource, take_back
from assignments.work_list import layout_of
from ntm_portal.lib.imports import Effect, ServiceResource
from ntm_portal.lib.row_reading import RowReader
from ntm_portal.lib.sheet_kinds import Intake, SheetColumn, Stamp
from ntm_portal.lib.workbooks.tables import SheetTable
from plans.resources.scopes import PlanKind, PlanScope

COLUMNS = (
    SheetColumn("number", "STT", ("TT", "Số TT")),
    SheetColumn(
        "text",
        "Nội dung công việc",
        ("Nội dung", "Công việc", "Nhiệm vụ", "Nội dung thực hiện", "Nội dung, nhiệm vụ"),
        required=True,
    ),
    SheetColumn("directing", "Chỉ đạo", ("Lãnh đạo chỉ đạo", "Cơ quan chỉ đạo")),
    SheetColumn(
        "leading",
        "Cơ quan chủ trì thực hiện",
        ("Cơ quan chủ trì", "Chủ trì", "Đơn vị chủ trì", "Đơn vị thực hiện", "Chủ trì thực hiện"),
    ),
    SheetColumn("cooperating", "Cơ quan phối hợp", ("Phối hợp", "Đơn vị phối hợp")),
    SheetColumn(
        "timing",
        "Thời gian",
        ("Thời gian thực hiện", "Tiến độ", "Thời hạn", "Thời gian hoàn thành", "Tiến độ thực hiện"),
    ),
)


class WorkKind(PlanKind):
    code = "phu-luc-01"
    name = "Phụ lục 01 như đã ký"

    def columns(self, scope: PlanScope) -> Sequence[SheetColumn]:
        """Also by the words that the plan itself prints at their head."""
        heads = layout_of(scope.plan).heads
        return [
            SheetColumn(one.key, one.label, (*one.headings, head), one.required)
            for one, head in zip(COLUMNS, heads, strict=True)
        ]

    def read(
        self,
        table: SheetTable,
        mapping: Mapping[int, str],
        *,
        scope: PlanScope,
        answers: Mapping[str, str],
        stamp: Stamp | None = None,
    ) -> Intake:
        return WorkReader(RowReader(table, mapping, answers, stamp), scope.plan).read()

    def resource(self, scope: PlanScope) -> ServiceResource:
        return WorkResource(scope.plan)

    def undo(self, effects: Sequence[Effect], *, scope: PlanScope, by: Any) -> None:
        take_back(effects, plan=scope.plan, by=by)
