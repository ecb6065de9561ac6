"""The money of a plan in by a sheet (nguồn vốn): a tree of sources, amounts in a named unit."""

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.models import User
from ntm_portal.lib.imports import Effect, ServiceResource, of_row
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.row_reading import RowReader
from ntm_portal.lib.sheet_kinds import Intake, SheetColumn, Stamp
from ntm_portal.lib.text import shown
from ntm_portal.lib.workbooks.tables import SheetTable
from plans.models import CapitalLine, Plan
from plans.resources.capital_reader import FACTS, CapitalReader, facts_of
from plans.resources.scopes import PlanKind, PlanScope
from plans.services.contents import add_part, change_part, remove_part
from plans.services.history import lock

COLUMNS = (
    SheetColumn("number", "STT", ("TT", "Số TT")),
    SheetColumn(
        "label", "Nguồn vốn", ("Tên nguồn vốn", "Nội dung", "Nguồn", "Chỉ tiêu"), required=True
    ),
    SheetColumn(
        "amount",
        "Số tiền",
        (
            "Kinh phí",
            "Tổng vốn",
            "Tổng số",
            "Kế hoạch vốn",
            "Số vốn",
            "Số tiền (triệu đồng)",
            "Số tiền (tỷ đồng)",
        ),
        required=True,
    ),
    SheetColumn("share", "Tỷ lệ (%)", ("Tỷ lệ", "Tỷ trọng", "Cơ cấu", "Tỷ trọng (%)")),
    SheetColumn("unit", "Đơn vị tính", ("ĐVT",)),
)
Line = Mapping[str, Any]


class CapitalKind(PlanKind):
    code = "nguon-von"
    name = "Nguồn vốn của kế hoạch"

    def columns(self, scope: PlanScope) -> Sequence[SheetColumn]:
        return COLUMNS

    def read(
        self,
        table: SheetTable,
        mapping: Mapping[int, str],
        *,
        scope: PlanScope,
        answers: Mapping[str, str],
        stamp: Stamp | None = None,
    ) -> Intake:
        return CapitalReader(RowReader(table, mapping, answers, stamp), scope.plan).read()

    def resource(self, scope: PlanScope) -> ServiceResource:
        return CapitalResource(scope.plan)

    def undo(self, effects: Sequence[Effect], *, scope: PlanScope, by: Any) -> None:
        _take_back(effects, plan=scope.plan, by=by)


class CapitalResource(ServiceResource):
    """row: pk None for a new source; parent, parent_row: the one above, by id or by its row of the
    same sheet. facts: what is to be said; seen: what was said. Amounts are text with a point.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan

    def line(self, row: Mapping[str, Any]) -> Line:
        return row

    def store(self, lines: Sequence[Line], *, by: Any) -> list[Effect]:
        lock(self._plan)
        made: dict[int, CapitalLine] = {}
        effects: list[Effect] = []
        for line in lines:
            with of_row(line["row"]):
                part = self._write(line, made, by=by)
            effects.append(
                {
                    "row": line["row"],
                    "pk": part.pk,
                    "before": line["seen"] if line["pk"] else None,
                    "version": part.version,
                }
            )
        return effects

    def _write(self, line: Line, made: dict[int, CapitalLine], *, by: User) -> CapitalLine:
        if line["pk"] is not None:
            return _changed(self._plan, line["pk"], line["facts"], line["seen"], by=by)
        parent = made.get(line["parent_row"])
        if parent is None and line["parent"]:
            parent = self._plan.capital_lines.filter(pk=line["parent"]).first()
        if parent is None and (line["parent"] or line["parent_row"]):
            raise Refused("Nguồn lớn của dòng này chưa nhập được. Sửa dòng ấy trước.")
        part = CapitalLine(plan=self._plan, parent=parent, **line["facts"])
        made[line["row"]] = add_part(part=part, by=by)
        return part


def _changed(
    plan: Plan, pk: int, facts: Mapping[str, str], seen: Mapping[str, str], *, by: User
) -> CapitalLine:
    part = plan.capital_lines.select_related("parent").filter(pk=pk).first()
    if part is None or any(facts_of(part)[name] != words for name, words in seen.items()):
        raise Refused("Dòng này vừa được đổi, nay không còn như lúc xem. Xem trước lại.")
    for name, words in facts.items():
        setattr(part, name, words)
    change_part(part=part, seen=part.version, by=by)
    return part


def _take_back(effects: Sequence[Effect], *, plan: Plan, by: User) -> None:
    """Raises Refused where somebody has changed or taken away a line since."""
    lock(plan)
    parts = plan.capital_lines.in_bulk([effect["pk"] for effect in effects])
    for effect in effects:
        part = parts.get(effect["pk"])
        if part is None or part.version != effect["version"]:
            place = f"‘{shown(part.label, 60)}’" if part else f"Dòng {effect['row']} của bảng"
            raise Refused(
                f"{place}: đã có người sửa sau lần nhập này, nên không hoàn tác gì. "
                "Sửa ở trang nội dung kế hoạch."
            )
    for effect in reversed(effects):
        part = parts[effect["pk"]]
        if effect["before"] is None:
            remove_part(part=part, seen=part.version, by=by)
        else:
            for name in FACTS:
                setattr(part, name, effect["before"].get(name, getattr(part, name)))
            change_part(part=part, seen=part.version, by=by)
