"""Writes that take cells over from another edition or another commune, and their undo.

Old rows are never touched: what is carried is a new row of the office, tied to the rows that it
rests on.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from accounts.models import User
from communes.carrying import Move, carried_communes, fingerprint, plan_carry_over
from communes.models import (
    AdministrativeUnit,
    CarriedEntry,
    CarryOver,
    CarryUndo,
    Cell,
    StatusEntry,
    VerdictChoice,
)
from communes.services.figures import FigureChange, record_figures
from communes.services.status import Change, StaleCells, record_statuses
from criteria.models import EditionMapping, Requirement
from ntm_portal.lib.refusals import Refused

OFFICE = StatusEntry.Voice.OFFICE
NOTE_LENGTH = StatusEntry._meta.get_field("note").max_length or 0
CONFLICT = 409


@dataclass(frozen=True)
class Undone:
    """What an undo did: cells withdrawn, and carried rows left because newer ones stand."""

    withdrawn: Sequence[StatusEntry]
    left: Sequence[StatusEntry]


@transaction.atomic
def carry_over(
    *,
    mapping: EditionMapping,
    unit: AdministrativeUnit,
    day: date,
    today: date,
    seen: str,
    by: User,
) -> CarryOver | None:
    """Write what the dry run of the same arguments lists; None when there is nothing to write.

    seen: `fingerprint` of the dry run that the person saw. Raises Refused, with nothing stored,
    when it has changed since, or when one of the cells cannot be written.
    """
    communes = list(carried_communes(mapping=mapping, unit=unit, day=day))
    moves = plan_carry_over(mapping=mapping, communes=communes, day=day)
    refuse_stale(moves, seen)
    source = f"Bảng chuyển đổi {mapping.code}"
    run = CarryOver(mapping=mapping, unit=unit, day=day, run_by=by)
    return write_moves(run=run, moves=moves, source_document=source, today=today, by=by)


def refuse_stale(moves: Sequence[Move], seen: str) -> None:
    if fingerprint(moves) != seen:
        raise Refused(
            "Số liệu đã đổi từ khi bạn mở trang. Xem lại bản xem trước rồi xác nhận lại.",
            status=CONFLICT,
        )


def write_moves(
    *, run: CarryOver, moves: Sequence[Move], source_document: str, today: date, by: User
) -> CarryOver | None:
    """Save the run with one row per move that is to be written, each tied to its origins."""
    # Indicators first: the row of a criterion must be newer than those of its parts to stand.
    written = sorted(
        (move for move in moves if move.is_written),
        key=lambda move: move.requirement.kind == Requirement.Kind.CRITERION,
    )
    if not written:
        return None
    changes = [
        FigureChange(
            commune=move.commune,
            requirement=move.requirement,
            said=move.outcome,
            seen=move.seen,
            note=_note(move),
            source_document=source_document,
        )
        for move in written
    ]
    with _stale_as_refused():
        outcome = record_figures(
            changes=changes,
            criteria_set=run.written_set,
            day=run.day,
            today=today,
            voice=OFFICE,
            by=by,
        )
    entries = [entry for entry in outcome if entry is not None]
    run.save()
    CarriedEntry.objects.bulk_create(
        CarriedEntry(run=run, entry=entry, origin_id=row)
        for move, entry in zip(written, entries, strict=True)
        for row in sorted({row for source in move.sources for row in source.rows})
    )
    return run


def _note(move: Move) -> str:
    """ "Chuyển từ tiêu chí 2, tiêu chí 3", "Gộp (cộng) từ Xã A, Xã B": cut where it is too long."""
    if move.how:
        communes = ", ".join(source.commune.full_name for source in move.sources)
        words = f"Gộp ({move.how}) từ {communes}"
    else:
        words = "Chuyển từ " + ", ".join(
            f"{source.requirement.get_kind_display()} {source.requirement.code}"
            for source in move.sources
        )
    return words if len(words) <= NOTE_LENGTH else f"{words[: NOTE_LENGTH - 1]}…"


@contextmanager
def _stale_as_refused() -> Iterator[None]:
    try:
        yield
    except StaleCells as stale:
        raise Refused(
            f"{stale.conflicts[0].change.place}: có người vừa ghi ô này, nên chưa lưu gì. "
            "Xem lại rồi làm lại.",
            status=CONFLICT,
        ) from stale


def undo_carry_over(*, run: CarryOver, today: date, by: User) -> Undone:
    """Withdraw the rows of a run that still stand on its day; newer ones are left and reported.

    Raises Refused when the run has been taken back already, or a cell cannot be written.
    """
    try:
        with transaction.atomic():
            return _undo(run, today=today, by=by)
    except IntegrityError as error:
        raise _already_undone() from error


def _undo(run: CarryOver, *, today: date, by: User) -> Undone:
    if CarryUndo.objects.filter(run=run).exists():
        raise _already_undone()
    entries = list(
        StatusEntry.objects.filter(origins__run=run)
        .distinct()
        .select_related("cell__commune", "cell__requirement__criteria_set")
        .order_by("pk")
    )
    cells = Cell.objects.filter(entries__in=[entry.pk for entry in entries]).distinct()
    standing = set(StatusEntry.objects.as_of(run.day, cells=cells).values_list("pk", flat=True))
    withdrawn = [entry for entry in entries if entry.pk in standing]
    left = [entry for entry in entries if entry.pk not in standing]
    changes = [
        Change(
            commune=entry.cell.commune,
            requirement=entry.cell.requirement,
            verdict=VerdictChoice.NO_DATA,
            seen=entry.pk,
            source_document=f"Hoàn tác: {entry.source_document}"[:200],
        )
        for entry in withdrawn
    ]
    with _stale_as_refused():
        record_statuses(changes=changes, day=run.day, today=today, voice=OFFICE, by=by)
    CarryUndo.objects.create(
        run=run, withdrawn_count=len(withdrawn), left_count=len(left), undone_by=by
    )
    return Undone(withdrawn, left)


def _already_undone() -> Refused:
    return Refused("Lượt chuyển này đã được hoàn tác trước đó. Tải lại trang để xem.")
