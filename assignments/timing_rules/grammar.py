"""Reads the words of a timing into clauses: each one date or list of dates, or none. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assignments.timing_rules.dates import EVERY, KEYWORDS, PointReader
from assignments.timing_rules.phrases import (
    ALL_YEAR,
    BEGINS,
    ENDING,
    GOES_ON,
    ON_CONDITION,
    ONCE,
    PERIODIC,
    PERIODS,
    PLAIN,
    WITHOUT_DATE,
    Communes,
    Scope,
    take_free_words,
    take_scope,
)
from assignments.timing_rules.points import ROMAN, Mode, Point, Stretch, Unit
from assignments.timing_rules.words import SEPARATORS, Cursor

LIST_SIGNS = (",", ";", "va")
RANGE_WORDS = ("den het", "den", "toi")


@dataclass
class Clause:
    """stretches: of a dated clause. every: "month", "quarter", "year" for what comes back, where
    it says so; day: then of the month. words: as printed. after: the sign or word before it.
    """

    words: str = ""
    after: str = ""
    stretches: list[Stretch] = field(default_factory=list)
    every: str = ""
    day: int = 0
    mode: Mode = Mode.IN
    scope: Scope | None = None
    goes_on: bool = False

    @property
    def is_dated(self) -> bool:
        return bool(self.stretches or self.every)


def read_clauses(text: str, communes: Sequence[str]) -> list[Clause]:
    """Raises UnreadError for the first words that are not understood."""
    reader = _Reader(text, communes)
    clauses = []
    after = ""
    while not reader.cursor.at_end():
        clauses.append(reader.clause(after))
        after = reader.cursor.take(*SEPARATORS)
        if not after and not reader.cursor.at_end():
            raise reader.cursor.refuse()
    if after in ("va", "hoac"):
        raise reader.cursor.refuse()
    return clauses


class _Reader:
    def __init__(self, text: str, communes: Sequence[str]) -> None:
        self.cursor = Cursor(text)
        self.points = PointReader(self.cursor)
        self.communes = Communes(communes)

    def clause(self, after: str) -> Clause:
        cursor, begun = self.cursor, self.cursor.place
        clause = Clause(after=after, scope=take_scope(self.cursor, self.communes))
        if clause.scope is not None:
            cursor.take(":", ",")
        mode, clause.goes_on = self._leads()
        if not self._without_date():
            self._dated(clause, mode)
        clause.words = cursor.since(begun)
        if clause.scope is None and cursor.word() in ("(", "doi", "cho", "cac", "xa"):
            clause.scope = take_scope(cursor, self.communes)
        return clause

    def _leads(self) -> tuple[Mode, bool]:
        """What stands before the date itself."""
        cursor, mode, goes_on = self.cursor, Mode.IN, False
        while not cursor.at_end():
            if any(cursor.sees(phrase) for phrase in ALL_YEAR):
                break
            if cursor.take(GOES_ON):
                goes_on = True
            elif cursor.take(BEGINS):
                mode = Mode.FROM
            elif cursor.take(*ENDING):
                mode = Mode.UNTIL
            elif not cursor.take(*PLAIN) and not self._periodic_before_a_date():
                break
            cursor.take(":")
        return mode, goes_on

    def _periodic_before_a_date(self) -> bool:
        """ "Định kỳ trước ngày 30 hằng tháng": then it says nothing by itself."""
        cursor = self.cursor
        phrase = next((one for one in PERIODIC if cursor.sees(one)), "")
        onward = cursor.word(2)
        dated = onward in {"truoc", "vao", *KEYWORDS} or onward.isdecimal()
        if phrase and (dated or (onward in EVERY and cursor.word(3) in PERIODS)):
            cursor.take(phrase)
            return True
        return False

    def _without_date(self) -> bool:
        cursor, begun = self.cursor, self.cursor.place
        while cursor.take(*WITHOUT_DATE):
            pass
        said = cursor.place > begun
        if said and cursor.take(*ALL_YEAR) and cursor.year():
            cursor.place += 1
        if cursor.take(*ON_CONDITION):
            take_free_words(cursor)
        return cursor.place > begun

    def _dated(self, clause: Clause, mode: Mode) -> None:
        cursor = self.cursor
        if self._every(clause, mode):
            return
        if cursor.take(*ALL_YEAR):
            clause.stretches = [
                Stretch(mode, Point(Unit.YEAR, year=self.points.year_without_sign()))
            ]
            return
        mode = self._mode(mode)
        self._list(clause, mode)
        if clause.every:
            return
        if cursor.word() in EVERY and cursor.word(1) in PERIODS:
            if cursor.word(1) != "nam" or any(
                one.year for s in clause.stretches for one in s.points
            ):
                raise cursor.refuse()
            cursor.place += 2
            clause.every = "year"

    def _mode(self, mode: Mode) -> Mode:
        cursor = self.cursor
        if cursor.take("truoc"):
            return Mode.BEFORE
        if cursor.take("tu nay den het", "den het", "het", "tu nay den cuoi", "den cuoi", "cuoi"):
            return Mode.UNTIL
        if cursor.sees("den") and self._sees_a_day(1):
            cursor.take("den")
            return Mode.UNTIL
        if cursor.take("tu"):
            return Mode.FROM
        if mode == Mode.UNTIL:
            cursor.take("trong", "vao")
        return mode

    def _sees_a_day(self, ahead: int) -> bool:
        """ "đến ngày 30/11" is that day; "đến 11/2024" may be its first day or its last."""
        cursor = self.cursor
        dated = cursor.word(ahead + 1) == "/" and cursor.number(ahead + 2) is not None
        return dated or cursor.word(ahead) == "ngay"

    def _every(self, clause: Clause, mode: Mode) -> bool:
        """ "hàng quý", "mỗi quý một lần", "1 lần/tháng"."""
        cursor, begun = self.cursor, self.cursor.place
        once = cursor.take(*ONCE)
        sign = cursor.take("/", *EVERY)
        period = PERIODS.get(cursor.word())
        numbered = cursor.number(1, most_digits=4) is not None and cursor.word(2) != "lan"
        numbered = numbered or cursor.word(1).upper() in ROMAN
        if not sign or (sign == "/" and not once) or period is None or numbered:
            cursor.place = begun
            return False
        cursor.place += 1
        if not once:
            cursor.take(*ONCE)
        clause.every, clause.mode = period, mode
        return True

    def _list(self, clause: Clause, mode: Mode) -> None:
        cursor = self.cursor
        clause.stretches.append(self._stretch(mode, None))
        if clause.stretches[0].point.monthly:
            clause.every, clause.day, clause.mode = "month", clause.stretches[0].point.number, mode
        while not clause.every and cursor.word() in LIST_SIGNS:
            begun = cursor.place
            cursor.take(*LIST_SIGNS)
            before = clause.stretches[-1].points[-1]
            keyword = self.points.keyword()
            if not self._continues(keyword, before.unit):
                cursor.place = begun
                return
            again = mode != Mode.IN and keyword not in (None, Unit.DAY)
            if mode == Mode.FROM or again or (keyword == Unit.YEAR and before.unit != Unit.YEAR):
                raise cursor.refuse()
            stretch = self._stretch(mode, before.unit)
            if keyword is None or stretch.point.doubt:
                before.bound = before.year is None
            clause.stretches.append(stretch)

    def _continues(self, keyword: Unit | None, unit: Unit) -> bool:
        """Whether the list goes on: a number, a Roman one of quarters, or a unit with its own."""
        word = self.cursor.word()
        if keyword is not None or word.isdecimal():
            return True
        return unit == Unit.QUARTER and word.upper() in ROMAN

    def _stretch(self, mode: Mode, unit: Unit | None) -> Stretch:
        """unit: of the list so far, for a number without one."""
        cursor = self.cursor
        point = self.points.point(unit, ends=mode == Mode.UNTIL)
        if point.monthly and unit is not None:
            raise cursor.refuse("một ngày hằng tháng không đi cùng ngày khác")
        if point.monthly or mode not in (Mode.IN, Mode.FROM):
            return Stretch(mode, point)
        if not cursor.take("-", *RANGE_WORDS):
            return Stretch(mode, point)
        until = self.points.point(point.unit, in_range=True)
        if until.monthly:
            raise cursor.refuse("một ngày hằng tháng không đi cùng ngày khác")
        point.bound = point.year is None
        return Stretch(mode, point, until)
