"""Which agencies an item's cells name (WorkParty), read from the printed words or set by hand."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction

from accounts.models import User
from assignments.agency_names import Reading, read_agencies
from assignments.bodies import known_names
from assignments.models import Agency, AssignmentChange, WorkItem, WorkParty
from assignments.models.work import CELL_OF
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import lower_first, shown
from plans.models import Plan
from plans.services.history import locked_status

Role = WorkParty.Role
Names = Sequence[tuple[int, str]]


def read_cells(item: WorkItem, known: Names) -> dict[str, Reading]:
    """Role -> whom its cell names. known: of the plan's unit, see `bodies.known_names`."""
    return {role: read_agencies(getattr(item, cell), known) for role, cell in CELL_OF.items()}


def sync_parties(*, item: WorkItem, roles: Iterable[str], by: User) -> list[str]:
    """Link whom the cells of `roles` name now; returns a sentence where somebody is out of it.

    The caller holds the plan's lock.
    """
    found = read_cells(item, known_names(item.plan.unit))
    return [sentence for role in roles for sentence in _set(item, role, found[role].found, by=by)]


@transaction.atomic
def set_parties(*, item: WorkItem, parties: Mapping[str, Collection[Agency]], by: User) -> None:
    """By hand: who stands in the cells of these roles, whatever could be read.

    Also of a signed plan: its words stay, the work goes on. Raises Refused for an agency of
    another unit.
    """
    locked_status(item.plan)
    for role, agencies in parties.items():
        for agency in agencies:
            if agency.unit_id != item.plan.unit_id:
                raise Refused(
                    f"{agency} không thuộc {item.plan.unit.full_name}. Chọn cơ quan của đơn vị này."
                )
        _set(item, role, [agency.pk for agency in agencies], by=by, always_told=True)


@transaction.atomic
def read_again(*, plan: Plan, by: User) -> int:
    """Link agencies that can be read since they or their spellings were written down.

    Only adds: what was set by hand stays. Returns how many were linked.
    """
    locked_status(plan)
    known, added = known_names(plan.unit), 0
    for item in plan.work_items.prefetch_related("parties"):
        item.plan = plan
        for role, reading in read_cells(item, known).items():
            linked = [one.agency_id for one in item.parties.all() if one.role == role]
            fresh = [agency for agency in reading.found if agency not in linked]
            if fresh:
                _set(item, role, [*linked, *fresh], by=by, always_told=True)
                added += len(fresh)
    return added


def _set(
    item: WorkItem, role: str, agencies: Sequence[int], *, by: User, always_told: bool = False
) -> list[str]:
    """A change of who does it is history; the first reading of new words is not."""
    parties = item.parties.filter(role=role)
    before = {one.agency_id: one.agency.name for one in parties.select_related("agency")}
    if set(before) == set(agencies):
        return []
    parties.exclude(agency__in=agencies).delete()
    WorkParty.objects.bulk_create(
        WorkParty(item=item, agency_id=agency, role=role)
        for agency in dict.fromkeys(agencies)
        if agency not in before
    )
    if before or always_told:
        AssignmentChange.objects.create(
            plan=item.plan,
            what=f"Cơ quan {Role(role).label}: {shown(item.text, 200)}",
            before=", ".join(before.values()),
            after=", ".join(one.agency.name for one in parties.select_related("agency")),
            by=by,
        )
    gone = [name for agency, name in before.items() if agency not in agencies]
    if not gone:
        return []
    return [f"{', '.join(gone)} không còn {lower_first(Role(role).label)} việc này."]
