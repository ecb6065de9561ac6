"""The work of a plan as a form to fill in Excel (biểu mẫu); it comes back by resources/work.py."""

from collections.abc import Iterator

from assignments.models import WorkItem, WorkLayout
from assignments.resources.work import WorkKind
from assignments.resources.work_reader import ITEM, SECTION
from assignments.resources.work_rows import KEYS
from assignments.work_list import SectionBlock, layout_of, read_work
from ntm_portal.lib.file_names import plain_name
from ntm_portal.lib.numbers import roman
from ntm_portal.lib.workbooks.forms import ADVICE, Form, FormCell, FormColumn, FormRow
from plans.models import Plan

WIDTHS = (6, 60, 22, 30, 40, 24)
HOW = "Mục viết STT I, II; việc 1, 2; dòng con để trống. Dòng thêm mới ghi dưới việc của nó."


def work_form(plan: Plan) -> Form:
    """Sections, items and sub-items in their order. Three queries."""
    rows = [row for block in read_work(plan) for row in _rows(block)]
    return Form(
        kind=WorkKind.code,
        scope={"plan": plan.code},
        name=plain_name(f"bieu mau cong viec {plan.code}"),
        title=f"Công việc của {plan.title}",
        columns=_columns(layout_of(plan)),
        rows=rows,
        sheet="Công việc",
        advice=(ADVICE, HOW),
    )


def _columns(layout: WorkLayout) -> list[FormColumn]:
    return [
        FormColumn(key, head, width)
        for key, head, width in zip(("number", *KEYS), layout.heads, WIDTHS, strict=True)
    ]


def _rows(block: SectionBlock) -> Iterator[FormRow]:
    section = block.section
    yield FormRow(
        f"{SECTION}:{section.pk}",
        {
            "number": FormCell(roman(block.number)),
            "text": FormCell(section.title, section.version),
        },
    )
    for entry in block.entries:
        yield _row(entry.item, str(entry.number))
        for sub in entry.subs:
            yield _row(sub, "")


def _row(item: WorkItem, number: str) -> FormRow:
    cells = {key: FormCell(getattr(item, key), item.version) for key in KEYS}
    return FormRow(f"{ITEM}:{item.pk}", {"number": FormCell(number), **cells})
