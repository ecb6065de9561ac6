"""Cells of a sheet on their way into the status log, and back: by the services, all or none."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Max
from django.utils import timezone

from communes.cell_words import verdict_word
from communes.models import StatusEntry, VerdictChoice
from communes.resources.scopes import BoardScope
from communes.resources.wanted import unpacked_said
from communes.services.entries import CHUNK
from communes.services.figures import FigureChange, record_figures
from communes.services.status import Change, Conflict, StaleCells, record_statuses
from criteria.figures import said_text
from ntm_portal.lib.imports import Effect, ServiceResource
from ntm_portal.lib.refusals import Refused

CONFLICT = 409
UNDONE = "Hoàn tác lần nhập"


class CellResource(ServiceResource):
    """Rows of `Compared.as_row`; effects: {"entry": the new row, "before": the one it follows}."""

    def __init__(self, scope: BoardScope) -> None:
        super().__init__()
        self._scope = scope
        self._communes = {one.pk: one for one in scope.communes}
        self._requirements = {one.pk: one for one in scope.requirements}

    def line(self, row: Mapping[str, Any]) -> FigureChange:
        commune = self._communes.get(row["commune"])
        requirement = self._requirements.get(row["requirement"])
        if commune is None or requirement is None:
            raise Refused("Ô này không thuộc xã hoặc bộ tiêu chí bạn ghi được. Xem trước lại.")
        said = unpacked_said(row["said"])
        return FigureChange(commune, requirement, said, row["seen"], note=row["note"])

    def store(self, lines: Sequence[FigureChange], *, by: Any) -> list[Effect]:
        scope = self._scope
        try:
            entries = record_figures(
                changes=lines,
                criteria_set=scope.criteria_set,
                day=scope.day,
                today=scope.today,
                voice=scope.voice,
                by=by,
            )
        except StaleCells as stale:
            raise _moved(stale.conflicts[0]) from stale
        return [
            {"entry": entry.pk, "before": line.seen}
            for line, entry in zip(lines, entries, strict=True)
            if entry is not None and entry.pk != line.seen
        ]


def _moved(conflict: Conflict) -> Refused:
    """Somebody was faster than the person who looked at the preview."""
    newest = conflict.newest
    now = "nay không có gì"
    if newest is not None:
        at = timezone.localtime(newest.recorded_at)
        words = said_text(newest.said) or verdict_word(newest.said)
        now = f"{newest.recorded_by} ghi ‘{words}’ lúc {at:%H:%M %d/%m/%Y}"
    return Refused(
        f"{conflict.change.place}: đã thay đổi từ lúc xem trước ({now}). Xem trước lại.",
        status=CONFLICT,
    )


def take_back(effects: Sequence[Effect], *, scope: BoardScope, by: Any) -> None:
    """Newer rows that say what stood before, or nothing where nothing stood.

    Raises Refused, naming the place, where a cell has a newer row than that of the import.
    """
    rows = _rows([effect["entry"] for effect in effects])
    earlier = _rows([effect["before"] for effect in effects if effect["before"]])
    _refuse_edited(list(rows.values()), voice=scope.voice)
    changes = [
        _restoring(rows[effect["entry"]], earlier.get(effect["before"])) for effect in effects
    ]
    # As it was stored: indicators first, then the criteria above them.
    changes.sort(key=lambda change: change.requirement.parent_id is None)
    try:
        record_statuses(changes=changes, day=scope.day, today=scope.today, voice=scope.voice, by=by)
    except StaleCells as stale:
        raise _edited(stale.conflicts[0].change.place) from stale


def _restoring(entry: StatusEntry, earlier: StatusEntry | None) -> Change:
    said = earlier or StatusEntry(verdict=VerdictChoice.NO_DATA)
    source = f"{UNDONE}: {said.source_document}" if said.source_document else UNDONE
    return Change(
        commune=entry.cell.commune,
        requirement=entry.cell.requirement,
        verdict=said.verdict,
        seen=entry.pk,
        note=said.note,
        source_document=source[: StatusEntry._meta.get_field("source_document").max_length],
        figure=said.figure,
        threshold=said.threshold,
    )


def _rows(ids: Sequence[int]) -> dict[int, StatusEntry]:
    return {row.pk: row for chosen in _chunks(ids) for row in _with_places(chosen)}


def _with_places(ids: Sequence[int]) -> Iterator[StatusEntry]:
    rows = StatusEntry.objects.filter(pk__in=ids)
    return rows.select_related(
        "cell__commune", "cell__requirement__criteria_set", "threshold"
    ).iterator()


def _refuse_edited(rows: Sequence[StatusEntry], *, voice: str) -> None:
    """Of any day: a later figure was entered by somebody who saw that of the import."""
    of_cells = {row.cell_id: row for row in rows}
    log = StatusEntry.objects
    voiced = log.self_assessed() if voice == StatusEntry.Voice.SELF else log.official()
    for cells in _chunks(sorted(of_cells)):
        newest = voiced.filter(cell__in=cells).order_by().values_list("cell_id")
        for cell, pk in newest.annotate(Max("pk")):
            if pk != of_cells[cell].pk:
                row = of_cells[cell]
                raise _edited(_restoring(row, None).place)


def _edited(place: str) -> Refused:
    return Refused(
        f"{place}: đã có người sửa sau lần nhập này, nên không hoàn tác ô nào. Sửa ở trang của xã.",
        status=CONFLICT,
    )


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
