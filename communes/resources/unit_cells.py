"""The cells of a sheet of units, each as the fact that is stored."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from communes.files import CODE_DIGITS
from communes.models import AdministrativeUnit
from communes.models.units import CODE
from communes.resources.unit_store import FACTS, key_of
from criteria.models import Region
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.fields import fitting
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.row_reading import RowReader
from ntm_portal.lib.sheet_kinds import SheetColumn, State
from ntm_portal.lib.text import fold, shown
from ntm_portal.lib.workbooks.day_cells import read_day
from ntm_portal.lib.workbooks.questions import CellReading
from ntm_portal.lib.workbooks.tables import TableRow

Level, Kind = AdministrativeUnit.Level, AdministrativeUnit.Kind
COLUMNS = (
    SheetColumn("level", "Cấp", ("Cấp hành chính",), required=True),
    SheetColumn("code", "Mã", ("Mã đơn vị", "Mã số", "Mã ĐVHC"), required=True),
    SheetColumn("name", "Tên", ("Tên đơn vị",), required=True),
    SheetColumn("kind", "Loại", ("Loại đơn vị",)),
    SheetColumn("parent", "Mã đơn vị cấp trên", ("Thuộc", "Mã cấp trên")),
    SheetColumn("region", "Vùng", ("Mã vùng",)),
    SheetColumn("valid_from", "Tồn tại từ ngày", ("Từ ngày", "Ngày thành lập")),
    SheetColumn("valid_to", "Đến hết ngày", ("Đến ngày",)),
    SheetColumn("dates_exact", "Ngày lấy từ văn bản quyết định"),
    SheetColumn("source", "Nguồn", ("Văn bản", "Căn cứ")),
)
_LEVELS = {fold(words): level.value for level in Level for words in (level.label, level.value)}
_LEVELS |= {fold(level.label.removeprefix("cấp ")): level.value for level in Level}
_KINDS = {fold(words): kind.value for kind in Kind for words in (kind.label, kind.value)}
_TRUTHS = {"co": "1", "x": "1", "1": "1", "khong": "", "0": ""}


class UnitCells:
    """coming: key -> name of the units that rows above bring."""

    def __init__(self, reader: RowReader, known: Sequence[AdministrativeUnit], today: date) -> None:
        self.reader = reader
        self.today = today
        self.coming: dict[str, str] = {}
        self._known = known
        self._names = {key_of(unit): unit.full_name for unit in known}
        regions = Region.objects.all()
        self._regions = {fold(words): one.code for one in regions for words in (one.code, one.name)}
        self._readers: Mapping[str, Callable[[TableRow, str, str], CellReading[str]]] = {
            "kind": self._kind,
            "parent": self._parent,
            "region": self._region,
            "valid_from": self._day,
            "valid_to": self._day,
            "dates_exact": self._truth,
        }

    def level(self, row: TableRow) -> str:
        words = self.reader.words(row, "level", what="")
        level = _LEVELS.get(fold(words), "")
        if words and not level:
            self._wrong(row, "level", f"‘{shown(words)}’ không phải một cấp. Viết như cấp xã.")
        return level

    def code(self, row: TableRow, level: str) -> str:
        """Excel takes the zeros before a number; how long an official code is, is known."""
        words = self.reader.words(row, "code", what="")
        digits = CODE_DIGITS.get(level)
        if not words:
            self._wrong(row, "code", "Chưa ghi mã đơn vị. Ghi mã, hoặc xóa dòng.")
        elif digits is None and not CODE.regex.search(words):
            self._wrong(row, "code", f"Mã ‘{shown(words)}’ chỉ dùng chữ không dấu và chữ số.")
        elif digits and not (words.isdecimal() and len(words) <= digits):
            need = f"Mã ở cấp này gồm {digits} chữ số."
            self._wrong(row, "code", f"Mã ‘{shown(words)}’ không đúng. {need}")
        else:
            return words.zfill(digits or 0)
        return ""

    def read(self, row: TableRow, level: str, *, what: str) -> dict[str, str]:
        """The facts that the row says; what is asked or cannot be is told."""
        said = {}
        for key in FACTS:
            if not self.reader.written(row, key):
                continue
            found = self._readers.get(key, self._text)(row, key, level)
            if not self.reader.tell(row, key, found, what=what) and found.value is not None:
                said[key] = found.value
        return said

    def words(self, key: str, fact: str) -> str:
        """A fact as people read it."""
        if key == "dates_exact":
            return "có" if fact else "không"
        if not fact:
            return ""
        if key == "kind":
            return str(Kind(fact).label)
        if key == "parent":
            name = self._names.get(fact) or self.coming[fact]
            return f"{name} (mã {fact.split(' ')[1]})"
        return format_day(date.fromisoformat(fact)) if key.startswith("valid_") else fact

    def _text(self, row: TableRow, key: str, level: str) -> CellReading[str]:
        try:
            return CellReading(
                fitting(AdministrativeUnit, key, self.reader.written(row, key)) or None
            )
        except Refused as refusal:
            return CellReading(fault=refusal.message)

    def _kind(self, row: TableRow, key: str, level: str) -> CellReading[str]:
        words = self.reader.written(row, key)
        kind = _KINDS.get(fold(words))
        if kind is None:
            return CellReading(fault=f"‘{shown(words)}’ không phải loại đơn vị. Viết như xã.")
        return CellReading(kind)

    def _region(self, row: TableRow, key: str, level: str) -> CellReading[str]:
        words = self.reader.written(row, key)
        region = self._regions.get(fold(words))
        if region is None:
            return CellReading(fault=f"Không có vùng ‘{shown(words)}’. Ghi tên hoặc mã của vùng.")
        return CellReading(region)

    def _day(self, row: TableRow, key: str, level: str) -> CellReading[str]:
        cell = self.reader.cell(row, key)
        found = read_day(cell, today=self.today, key=key, answers=self.reader.answers)
        day = found.value.isoformat() if found.value else None
        return CellReading(day, found.question, found.fault, found.note)

    def _truth(self, row: TableRow, key: str, level: str) -> CellReading[str]:
        words = fold(self.reader.written(row, key))
        if words not in _TRUTHS:
            return CellReading(fault=f"‘{shown(words)}’ không rõ. Viết có hoặc không.")
        return CellReading(_TRUTHS[words])

    def _parent(self, row: TableRow, key: str, level: str) -> CellReading[str]:
        """By code, of a higher level: a row of the sheet, else a unit of the row's own time."""
        words = self.reader.written(row, key)
        above = Level.values[: Level.values.index(level)]
        known = {key_of(one): one for one in self._known if one.level in above}
        keys = [key for key in (*known, *self.coming) if key.split(" ")[0] in above]
        same = [key for key in keys if key.split(" ")[1] == words] or [
            key for key in keys if key.split(" ")[1].lstrip("0") == words.lstrip("0")
        ]
        days = [self._day(row, name, level).value for name in ("valid_from", "valid_to")]
        first, last = (date.fromisoformat(day) if day else None for day in days)
        of_time = [
            key for key in same if key not in known or known[key].exists_between(first, last)
        ]
        if not same:
            return CellReading(fault=f"Không có đơn vị cấp trên mã ‘{shown(words)}’. Xem lại mã.")
        return CellReading((of_time or same)[-1])

    def _wrong(self, row: TableRow, key: str, message: str) -> None:
        self.reader.say(row, key, State.ERROR, what="", message=message)
