"""Rows of the status log, many at once: which stand, and whether new ones fit their columns."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Max

from communes.models import Cell, StatusEntry
from criteria.models import Threshold
from ntm_portal.lib.refusals import Refused

# The service has fetched these itself; those of thresholds are looked up together.
_GIVEN = ("cell", "recorded_by")
_FIELDS = [
    field for field in StatusEntry._meta.concrete_fields if field.name not in (*_GIVEN, "threshold")
]
CHUNK = 5_000  # keys of one query: SQLite takes 250,000 on Debian, 32,766 elsewhere
Key = tuple[int, int]  # (commune id, requirement id)
_Checked = dict[tuple[str, Any], Any]


def standing_rows(cells: Mapping[Key, Cell], *, day: date, voice: str) -> dict[Key, StatusEntry]:
    """The row of each cell that stands on `day` for this voice (office and agencies are one)."""
    keys = {cell.pk: key for key, cell in cells.items()}
    ids = sorted(keys)
    found: dict[Key, StatusEntry] = {}
    for start in range(0, len(ids), CHUNK):
        rows = StatusEntry.objects.as_of(
            day,
            cells=Cell.objects.filter(pk__in=ids[start : start + CHUNK]),
            official=voice != StatusEntry.Voice.SELF,
        )
        found |= {keys[row.cell_id]: row for row in rows.select_related("recorded_by")}
    return found


def newest_below(
    keys: Sequence[Key], *, day: date, voice: str
) -> dict[tuple[int, int | None], int]:
    """Id of the newest row of the day about an indicator of each cell, where there is one.

    One query, none without keys.
    """
    if not keys:
        return {}
    log = StatusEntry.objects
    rows = log.self_assessed() if voice == StatusEntry.Voice.SELF else log.official()
    newest = rows.filter(
        cell__commune__in={commune for commune, _ in keys},
        cell__requirement__parent__in={requirement for _, requirement in keys},
        observed_on=day,
    ).order_by()
    by_cell = newest.values_list("cell__commune_id", "cell__requirement__parent_id")
    return {(commune, parent): pk for commune, parent, pk in by_cell.annotate(Max("pk"))}


def check_entries(entries: Sequence[StatusEntry], *, place: Callable[[int], str]) -> None:
    """Do what `clean_fields` does, for all of them with one query at most.

    place: where the row of that number belongs, in words. Raises Refused for the first row that
    a column cannot hold.
    """
    thresholds = _known_thresholds(entries)
    checked: _Checked = {}
    for number, entry in enumerate(entries):
        try:
            for field in _FIELDS:
                _clean(entry, field, checked)
            if entry.threshold_id not in thresholds:
                entry.clean_fields(exclude=_GIVEN)
        except ValidationError:
            raise _refusal(entry, place(number)) from None


def _known_thresholds(entries: Sequence[StatusEntry]) -> set[int | None]:
    named = {entry.threshold_id for entry in entries if entry.threshold_id is not None}
    found = Threshold.objects.filter(pk__in=named).values_list("pk", flat=True) if named else ()
    return {None, *found}


def _clean(entry: StatusEntry, field: "Field[Any, Any]", checked: _Checked) -> None:
    raw = getattr(entry, field.attname)
    if field.blank and raw in field.empty_values:
        return
    # 1 and 1.00000 are equal, but only one of them has few enough decimals.
    key = field.attname, raw.as_tuple() if isinstance(raw, Decimal) else raw
    if key not in checked:
        checked[key] = field.clean(raw, entry)
    setattr(entry, field.attname, checked[key])


def _refusal(entry: StatusEntry, place: str) -> Refused:
    """All that is wrong with the row, in the order of its fields."""
    try:
        entry.clean_fields(exclude=_GIVEN)
    except ValidationError as error:
        return Refused(f"{place}: {' '.join(error.messages)}")
    raise AssertionError(f"{place}: a value was refused that clean_fields takes")
