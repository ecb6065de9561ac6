"""Whole lists of work: a pasted table, and the list of another plan. All of it or nothing."""

from django.db import transaction

from accounts.models import User
from assignments.models import WorkItem, WorkLayout, WorkSection
from assignments.models.work import CELLS
from assignments.pasting_rules import Block, PastedItem
from assignments.services.work import add_item
from assignments.work_list import read_work
from ntm_portal.lib.refusals import Refused
from plans.models import Plan
from plans.services.contents import add_part
from plans.services.history import lock

LAYOUT = (
    "number_head",
    "text_head",
    "directing_head",
    "leading_head",
    "cooperating_head",
    "timing_head",
)


@transaction.atomic
def add_block(*, plan: Plan, block: Block, into: WorkSection | None, by: User) -> int:
    """Store a pasted table at the end of the list; returns how many items came.

    into: the section of what stands before the first section of the block. Raises Refused as
    `add_item`, with the row.
    """
    lock(plan)
    for pasted in block.sections:
        section = into
        if pasted.title:
            section = add_part(part=WorkSection(plan=plan, title=pasted.title), by=by)
        if section is None:
            raise Refused(f"Dòng {pasted.row}: chưa biết thuộc mục nào. Chọn mục, hoặc dán cả mục.")
        for one in pasted.items:
            item = _add(section, one, parent=None, by=by)
            for sub in one.subs:
                _add(section, sub, parent=item, by=by)
    return len(block.items)


def _add(section: WorkSection, one: PastedItem, *, parent: WorkItem | None, by: User) -> WorkItem:
    cells = dict(zip(("text", *CELLS), one.cells, strict=True))
    item = WorkItem(plan=section.plan, section=section, parent=parent, **cells)
    try:
        return add_item(item=item, by=by)
    except Refused as refusal:
        raise Refused(f"Dòng {one.row}: {refusal.message}") from refusal


@transaction.atomic
def copy_work(*, source: Plan, plan: Plan, by: User) -> int:
    """The list of another plan, word for word, into one that has none; returns how many items.

    Years in the words stay as they are. Dates and agencies are read anew. The lines above the
    table are of the other plan's number and day, so only the header's words come along.
    Raises Refused for a signed plan, and for one that has a list.
    """
    lock(plan)
    if plan.work_sections.exists():
        raise Refused("Kế hoạch này đã có danh sách công việc. Thêm hoặc dán vào danh sách ấy.")
    layout = source.work_layouts.first()
    if layout is not None and not plan.work_layouts.exists():
        heads = {name: getattr(layout, name) for name in LAYOUT}
        add_part(part=WorkLayout(plan=plan, **heads), by=by)
    count = 0
    for block in read_work(source):
        section = add_part(part=WorkSection(plan=plan, title=block.section.title), by=by)
        for entry in block.entries:
            item = _copy(section, entry.item, parent=None, by=by)
            for sub in entry.subs:
                _copy(section, sub, parent=item, by=by)
            count += 1 + len(entry.subs)
    return count


def _copy(section: WorkSection, one: WorkItem, *, parent: WorkItem | None, by: User) -> WorkItem:
    cells = {name: getattr(one, name) for name in ("text", *CELLS)}
    item = WorkItem(plan=section.plan, section=section, parent=parent, **cells)
    return add_item(item=item, copied=True, by=by)
