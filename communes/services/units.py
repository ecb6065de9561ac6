"""Loading units from a file: what is new is added, what is in use keeps its meaning."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import models, transaction

from communes.files import UnitRow, UnitsFile, read_units
from communes.models import AdministrativeUnit, UnitAlias
from criteria.models import Region
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.yaml_lines import wrong

Key = tuple[str, str, object]
# What a figure or a plan rests on: these stay as they are once something points to the unit.
MEANING = {
    "name": "tên",
    "kind": "loại",
    "parent": "đơn vị cấp trên",
    "valid_from": "ngày bắt đầu",
    "valid_to": "ngày kết thúc",
}


@dataclass(frozen=True)
class LoadResult:
    """How many units of the file were new, changed, and already as the file says."""

    created: int
    changed: int
    unchanged: int


@transaction.atomic
def load_units(*, file: Path) -> LoadResult:
    """Bring the units of `file` into the database, all or none; a second run writes nothing.

    Units and aliases that the file does not name are left alone, and so is a region that is
    already there. Raises Refused with file and line, also when a unit that figures or plans
    point to would get another name, kind, parent or time.
    """
    read = read_units(file)
    regions = _ensure_regions(read)
    stored = _match(read.units)
    _refuse_foreign_overlaps(read.units, stored)
    wanted: dict[Key, AdministrativeUnit] = {}
    counts: Counter[str] = Counter()
    for row in _redated_first(read.units, stored):
        values = {
            "name": row.name,
            "kind": row.kind,
            "parent": wanted[row.parent.key] if row.parent else None,
            "region": regions.get(row.region),
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
            "dates_exact": row.dates_exact,
            "source": row.source,
        }
        unit, done = _place(row, stored.get(row.key), values)
        wanted[row.key] = unit
        counts[max(done, _place_aliases(row, unit))] += 1
    return LoadResult(counts["created"], counts["changed"], counts["unchanged"])
