"""Loading units from a file: what is new is added, what is in use keeps its meaning."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import IntegrityError, models, transaction

from communes.files import (
    RegionRow,
    UnitRow,
    UnitsFile,
    read_units,
    refuse_overlaps,
    refuse_wrong_dates,
)
from communes.models import AdministrativeUnit, UnitAlias
from criteria.models import Region
from ntm_portal.lib.refusals import Refused

Key = tuple[str, str, date | None]
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


def load_units(*, file: Path) -> LoadResult:
    """Bring the units of `file` into the database, all or none; a second run writes nothing.

    Units and aliases that the file does not name are left alone, and so is a region that is
    already there. Raises Refused with file and line, also when a unit that figures or plans
    point to would get another name, kind, parent or time, or when somebody writes at the same
    time.
    """
    read = read_units(file)
    try:
        with transaction.atomic():
            return _load(read)
    except IntegrityError as error:
        raise Refused(
            f"{file.name}: có người vừa nạp hoặc vừa sửa các đơn vị này, nên chưa lưu gì. "
            "Nạp lại tệp."
        ) from error


@transaction.atomic
def store_units(*, units: Sequence[UnitRow]) -> LoadResult:
    """As `load_units`, of rows that were read elsewhere; their regions are there already.

    A row stands after the one above it. Raises Refused with the place of the row.
    """
    for unit in units:
        refuse_wrong_dates(unit)
    refuse_overlaps(units)
    regions = tuple(RegionRow(one.code, one.name, one.position) for one in Region.objects.all())
    return _load(UnitsFile(regions, tuple(units)))


@transaction.atomic
def remove_units(*, units: Sequence[AdministrativeUnit]) -> None:
    """Take units away again that nothing points to, those further down before those above.

    Raises Refused for the first that figures, plans, roles or other units rest on.
    """
    from_the_bottom = sorted(units, key=lambda unit: -unit.Level.values.index(unit.level))
    for unit in from_the_bottom:
        used = is_in_use(unit) or unit.roles.exists() or unit.set_adoptions.exists()
        if used or unit.children.exists():
            raise Refused(f"{unit.full_name} (mã {unit.code}) đã được dùng, không xóa được.")
        unit.delete()


def _load(read: UnitsFile) -> LoadResult:
    regions = {row.code: _ensure_region(row) for row in read.regions}
    stored = _stored(read.units)
    placed: dict[Key, AdministrativeUnit] = {}
    counts: Counter[str] = Counter()
    for row in read.units:
        unit = stored.get(row.key) or AdministrativeUnit(level=row.level, code=row.code)
        was_new = unit._state.adding
        parent = placed[row.parent.key] if row.parent else None
        changed = _place(row, unit, parent=parent, region=regions.get(row.region))
        changed = _place_aliases(row, unit) or changed
        placed[row.key] = unit
        counts["created" if was_new else "changed" if changed else "unchanged"] += 1
    return LoadResult(counts["created"], counts["changed"], counts["unchanged"])


def _ensure_region(row: RegionRow) -> Region:
    region, _ = Region.objects.get_or_create(
        code=row.code, defaults={"name": row.name, "position": row.position}
    )
    return region


def _stored(rows: tuple[UnitRow, ...]) -> dict[Key, AdministrativeUnit]:
    """The unit in the database that each row speaks of, by the row's key; new rows are left out.

    A row whose first day was corrected is recognised by code and name. Two queries.
    """
    by_key = {_key(unit): unit for unit in _candidates(rows)}
    found = {row.key: by_key.pop(row.key) for row in rows if row.key in by_key}
    for row in rows:
        if row.key in found:
            continue
        same_code = [unit for unit in by_key.values() if _key(unit)[:2] == row.key[:2]]
        renamed = next((unit for unit in same_code if unit.name == row.name), None)
        if renamed is not None:
            found[row.key] = by_key.pop(_key(renamed))
    for row in rows:
        _refuse_overlap(row, by_key.values())
    return found


def _candidates(rows: tuple[UnitRow, ...]) -> Iterator[AdministrativeUnit]:
    """Locked until the load ends: nobody begins to use a unit while its meaning changes."""
    codes = {(row.level, row.code) for row in rows}
    units = AdministrativeUnit.objects.filter(code__in={code for _, code in codes})
    units = units.select_for_update(of=("self",))
    return (
        unit
        for unit in units.select_related("parent", "region").prefetch_related("aliases")
        if (unit.level, unit.code) in codes
    )


def _key(unit: AdministrativeUnit) -> Key:
    return unit.level, unit.code, unit.valid_from


def _refuse_overlap(row: UnitRow, others: Iterable[AdministrativeUnit]) -> None:
    """A code belongs to one unit at a time, also among units that the file does not name."""
    for unit in others:
        if _key(unit)[:2] != row.key[:2]:
            continue
        if unit.exists_between(row.valid_from, row.valid_to):
            raise row.refusal(f"mã {row.code} trùng thời gian với {unit.full_name} đã có.")


def _place(
    row: UnitRow,
    unit: AdministrativeUnit,
    *,
    parent: AdministrativeUnit | None,
    region: Region | None,
) -> bool:
    """Write the row's values on `unit` where they differ; whether anything was written."""
    values = {
        "name": row.name,
        "kind": row.kind,
        "parent": parent,
        "region": region,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "dates_exact": row.dates_exact,
        "source": row.source,
    }
    changed = [field for field, value in values.items() if getattr(unit, field) != value]
    if not unit._state.adding:
        _refuse_new_meaning(row, unit, changed)
    for field in changed:
        setattr(unit, field, values[field])
    if changed:
        unit.save()
    return bool(changed)


def _refuse_new_meaning(row: UnitRow, unit: AdministrativeUnit, changed: list[str]) -> None:
    words = [MEANING[field] for field in changed if field in MEANING]
    if words and is_in_use(unit):
        raise row.refusal(
            f"{unit.full_name} (mã {unit.code}) đã có số liệu hoặc kế hoạch, "
            f"không đổi được {', '.join(words)}."
        )


def is_in_use(unit: AdministrativeUnit) -> bool:
    """Whether figures, plans or agencies point to the unit.

    They are the rows that protect it from deletion, in whichever app; the units below it do too,
    but say nothing of it. Runs one query per relation.
    """
    for relation in unit._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel):
            continue
        if relation.on_delete is not models.PROTECT or relation.related_model is type(unit):
            continue
        rows = relation.related_model._base_manager
        if rows.filter(**{relation.field.name: unit.pk}).exists():
            return True
    return False


def _place_aliases(row: UnitRow, unit: AdministrativeUnit) -> bool:
    if not row.aliases:
        return False
    known: Mapping[str, UnitAlias] = {alias.name: alias for alias in unit.aliases.all()}
    written = False
    for wanted in row.aliases:
        alias = known.get(wanted.name) or UnitAlias(unit=unit, name=wanted.name)
        if alias.source != wanted.source:
            alias.source = wanted.source
            alias.save()
            written = True
    return written
