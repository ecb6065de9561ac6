"""Writes to the list of work of a plan: its items, and what their printed words mean.

Sections and the layout are parts like any other: plans/services/contents.py writes them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from assignments.models import WorkItem, WorkStep
from assignments.models.work import CELL_OF, CELLS
from assignments.services.parties import sync_parties
from assignments.services.tasks import sync_tasks
from assignments.timing_rules import Kind
from assignments.timings import PlanTimings, Wanted, days
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown, upper_first
from plans.services.contents import add_part, change_part, remove_part
from plans.services.history import lock, locked_status

UNDATED = Wanted()


@transaction.atomic
def add_item(*, item: WorkItem, by: User, copied: bool = False) -> WorkItem:
    """Store a new item at the end of its section, with its dates and agencies as they are read.

    copied: from another plan, so that its years may be of that one. Raises Refused for a signed
    plan, a deadline more than a year before the plan unless copied, or what the model says.
    """
    add_part(part=item, by=by)
    _read_timing(item, may_be_early=copied, by=by)
    sync_parties(item=item, roles=CELL_OF, by=by)
    if item.parent is not None:
        _read_timing(item.parent, by=by)
    return item


@transaction.atomic
def change_item(*, item: WorkItem, seen: int, by: User) -> list[str]:
    """Store the changed cells; where the timing or an agency's cell changed, read it anew.

    seen: the version that the person saw. Returns sentences on what became of tasks and agencies.
    Raises Refused as `add_item`, StalePlan when somebody else changed or took away the item.
    """
    lock(item.plan)
    stored = WorkItem.objects.filter(pk=item.pk, plan=item.plan).select_related("parent").first()
    change_part(part=item, seen=seen, by=by)
    if stored is None:  # change_part has said so
        return []
    if stored.section_id != item.section_id:
        _to_the_end(item)
    said = []
    changed = {name for name in CELLS if getattr(stored, name) != getattr(item, name)}
    if "timing" in changed:
        said += _read_timing(item, may_be_early=False, by=by)
    roles = [role for role, cell in CELL_OF.items() if cell in changed]
    said += sync_parties(item=item, roles=roles, by=by)
    if stored.parent_id != item.parent_id:
        for parent in filter(None, (stored.parent, item.parent)):
            said += _read_timing(parent, by=by)
    return said


@transaction.atomic
def remove_item(*, item: WorkItem, seen: int, by: User) -> None:
    """Take an item away; the history keeps its words.

    Raises Refused for a signed plan, for an item with sub-items, and for one of which somebody has
    said how far it is; StalePlan as `change_item`.
    """
    lock(item.plan)
    if WorkStep.objects.filter(task__item=item).exists():
        raise Refused(
            f"Việc ‘{shown(item.text, 80)}’ đã có tình trạng do cơ quan ghi nên không bỏ được. "
            "Sửa lời văn, hoặc giữ lại."
        )
    if item.sub_items.exists():
        raise Refused(f"Việc ‘{shown(item.text, 80)}’ còn việc con. Bỏ các việc con trước.")
    parent = item.parent
    remove_part(part=item, seen=seen, by=by)
    if parent is not None:
        _read_timing(parent, by=by)


@dataclass(frozen=True)
class Term:
    """A date by hand: until when, and perhaps from when."""

    due_on: date
    starts_on: date | None = None


@transaction.atomic
def answer_timing(*, item: WorkItem, terms: Sequence[Term], by: User) -> list[str]:
    """The dates of an item whose timing is not read; none: it has no date. The words stay.

    Also of a signed plan. Returns sentences on what became of tasks. Raises Refused for a timing
    that is read, and for a deadline before the plan that its words do not name.
    """
    locked_status(item.plan)
    timings = PlanTimings(item.plan)
    if timings.read(item.timing).kind != Kind.UNREAD:
        raise Refused(
            f"Thời gian ‘{shown(item.timing)}’ đọc được, không nhập ngày. Muốn dời hạn, sửa ở việc."
        )
    if len({term.due_on for term in terms}) != len(terms):
        raise Refused("Một hạn được nhập hai lần. Xóa bớt một dòng.")
    for term in terms:
        _refuse_backwards(term)
        for day in filter(None, (term.starts_on, term.due_on)):
            _refuse_before(item, day)
    wanted = [
        Wanted(upper_first(days(term.starts_on, term.due_on)), term.starts_on, term.due_on)
        for term in terms
    ]
    _settle(item, WorkItem.Reading.DATED if terms else WorkItem.Reading.OPEN)
    return sync_tasks(item=item, wanted=wanted or [UNDATED], by=by)


def _read_timing(item: WorkItem, *, may_be_early: bool = True, by: User) -> list[str]:
    """Dates of the printed timing. What is not read, or has no date, is one task without a date.

    An item that only heads its sub-items is no work of its own.
    """
    timings = PlanTimings(item.plan)
    timing = timings.read(item.timing)
    if timing.early and not may_be_early:
        raise Refused(
            f"Thời gian ‘{shown(item.timing)}’: {timing.why} ({item.plan.years}). Xem lại năm."
        )
    wanted = timings.wanted(timing) or [UNDATED]
    if not item.timing and item.sub_items.exists():
        wanted = []
    _settle(item, timing.kind.value)
    return sync_tasks(item=item, wanted=wanted, by=by)


def _settle(item: WorkItem, reading: str) -> None:
    item.reading = reading
    item.save(update_fields=["reading"])


def _refuse_backwards(term: Term) -> None:
    if term.starts_on is not None and term.starts_on > term.due_on:
        raise Refused(
            f"Hạn {format_day(term.due_on)} trước ngày bắt đầu {format_day(term.starts_on)}. "
            "Xem lại hai ngày."
        )


def _refuse_before(item: WorkItem, day: date) -> None:
    """The year before the plan only where the printed words name it."""
    plan = item.plan
    if day.year < plan.first_year and str(day.year) not in item.timing:
        raise Refused(
            f"Ngày {format_day(day)} trước kế hoạch {plan.years}, mà thời gian "
            f"‘{shown(item.timing)}’ không nêu năm ấy. Xem lại năm."
        )
    if day.year < plan.first_year - 1:
        raise Refused(
            f"Ngày {format_day(day)} trước kế hoạch {plan.years} hơn một năm. Xem lại năm."
        )


def _to_the_end(item: WorkItem) -> None:
    """Of the section to which it has come, with its sub-items."""
    last = WorkItem.objects.filter(plan=item.plan).aggregate(last=Max("position"))["last"] or 0
    item.position = last + 1
    item.save(update_fields=["position"])
    subs = item.sub_items.order_by("position", "pk")
    for place, sub in enumerate(subs, start=last + 2):
        sub.section, sub.position, sub.version = item.section, place, sub.version + 1
        sub.save(update_fields=["section", "position", "version"])
