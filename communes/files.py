"""A file of administrative units (đơn vị hành chính) -> plain data, or a refusal with its line.

regions:   [{code, name, position}]            regions that the units may name
sources:   {key: {text, exact}}                exact: the days stand in a deciding document
province:  {code, name, kind, region, from, to, source, aliases}
districts: [{…, communes: [{…}]}]              while there was a district level
communes:  [{…}]                               directly under the province
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line
from ntm_portal.lib.yaml_lines import Entries, read_yaml, wrong

# Level -> its kinds as the file writes them, and the shape of its official codes.
KINDS = {
    "PROVINCE": {"tinh": "TINH", "thanh-pho": "THANH_PHO"},
    "DISTRICT": {"huyen": "HUYEN", "thi-xa": "THI_XA", "thanh-pho": "THANH_PHO"},
    "COMMUNE": {"xa": "XA", "phuong": "PHUONG", "thi-tran": "THI_TRAN"},
}
CODE_DIGITS = {"PROVINCE": 2, "DISTRICT": 3, "COMMUNE": 5}
UNIT_KEYS = {"code", "name", "kind", "region", "from", "to", "source", "aliases"}


@dataclass(frozen=True)
class RegionRow:
    code: str
    name: str
    position: int


@dataclass(frozen=True)
class AliasRow:
    """Another spelling, and the document in which it stands."""

    name: str
    source: str


@dataclass(frozen=True)
class UnitRow:
    """One unit under one name for its time. valid_from, valid_to: None where the file has none.

    parent: the row above, None for a province. region: its own, else that of the row above.
    where: "lang-son.yaml, dòng 41".
    """

    code: str
    level: str
    name: str
    kind: str
    parent: "UnitRow | None"
    region: str
    valid_from: date | None
    valid_to: date | None
    dates_exact: bool
    source: str
    aliases: tuple[AliasRow, ...]
    where: str

    @property
    def key(self) -> tuple[str, str, date | None]:
        """What makes a unit the same in two files: level, official code, first day."""
        return self.level, self.code, self.valid_from

    def refusal(self, sentence: str) -> Refused:
        """The refusal of this row; sentence: what is wrong and what to do."""
        return Refused(f"{self.where}: {sentence}")


@dataclass(frozen=True)
class UnitsFile:
    """regions and units in the file's order; a unit stands after the one above it."""

    regions: tuple[RegionRow, ...]
    units: tuple[UnitRow, ...]


@dataclass(frozen=True)
class _Source:
    text: str
    exact: bool


def read_units(file: Path) -> UnitsFile:
    """Read and check a whole file. Raises Refused with file and line; runs no query."""
    top = read_yaml(file)
    top.expect({"regions", "sources", "province", "districts", "communes"})
    regions = tuple(_region(entry) for entry in top.listed("regions").entries())
    reader = _UnitReader(
        regions={region.code for region in regions}, sources=dict(_sources(top.mapped("sources")))
    )
    units = tuple(reader.walk(top))
    refuse_overlaps(units)
    return UnitsFile(regions=regions, units=units)


def _region(entry: Entries) -> RegionRow:
    entry.expect({"code", "name", "position"})
    return RegionRow(
        code=entry.text("code", most=10),
        name=clean_line(entry.text("name", most=60)),
        position=entry.whole("position"),
    )


def _sources(entries: Entries) -> Iterator[tuple[str, _Source]]:
    for key in entries:
        source = entries.mapped(key)
        source.expect({"text", "exact"})
        yield key, _Source(clean_line(source.text("text", most=200)), source.yes("exact"))


@dataclass(frozen=True)
class _UnitReader:
    """Reads units that may name these regions and sources."""

    regions: set[str]
    sources: dict[str, _Source]

    def walk(self, top: Entries) -> Iterator[UnitRow]:
        entry = top.mapped("province")
        entry.expect(UNIT_KEYS)
        province = self._unit(entry, "PROVINCE", None)
        yield province
        for entry in top.listed("districts").entries():
            entry.expect(UNIT_KEYS | {"communes"})
            district = self._unit(entry, "DISTRICT", province)
            yield district
            yield from self._communes(entry, district)
        yield from self._communes(top, province)

    def _communes(self, entry: Entries, parent: UnitRow) -> Iterator[UnitRow]:
        for commune in entry.listed("communes").entries():
            commune.expect(UNIT_KEYS)
            yield self._unit(commune, "COMMUNE", parent)

    def _unit(self, entry: Entries, level: str, parent: UnitRow | None) -> UnitRow:
        source = self.sources[entry.choice("source", self.sources)]
        inherited = parent.region if parent else ""
        unit = UnitRow(
            code=_code(entry, level),
            level=level,
            name=clean_line(entry.text("name", most=60)),
            kind=KINDS[level][entry.choice("kind", KINDS[level])],
            parent=parent,
            region=entry.choice("region", sorted(self.regions), default=inherited),
            valid_from=entry.day("from") if "from" in entry else None,
            valid_to=entry.day("to") if "to" in entry else None,
            dates_exact=source.exact,
            source=source.text,
            aliases=tuple(self._aliases(entry)),
            where=entry.where,
        )
        refuse_wrong_dates(unit)
        return unit

    def _aliases(self, entry: Entries) -> Iterator[AliasRow]:
        seen: set[str] = set()
        for alias in entry.listed("aliases").entries():
            alias.expect({"name", "source"})
            name = clean_line(alias.text("name", most=60))
            if name in seen:
                raise wrong(alias, f"cách viết ‘{name}’ có hai lần. Giữ lại một.")
            seen.add(name)
            yield AliasRow(name, self.sources[alias.choice("source", self.sources)].text)


def _code(entry: Entries, level: str) -> str:
    text, digits = entry.text("code"), CODE_DIGITS[level]
    if not re.fullmatch(f"[0-9]{{{digits}}}", text):
        raise wrong(text, f"mã ‘{text}’ không đúng. Mã ở cấp này gồm {digits} chữ số.")
    return text


def refuse_wrong_dates(unit: UnitRow) -> None:
    if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
        days = f"{format_day(unit.valid_to)} trước ngày bắt đầu {format_day(unit.valid_from)}"
        raise unit.refusal(f"{unit.name} kết thúc ngày {days}. Sửa ‘from’ hoặc ‘to’.")
    parent = unit.parent
    if parent is None or (_first(parent) <= _first(unit) and _last(unit) <= _last(parent)):
        return
    raise unit.refusal(
        f"{unit.name} có ngày mà {parent.name} (mã {parent.code}) không tồn tại. "
        f"Sửa thời gian hoặc đặt dưới đơn vị khác."
    )


def refuse_overlaps(units: Iterable[UnitRow]) -> None:
    """A code of a level belongs to one unit at a time."""
    latest: dict[tuple[str, str], UnitRow] = {}
    for unit in sorted(units, key=_first):
        before = latest.get((unit.level, unit.code))
        if before is not None and _first(unit) <= _last(before):
            raise unit.refusal(
                f"mã {unit.code} của {unit.name} trùng thời gian với {before.name} "
                f"({before.where}). Sửa ‘from’ hoặc ‘to’."
            )
        latest[unit.level, unit.code] = unit


def _first(unit: UnitRow) -> date:
    return unit.valid_from or date.min


def _last(unit: UnitRow) -> date:
    return unit.valid_to or date.max
