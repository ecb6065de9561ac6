"""The list of work of each plan of the scene: a section with two items that are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plans.services.history import version
from tests.factories.assignments import WorkItemFactory, WorkSectionFactory
from tests.factories.plans import PlanFactory
from tests.trust.doors_work import BLOCK

if TYPE_CHECKING:
    from plans.models import Plan
    from tests.trust.scene import Scene

OF_WORK = ("section", "item", "second item", "paste seen")


def work_of(plan: Plan, scene: Scene) -> tuple[object, ...]:
    """Values of OF_WORK. The agency in the cells is written down, but nobody has read it yet."""
    section = WorkSectionFactory(plan=plan, position=1)
    asked = {"timing": "Đầu tháng 9", "reading": "UNREAD", "leading": scene.agency.name}
    items = [WorkItemFactory(section=section, position=place, **asked) for place in (1, 2)]
    return section.pk, *(item.pk for item in items), version(BLOCK, str(section.pk))


def kinds_of_work(scene: Scene) -> None:
    """Words for the two kinds of lines, and a draft without a list."""
    scene.name("work kind", "viec", muc="muc")
    scene.names |= {
        "item/section": scene.names["section"],
        "work source": scene.names["plan/by the leader"],
        "work source/foreign": scene.names["plan/foreign"],
        "work source/nothing": scene.names["plan/nothing"],
    }
    empty = PlanFactory(
        unit=scene.world.district, criteria_set=scene.world.criteria_set, status="DRAFT"
    )
    scene.names["plan/empty"] = empty.code
