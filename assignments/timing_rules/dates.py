"""Reads one point of the calendar: "tháng 3/2024", "quý I", "ngày 30", "6 tháng đầu năm". Pure."""

from assignments.timing_rules.points import MONTHS, ROMAN, Point, Unit
from assignments.timing_rules.words import Cursor

EVERY = ("hang", "moi", "tung")
NUMBERS = {
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười một": 11,
    "mười hai": 12,
    "mười": 10,
}  # only with their marks; "một" and "năm" are left out: the month of old, and the year
FIRST_WORDS = frozenset(name.split()[0] for name in NUMBERS)
KEYWORDS = {"thang": Unit.MONTH, "quy": Unit.QUARTER, "ngay": Unit.DAY, "nam": Unit.YEAR}
WEEKDAYS = range(2, 8)  # "T2" to "T7" are also Monday to Saturday
SHORT = {"t": Unit.MONTH, "q": Unit.QUARTER}


class PointReader:
    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor

    def keyword(self) -> Unit | None:
        """The unit that is written here, before a number."""
        word, onward = self.cursor.word(), self.cursor.token(1)
        if onward is None:
            return None
        numeral = onward.word.isdecimal() or onward.word.upper() in ROMAN
        if word in SHORT and onward.glued and numeral:
            return SHORT[word]
        numeral = numeral or onward.marked in FIRST_WORDS
        numeral = numeral or (word == "quy" and onward.marked == "một")
        return KEYWORDS.get(word) if numeral else None

    def point(self, unit: Unit | None, *, in_range: bool = False, ends: bool = False) -> Point:
        """unit: of the list so far, for a number without one. in_range: behind a dash, where
        "-2024" is no year. ends: "hết", "cuối" may stand before a year that is not named.
        """
        cursor, keyword = self.cursor, self.keyword()
        short = cursor.word() in SHORT
        if keyword is not None:
            cursor.place, unit = cursor.place + 1, keyword
        elif cursor.take("giai doan") or (unit is None and cursor.year() is not None):
            unit = Unit.YEAR
        elif part := self._part_of_a_year(ends=ends):
            return part
        match unit:
            case Unit.MONTH:
                month = self._month(in_range=in_range)
                month.doubt = keyword is not None and short and month.number in WEEKDAYS
                return month
            case Unit.QUARTER:
                return self._quarter(in_range=in_range)
            case Unit.YEAR:
                return Point(Unit.YEAR, year=self._needed_year())
            case Unit.DAY:
                return self._day()
            case _:
                return self._without_unit(in_range=in_range)

    def _part_of_a_year(self, *, ends: bool) -> Point | None:
        """ "6 tháng đầu năm", "nửa cuối năm 2024"; of "hết năm" all of it."""
        cursor, begun = self.cursor, self.cursor.place
        if ends and cursor.take("nam"):
            return Point(Unit.YEAR)
        number = self._numeral()
        if number is None and cursor.take("nua"):
            number = 6
        elif number is None or not cursor.take("thang"):
            cursor.place = begun
            return None
        part = cursor.take("dau nam", "cuoi nam")
        if not part or not 1 < number < MONTHS:
            cursor.place = begun
            return None
        unit = Unit.FIRST_MONTHS if part == "dau nam" else Unit.LAST_MONTHS
        return Point(unit, number, year=self.year_without_sign())

    def _month(self, *, in_range: bool) -> Point:
        number = self._needed_number("tháng", MONTHS)
        return Point(Unit.MONTH, number, year=self._year_behind(in_range=in_range))

    def _quarter(self, *, in_range: bool) -> Point:
        cursor = self.cursor
        if cursor.word().upper() in ROMAN:
            number = ROMAN.index(cursor.word().upper()) + 1
            cursor.place += 1
        elif cursor.take_marked("một"):
            number = 1
        else:
            number = self._needed_number("quý", len(ROMAN))
        return Point(Unit.QUARTER, number, year=self._year_behind(in_range=in_range))

    def _day(self) -> Point:
        """Behind "ngày", or in a list of days."""
        cursor = self.cursor
        number = self._needed_number("ngày", 31)
        if cursor.take("thang"):
            month = self._needed_number("tháng", MONTHS)
            return Point(Unit.DAY, number, month, self._year_behind(in_range=False))
        sign = cursor.word()
        if sign in ("/", ".", "-") and cursor.number(1) is not None:
            full = cursor.word(2) == sign and cursor.year(3) is not None
            if sign != "-" or full:
                cursor.place += 1
                month = self._needed_number("tháng", MONTHS)
                if full:
                    cursor.place += 1
                    return Point(Unit.DAY, number, month, self._needed_year())
                return Point(Unit.DAY, number, month, self.year_without_sign(after_comma=True))
        begun = cursor.place
        cursor.take("cua")
        if cursor.word() in EVERY and cursor.word(1) == "thang":
            cursor.place += 2
            return Point(Unit.DAY, number, monthly=True)
        cursor.place = begun
        return Point(Unit.DAY, number)

    def _without_unit(self, *, in_range: bool) -> Point:
        """ "30/11/2024", "30/11", "11/2024"; a lone number may be anything."""
        cursor = self.cursor
        if cursor.number() is None or cursor.word(1) not in ("/", ".", "-"):
            raise cursor.refuse()
        if cursor.year(2) is not None:
            return self._month(in_range=in_range)
        full = cursor.word(3) == cursor.word(1) and cursor.year(4) is not None
        if cursor.number(2) is None or (cursor.word(1) != "/" and not full):
            raise cursor.refuse()
        return self._day()

    def _numeral(self) -> int | None:
        cursor = self.cursor
        number = cursor.number()
        if number is not None:
            cursor.place += 1
            return number
        return NUMBERS.get(cursor.take_marked(*NUMBERS))

    def _needed_number(self, what: str, most: int) -> int:
        begun = self.cursor.place
        number = self._numeral()
        if number is None:
            raise self.cursor.refuse()
        if not 1 <= number <= most:
            printed = self.cursor.since(begun)
            raise self.cursor.refuse(f"không có {what} {printed}")
        return number

    def _needed_year(self) -> int:
        year = self.cursor.year()
        if year is None:
            raise self.cursor.refuse()
        self.cursor.place += 1
        return year

    def _year_behind(self, *, in_range: bool) -> int | None:
        """ "/2024", "-2024", "năm 2024", ", năm 2024"; None where no year stands here."""
        cursor = self.cursor
        sign = cursor.word()
        if sign in ("/", ".") or (sign == "-" and not in_range):
            if cursor.year(1) is not None:
                cursor.place += 1
                return self._needed_year()
            if sign == "/":
                raise cursor.refuse()
            return None
        return self.year_without_sign(after_comma=True)

    def year_without_sign(self, *, after_comma: bool = False) -> int | None:
        """ "năm 2024"; behind "đầu năm", "trong năm" the four digits alone."""
        cursor, begun = self.cursor, self.cursor.place
        if after_comma:
            cursor.take(",", "cua")
            if not cursor.take("nam"):
                cursor.place = begun
                return None
        year = cursor.year()
        if year is None:
            cursor.place = begun
            return None
        cursor.place += 1
        return year
