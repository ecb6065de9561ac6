"""Rows of a sheet of units, read against the units of the portal."""

from datetime import date
from typing import Any

from communes.models import AdministrativeUnit
from communes.resources.unit_cells import COLUMNS, UnitCells
from communes.resources.unit_store import FACTS, facts_of, key_of
from communes.services.units import MEANING, is_in_use
from ntm_portal.lib.row_reading import RowReader
from ntm_portal.lib.sheet_kinds import Intake, State
from ntm_portal.lib.workbooks.tables import TableRow

Level = AdministrativeUnit.Level
_DAYS = ("valid_from", "valid_to")
_PROBLEMS = (State.ERROR, State.ASK, State.CONFLICT)


class UnitReader:
    def __init__(self, reader: RowReader, today: date) -> None:
        self.reader = reader
        self.known = list(AdministrativeUnit.objects.select_related("parent", "region"))
        self.by_key = {key_of(unit): unit for unit in self.known}
        self.cells = UnitCells(reader, self.known, today)
        self.rows: dict[str, int] = {}

    def read(self) -> Intake:
        """Units of the higher levels first, since others of the sheet may belong to them."""
        rows = [row for row in self.reader.table.rows if not row.passed_over]
        levelled = [(level, row) for row in rows if (level := self.cells.level(row))]
        levelled.sort(key=lambda one: Level.values.index(one[0]))
        found = [line for level, row in levelled if (line := self._line(row, level))]
        found.sort(key=lambda line: line["row"])
        return Intake(tuple(self.reader.readings), tuple(found))

    def _line(self, row: TableRow, level: str) -> dict[str, Any] | None:
        first = len(self.reader.readings)
        code = self.cells.code(row, level)
        name = self.reader.written(row, "name")
        if not code:
            return None
        what = f"{Level(level).label} {name} (mã {code})"
        said = self.cells.read(row, level, what=what)
        same = [one for one in self.known if (one.level, one.code) == (level, code)]
        unit = self._meant(row, same, name, said.get("valid_from", ""), what=what)
        standing = facts_of(unit) if unit else None
        facts = dict(standing or dict.fromkeys(FACTS, ""))
        changed = {key for key, fact in said.items() if self._compare(row, key, fact, unit, what)}
        facts |= {key: said[key] for key in changed}
        if unit is None:
            self._check_new(row, level, facts, same, what)
        elif changed & MEANING.keys() and is_in_use(unit):
            words = ", ".join(MEANING[key] for key in FACTS if key in changed & MEANING.keys())
            used = f"{unit.full_name} đã có số liệu hoặc kế hoạch, không đổi được {words}."
            self._wrong(row, what, used)
        key = f"{level} {code} {facts['valid_from']}"
        if key in self.rows:
            self._wrong(row, what, f"Đã có ở dòng {self.rows[key]}. Giữ một dòng.")
        self.rows.setdefault(key, row.number)
        self.cells.coming[key] = f"{facts['name']}"
        if any(one.state in _PROBLEMS for one in self.reader.readings[first:]):
            return None
        if unit is not None and not changed:
            return None
        return {
            "row": row.number,
            "pk": unit.pk if unit else None,
            "level": level,
            "code": code,
            "facts": facts,
            "seen": standing,
        }

    def _compare(
        self, row: TableRow, key: str, fact: str, unit: AdministrativeUnit | None, what: str
    ) -> bool:
        before = self.cells.words(key, facts_of(unit)[key]) if unit else ""
        return self.reader.compare(row, key, self.cells.words(key, fact), before, what=what)

    def _meant(
        self,
        row: TableRow,
        same: list[AdministrativeUnit],
        name: str,
        first_day: str,
        *,
        what: str,
    ) -> AdministrativeUnit | None:
        """Of the units of that level and code the one that the row is about; None: a new one."""
        exact = [one for one in same if first_day and facts_of(one)["valid_from"] == first_day]
        named = [one for one in same if one.name == name]
        for found in (exact, named, [] if first_day else same):
            if len(found) == 1:
                return found[0]
        if same and not first_day:
            fault = f"Mã này có {len(same)} đơn vị theo thời gian. Ghi ngày bắt đầu."
            self._wrong(row, what, fault)
        return None

    def _check_new(
        self,
        row: TableRow,
        level: str,
        facts: dict[str, str],
        same: list[AdministrativeUnit],
        what: str,
    ) -> None:
        """A new unit has a name, a kind, a source, something above it, and its code alone."""
        needed = ["name", "kind", "source", *(["parent"] if level != Level.PROVINCE else [])]
        labels = {column.key: column.label for column in COLUMNS}
        for key in needed:
            if not facts[key] and not self.reader.written(row, key):
                self._wrong(row, what, f"Đơn vị mới chưa ghi ‘{labels[key]}’. Ghi thêm.")
        days = [date.fromisoformat(facts[key]) if facts[key] else None for key in _DAYS]
        for other in same:
            if other.exists_between(*days):
                self._wrong(row, what, f"Mã trùng thời gian với {other.long_name}. Sửa ngày.")

    def _wrong(self, row: TableRow, what: str, message: str) -> None:
        self.reader.say(row, "code", State.ERROR, what=what, message=message)
