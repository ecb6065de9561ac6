"""Units of a sheet on their way into the portal, and back: by the service, all or none."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from communes.files import UnitRow
from communes.models import AdministrativeUnit
from communes.services.units import remove_units, store_units
from ntm_portal.lib.imports import Effect, ImportRefused, RowFault, ServiceResource
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import upper_first

Facts = Mapping[str, str]  # by the names of FACTS; "" for nothing
FACTS = (
    "name",
    "kind",
    "parent",
    "region",
    "valid_from",
    "valid_to",
    "dates_exact",
    "source",
)
CONFLICT = 409
_OF_ROW = re.compile(r"Dòng (\d+): ")
_LEVELS = AdministrativeUnit.Level.values


def key_of(unit: AdministrativeUnit | UnitRow) -> str:
    """ "COMMUNE 06562 2023-04-08": level, code, first day."""
    return f"{unit.level} {unit.code} {_day(unit.valid_from)}"


def facts_of(unit: AdministrativeUnit) -> dict[str, str]:
    """Everything that a sheet can say of it. Queries unless parent and region are loaded."""
    return {
        "name": unit.name,
        "kind": unit.kind,
        "parent": key_of(unit.parent) if unit.parent else "",
        "region": unit.region.code if unit.region else "",
        "valid_from": _day(unit.valid_from),
        "valid_to": _day(unit.valid_to),
        "dates_exact": "1" if unit.dates_exact else "",
        "source": unit.source,
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


class UnitStore(ServiceResource):
    """row: pk None for a new unit; facts: all of it as it shall be; seen: as it was, else None."""

    def line(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        return row

    def store(self, lines: Sequence[Mapping[str, Any]], *, by: Any) -> list[Effect]:
        known = {unit.pk: unit for unit in _units()}
        for line in lines:
            _refuse_moved(line, known)
        _store(_Rows(lines, known.values()).all())
        stored = {key_of(unit): unit for unit in _units()}
        return [
            {
                "pk": stored[_key(line)].pk,
                "row": line["row"],
                "before": line["seen"],
                "after": line["facts"],
            }
            for line in lines
        ]


def _store(rows: Sequence[UnitRow]) -> None:
    """The service names the row in its sentence; the wizard wants it beside."""
    try:
        store_units(units=rows)
    except Refused as refusal:
        found = _OF_ROW.match(refusal.message)
        if found is None:
            raise
        sentence = upper_first(refusal.message[found.end() :])
        raise ImportRefused([RowFault(int(found[1]), sentence)]) from refusal


def take_back(effects: Sequence[Effect], *, by: Any) -> None:
    """Units that were new go, others are again what they were."""
    known = {unit.pk: unit for unit in _units()}
    gone = [effect for effect in effects if effect["pk"] not in known]
    if gone:
        raise Refused(f"Dòng {gone[0]['row']}: đơn vị không còn, nên không hoàn tác gì.")
    new = [known[effect["pk"]] for effect in effects if effect["before"] is None]
    for effect in effects:
        if facts_of(known[effect["pk"]]) != effect["after"]:
            name = known[effect["pk"]].full_name
            raise Refused(
                f"{name}: đã có người sửa sau lần nhập này, nên không hoàn tác đơn vị nào.",
                status=CONFLICT,
            )
    lines = [
        {
            "row": effect["row"],
            "pk": effect["pk"],
            "level": known[effect["pk"]].level,
            "code": known[effect["pk"]].code,
            "facts": effect["before"],
            "seen": effect["after"],
        }
        for effect in effects
        if effect["before"] is not None
    ]
    if lines:
        _store(_Rows(lines, known.values()).all())
    remove_units(units=new)


def _units() -> list[AdministrativeUnit]:
    return list(AdministrativeUnit.objects.select_related("parent", "region"))


def _key(line: Mapping[str, Any]) -> str:
    return f"{line['level']} {line['code']} {line['facts']['valid_from']}"


def _refuse_moved(line: Mapping[str, Any], known: Mapping[int, AdministrativeUnit]) -> None:
    unit = known.get(line["pk"]) if line["pk"] else None
    standing = facts_of(unit) if unit else None
    taken = line["pk"] is None and any(key_of(one) == _key(line) for one in known.values())
    if standing != line["seen"] or taken:
        raise Refused(
            f"{line['facts']['name']} (mã {line['code']}): đã thay đổi từ lúc xem trước. "
            "Xem trước lại.",
            status=CONFLICT,
        )


class _Rows:
    """The rows of the service: those of the sheet, and what stands above them on the portal."""

    def __init__(
        self, lines: Sequence[Mapping[str, Any]], known: Sequence[AdministrativeUnit] | Any
    ) -> None:
        self._lines = {_key(line): line for line in lines}
        # A first day that is put right makes another key; others may still name the old one.
        self._now = {
            f"{line['level']} {line['code']} {line['seen']['valid_from']}": _key(line)
            for line in lines
            if line["seen"]
        }
        self._known = {key_of(unit): unit for unit in known}
        self._made: dict[str, UnitRow] = {}

    def all(self) -> list[UnitRow]:
        for key in sorted(self._lines, key=lambda key: _LEVELS.index(key.split(" ")[0])):
            self._row(key)
        return list(self._made.values())

    def _row(self, key: str) -> UnitRow:
        key = self._now.get(key, key)
        if key not in self._made:
            line = self._lines.get(key)
            facts = line["facts"] if line else facts_of(self._known[key])
            level, code, _ = key.split(" ")
            parent = self._row(facts["parent"]) if facts["parent"] else None
            self._made[key] = UnitRow(
                code=code,
                level=level,
                name=facts["name"],
                kind=facts["kind"],
                parent=parent,
                region=facts["region"],
                valid_from=_read_day(facts["valid_from"]),
                valid_to=_read_day(facts["valid_to"]),
                dates_exact=bool(facts["dates_exact"]),
                source=facts["source"],
                aliases=(),
                where=f"Dòng {line['row']}" if line else facts["name"],
            )
        return self._made[key]


def _read_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
