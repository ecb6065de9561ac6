"""Phụ lục 02 in by a sheet as it was signed: what communes have met, and what they promise.

What is met goes to the status log as of the plan's baseline day, in the office's voice; targets
and goals go to the plan. Source of the columns: Kế hoạch 72/KH-UBND Lộc Bình (30/01/2024).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from ntm_portal.lib.imports import Effect, ServiceResource
from ntm_portal.lib.sheet_kinds import Intake, SheetColumn, SheetKind, Stamp
from ntm_portal.lib.workbooks.tables import SheetTable
from plans.resources.scopes import PlanScopeForm, chosen_plan
from plans.resources.target_reader import TargetReader
from plans.resources.target_scope import TargetScope, target_scope
from plans.resources.target_store import TargetResource
from plans.resources.target_undo import take_back

COLUMNS = (
    SheetColumn("number", "STT", ("TT", "Số TT")),
    SheetColumn("commune", "Đơn vị", ("Xã", "Tên xã", "Tên đơn vị"), required=True),
    SheetColumn(
        "count",
        "Số tiêu chí đạt",
        ("Số tiêu chí đã đạt", "Tổng số tiêu chí đạt", "Số TC đạt", "Số tiêu chí đạt chuẩn"),
    ),
    SheetColumn(
        "list",
        "Cụ thể các tiêu chí đã đạt",
        ("Các tiêu chí đã đạt", "Tiêu chí đã đạt", "Cụ thể tiêu chí đã đạt"),
    ),
    SheetColumn(
        "target_count",
        "Số tiêu chí phấn đấu",
        ("Số tiêu chí phấn đấu đạt", "Số TC phấn đấu", "Số tiêu chí đăng ký"),
    ),
    SheetColumn(
        "targets",
        "Cụ thể tiêu chí phấn đấu",
        ("Cụ thể các tiêu chí phấn đấu", "Tiêu chí phấn đấu", "Các tiêu chí phấn đấu"),
    ),
    SheetColumn("planned", "Kế hoạch đạt tiêu chí", ("Tổng số tiêu chí cuối năm",)),
    SheetColumn("remark", "Ghi chú", ("Mục tiêu", "Mục tiêu cấp độ")),
)


class TargetKind(SheetKind[TargetScope]):
    code = "phu-luc-02"
    name = "Phụ lục 02 như đã ký"

    def scope_form(
        self, *, user: Any, today: date, data: Mapping[str, str] | None = None
    ) -> forms.Form:
        return PlanScopeForm(user=user, data=data)

    def scope(self, *, user: Any, today: date, data: Mapping[str, str]) -> TargetScope:
        return target_scope(user, chosen_plan(user, data), today)

    def columns(self, scope: TargetScope) -> Sequence[SheetColumn]:
        return COLUMNS

    def read(
        self,
        table: SheetTable,
        mapping: Mapping[int, str],
        *,
        scope: TargetScope,
        answers: Mapping[str, str],
        stamp: Stamp | None = None,
    ) -> Intake:
        reader = TargetReader(table, mapping, scope=scope, answers=answers, stamp=stamp)
        return reader.read()

    def resource(self, scope: TargetScope) -> ServiceResource:
        return TargetResource(scope)

    def undo(self, effects: Sequence[Effect], *, scope: TargetScope, by: Any) -> None:
        take_back(effects, scope=scope, by=by)
