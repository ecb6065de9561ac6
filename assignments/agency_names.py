"""The agencies that a printed cell names: "Các Phòng: TC-KH, KT&HT; UBND xã". Pure.

Only whole names count. A stretch between two commas is read altogether or not at all, and a
name that two agencies bear is left to a person.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ntm_portal.lib.text import clean_line, fold

Words = tuple[str, ...]

_TOKEN = re.compile(r"\w+|[,;:&]")
_STOPS = frozenset({",", ";", ":"})
_AND = "va"
_ALL = "cac"
_LONGEST_STRETCH = 80  # words; no office prints more between two commas
_FARTHEST_LENDER = 5  # stretches


@dataclass(frozen=True)
class Reading:
    """found: ids in the order of the cell, each once; unread: the other pieces as printed."""

    found: tuple[int, ...]
    unread: tuple[str, ...]


def read_agencies(text: str, known: Sequence[tuple[int, str]]) -> Reading:
    """known: (id, name) for the name, the short name and every other spelling of each agency.

    Case, marks, hyphens and dots do not count, "&" is "và"; a comma counts, unless it is part of
    a known name. Words that several names share are written once and are read into each:
    "Sở KH&ĐT, TC" (the beginning), "UBND, BCĐ tỉnh" (the end), "UBND 2 huyện: Hữu Lũng, Chi Lăng".
    """
    return _Cell(clean_line(text), known).read()


@dataclass(frozen=True)
class _Name:
    agency: int
    words: Words


class _Cell:
    def __init__(self, text: str, known: Sequence[tuple[int, str]]) -> None:
        self.text = text
        self.tokens = [*_TOKEN.finditer(text)]
        self.words = name_words(text)
        self.bearers: dict[Words, set[int]] = defaultdict(set)
        for agency, name in known:
            if words := name_words(name):
                self.bearers[words].add(agency)
        self.longest = max(map(len, self.bearers), default=0)
        self.hopeless: set[tuple[int, tuple[Words, ...]]] = set()

    def read(self) -> Reading:
        found: list[int] = []
        unread: list[str] = []
        for part in self._parts():
            names, left = self._read_part(*part)
            found += (name.agency for name in names)
            unread += left
        return Reading(tuple(dict.fromkeys(found)), tuple(unread))

    def _parts(self) -> Iterator[tuple[int, int]]:
        """From semicolon to semicolon: nothing is shared beyond them."""
        start = 0
        for place, word in enumerate((*self.words, ";")):
            if word == ";":
                yield start, place
                start = place + 1

    def _read_part(self, place: int, last: int) -> tuple[list[_Name], list[str]]:
        found: list[_Name] = []
        unread: list[str] = []
        heading = ""
        head: Words = ()
        before: Words = ()
        while place < last:
            if self.words[place] in _STOPS:
                place += 1
                continue
            names, end = self._cover(place, (head, *_beginnings(before)))
            before = names[-1].words if names else ()
            if names:
                found += names
                if any(name.words[: len(head)] == head for name in names):
                    heading = ""
            else:
                end = self._end(place)
                if self._stop(place) == ":":
                    unread += filter(None, [heading])
                    heading, head = self._printed(place, end), _head(self.words[place:end])
                else:
                    unread.append(self._printed(place, end))
            place = end
        return found, [*unread, *filter(None, [heading])]

    def _cover(self, place: int, shared: tuple[Words, ...]) -> tuple[list[_Name], int]:
        """Names without a gap from here to the next stop; none where that cannot be done.

        shared: beginnings that may be read before the words of this stretch.
        """
        if (place, shared) in self.hopeless or self._end(place) - place > _LONGEST_STRETCH:
            return [], place
        for name, end in self._names_at(place, shared):
            if self._is_stop(end):
                return [name], end
            onward = end + 1 if self.words[end] == _AND else end
            rest, last = self._cover(onward, (shared[0], *_beginnings(name.words)))
            if rest:
                return [name, *rest], last
        self.hopeless.add((place, shared))
        return [], place

    def _names_at(self, place: int, shared: Sequence[Words]) -> Iterator[tuple[_Name, int]]:
        """What may begin here, the whole names first, the longest first."""
        yield from self._literal(place)
        stop = self._end(place)
        for end in range(stop, place, -1):
            written = self.words[place:end]
            agencies = {
                (one, before + written)
                for before in shared
                if before
                for one in self.bearers.get(before + written, ())
            }
            if end == stop:
                agencies |= {
                    (one, written + after)
                    for after in _endings(self._lender(place))
                    for one in self.bearers.get(written + after, ())
                }
            if len({agency for agency, _ in agencies}) == 1:
                yield _Name(*min(agencies, key=lambda pair: len(pair[1]))), end

    def _literal(self, place: int) -> Iterator[tuple[_Name, int]]:
        for length in range(min(self.longest, len(self.words) - place), 0, -1):
            words = self.words[place : place + length]
            agencies = self.bearers.get(words, set())
            if len(agencies) == 1:
                (agency,) = agencies
                yield _Name(agency, words), place + length

    def _lender(self, place: int) -> Words:
        """The next whole name after a comma: "BCĐ tỉnh" lends its end to "UBND" before it."""
        end = self._end(place)
        for _ in range(_FARTHEST_LENDER):
            if self.words[end : end + 1] != (",",):
                break
            for name, last in self._literal(end + 1):
                if self._is_stop(last) or self.words[last] == _AND:
                    return name.words
            end = self._end(end + 1)
        return ()

    def _end(self, place: int) -> int:
        """Where the stretch ends that begins here."""
        return next((i for i in range(place, len(self.words)) if self._is_stop(i)), len(self.words))

    def _stop(self, place: int) -> str:
        end = self._end(place)
        return self.words[end] if end < len(self.words) else ""

    def _is_stop(self, place: int) -> bool:
        return place == len(self.words) or self.words[place] in _STOPS

    def _printed(self, place: int, end: int) -> str:
        return self.text[self.tokens[place].start() : self.tokens[end - 1].end()]


def name_words(text: str) -> Words:
    """A name as it is compared: another spelling of the same words gives the same."""
    return tuple(
        _AND if token.group() == "&" else fold(token.group())
        for token in _TOKEN.finditer(clean_line(text))
    )


def _head(words: Words) -> Words:
    """ "Các Phòng:" is of each "Phòng", "UBND 2 huyện:" of each "UBND huyện"."""
    return tuple(word for word in words if word != _ALL and not word.isdecimal())


def _beginnings(words: Words) -> Iterator[Words]:
    return (words[:length] for length in range(1, len(words)))


def _endings(words: Words) -> Iterator[Words]:
    return (words[-length:] for length in range(1, len(words)))
