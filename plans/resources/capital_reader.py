"""A sheet of money read line by line: which source is below which, how much, in which unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ntm_portal.lib.numbers import read_number
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.row_reading import RowReader
from ntm_portal.lib.sheet_kinds import Intake, Question, State
from ntm_portal.lib.text import fold, shown
from ntm_portal.lib.workbooks.measures import Measure, Share
from ntm_portal.lib.workbooks.model import CellKind
from ntm_portal.lib.workbooks.questions import CellReading, ask
from ntm_portal.lib.workbooks.row_kinds import GROUP, TOTAL
from ntm_portal.lib.workbooks.tables import TableRow
from ntm_portal.lib.workbooks.values import are_shares_of_one, read_figure
from ntm_portal.lib.workbooks.written import plain
from plans.models import CapitalLine, Plan
from plans.models.contents import written as printed
from plans.resources.money_units import WORDS, ZEROS_OF, changed, printed_unit
from plans.resources.numbering import Levels, split_mark

FACTS = ("label", "amount", "share")
UNIT, THOUSAND = "don-vi-tinh", "gap-nghin"
CONVERT, AS_IT_IS = "doi", "giu"
_NO_AMOUNT = "trong do"
LEAST_RATIO, MOST_RATIO = 500, 2000  # about a thousand
AMOUNT = Measure(key="so-tien")
SHARE = Measure(key="ty-le", percent=True)


@dataclass
class _Above:
    """A line of the sheet that others may be below of. standing: that of the portal, if any.

    row: of the sheet; is_stored: whether it stands, or will.
    """

    row: int
    standing: CapitalLine | None
    is_stored: bool


class CapitalReader:
    def __init__(self, reader: RowReader, plan: Plan) -> None:
        self.reader = reader
        self.plan = plan
        lines = plan.capital_lines.select_related("parent").order_by("position", "pk")
        self.by_pk = {str(line.pk): line for line in lines}
        self.by_place: dict[tuple[int, str], CapitalLine] = {}
        for line in lines:
            self.by_place.setdefault((line.parent_id or 0, fold(line.label)), line)
        self.unit = ZEROS_OF[plan.capital_unit]
        titles = {one.column: one.title for one in reader.table.headings}
        heads = (titles.get(reader.columns.get(key, 0), "") for key in ("amount", "unit"))
        self.printed = printed_unit(*heads, reader.table.title)
        self.of_one = are_shares_of_one(reader.cell(row, "share") for row in reader.table.rows)
        self.levels = Levels()
        self.above: list[_Above] = []
        self.rows: dict[tuple[int, str], int] = {}
        self.stored: list[dict[str, Any]] = []

    def read(self) -> Intake:
        for row in self.reader.table.rows:
            if row.passed_over in ("", GROUP):
                self._row(row)
            elif row.passed_over == TOTAL:
                self._check_total(row)
        return Intake(tuple(self.reader.readings), tuple(self.stored))

    def _row(self, row: TableRow) -> None:
        marked = self._marked(row)
        if marked is None:
            return
        depth, label = marked
        del self.above[depth:]
        parent = self.above[-1] if self.above else None
        standing = self._standing(row, parent, label)
        above = _Above(row.number, standing, is_stored=False)
        self.above.append(above)
        what = f"Nguồn ‘{shown(label, 60)}’"
        place = (parent.row if parent else 0, fold(label))
        first = self.rows.setdefault(place, row.number)
        if first != row.number:
            self._fault(row, "label", f"‘{shown(label)}’ đã có ở dòng {first}. Giữ một dòng.", what)
        elif parent is not None and not parent.is_stored:
            sentence = f"Nguồn lớn ở dòng {parent.row} chưa nhập được. Sửa dòng ấy trước."
            self._fault(row, "label", sentence, what)
        else:
            above.is_stored = self._compare(row, label, standing, parent, what)

    def _marked(self, row: TableRow) -> tuple[int, str] | None:
        """Depth and label; None for a line that is none, or whose mark is not read."""
        number = self.reader.written(row, "number").replace(",", ".")
        label = self.reader.words(row, "label", what="")
        if not label and row.passed_over == GROUP and split_mark(number, "") is None:
            number, label = "", number  # merged over the row
        if not label:
            if self.reader.written(row, "amount"):
                self._fault(row, "label", "Có số tiền nhưng chưa ghi nguồn vốn. Ghi tên nguồn.", "")
            return None
        if fold(label).rstrip(":. ") == _NO_AMOUNT and not self.reader.written(row, "amount"):
            return None
        found = split_mark(number, label)
        if found is None:
            sentence = f"STT ‘{shown(number)}’ không đọc được. Viết I, 1, a hoặc gạch đầu dòng."
            self._fault(row, "number", sentence, label)
            return None
        mark, words = found
        return min(self.levels.depth(mark), len(self.above)), words

    def _standing(self, row: TableRow, parent: _Above | None, label: str) -> CapitalLine | None:
        if known := self.by_pk.get(self.reader.identity(row)):
            return known
        if parent is not None and parent.standing is None:
            return None
        above = parent.standing.pk if parent and parent.standing else 0
        return self.by_place.get((above, fold(label)))

    def _compare(
        self,
        row: TableRow,
        label: str,
        standing: CapitalLine | None,
        parent: _Above | None,
        what: str,
    ) -> bool:
        """Whether the line stands on the portal, or will after the import."""
        before = facts_of(standing) if standing else dict.fromkeys(FACTS, "")
        amount = self._amount(row, standing, what)
        share = self._share(row, what)
        facts: dict[str, str] = {}
        if self.reader.compare(row, "label", label, before["label"], what=what):
            facts["label"] = label
        if amount is not None:
            words = printed(amount)
            standing_words = printed(standing.amount) if standing else ""
            if self.reader.compare(row, "amount", words, standing_words, what=what):
                facts["amount"] = f"{amount.normalize():f}"
        if self.reader.compare(row, "share", share, before["share"], what=what):
            facts["share"] = share
        if standing is None and amount is None:
            return False
        if facts:
            self._store(row, standing, parent, facts, before)
        return True

    def _store(
        self,
        row: TableRow,
        standing: CapitalLine | None,
        parent: _Above | None,
        facts: Mapping[str, str],
        before: Mapping[str, str],
    ) -> None:
        above = parent.standing.pk if parent and parent.standing else None
        self.stored.append(
            {
                "row": row.number,
                "pk": standing.pk if standing else None,
                "parent": above,
                "parent_row": parent.row if parent and above is None else None,
                "facts": dict(facts),
                "seen": {name: before[name] for name in facts} if standing else {},
            }
        )

    # Amounts

    def _amount(self, row: TableRow, standing: CapitalLine | None, what: str) -> Decimal | None:
        cell = self.reader.cell(row, "amount")
        last = standing.amount if standing else None
        # Of two readings the nearer one; a number that is far off is asked below, once for all.
        near = last if cell and cell.kind is CellKind.TEXT else None
        found = read_figure(cell, AMOUNT, last=near, answers=self.reader.answers)
        if self.reader.tell(row, "amount", found, what=what):
            return None
        if not isinstance(found.value, Decimal):
            if standing is None:
                sentence = "Nguồn mới chưa có số tiền. Ghi số tiền, hoặc bỏ dòng."
                self._fault(row, "amount", sentence, what)
            return None
        placed = self._in_unit(row, found.value)
        if not self.reader.tell(row, "amount", placed, what=what) and placed.value is not None:
            placed = self._beside(placed.value, last)
            self.reader.tell(row, "amount", placed, what=what)
        return placed.value

    def _in_unit(self, row: TableRow, amount: Decimal) -> CellReading[Decimal]:
        """In the unit of the plan. A unit that is not printed is asked, never guessed."""
        unit = printed_unit(self.reader.written(row, "unit"))
        unit = self.printed if unit is None else unit
        if unit == self.unit:
            return CellReading(amount)
        own = WORDS[self.unit]
        if unit is None:
            question = Question(
                UNIT,
                "Bảng không ghi đơn vị tính. Số tiền trong bảng tính bằng gì?",
                tuple((str(zeros), words) for zeros, words in reversed(WORDS.items())),
            )
            return ask(
                question, self.reader.answers, lambda one: changed(amount, int(one), self.unit)
            )
        question = Question(
            f"{UNIT}={unit}",
            f"Bảng ghi {WORDS[unit]}, kế hoạch tính bằng {own}. Đổi số tiền không?",
            ((CONVERT, f"Đổi ra {own}"), (AS_IT_IS, f"Giữ số, đơn vị là {own}")),
        )
        return ask(
            question,
            self.reader.answers,
            lambda one: changed(amount, unit, self.unit) if one == CONVERT else amount,
        )

    def _beside(self, amount: Decimal, last: Decimal | None) -> CellReading[Decimal]:
        """About a thousand times what the portal says is rather another unit than other money."""
        if not last or not amount:
            return CellReading(amount)
        if LEAST_RATIO <= amount / last <= MOST_RATIO:
            sign, zeros = "gấp", 3
        elif LEAST_RATIO <= last / amount <= MOST_RATIO:
            sign, zeros = "chỉ bằng một phần", -3
        else:
            return CellReading(amount)
        question = Question(
            f"{THOUSAND}:{zeros}",
            f"Số tiền {sign} khoảng 1.000 so với trên cổng. Bảng dùng đơn vị khác?",
            ((CONVERT, "Đơn vị khác: đổi số"), (AS_IT_IS, "Đúng số trong bảng")),
        )
        return ask(
            question,
            self.reader.answers,
            lambda one: changed(amount, 0, zeros) if one == CONVERT else amount,
        )

    def _share(self, row: TableRow, what: str) -> str:
        """As printed, without the sign."""
        cell = self.reader.cell(row, "share")
        found = read_figure(cell, SHARE, answers=self.reader.answers, shares_of_one=self.of_one)
        if self.reader.tell(row, "share", found, what=what) or found.value is None:
            return ""
        if isinstance(found.value, Share):
            self._fault(row, "share", "Tỷ lệ viết bằng một số, như 16,5.", what)
            return ""
        text = self.reader.written(row, "share").removesuffix("%").strip()
        try:
            same = read_number(text) == found.value
        except Refused:
            same = False
        return text if same else plain(found.value)

    def _check_total(self, row: TableRow) -> None:
        """A printed total that the sources do not come to is told; the portal counts its own."""
        found = read_figure(self.reader.cell(row, "amount"), AMOUNT, answers=self.reader.answers)
        total = sum((self._root_amount(one) for one in self._roots()), Decimal(0))
        if isinstance(found.value, Decimal) and total and found.value != total:
            message = f"Dòng tổng ghi {plain(found.value)}, các nguồn cộng lại {plain(total)}."
            self.reader.say(row, "amount", State.PASSED_OVER, what="Tổng cộng", message=message)

    def _roots(self) -> list[TableRow]:
        by_number = {row.number: row for row in self.reader.table.rows}
        return [by_number[first] for (above, _), first in self.rows.items() if above == 0]

    def _root_amount(self, row: TableRow) -> Decimal:
        found = read_figure(self.reader.cell(row, "amount"), AMOUNT, answers=self.reader.answers)
        return found.value if isinstance(found.value, Decimal) else Decimal(0)

    def _fault(self, row: TableRow, key: str, sentence: str, what: str) -> None:
        self.reader.say(row, key, State.ERROR, what=what, message=sentence)


def facts_of(line: CapitalLine) -> dict[str, str]:
    """As rows and effects keep them."""
    return {"label": line.label, "amount": f"{line.amount.normalize():f}", "share": line.share}
