"""Writes to the contents of a plan: each part added, changed, moved or taken away by itself."""

from collections.abc import Sequence
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, ProtectedError, QuerySet

from accounts.models import User
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.validation import labelled
from plans.models import (
    CapitalLine,
    Objective,
    PlanChange,
    PlanCommune,
    PlanGroup,
    PlanPart,
    VillageGoal,
)
from plans.models.contents import written
from plans.services.conflicts import PlanConflict, StalePlan
from plans.services.history import lock, note

Part = TypeVar("Part", bound=PlanPart)


@transaction.atomic
def add_part(*, part: Part, members: Sequence[PlanCommune] = (), by: User) -> Part:
    """Store a new part at the end of its kind. members: the communes of a group.

    Raises Refused for a signed plan, or with what the part's model says of it.
    """
    lock(part.plan)
    last = _siblings(part).aggregate(last=Max("position"))["last"] or 0
    part.position = last + 1
    _store(part, members)
    note(part.plan, None, part.what, "", words(part), by=by)
    return part


@transaction.atomic
def change_part(
    *, part: PlanPart, seen: int, members: Sequence[PlanCommune] = (), by: User
) -> None:
    """Store the changed fields of a part. seen: the version that the person saw.

    Raises Refused for a signed plan, or with what the part's model says of it; StalePlan when
    somebody else changed or took away the part meanwhile.
    """
    lock(part.plan)
    stored = _standing(part, seen)
    before = words(stored)
    part.position, part.version = stored.position, stored.version + 1
    _store(part, members)
    if words(part) != before:
        note(part.plan, None, part.what, before, words(part), by=by)


@transaction.atomic
def remove_part(*, part: PlanPart, seen: int, by: User) -> None:
    """Take a part away; the history keeps its words.

    Raises Refused for a signed plan or a part that others hang on, StalePlan as `change_part`.
    """
    lock(part.plan)
    before = words(_standing(part, seen))
    try:
        part.delete()
    except ProtectedError as error:
        held = next(iter(error.protected_objects))
        raise Refused(
            f"{part.what} ‘{_short(before)}’ còn được dùng ở ‘{_short(str(held))}’. Sửa ở đó trước."
        ) from error
    note(part.plan, None, part.what, before, "", by=by)


@transaction.atomic
def move_part(*, part: PlanPart, up: bool, by: User) -> None:
    """Change places with the next line above or below that it stands beside; at the end stay.

    Raises Refused for a signed plan.
    """
    lock(part.plan)
    order = list(_siblings(part).order_by("position", "pk"))
    place = next((index for index, one in enumerate(order) if one.pk == part.pk), None)
    if place is None:
        return
    ahead = range(place - 1, -1, -1) if up else range(place + 1, len(order))
    other = next((index for index in ahead if order[index].beside == order[place].beside), None)
    if other is None:
        return
    order[place], order[other] = order[other], order[place]
    for position, one in enumerate(order, start=1):
        if one.position != position:
            _siblings(part).filter(pk=one.pk).update(position=position)
    where = "lên trên" if up else "xuống dưới"
    note(part.plan, None, part.what, "", f"Chuyển {where}: {_short(words(part))}", by=by)


def words(part: PlanPart) -> str:
    """The part as the history tells it: every field, so that no change goes without a line."""
    match part:
        case PlanGroup(pk=int()):
            names = ", ".join(row.name for row in part.members.select_related("commune"))
            return f"{part}: {names}" if names else str(part)
        case Objective():
            return "\n".join(filter(None, (part.text, _facts(part))))
        case VillageGoal(name="", row=PlanCommune() as row):
            return f"{part}\nXã: {row.name}"
        case CapitalLine(parent=CapitalLine() as above):
            return f"{part}\nThuộc nguồn: {above.label}"
        case _:
            return part.told


def _facts(part: Objective) -> str:
    """ "Loại: số xã đạt một tiêu chí; Tiêu chí: 2; Số xã thêm: 12", by the names of the form."""
    facts = {
        "Loại": part.get_kind_display(),
        "Tiêu chí": part.requirement.code if part.requirement else "",
        "Cấp độ": part.get_tier_display(),
        "Nhóm xã": part.group.name if part.group else "",
        "Từ (tiêu chí)": part.lowest,
        "Đến (tiêu chí)": part.highest,
        "Số xã thêm": part.increment,
        "Tổng số xã": part.total,
        "Tỷ lệ như in (%)": part.share,
        "Giá trị, từ": None if part.value_from is None else written(part.value_from),
        "Giá trị, đến": None if part.value_to is None else written(part.value_to),
        "Đơn vị": part.unit,
    }
    return "; ".join(f"{name}: {said}" for name, said in facts.items() if said not in ("", None))


def _siblings(part: PlanPart) -> QuerySet:
    return type(part)._default_manager.filter(plan=part.plan)


def _store(part: PlanPart, members: Sequence[PlanCommune]) -> None:
    try:
        part.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(labelled(type(part), error))) from error
    if any(row.plan_id != part.plan_id for row in members):
        raise Refused(f"{part}: có xã không thuộc kế hoạch này. Tải lại trang rồi chọn lại.")
    part.save()
    if isinstance(part, PlanGroup):
        part.members.set(members)


def _standing(part: PlanPart, seen: int) -> PlanPart:
    """The stored row. Raises StalePlan when it is not the one that was seen."""
    stored = _siblings(part).filter(pk=part.pk).first()
    if stored is None or stored.version != seen:
        raise StalePlan([_conflict(part, stored)])
    return stored


def _conflict(part: PlanPart, stored: PlanPart | None) -> PlanConflict:
    """Who: the history does not name lines, so the last who wrote the words that stand now."""
    if stored is None:
        return PlanConflict(part.what, "không còn", None)
    now = words(stored)
    last = PlanChange.objects.filter(plan=part.plan, what=part.what, after=now)
    return PlanConflict(part.what, now, last.select_related("changed_by").first())


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
