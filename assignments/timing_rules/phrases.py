"""What plans write around a date: "hoàn thành", "thường xuyên", "khi …", "đối với xã …". Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assignments.timing_rules.words import SEPARATORS, Cursor, tokens_of
from ntm_portal.lib.text import shown

# What is done then; says nothing of when.
PLAIN = (
    "trien khai thuc hien",
    "to chuc thuc hien",
    "thoi gian thuc hien",
    "tien hanh",
    "thuc hien",
    "trien khai",
    "to chuc",
    "thoi gian",
    "du kien",
    "trong",
    "vao",
)
# It is over then; when it begins is not said.
ENDING = (
    "hoan thanh xong",
    "hoan thanh",
    "thoi han",
    "han chot",
    "han cuoi",
    "han",
    "cham nhat la",
    "cham nhat",
    "muon nhat la",
    "muon nhat",
    "ket thuc",
    "xong",
)
GOES_ON = "tiep tuc"
BEGINS = "bat dau"
WITHOUT_DATE = (
    "thuong xuyen",
    "thuong ky",
    "dinh ky",
    "dinh ki",
    "dot xuat",
    "lien tuc",
    "quanh nam",
    "hang ngay",
    "hang tuan",
)
PERIODIC = ("dinh ky", "dinh ki")
ALL_YEAR = ("trong ca nam", "trong nam", "ca nam", "suot nam")
ON_CONDITION = ("ngay sau khi", "ngay khi", "sau khi", "truoc khi", "khi", "theo", "can cu", "tuy")
PERIODS = {"thang": "month", "quy": "quarter", "nam": "year"}
ONCE = ("mot lan", "1 lan", "01 lan")
# "quy" without its mark is also the beginning of these.
_NOT_A_QUARTER = frozenset({"dinh", "che", "hoach", "trinh", "mo", "uoc", "chuan", "luat"})
_TIME_WORDS = frozenset({"thang", "nam", "tuan", "truoc", "cuoi", "han", "ky", "ki"})


@dataclass(frozen=True)
class Scope:
    """Of which communes it is said: those named, or the others; none of both: of all."""

    named: tuple[str, ...] = ()
    others: bool = False


def take_free_words(cursor: Cursor) -> None:
    """The rest of a condition, in any words, but none that may be a date of its own."""
    begun = cursor.place
    while not cursor.at_end() and cursor.word() not in SEPARATORS - {"va"}:
        word, after = cursor.word(), cursor.word(1)
        token = cursor.token()
        a_day = token is not None and token.marked == "ngày"
        a_quarter = word == "quy" and after not in _NOT_A_QUARTER
        if not word.isalpha() or word in _TIME_WORDS or a_day or a_quarter:
            if word in ("-", "/", '"', "“", "”", "'") and after.isalpha():
                cursor.place += 1
                continue
            raise cursor.refuse()
        cursor.place += 1
    if cursor.place == begun:
        raise cursor.refuse()


class Communes:
    """The communes that a text may name, by their words."""

    def __init__(self, names: Sequence[str]) -> None:
        found: dict[tuple[str, ...], list[str]] = {}
        for name in names:
            words = tuple(token.word for token in tokens_of(name)[1])
            found.setdefault(words, []).append(name)
        self.by_words: Mapping[tuple[str, ...], list[str]] = found
        self.longest = max(map(len, found), default=0)

    def take(self, cursor: Cursor) -> str:
        """The name that stands here; "" where none does. Raises where two communes bear it."""
        for length in range(self.longest, 0, -1):
            words = tuple(cursor.word(ahead) for ahead in range(length))
            names = self.by_words.get(words)
            if names and len(names) > 1:
                raise cursor.refuse(f"có {len(names)} xã tên ‘{names[0]}’")
            if names:
                cursor.place += length
                return names[0]
        return ""


def take_scope(cursor: Cursor, communes: Communes) -> Scope | None:
    """ "đối với xã A, B", "đối với các xã còn lại", "02 xã A, B", with or without brackets."""
    begun = cursor.place
    opened = bool(cursor.take("("))
    about = bool(cursor.take("doi voi", "cho", "cua"))
    count = cursor.number()
    if count is not None and cursor.word(1) == "xa":
        cursor.place += 1
    else:
        count = None
    several = bool(cursor.take("cac", "nhung"))
    if not cursor.take("xa"):
        if opened or about or several:
            raise cursor.refuse()
        cursor.place = begun
        return None
    scope = _named(cursor, communes)
    if not scope.named and cursor.take("con lai", "khac"):
        scope = Scope(others=True)
    elif not scope.named and (not several or count is not None or cursor.word().isalpha()):
        raise cursor.refuse(f"không thấy xã ‘{_words_ahead(cursor)}’ trong kế hoạch")
    if scope.named and count not in (None, len(scope.named)):
        raise cursor.refuse(f"ghi {count} xã mà nêu {len(scope.named)} tên")
    if opened and not cursor.take(")"):
        raise cursor.refuse()
    return scope


def _named(cursor: Cursor, communes: Communes) -> Scope:
    named: list[str] = []
    while name := communes.take(cursor):
        named.append(name)
        begun = cursor.place
        cursor.take(",", ";", "va")
        cursor.take("xa")
        here = cursor.place
        if here == begun or not communes.take(cursor):
            cursor.place = begun
            break
        cursor.place = here
    if len(set(named)) != len(named):
        raise cursor.refuse("một xã được nêu hai lần")
    return Scope(tuple(named))


def _words_ahead(cursor: Cursor) -> str:
    begun = cursor.place
    words: list[str] = []
    while cursor.word().isalpha() and len(words) < 4:
        token = cursor.token()
        words.append(cursor.line[token.start : token.end] if token else "")
        cursor.place += 1
    cursor.place = begun
    return shown(" ".join(words) or "?")
