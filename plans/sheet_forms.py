"""Phụ lục 02 of a plan as a form to fill in Excel; it comes back by resources/targets.py.

Communes that the plan does not have yet have no row: whoever wants one writes its name below.
"""

from communes.models import AdministrativeUnit
from communes.resources.comparing import Portal
from criteria.rules import Verdict
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.file_names import plain_name
from ntm_portal.lib.workbooks.forms import ADVICE, Form, FormCell, FormColumn, FormRow
from ntm_portal.lib.workbooks.lists import print_list
from plans.resources.promises import standing_promise
from plans.resources.target_scope import TargetScope
from plans.resources.targets import TargetKind

HOW = (
    "Danh sách tiêu chí viết như 1-9, 11. Mục tiêu viết sau danh sách, cách bằng dấu chấm phẩy: "
    "2, 9; Xây dựng xã nông thôn mới nâng cao. Xã chưa có trong kế hoạch thì ghi tên ở dòng dưới."
)


def target_form(scope: TargetScope) -> Form:
    """The plan's communes by STT: what they have met on the baseline day, and what they promise."""
    plan = scope.plan
    portal = Portal(scope)

    def met(commune: AdministrativeUnit) -> str:
        held = (one.code for one in scope.criteria if portal.verdict(commune, one) == Verdict.MET)
        return print_list(list(held))

    rows = plan.rows.select_related("commune").order_by("position")
    rows = rows.prefetch_related("targets__requirement", "goals")
    return Form(
        kind=TargetKind.code,
        scope={"plan": plan.code},
        name=plain_name(f"bieu mau phu luc 02 {plan.code}"),
        title=f"Phụ lục 02, {plan.title}",
        columns=[
            FormColumn("", "STT", 6, is_open=False),
            FormColumn("commune", "Đơn vị", 28, is_open=False),
            FormColumn("list", f"Cụ thể các tiêu chí đã đạt, ngày {format_day(scope.day)}", 40),
            FormColumn("targets", "Cụ thể tiêu chí phấn đấu, mục tiêu", 50),
        ],
        rows=[
            FormRow(
                row.commune.code,
                {
                    "STT": FormCell(row.position),
                    "commune": FormCell(row.name),
                    "list": FormCell(met(row.commune)),
                    "targets": FormCell(standing_promise(row).words(plan)),
                },
            )
            for row in rows
        ],
        day=scope.day,
        sheet="Phụ lục 02",
        advice=(ADVICE, HOW),
    )
