"""The words of a printed timing, and the place at which the reader stands. Pure."""

import re
import unicodedata
from dataclasses import dataclass

from ntm_portal.lib.text import clean_line, fold, shown

_TOKEN = re.compile(r"\d+|[^\W\d_]+|\S")
_DASHES = dict.fromkeys(map(ord, "–—−‐‑‒"), "-")
# Written together by people who type fast: "QuýII", "QI/2024".
_GLUED = re.compile(r"(quy|q)(iv|i{1,3})")
SEPARATORS = frozenset({",", ";", ".", "va", "hoac"})


class UnreadError(Exception):
    """why: what is not understood, as a sentence goes on: "không có tháng 13"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Token:
    """word: folded; marked: lower case with its marks; glued: no space before it."""

    word: str
    marked: str
    start: int
    end: int
    glued: bool


def tokens_of(text: str) -> tuple[str, list[Token]]:
    """The text on one line with plain digits and dashes, and its words."""
    line = clean_line(unicodedata.normalize("NFKC", text)).translate(_DASHES).replace("&", " và ")
    line = clean_line(line)
    found = []
    for match in _TOKEN.finditer(line):
        word, marked = fold(match.group()), match.group().lower()
        glued = match.start() > 0 and not line[match.start() - 1].isspace()
        if split := _GLUED.fullmatch(word):
            length = len(split[1])
            middle = match.start() + length
            found.append(Token(split[1], marked[:length], match.start(), middle, glued))
            found.append(Token(split[2], marked[length:], middle, match.end(), glued=True))
        else:
            found.append(Token(word, marked, match.start(), match.end(), glued))
    return line, found


class Cursor:
    """Walks through the words of one text; every `take` goes on only where it fits."""

    def __init__(self, text: str) -> None:
        self.line, self.tokens = tokens_of(text)
        self.place = 0

    def at_end(self) -> bool:
        return self.place >= len(self.tokens)

    def word(self, ahead: int = 0) -> str:
        """ "" behind the end."""
        place = self.place + ahead
        return self.tokens[place].word if place < len(self.tokens) else ""

    def token(self, ahead: int = 0) -> Token | None:
        place = self.place + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    def sees(self, phrase: str) -> bool:
        words = phrase.split()
        return [token.word for token in self.tokens[self.place : self.place + len(words)]] == words

    def take(self, *phrases: str) -> str:
        """The first of the phrases that stands here; "" and no step where none does."""
        for phrase in phrases:
            if self.sees(phrase):
                self.place += len(phrase.split())
                return phrase
        return ""

    def take_marked(self, *phrases: str) -> str:
        """As `take`, but only as spelt: "sáu" is a number, "sau" is not."""
        for phrase in phrases:
            words = phrase.split()
            here = self.tokens[self.place : self.place + len(words)]
            if [token.marked for token in here] == words:
                self.place += len(words)
                return phrase
        return ""

    def number(self, ahead: int = 0, *, most_digits: int = 2) -> int | None:
        word = self.word(ahead)
        return int(word) if word.isdecimal() and len(word) <= most_digits else None

    def year(self, ahead: int = 0) -> int | None:
        """Four digits that are a year of a plan's time."""
        word = self.word(ahead)
        return int(word) if re.fullmatch(r"[12]\d{3}", word) else None

    def since(self, place: int) -> str:
        """The words from there to here as printed."""
        if place >= self.place:
            return ""
        return self.line[self.tokens[place].start : self.tokens[self.place - 1].end]

    def refuse(self, why: str = "") -> UnreadError:
        """why: "" names the words from here to the next comma."""
        if why:
            return UnreadError(why)
        first = min(self.place, len(self.tokens) - 1)
        last = first
        while last + 1 < len(self.tokens) and self.tokens[last + 1].word not in SEPARATORS:
            last += 1
        return UnreadError(
            f"không hiểu ‘{shown(self.line[self.tokens[first].start : self.tokens[last].end])}’"
        )
