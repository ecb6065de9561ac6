"""Writes what a merged commune takes over from the communes that it was made of."""

from datetime import date

from django.db import transaction

from accounts.models import User
from communes.carrying import Move
from communes.merging import Merger, plan_merge, read_merger
from communes.models import AdministrativeUnit, CarryOver, StatusEntry
from communes.services.carry_over import refuse_stale, write_moves
from criteria.models import CriteriaSet
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused

MOST = StatusEntry._meta.get_field("source_document").max_length or 0


@transaction.atomic
def merge_statuses(
    *,
    unit: AdministrativeUnit,
    criteria_set: CriteriaSet,
    day: date,
    today: date,
    seen: str,
    by: User,
) -> CarryOver | None:
    """Write on `unit` what its predecessors' cells amount to; None when that is nothing.

    seen: `fingerprint` of the dry run that the person saw. The old communes' rows stay as they
    are. Raises Refused, with nothing stored, where `checked_merge` does, when the dry run has
    changed since, or when a cell cannot be written.
    """
    merger, moves = checked_merge(unit=unit, criteria_set=criteria_set, day=day)
    refuse_stale(moves, seen)
    documents = "; ".join(sorted({part.document for part in merger.parts}))
    run = CarryOver(merged_set=criteria_set, unit=unit, day=day, run_by=by)
    source = f"Gộp xã: {documents}"
    if len(source) > MOST:
        source = f"{source[: MOST - 1]}…"
    return write_moves(run=run, moves=moves, source_document=source, today=today, by=by)


def checked_merge(
    *, unit: AdministrativeUnit, criteria_set: CriteriaSet, day: date
) -> tuple[Merger, list[Move]]:
    """The dry run. Raises Refused for a unit outside the program or without predecessors."""
    if unit.kind != AdministrativeUnit.Kind.COMMUNE:
        raise Refused(
            f"{unit.full_name} không phải là xã nên không tham gia chương trình. Chọn một xã."
        )
    merger = read_merger(unit, day)
    if not merger.parts:
        raise Refused(
            f"Chưa ghi xã cũ nào mà {unit.full_name} kế thừa đến ngày {format_day(day)}. "
            "Ghi ở trang kế thừa trước."
        )
    return merger, plan_merge(merger=merger, criteria_set=criteria_set, day=day)
