"""The list of work of a plan in its printed order: sections, items, sub-items. Reads only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from assignments.models import WorkItem, WorkLayout, WorkSection
from plans.models import Plan


@dataclass(frozen=True)
class Entry:
    """An item with its sub-items; number: as printed, within its section."""

    number: int
    item: WorkItem
    subs: tuple[WorkItem, ...]


@dataclass(frozen=True)
class SectionBlock:
    """number: printed in Roman."""

    number: int
    section: WorkSection
    entries: tuple[Entry, ...]


def layout_of(plan: Plan) -> WorkLayout:
    """How the plan prints its list; the defaults, not stored, where it says nothing of its own."""
    return plan.work_layouts.first() or WorkLayout(plan=plan)


def read_work(plan: Plan, items: QuerySet[WorkItem] | None = None) -> list[SectionBlock]:
    """Two queries. items: the plan's, where a page wants more of them than their words."""
    items = plan.work_items.all() if items is None else items
    sections = plan.work_sections.order_by("position", "pk")
    return arrange(sections, items.order_by("position", "pk"))


def arrange(sections: Iterable[WorkSection], items: Iterable[WorkItem]) -> list[SectionBlock]:
    """Both in the order of their places."""
    by_section: defaultdict[int, list[WorkItem]] = defaultdict(list)
    by_parent: defaultdict[int, list[WorkItem]] = defaultdict(list)
    for item in items:
        if item.parent_id is None:
            by_section[item.section_id].append(item)
        else:
            by_parent[item.parent_id].append(item)
    return [
        SectionBlock(
            number,
            section,
            tuple(
                Entry(place, item, tuple(by_parent[item.pk]))
                for place, item in enumerate(by_section[section.pk], start=1)
            ),
        )
        for number, section in enumerate(sections, start=1)
    ]
