"""The list of work of a plan in the demo data (phụ lục 01), as printed.

Written line by line through the services, into a plan that has just been made: dates and agencies
are what the portal reads from the printed words.
"""

from collections.abc import Iterable, Mapping

from accounts.models import User
from assignments.models import WorkItem, WorkLayout, WorkSection
from assignments.services.work import add_item
from plans.models import Plan
from plans.services.contents import add_part


def seed_work(*, data: Mapping, plan: Plan, by: User) -> None:
    """The agencies that it names must be there before."""
    if "work_layout" in data:
        add_part(part=WorkLayout(plan=plan, **data["work_layout"]), by=by)
    for block in data.get("work", ()):
        section = add_part(part=WorkSection(plan=plan, title=block["section"]), by=by)
        _items(section, block["items"], parent=None, by=by)


def _items(
    section: WorkSection, lines: Iterable[Mapping], *, parent: WorkItem | None, by: User
) -> None:
    for line in lines:
        cells = {name: words for name, words in line.items() if name != "sub_items"}
        item = WorkItem(plan=section.plan, section=section, parent=parent, **cells)
        add_item(item=item, by=by)
        _items(section, line.get("sub_items", ()), parent=item, by=by)
