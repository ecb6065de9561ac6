"""Work from a sheet on its way into a plan, and back: by the services, all or none."""

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.models import User
from assignments.models import WorkItem, WorkSection
from assignments.resources.work_reader import SECTION
from assignments.services.tasks import in_words
from assignments.services.work import add_item, change_item, remove_item
from ntm_portal.lib.imports import Effect, ServiceResource, of_row
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import fold, shown
from plans.models import Plan
from plans.services.contents import add_part, change_part, remove_part
from plans.services.history import lock

Line = Mapping[str, Any]
MOVED = "vừa được đổi, nay không còn như lúc xem. Xem trước lại."


class WorkResource(ServiceResource):
    """row: a section or an item, new where it has no pk.

    section: the title under which a new item stands; parent, parent_row: the item that it is a
    part of, by id or by its row of the same sheet. cells: the new words; seen: those before.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan

    def line(self, row: Mapping[str, Any]) -> Line:
        return row

    def store(self, lines: Sequence[Line], *, by: Any) -> list[Effect]:
        lock(self._plan)
        self._sections = {fold(one.title): one for one in self._plan.work_sections.all()}
        self._items: dict[int, WorkItem] = {}
        effects: list[Effect] = []
        for line in lines:
            with of_row(line["row"]):
                write = self._write_section if line["what"] == SECTION else self._write_item
                effects.append({"row": line["row"], "what": line["what"], **write(line, by=by)})
        return [effect | {"trace": _trace(effect)} for effect in effects]

    def _write_section(self, line: Line, *, by: User) -> Effect:
        title = line["cells"]["title"]
        if line["pk"] is None:
            section = add_part(part=WorkSection(plan=self._plan, title=title), by=by)
            self._sections[fold(title)] = section
            return {"pk": section.pk, "before": None}
        section = self._plan.work_sections.get(pk=line["pk"])
        _refuse_moved(section, line["seen"])
        section.title = title
        change_part(part=section, seen=section.version, by=by)
        return {"pk": section.pk, "before": line["seen"]}

    def _write_item(self, line: Line, *, by: User) -> Effect:
        if line["pk"] is None:
            item = self._new(line, by=by)
            self._items[line["row"]] = item
            return {"pk": item.pk, "before": None}
        item = self._plan.work_items.select_related("section", "parent").get(pk=line["pk"])
        _refuse_moved(item, line["seen"])
        for key, words in line["cells"].items():
            setattr(item, key, words)
        change_item(item=item, seen=item.version, by=by)
        return {"pk": item.pk, "before": line["seen"]}

    def _new(self, line: Line, *, by: User) -> WorkItem:
        section = self._sections.get(fold(line["section"]))
        if section is None:
            raise Refused(f"Mục ‘{shown(line['section'])}’ chưa nhập được. Sửa dòng mục trước.")
        parent = None
        if line["parent"]:
            parent = self._plan.work_items.filter(pk=line["parent"]).first()
        elif line["parent_row"]:
            parent = self._items.get(line["parent_row"])
        if parent is None and (line["parent"] or line["parent_row"]):
            raise Refused("Việc lớn của dòng này chưa nhập được. Sửa dòng ấy trước.")
        item = WorkItem(plan=self._plan, section=section, parent=parent, **line["cells"])
        return add_item(item=item, by=by)


def _refuse_moved(part: WorkSection | WorkItem, seen: Mapping[str, str]) -> None:
    if any(getattr(part, name) != words for name, words in seen.items()):
        raise Refused(f"‘{shown(str(part), 60)}’ {MOVED}")


def take_back(effects: Sequence[Effect], *, plan: Plan, by: User) -> None:
    """Words as they were, what is new away; the last row first.

    Raises Refused, naming the place, where somebody has changed a line since: its words, its days
    or who does it.
    """
    lock(plan)
    for effect in effects:
        if _trace(effect) != effect["trace"]:
            part = _model(effect).objects.filter(pk=effect["pk"]).first()
            place = f"‘{shown(str(part), 60)}’" if part else f"Dòng {effect['row']} của bảng"
            raise Refused(
                f"{place}: đã có người sửa sau lần nhập này, nên không hoàn tác gì. "
                "Sửa ở trang công việc."
            )
    for effect in reversed(effects):
        _undo(effect, plan, by=by)


def _undo(effect: Effect, plan: Plan, *, by: User) -> None:
    if effect["what"] == SECTION:
        section = plan.work_sections.get(pk=effect["pk"])
        if effect["before"] is None:
            remove_part(part=section, seen=section.version, by=by)
        else:
            section.title = effect["before"]["title"]
            change_part(part=section, seen=section.version, by=by)
        return
    item = plan.work_items.select_related("section", "parent").get(pk=effect["pk"])
    if effect["before"] is None:
        remove_item(item=item, seen=item.version, by=by)
        return
    for name, words in effect["before"].items():
        setattr(item, name, words)
    change_item(item=item, seen=item.version, by=by)


def _model(effect: Effect) -> type[WorkSection] | type[WorkItem]:
    return WorkSection if effect["what"] == SECTION else WorkItem


def _trace(effect: Effect) -> list[Any]:
    """All of a line that anybody may change: other words, another day, other people."""
    part = _model(effect).objects.filter(pk=effect["pk"]).first()
    if part is None:
        return []
    if isinstance(part, WorkSection):
        return [part.version]
    tasks = list(part.tasks.order_by("position"))
    people = [task.assignee_id for task in tasks]
    parties = sorted(f"{one.role} {one.agency_id}" for one in part.parties.all())
    return [part.version, part.reading, in_words(tasks), people, parties]
