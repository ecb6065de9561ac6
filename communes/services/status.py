"""Writes to the status log (hiện trạng)."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from accounts.models import User
from communes.models import AdministrativeUnit, Cell, StatusEntry, UnitRole, VerdictChoice
from communes.querysets import CellQuerySet
from communes.services.entries import CHUNK, Key, check_entries, newest_below, standing_rows
from criteria.figures import Figure, Said, said_of
from criteria.models import Requirement, Threshold
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line, lower_first

_OF_THIS_BATCH = 2**63  # newer than every row that is stored
NOTE_LENGTH = StatusEntry._meta.get_field("note").max_length or 0


@dataclass(frozen=True)
class Change:
    """What somebody wants a cell to say.

    seen: id of the newest row of that voice that the person saw on the day, 0 for none.
    figure: the measured figure; threshold: what decided the verdict, None where a person did.
    note: None says nothing about notes: a new row then carries none, because the old note
        belongs to what was said before.
    request_key: repeated when the same save is sent again after a lost answer.
    """

    commune: AdministrativeUnit
    requirement: Requirement
    verdict: str
    seen: int
    note: str | None = None
    source_document: str = ""
    request_key: uuid.UUID | None = None
    figure: Figure | None = None
    threshold: Threshold | None = None

    @property
    def key(self) -> tuple[int, int]:
        """(commune id, requirement id)"""
        return self.commune.pk, self.requirement.pk

    @property
    def says_something(self) -> bool:
        """False for a withdrawal without a note: in an empty cell it leaves no trace."""
        return self.verdict != VerdictChoice.NO_DATA or self.figure is not None or bool(self.note)

    @property
    def place(self) -> str:
        return f"{self.commune.full_name}, {lower_first(self.requirement.label)}"

    @property
    def said(self) -> Said:
        return said_of(self.figure, self.verdict, is_computed=self.threshold is not None)


@dataclass(frozen=True)
class Conflict:
    """Somebody else was faster: what was wanted, and the row that now stands (None: there is none,
    which a person can only have missed by inventing a version).
    """

    change: Change
    newest: StatusEntry | None


class StaleCells(Exception):
    """Raised when a cell no longer says what the person saw. Nothing of the batch is stored."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        super().__init__(f"{len(conflicts)} stale cells")
        self.conflicts = list(conflicts)


@transaction.atomic
def record_statuses(
    *, changes: Sequence[Change], day: date, today: date, voice: str, by: User
) -> list[StatusEntry | None]:
    """Append one row per change, all or none.

    day: when it was true (observed_on); today: the writer's calendar day, never exceeded.
    Returns one item per change: the row that now stands, also where nothing had to be written;
    None where there was nothing and nothing is left to say.
    Raises Refused for input that cannot be taken, StaleCells when a cell moved meanwhile.
    """
    cleaned = [_checked(change, day=day, today=today) for change in changes]
    _refuse_repeats(cleaned)
    _refuse_foreign_sets(cleaned, day=day)
    cells = _locked_cells(cleaned)
    standing = standing_rows(cells, day=day, voice=voice)
    answered = _answered_before(cleaned, cells, day=day, voice=voice, by=by)
    own = _communes_of_staff(cleaned, by=by) if voice == StatusEntry.Voice.SELF else set()
    again = [
        change.key
        for change in cleaned
        if (row := standing.get(change.key)) and repeats(change, row, day=day, voice=voice)
    ]
    below = newest_below(again, day=day, voice=voice)
    conflicts = []
    outcome: list[StatusEntry | None] = []
    added: list[tuple[Change, StatusEntry]] = []
    for change in cleaned:
        newest = standing.get(change.key)
        earlier = answered.get(change.request_key) if change.request_key else None
        if earlier is not None and earlier == newest:
            outcome.append(newest)
        elif change.seen != (newest.pk if newest else 0):
            conflicts.append(Conflict(change, newest))
        elif not _is_news(change, newest, below, day=day, voice=voice):
            outcome.append(newest)
        else:
            on_behalf = voice == StatusEntry.Voice.SELF and change.commune.pk not in own
            cell = cells[change.key]
            entry = _entry(change, cell, day=day, voice=voice, by=by, on_behalf=on_behalf)
            outcome.append(entry)
            added.append((change, entry))
            below[change.commune.pk, change.requirement.parent_id] = _OF_THIS_BATCH
    check_entries([entry for _, entry in added], place=lambda number: added[number][0].place)
    if conflicts:
        raise StaleCells(conflicts)
    StatusEntry.objects.bulk_create(entry for _, entry in added)
    return outcome


def record_status(
    *, change: Change, day: date, today: date, voice: str, by: User
) -> StatusEntry | None:
    """`record_statuses` for a single cell."""
    return record_statuses(changes=[change], day=day, today=today, voice=voice, by=by)[0]


def _checked(change: Change, *, day: date, today: date) -> Change:
    """The change with clean text, or Refused with a sentence that names the place."""
    if change.verdict not in VerdictChoice.values:
        words = ", ".join(VerdictChoice.labels)
        raise Refused(
            f"{change.place}: ‘{change.verdict[:40]}’ không phải trạng thái. Chọn: {words}."
        )
    if day > today:
        raise Refused(
            f"Ngày {format_day(day)} chưa tới. Chỉ ghi được đến hôm nay, {format_day(today)}."
        )
    if not change.commune.exists_on(day):
        raise Refused(
            f"{change.commune.full_name} không tồn tại vào ngày {format_day(day)}. Chọn ngày khác."
        )
    note = None if change.note is None else clean_line(change.note)
    if note and len(note) > NOTE_LENGTH:
        raise Refused(f"{change.place}: ghi chú dài {len(note)} ký tự, tối đa {NOTE_LENGTH}.")
    return change if note == change.note else replace(change, note=note)


def _refuse_foreign_sets(changes: Sequence[Change], *, day: date) -> None:
    """Raise Refused when a set does not count for a commune on that day."""
    by_set: dict[int, list[Change]] = {}
    for change in changes:
        by_set.setdefault(change.requirement.criteria_set_id, []).append(change)
    for criteria_set, of_set in by_set.items():
        communes = AdministrativeUnit.objects.filter(pk__in={c.commune.pk for c in of_set})
        judged = set(communes.judged_by(criteria_set, day).values_list("pk", flat=True))
        for change in of_set:
            if change.commune.pk not in judged:
                raise Refused(
                    f"{change.commune.full_name} không áp dụng {change.requirement.criteria_set} "
                    f"vào ngày {format_day(day)}. Chọn bộ tiêu chí khác."
                )


def _refuse_repeats(changes: Sequence[Change]) -> None:
    keys = [change.request_key for change in changes if change.request_key]
    if len({c.key for c in changes}) != len(changes) or len(set(keys)) != len(keys):
        raise Refused("Một ô được gửi hai lần trong cùng một lượt. Tải lại trang rồi làm lại.")


def _locked_cells(changes: Sequence[Change]) -> dict[Key, Cell]:
    """The cells of the changes by (commune id, requirement id), locked until the transaction ends.

    A cell is made with its first entry: one that has none and gets none is left out. Locked in
    one fixed order, so that two batches never wait for each other in a circle.
    """
    wanted = {change.key for change in changes}
    known = Cell.objects.of(
        communes={commune for commune, _ in wanted},
        requirements={requirement for _, requirement in wanted},
    )
    present = {(c, r): pk for pk, c, r in known.values_list("pk", "commune_id", "requirement_id")}
    missing = {change.key for change in changes if change.says_something} - present.keys()
    if missing:
        Cell.objects.bulk_create(
            [Cell(commune_id=c, requirement_id=r) for c, r in sorted(missing)],
            ignore_conflicts=True,
        )
        return _locked(known, wanted)
    ids = sorted(pk for key, pk in present.items() if key in wanted)
    locked: dict[Key, Cell] = {}
    for start in range(0, len(ids), CHUNK):
        locked |= _locked(Cell.objects.filter(pk__in=ids[start : start + CHUNK]), wanted)
    return locked


def _locked(cells: CellQuerySet, wanted: Collection[Key]) -> dict[Key, Cell]:
    locked = cells.order_by("pk").select_for_update()
    keyed = (((cell.commune_id, cell.requirement_id), cell) for cell in locked)
    return {key: cell for key, cell in keyed if key in wanted}


def _answered_before(
    changes: Sequence[Change],
    cells: dict[Key, Cell],
    *,
    day: date,
    voice: str,
    by: User,
) -> dict[uuid.UUID, StatusEntry]:
    """Rows that an earlier try of the same request stored, by request key.

    Raises Refused for a key that stands for something else than this change.
    """
    wanted = {change.request_key: change for change in changes if change.request_key}
    stored = StatusEntry.objects.filter(request_key__in=wanted)
    found = {entry.request_key: entry for entry in stored if entry.request_key}
    for key, entry in found.items():
        cell = cells.get(wanted[key].key)
        mine = (cell and cell.pk, day, voice, by.pk)
        if (entry.cell_id, entry.observed_on, entry.voice, entry.recorded_by_id) != mine:
            raise Refused("Lượt gửi này trùng khóa với một lượt khác. Tải lại trang rồi làm lại.")
    return found


def _is_news(
    change: Change,
    newest: StatusEntry | None,
    below: Mapping[tuple[int, int | None], int],
    *,
    day: date,
    voice: str,
) -> bool:
    """Whether there is something to write.

    What repeats the row that stands is news when it speaks against a roll-up recorded since.
    """
    if newest is None:
        return change.says_something
    if repeats(change, newest, day=day, voice=voice):
        return below.get(change.key, 0) > newest.pk
    return True


def repeats(change: Change, newest: StatusEntry, *, day: date, voice: str) -> bool:
    """Whether the row already says all of it: same words, figure, day and voice.

    The same verdict on a later day is news (somebody looked again).
    """
    return (
        (change.verdict, day, voice) == (newest.verdict, newest.observed_on, newest.voice)
        and change.figure == newest.figure
        and change.note in (None, newest.note)
    )


def _communes_of_staff(changes: Sequence[Change], *, by: User) -> set[int]:
    """Ids of the communes whose staff `by` is; a self-assessment of any other is on its behalf."""
    own = AdministrativeUnit.objects.spoken_for_by(by, UnitRole.Role.OFFICER)
    return set(own.filter(pk__in={c.commune.pk for c in changes}).values_list("pk", flat=True))


def _entry(
    change: Change, cell: Cell, *, day: date, voice: str, by: User, on_behalf: bool
) -> StatusEntry:
    figure = change.figure or Figure()
    return StatusEntry(
        cell=cell,
        verdict=change.verdict,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value_male=figure.male,
        value_female=figure.female,
        threshold=change.threshold,
        observed_on=day,
        recorded_by=by,
        voice=voice,
        on_behalf=on_behalf,
        note=change.note or "",
        source_document=change.source_document,
        request_key=change.request_key,
    )
