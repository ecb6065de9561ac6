"""The two kinds of lines of the list of work, as addresses and pages name them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from accounts.models import User
from assignments.forms.work import ItemForm, SectionForm
from assignments.models import WorkItem, WorkSection
from assignments.services.work import add_item, change_item, remove_item
from plans.forms.parts import PartForm
from plans.models import Plan, PlanPart
from plans.services.contents import add_part, change_part, remove_part


@dataclass(frozen=True)
class WorkKind:
    """slug: in addresses and anchors. one: a line of it inside a sentence."""

    slug: str
    one: str
    form: type[PartForm]
    add: Callable[[PlanPart, User], object]
    change: Callable[[PlanPart, int, User], list[str]]
    remove: Callable[[PlanPart, int, User], None]

    @property
    def model(self) -> type[PlanPart]:
        return self.form._meta.model

    def parts(self, plan: Plan) -> QuerySet:
        return self.model._default_manager.filter(plan=plan)


def _change_section(part: PlanPart, seen: int, by: User) -> list[str]:
    change_part(part=part, seen=seen, by=by)
    return []


KINDS = {
    kind.slug: kind
    for kind in (
        WorkKind(
            "muc",
            "mục",
            SectionForm,
            lambda part, by: add_part(part=part, by=by),
            _change_section,
            lambda part, seen, by: remove_part(part=part, seen=seen, by=by),
        ),
        WorkKind(
            "viec",
            "việc",
            ItemForm,
            lambda part, by: add_item(item=part, by=by),
            lambda part, seen, by: change_item(item=part, seen=seen, by=by),
            lambda part, seen, by: remove_item(item=part, seen=seen, by=by),
        ),
    )
}


def get_kind(slug: str) -> WorkKind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def new_part(kind: WorkKind, plan: Plan, section: str = "", parent: str = "") -> PlanPart:
    """An empty line; an item in the section, or under the item, of that number."""
    if kind.model is WorkSection:
        return WorkSection(plan=plan)
    above = _numbered(plan.work_items.filter(parent=None), parent)
    place = above.section if above else _numbered(plan.work_sections.all(), section)
    return WorkItem(plan=plan, section=place or plan.work_sections.last(), parent=above)


def _numbered(parts: QuerySet, number: str):
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        return None
    return parts.filter(pk=int(number)).first()
