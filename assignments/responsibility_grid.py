"""The grid agency × criterion: what each cell says, as HTML, and what the browser sends of it."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from assignments.models import Agency, Responsibility
from assignments.responsibilities import LEAD, SUPPORT, set_id
from assignments.services.responsibilities import CellChange
from communes.forms.cells import json_object, read_cells, read_version, whole
from criteria.models import CriteriaSet, Requirement
from ntm_portal.lib.refusals import Refused
from plans.models import Plan

NONE, HELD, PARTLY, FIELDS = "NONE", "HELD", "PARTLY", "FIELDS"
WHOLE_SET = 0
STATES = [
    {
        "code": LEAD.value,
        "key": "1",
        "keys": ["c", "t"],
        "sign": "CT",
        "word": "Chủ trì",
        "paste": ["ct", "chủ trì", "chu tri", "x", "1"],
    },
    {
        "code": SUPPORT.value,
        "key": "2",
        "keys": ["p"],
        "sign": "PH",
        "word": "Phối hợp",
        "paste": ["ph", "phối hợp", "phoi hop", "2"],
    },
    {
        "code": NONE,
        "key": "0",
        "keys": [],
        "sign": "",
        "word": "Không phụ trách",
        "paste": ["", "0", "-", "–"],
    },
    {"code": HELD, "key": "", "keys": [], "sign": "·", "word": "Theo tiêu chí", "paste": []},
    {"code": PARTLY, "key": "", "keys": [], "sign": "…", "word": "Một số chỉ tiêu", "paste": []},
    {"code": FIELDS, "key": "", "keys": [], "sign": "LV", "word": "Theo lĩnh vực", "paste": []},
]
STATES_JSON = json.dumps(STATES, ensure_ascii=False)
SIGNS = {state["code"]: state["sign"] for state in STATES}
ROLES = {LEAD.value: LEAD.value, SUPPORT.value: SUPPORT.value, NONE: "", HELD: ""}
LOCKED = {
    PARTLY: "Cơ quan giữ một số chỉ tiêu của tiêu chí này. Mở tiêu chí ra để sửa.",
    FIELDS: "Cơ quan giữ tiêu chí này theo lĩnh vực. Bấm tên cơ quan để sửa.",
}
_CELL = '<td class="c{}"{} data-s="{}" data-v="{}">{}</td>'


@dataclass(frozen=True)
class Column:
    """requirement None: the whole set. opens, opened: whether it has indicators of its own to show,
    and whether they stand behind it.
    """

    requirement: Requirement | None
    opens: bool = False
    opened: bool = False

    @property
    def key(self) -> int:
        return self.requirement.pk if self.requirement else WHOLE_SET

    @property
    def is_indicator(self) -> bool:
        return self.requirement is not None and self.requirement.parent_id is not None


@dataclass(frozen=True)
class Line:
    """cells: the row's cells as HTML."""

    agency: Agency
    cells: SafeString


def columns_of(criteria_set: CriteriaSet, opened: Collection[str]) -> list[Column]:
    """The whole set, each criterion, and behind an opened one its indicators. One query.

    A criterion with one indicator is not opened: the two are the same.
    """
    nodes = list(criteria_set.requirements.order_by("position"))
    columns = [Column(None)]
    for criterion in (node for node in nodes if node.parent_id is None):
        below = [node for node in nodes if node.parent_id == criterion.pk]
        opens = len(below) > 1
        is_open = opens and criterion.code in opened
        columns.append(Column(criterion, opens, is_open))
        columns += [Column(node) for node in below if is_open]
    return columns


def lines_of(
    agencies: Iterable[Agency],
    columns: Sequence[Column],
    lines: Iterable[Responsibility],
    criteria_set: CriteriaSet,
) -> list[Line]:
    """lines: those of the plan. No query."""
    own: dict[tuple[int, int], Responsibility] = {}
    partly: set[tuple[int, int]] = set()
    fields: set[tuple[int, int]] = set()
    for line in lines:
        if set_id(line) != criteria_set.pk:
            continue
        key = (line.agency_id, line.requirement_id or WHOLE_SET)
        if line.field:
            fields.add(key)
        else:
            own[key] = line
        if line.requirement and line.requirement.parent_id:
            partly.add((line.agency_id, line.requirement.parent_id))

    def cell(agency: Agency, column: Column) -> tuple[str, int]:
        key = (agency.pk, column.key)
        if key in own:
            return own[key].role, own[key].pk
        if key in fields:
            return FIELDS, 0
        if key in partly:
            return PARTLY, 0
        above = column.requirement.parent_id if column.requirement else None
        return (HELD if (agency.pk, above) in own else NONE), 0

    return [
        Line(agency, _html((cell(agency, column), column) for column in columns))
        for agency in agencies
    ]


def _html(cells: Iterable[tuple[tuple[str, int], Column]]) -> SafeString:
    return format_html_join(
        "",
        _CELL,
        (
            (
                " board__part" if column.is_indicator else "",
                _lock(state),
                state,
                version,
                SIGNS[state],
            )
            for (state, version), column in cells
        ),
    )


def _lock(state: str) -> str:
    return format_html(' data-locked="{}"', LOCKED[state]) if state in LOCKED else ""


def agencies_of(plan: Plan, lines: Iterable[Responsibility], day: date, *, every: bool):
    """The rows: offices that act on the day, and whoever has a line; every: all bodies too.

    In the order in which they were entered. One query.
    """
    named = {line.agency_id for line in lines}
    acting = Agency.objects.filter(unit=plan.unit_id).acting_on(day)
    if not every:
        acting = acting.filter(kind=Agency.Kind.OFFICE)
    shown = Agency.objects.filter(pk__in=acting.values("pk"))
    return (shown | Agency.objects.filter(pk__in=named)).order_by("pk")


def read_changes(body: bytes, plan: Plan) -> tuple[CriteriaSet, list[CellChange]]:
    """Read the grid's JSON: the set and its cells. Raises Refused for what is not there."""
    payload = json_object(body)
    cells = read_cells(payload)
    criteria_set = CriteriaSet.objects.filter(code=str(payload.get("set", ""))).first()
    if criteria_set is None:
        raise Refused("Bộ tiêu chí gửi lên không có. Tải lại trang rồi làm lại.")
    agencies = {agency.pk: agency for agency in Agency.objects.filter(unit=plan.unit_id)}
    nodes = criteria_set.requirements.select_related("criteria_set").in_bulk()
    return criteria_set, [_change(cell, plan, criteria_set, agencies, nodes) for cell in cells]


def _change(
    cell: dict,
    plan: Plan,
    criteria_set: CriteriaSet,
    agencies: dict[int, Agency],
    nodes: dict[int, Requirement],
) -> CellChange:
    agency = agencies.get(read_version(str(cell.get("row", ""))))
    if agency is None:
        raise Refused(
            f"Cơ quan gửi lên không thuộc {plan.unit.full_name}. Tải lại trang rồi làm lại."
        )
    col = whole(cell.get("col"))
    if col and col not in nodes:
        raise Refused(
            f"{agency.label}: tiêu chí gửi lên không thuộc {criteria_set.name}. "
            "Tải lại trang rồi làm lại."
        )
    state = str(cell.get("state", ""))
    if state not in ROLES:
        raise Refused(f"{agency.label}: chọn chủ trì, phối hợp hoặc để trống.")
    seen = whole(cell.get("version", 0))
    return CellChange(agency, nodes.get(col), ROLES[state], seen)


def state_of(change: CellChange, line: Responsibility | None, held: Collection) -> str:
    """What a cell says after a save. held: (agency id, criterion id) of lines of whole criteria."""
    if line is not None:
        return line.role
    above = change.requirement.parent_id if change.requirement else None
    return HELD if (change.agency.pk, above) in held else NONE
