"""A sheet of agencies read row by row: who is meant, what is new, what is already somebody's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from assignments.agency_names import name_words
from assignments.models import Agency
from assignments.resources.agency_store import FACTS
from communes.models import AdministrativeUnit
from communes.names import resolve_unit
from ntm_portal.lib.row_reading import RowReader
from ntm_portal.lib.sheet_kinds import Intake, State
from ntm_portal.lib.text import clean_line, fold, shown
from ntm_portal.lib.workbooks.tables import TableRow

SEPARATOR = "; "
_SEPARATORS = re.compile(r"[;\n]")
_KINDS = {fold(label): kind for kind, label in Agency.Kind.choices} | {
    "co quan": Agency.Kind.OFFICE.value,
    "tap the": Agency.Kind.COLLECTIVE.value,
    "nhom co quan": Agency.Kind.COLLECTIVE.value,
    "ubnd cac xa": Agency.Kind.COMMUNES.value,
}


@dataclass
class _Known:
    """An agency of the portal, or one that stands on the sheet further up.

    pk: None for a new one; parts, aliases: as they are called. row: where the sheet speaks of it.
    """

    pk: int | None
    name: str
    short_name: str = ""
    kind: str = Agency.Kind.OFFICE.value
    aliases: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    row: int = 0

    @property
    def spellings(self) -> list[str]:
        return [name for name in (self.name, self.short_name, *self.aliases) if name]


class AgencyReader:
    def __init__(self, reader: RowReader, unit: AdministrativeUnit) -> None:
        self.reader = reader
        self.unit = unit
        agencies = Agency.objects.filter(unit=unit).prefetch_related("aliases", "parts")
        self.known = [_known(agency) for agency in agencies.order_by("pk")]
        self.by_pk = {str(one.pk): one for one in self.known}
        self.bearers: dict[tuple[str, ...], _Known] = {}
        for one in self.known:
            self._carry(one, one.spellings)
        # Parts may be named before their own row: the names of all rows are known first.
        self.on_sheet = {
            name_words(self.reader.written(row, key))
            for row in self._rows()
            for key in ("name", "short_name")
        }

    def read(self) -> Intake:
        found = [stored for row in self._rows() if (stored := self._row(row)) is not None]
        return Intake(tuple(self.reader.readings), tuple(found))

    def _rows(self) -> list[TableRow]:
        return [row for row in self.reader.table.rows if not row.passed_over]

    def _carry(self, one: _Known, spellings: Sequence[str]) -> None:
        self.bearers |= {name_words(words): one for words in spellings}

    def _row(self, row: TableRow) -> dict[str, Any] | None:
        name = self.reader.words(row, "name", what="")
        if not name:
            if any(self.reader.written(row, key) for key in ("short_name", "aliases", "parts")):
                self._fault(row, "name", "Chưa ghi tên cơ quan. Ghi tên, hoặc xóa dòng.", "")
            return None
        agency = self.by_pk.get(self.reader.identity(row)) or self.bearers.get(name_words(name))
        if fault := self._twice(row, name, agency) or self._foreign(row):
            self._fault(row, fault[0], fault[1], name)
            return None
        return self._known_row(row, name, agency) if agency else self._new_row(row, name)

    def _twice(self, row: TableRow, name: str, agency: _Known | None) -> tuple[str, str] | None:
        if agency is None:
            return None
        if agency.row:
            return "name", f"‘{shown(name)}’ đã có ở dòng {agency.row}. Giữ một dòng."
        agency.row = row.number
        return None

    def _foreign(self, row: TableRow) -> tuple[str, str] | None:
        """A row that says of which unit it is has to say this one."""
        words = self.reader.written(row, "unit")
        own = self.unit.full_name
        if not words or fold(words) == fold(own) or resolve_unit(words, units=[self.unit]).unit:
            return None
        return "unit", (
            f"Ghi ‘{shown(words)}’, đang nhập cơ quan của {own}. Nhập riêng, hoặc sửa ô."
        )

    def _new_row(self, row: TableRow, name: str) -> dict[str, Any] | None:
        what = f"Cơ quan {name}"
        agency = _Known(None, name, row=row.number)
        short = self.reader.words(row, "short_name", what=what)
        if self._is_taken(row, "short_name", short, agency, what):
            return None
        kind = self._kind(row, agency, what)
        if kind is None:
            return None
        parts = self._parts(row, agency, kind or agency.kind, what)
        aliases = self._aliases(row, agency, short, what)
        self.reader.say(row, "name", State.NEW, what=what, read=name)
        agency.short_name, agency.kind = short, kind or agency.kind
        self._carry(agency, [name, short, *aliases])
        return {
            "row": row.number,
            "pk": None,
            "facts": {"name": name, "short_name": short, "kind": agency.kind},
            "seen": {},
            "aliases": aliases,
            "parts": parts,
        }

    def _known_row(self, row: TableRow, name: str, agency: _Known) -> dict[str, Any] | None:
        what = f"Cơ quan {agency.name}"
        facts: dict[str, str] = {}
        if self._name_changes(row, name, agency, what):
            facts["name"] = name
        short = self.reader.words(row, "short_name", what=what)
        if name_words(short) == name_words(agency.short_name):
            short = agency.short_name
        if not self._is_taken(row, "short_name", short, agency, what) and self.reader.compare(
            row, "short_name", short, agency.short_name, what=what
        ):
            facts["short_name"] = short
        if kind := self._kind(row, agency, what):
            facts["kind"] = kind
        parts = self._parts(row, agency, kind or agency.kind, what)
        aliases = self._aliases(row, agency, short, what)
        if not (facts or parts or aliases):
            return None
        return {
            "row": row.number,
            "pk": agency.pk,
            "facts": facts,
            "seen": {key: getattr(agency, key) for key in FACTS},
            "aliases": aliases,
            "parts": parts,
        }

    def _name_changes(self, row: TableRow, name: str, agency: _Known, what: str) -> bool:
        """Another spelling of an agency is no new name for it; only a form of our own renames."""
        if name_words(name) == name_words(agency.name):
            name = agency.name
        elif not self.reader.identity(row):
            self.reader.say(
                row,
                "name",
                State.SAME,
                what=what,
                read=agency.name,
                before=agency.name,
                message=f"Cổng ghi là {agency.name}.",
            )
            return False
        if self._is_taken(row, "name", name, agency, what):
            return False
        return self.reader.compare(row, "name", name, agency.name, what=what)

    def _is_taken(self, row: TableRow, key: str, spelling: str, agency: _Known, what: str) -> bool:
        bearer = self.bearers.get(name_words(spelling)) if spelling else None
        if bearer is None or bearer is agency:
            return False
        sentence = f"‘{shown(spelling)}’ đã là cách viết của {bearer.name}. Chọn một nơi."
        self._fault(row, key, sentence, what)
        return True

    def _kind(self, row: TableRow, agency: _Known, what: str) -> str | None:
        """ "" where nothing is to be stored, None where it is not read."""
        words = self.reader.words(row, "kind", what=what)
        if not words:
            return ""
        kind = _KINDS.get(fold(words))
        if kind is None:
            labels = "; ".join(Agency.Kind.labels)
            self._fault(
                row, "kind", f"‘{shown(words)}’ không phải loại cơ quan. Viết: {labels}.", what
            )
            return None
        label, standing = Agency.Kind(kind).label, Agency.Kind(agency.kind).label
        standing = standing if agency.pk else ""
        return kind if self.reader.compare(row, "kind", label, standing, what=what) else ""

    def _parts(self, row: TableRow, agency: _Known, kind: str, what: str) -> list[str]:
        names = _split(self.reader.words(row, "parts", what=what), self._raw(row, "parts"))
        if names and kind != Agency.Kind.COLLECTIVE:
            sentence = "Chỉ “nhiều cơ quan” mới gồm cơ quan khác. Sửa loại, hoặc xóa ô này."
            self._fault(row, "parts", sentence, what)
            return []
        called = []
        for name in names:
            bearer = self.bearers.get(name_words(name))
            if bearer is None and name_words(name) not in self.on_sheet:
                sentence = f"‘{shown(name)}’ chưa là cơ quan của đơn vị. Thêm một dòng cho nó."
                self._fault(row, "parts", sentence, what)
                return []
            called.append(bearer.name if bearer else name)
        return self._added(row, "parts", called, agency.parts, what)

    def _aliases(self, row: TableRow, agency: _Known, short: str, what: str) -> list[str]:
        names = _split(self.reader.words(row, "aliases", what=what), self._raw(row, "aliases"))
        for name in names:
            if self._is_taken(row, "aliases", name, agency, what):
                return []
        own = {name_words(agency.name), name_words(agency.short_name), name_words(short)}
        others = [name for name in names if name_words(name) not in own]
        added = self._added(row, "aliases", others, agency.aliases, what)
        self._carry(agency, added)
        return added

    def _added(
        self, row: TableRow, key: str, names: Sequence[str], standing: Sequence[str], what: str
    ) -> list[str]:
        """What of a list is not there yet; tells the cell as a whole."""
        if not names:
            return []
        known = {name_words(name) for name in standing}
        added = [name for name in names if name_words(name) not in known]
        before = SEPARATOR.join(standing)
        state = State.SAME if not added else State.CHANGED if before else State.NEW
        read = SEPARATOR.join([*standing, *added])
        self.reader.say(row, key, state, what=what, read=read, before=before)
        return added

    def _raw(self, row: TableRow, key: str) -> str:
        """With its line ends, which separate names too."""
        cell = self.reader.cell(row, key)
        return cell.text if cell else ""

    def _fault(self, row: TableRow, key: str, sentence: str, what: str) -> None:
        self.reader.say(row, key, State.ERROR, what=what, message=sentence)


def _known(agency: Agency) -> _Known:
    return _Known(
        agency.pk,
        agency.name,
        agency.short_name,
        agency.kind,
        [alias.name for alias in agency.aliases.all()],
        [part.name for part in agency.parts.all()],
    )


def _split(words: str, raw: str) -> list[str]:
    """Names between semicolons or line ends, each once; commas are parts of names."""
    if not words:
        return []
    names = (clean_line(part) for part in _SEPARATORS.split(raw))
    return list({name_words(name): name for name in names if name_words(name)}.values())
