"""The plan's targets in the entry grid: same keys as the board, other states."""

import json

from django.http import Http404
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from communes.forms.cells import json_object, read_cells, whole
from plans.access import rows
from plans.models import Plan
from plans.services.conflicts import TargetChange

STATES = [
    {
        "code": "TARGET",
        "key": "1",
        "keys": ["d", "đ", "p"],
        "sign": "★",
        "word": "Phấn đấu",
        "paste": ["★", "x", "1", "đ", "p", "phấn đấu"],
    },
    {
        "code": "NONE",
        "key": "0",
        "keys": [],
        "sign": "",
        "word": "Không phấn đấu",
        "paste": ["", "0", "-", "–"],
    },
    {"code": "MET", "key": "", "keys": [], "sign": "Đ", "word": "Đã đạt", "paste": []},
]
STATES_JSON = json.dumps(STATES, ensure_ascii=False)
SIGNS = {state["code"]: state["sign"] for state in STATES}
LOCKED = " data-locked"


def cells_html(squares) -> SafeString:
    """squares: (state, target id or 0) in column order; a met criterion is locked."""
    return format_html_join(
        "",
        '<td class="c"{} data-s="{}" data-v="{}">{}</td>',
        (
            (LOCKED if state == "MET" else "", state, version, SIGNS[state])
            for state, version in squares
        ),
    )


def read_changes(body: bytes, plan: Plan) -> list[TargetChange]:
    """Read the grid's JSON; a commune or criterion that is not in the plan is a 404."""
    cells = read_cells(json_object(body))
    by_code = {row.commune.code: row for row in rows(plan)}
    criteria = plan.criteria_set.requirements.criteria().in_bulk()
    changes = []
    for cell in cells:
        row = by_code.get(str(cell.get("row", "")))
        requirement = criteria.get(whole(cell.get("col")))
        if row is None or requirement is None or cell.get("state") not in ("TARGET", "NONE"):
            raise Http404
        changes.append(
            TargetChange(row, requirement, cell["state"] == "TARGET", whole(cell.get("version", 0)))
        )
    return changes
