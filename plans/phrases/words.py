"""How the text of a plan is read: folded in place, cut into sentences, its figures. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from ntm_portal.lib.numbers import number_readings
from ntm_portal.lib.refusals import Refused

NUMBER = r"\d+(?:[.,]\d+)*"
RANGE = rf"(?P<low>{NUMBER})(?:\s*(?:[-–—]|den)\s*(?P<high>{NUMBER}))?"
# "nông thôn mới", "nông thôn mới nâng cao", "NTM kiểu mẫu"; not of a district, village or garden.
TIER = (
    r"(?<!huyen )(?<!thon )(?<!tinh )(?<!khu dan cu )(?<!vuon )"
    r"(?:nong thon moi|ntm)(?: (?P<tier>nang cao|kieu mau|hien dai))?\b"
)
TIERS = {None: "BASIC", "nang cao": "ADVANCED", "kieu mau": "MODEL", "hien dai": "MODERN"}
_SENTENCE_ENDS = re.compile(r"\.(?=\s|$)|;|\n")


@dataclass(frozen=True)
class Number:
    """A figure as printed, and what it may mean: the Vietnamese reading first.

    "931.359" is nine hundred thousand or nine hundred: both readings, never a guess. False where
    there is no figure.
    """

    text: str = ""
    readings: tuple[Decimal, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.readings)

    @property
    def value(self) -> Decimal:
        return self.readings[0] if self.readings else Decimal(0)

    @property
    def decimals(self) -> int:
        """Decimals as printed in the first reading: 2 of "14,50"."""
        return max(0, -int(self.value.as_tuple().exponent))


NOTHING = Number()


@lru_cache(maxsize=16)
def _any_of(names: tuple[str, ...]) -> tuple[re.Pattern, dict[str, str]]:
    """One pattern for all names, the longest first, and the names by their folded form."""
    by_fold = {fold_in_place(name): name for name in names}
    longest = sorted(by_fold, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b"), by_fold


@lru_cache(maxsize=16)
def _words_of(criteria: tuple[tuple[str, str], ...]) -> list[tuple[str, list[str]]]:
    return [(code, _plain(fold_in_place(name))) for code, name in criteria]


@dataclass(frozen=True)
class Vocabulary:
    """The names that a text may speak of. criteria: (number, name). communes: without "xã"."""

    criteria: tuple[tuple[str, str], ...] = ()
    communes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    numbers: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "numbers", frozenset(code for code, _ in self.criteria))

    def communes_in(self, folded: str) -> list[tuple[int, int, str]]:
        """(start, end, name) of every commune that the words name, in order."""
        if not self.communes:
            return []
        pattern, names = _any_of(self.communes)
        return [
            (found.start(), found.end(), names[found.group()]) for found in pattern.finditer(folded)
        ]

    def criterion(self, words: str) -> str:
        """The number of the criterion that the folded words begin with; "" when not exactly one.

        A name counts from two words on, or whole: "thuy loi" is Thủy lợi và phòng, chống thiên
        tai, "dien, nang tong so" is Điện.
        """
        said = _plain(words)
        scores: dict[str, int] = {}
        for code, wanted in _words_of(self.criteria):
            common = 0
            for one, other in zip(said, wanted, strict=False):
                if one != other:
                    break
                common += 1
            if common >= 2 or (common and common == len(wanted)):
                scores[code] = common
        best = max(scores.values(), default=0)
        found = [code for code, score in scores.items() if score == best]
        return found[0] if len(found) == 1 else ""


def _plain(folded: str) -> list[str]:
    """Words without signs and without "và": "thông tin - truyền thông" names the same."""
    return [word for word in re.findall(r"[a-z0-9]+", folded) if word != "va"]


class _Folds(dict[int, str]):
    """Filled as characters come: str.translate asks for each of them once."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(character: str) -> str:
    if character in "đĐðÐ":
        return "d"
    if character.isspace() and character != "\n":
        return " "
    return unicodedata.normalize("NFD", character)[0].lower()[0]


_FOLDS = _Folds()


def fold_in_place(text: str) -> str:
    """Lower case without marks, one character for each: a place there is the place in the text.

    The marks that scanners confuse (phấn đấu, phần đầu) become one word. text: in NFC.
    """
    return unicodedata.normalize("NFC", text).translate(_FOLDS)


def number(text: str) -> Number:
    """NOTHING for what is no figure of a plan, such as one too long."""
    try:
        return Number(text, number_readings(text))
    except Refused:
        return NOTHING


def whole(text: str) -> int:
    """ "05" -> 5, "1.200" -> 1200. For what a pattern found as digits."""
    return int(re.sub(r"\D", "", text))


@dataclass(frozen=True)
class Sentence:
    """A sentence or an item of a list, folded, with what the lines above say it is about.

    criterion: number of the criterion. tier, village: what the list above is of. line, rest: the
    folded text of its line before and after the sentence.
    """

    text: str
    folded: str
    criterion: str = ""
    tier: str = ""
    village: str = ""
    line: str = ""
    rest: str = ""

    def quote(self, start: int = 0, end: int | None = None) -> str:
        return " ".join(self.text[start:end].replace("*", " ").split())


_CRITERION = re.compile(r"\W*(?:[\d.]+\s)?\W*tieu chi (?:so )?0*(?P<number>\d+)\b")
_TITLE = re.compile(r"\W*(?:[\d.]+\s)?\W*(?P<name>[a-z][^:.;\d]{1,60}?)\s*:")
_LIST_OF = re.compile(
    rf"\W*doi voi [^:]*?(?P<of>\b(?:xa|thon|khu dan cu|vuon)\b)[^:]*?{TIER}[^:]*:"
)
_YEAR = re.compile(r"\W*nam \d{4}\s*:")


def sentences(text: str, vocabulary: Vocabulary, criterion: str = "") -> Iterator[Sentence]:
    """Every sentence of a block of text. criterion: what the whole block is about."""
    text = _without_page_breaks(unicodedata.normalize("NFC", text).replace("*", " "))
    folded = fold_in_place(text)
    tier = village = ""
    at = 0
    for line in folded.split("\n"):
        if line.strip() and not _YEAR.match(line):
            tier, village = _list_of(line)
        about = _about(line, vocabulary) or criterion
        start = at
        for end in [*_ends(line), len(line)]:
            last = at + end
            if folded[start:last].strip():
                yield Sentence(
                    text[start:last],
                    folded[start:last],
                    criterion=about,
                    tier=tier,
                    village=village,
                    line=folded[at:start],
                    rest=line[end:],
                )
            start = last + 1
        at += len(line) + 1


_BREAK = re.compile(r"(?P<before>[^\s.;:!?…”)])(?P<gap>[ \t]*\n\s*)(?=(?P<after>\w))")


def _without_page_breaks(text: str) -> str:
    """A sentence that a page of the paper copy ended goes on; places stay the same."""
    return _BREAK.sub(_joined, text)


def _joined(found: re.Match) -> str:
    goes_on = found["after"].islower() or (found["before"] == "-" and found["after"].isdigit())
    return found["before"] + " " * len(found["gap"]) if goes_on else found.group()


def _ends(line: str) -> list[int]:
    return [found.start() for found in _SENTENCE_ENDS.finditer(line)]


def _about(line: str, vocabulary: Vocabulary) -> str:
    if (found := _CRITERION.match(line)) and found["number"] in vocabulary.numbers:
        return found["number"]
    if found := _TITLE.match(line):
        return vocabulary.criterion(found["name"])
    return ""


def _list_of(line: str) -> tuple[str, str]:
    """(tier, village kind) of "Đối với xã NTM kiểu mẫu:"; ("", "") elsewhere."""
    if re.match(r"\W*doi voi ", line) and ":" in line:
        if kind := village_kind(line[: line.index(":")]):
            return "", kind
        if found := _LIST_OF.match(line):
            return TIERS[found["tier"]], ""
    return "", ""


def village_kind(folded: str) -> str:
    """Which villages, residential areas or gardens the words speak of; "" for none."""
    if re.search(r"\bkhu dan cu\b.{0,4}(?:nong thon moi |ntm )?kieu mau", folded):
        return "RESIDENTIAL"
    if re.search(r"\bvuon (?:mau|dat chuan)", folded):
        return "GARDEN"
    if re.search(r"\bthon\b\W{0,3}(?:nong thon moi |ntm )?kieu mau", folded):
        return "VILLAGE_MODEL"
    if re.search(r"\bthon\b\W{0,3}(?:nong thon moi|ntm)\b", folded):
        return "VILLAGE"
    return ""
