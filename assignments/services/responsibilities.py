"""Writes on who answers for what in a plan: line by line, or cells of the grid together."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Q

from accounts.models import User
from assignments.models import Agency, Responsibility
from assignments.models.responsibilities import OF_ANOTHER_UNIT
from assignments.querysets import sets_of
from criteria.models import CriteriaSet, Requirement
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import lower_first
from plans.models import Plan, PlanChange
from plans.services.contents import add_part, remove_part, words
from plans.services.history import lock, note

WHAT = str(Responsibility._meta.verbose_name).capitalize()
NOBODY = "không phụ trách"


@dataclass(frozen=True)
class CellChange:
    """What an agency shall do about a criterion or an indicator; None: about the whole set.

    role: of Responsibility.Role, "" for nothing. seen: id of the line that the person saw, 0 for
    none; None: does not matter.
    """

    agency: Agency
    requirement: Requirement | None
    role: str
    seen: int | None = None

    @property
    def key(self) -> tuple[int, int]:
        """(agency id, requirement id), 0 for the whole set."""
        return self.agency.pk, self.requirement.pk if self.requirement else 0

    @property
    def place(self) -> str:
        thing = lower_first(self.requirement.label) if self.requirement else "cả bộ tiêu chí"
        return f"{self.agency.label}, {thing}"


@dataclass(frozen=True)
class CellConflict:
    """Somebody else was faster. standing: the line that is there now, None for none."""

    change: CellChange
    standing: Responsibility | None
    last: PlanChange | None


class StaleCells(Exception):
    """Raised when cells no longer hold what the person saw. Nothing of the request is stored."""

    def __init__(self, conflicts: Sequence[CellConflict]) -> None:
        super().__init__(f"{len(conflicts)} stale cells of responsibilities")
        self.conflicts = list(conflicts)


@transaction.atomic
def add_responsibility(*, line: Responsibility, by: User) -> Responsibility:
    """Store a new line of the plan.

    Raises Refused for a signed plan, an agency of another unit, a set that does not hold in the
    plan's years, or what already stands.
    """
    if line.requirement is not None:
        _refuse_other_sets(line.plan, line.requirement.criteria_set)
        _refuse_said_twice(line.plan, line.agency, line.requirement, line.role, line.field)
    elif line.criteria_set is not None:
        _refuse_other_sets(line.plan, line.criteria_set)
    return add_part(part=line, by=by)


@transaction.atomic
def remove_responsibility(*, line: Responsibility, by: User) -> None:
    """Raises Refused for a signed plan, StalePlan when the line is gone already."""
    remove_part(part=line, seen=line.version, by=by)


@transaction.atomic
def set_cells(
    *, plan: Plan, criteria_set: CriteriaSet, changes: Sequence[CellChange], by: User
) -> list[Responsibility | None]:
    """Set cells of one set's grid, all or none; returns the line that stands, per change.

    A line is never changed: another role is another line, so that its id is what a page has seen.
    Raises Refused as `add_responsibility`, StaleCells when a cell moved meanwhile.
    """
    lock(plan)
    _refuse_other_sets(plan, criteria_set)
    if len({change.key for change in changes}) != len(changes):
        raise Refused("Một ô được gửi hai lần trong cùng một lượt. Tải lại trang rồi làm lại.")
    for change in changes:
        _refuse_strangers(plan, criteria_set, change)
    standing = _standing(plan, criteria_set)
    # Wanting what already stands is no conflict: the answer to the first try may be lost.
    news = [change for change in changes if _role(standing.get(change.key)) != change.role]
    stale = [
        CellConflict(change, standing.get(change.key), _last_change(plan, change))
        for change in news
        if change.seen not in (None, _id(standing.get(change.key)))
    ]
    if stale:
        raise StaleCells(stale)
    gone = [change for change in news if change.key in standing]
    for change in gone:
        _remove(standing.pop(change.key), by=by)
    place = Responsibility.objects.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0
    for change in news:
        if change.role:
            place += 1
            standing[change.key] = _add(plan, criteria_set, change, place, by=by)
    return [standing.get(change.key) for change in changes]


def _standing(plan: Plan, criteria_set: CriteriaSet) -> dict[tuple[int, int], Responsibility]:
    """The lines that are cells of the grid; those of one field only stand beside it."""
    lines = Responsibility.objects.filter(plan=plan, row=None, field="").select_related(
        "agency", "requirement", "criteria_set"
    )
    found = {}
    for line in lines:
        of_set = line.requirement.criteria_set_id if line.requirement else line.criteria_set_id
        if of_set == criteria_set.pk:
            found[line.agency_id, line.requirement_id or 0] = line
    return found


def _remove(line: Responsibility, *, by: User) -> None:
    note(line.plan, None, WHAT, words(line), "", by=by)
    line.delete()


def _add(
    plan: Plan, criteria_set: CriteriaSet, change: CellChange, position: int, *, by: User
) -> Responsibility:
    if change.requirement is not None:
        _refuse_said_twice(plan, change.agency, change.requirement, change.role)
    line = Responsibility(
        plan=plan,
        agency=change.agency,
        role=change.role,
        requirement=change.requirement,
        criteria_set=None if change.requirement else criteria_set,
        position=position,
    )
    line.save()
    note(plan, None, WHAT, "", words(line), by=by)
    return line


def _refuse_strangers(plan: Plan, criteria_set: CriteriaSet, change: CellChange) -> None:
    if change.agency.unit_id != plan.unit_id:
        raise Refused(OF_ANOTHER_UNIT)
    requirement = change.requirement
    if requirement is not None and requirement.criteria_set_id != criteria_set.pk:
        raise Refused(f"{change.place}: không thuộc {criteria_set.name}. Tải lại trang.")
    if change.role not in ("", *Responsibility.Role.values):
        raise Refused(f"{change.place}: chọn chủ trì, phối hợp hoặc để trống.")


def _refuse_other_sets(plan: Plan, criteria_set: CriteriaSet) -> None:
    if not sets_of(plan).filter(pk=criteria_set.pk).exists():
        raise Refused(
            f"{criteria_set.name} không áp dụng trong kế hoạch {plan.years}. Chọn bộ khác."
        )


def _refuse_said_twice(
    plan: Plan, agency: Agency, requirement: Requirement, role: str, field: str = ""
) -> None:
    """Who answers for a criterion answers for each of its indicators already."""
    same = Responsibility.objects.filter(plan=plan, agency=agency, role=role, field="")
    if requirement.parent_id is not None:
        above = same.filter(requirement=requirement.parent_id).select_related("requirement").first()
        if above is not None and above.requirement is not None:
            raise Refused(
                f"{agency.label} đã {above.get_role_display()} cả tiêu chí "
                f"{above.requirement.code}, trong đó có chỉ tiêu {requirement.code}. "
                "Muốn chia theo chỉ tiêu thì bỏ tiêu chí trước."
            )
        return
    below = same.filter(requirement__parent=requirement).order_by("requirement__position")
    codes = ", ".join(below.values_list("requirement__code", flat=True))
    if codes and not field:
        raise Refused(
            f"{agency.label} đã {Responsibility.Role(role).label} chỉ tiêu {codes} của tiêu chí "
            f"{requirement.code}. Muốn giao cả tiêu chí thì bỏ các chỉ tiêu ấy trước."
        )


def _last_change(plan: Plan, change: CellChange) -> PlanChange | None:
    """The newest line of history about the same agency and the same criterion."""
    thing = change.requirement.label if change.requirement else ""
    about = Q()
    for words_at in ("before", "after"):
        about |= Q(
            **{
                f"{words_at}__startswith": change.agency.name,
                f"{words_at}__contains": thing,
            }
        )
    changes = PlanChange.objects.filter(about, plan=plan, what=WHAT)
    return changes.select_related("changed_by").order_by("-pk").first()


def _role(line: Responsibility | None) -> str:
    return line.role if line else ""


def _id(line: Responsibility | None) -> int:
    return line.pk if line else 0
