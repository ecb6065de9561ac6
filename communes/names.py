"""A commune's name as people write it -> the one unit that is meant, or a question. Pure."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from ntm_portal.lib.text import TONES, clean_line, clean_text, fold

_FOREIGN_D = str.maketrans("ÐðƉ", "ĐđĐ")  # Icelandic and African look-alikes of Đ
# With or without marks: "XA XUAN DUONG" is common. Abbreviations need a dot or a space.
_TITLE = re.compile(
    r"(?:(?P<XA>xã|xa|x\.|x(?= ))"
    r"|(?P<PHUONG>phường|phuong|p\.|p(?= ))"
    r"|(?P<THI_TRAN>thị trấn|thi tran|tt\.|tt(?= )))(?:(?<=\.) ?| )(?=\S)"
)
_BULLET = re.compile(r"^(?:\d{1,3}[.)]|[-+•])\s*(?=\D)")
# A footnote, or a short name of an area: ATK, ĐBKK, KV II. Other words may name another place.
_REMARK = re.compile(r"\s*(?:\*+|[⁰¹²³⁴-⁹]+|\((?:(?:xã |KV )?[A-ZĐ]{1,6}|\d|\*+)\)|\[\d\])+$")
_SEVERAL = re.compile(r"\s*[,;/&+\n]\s*|\s+(?:và|va)\s+|\s+[-–—]\s+")


class Unit(Protocol):
    """A unit as far as its names go; `aliases.all()` gives what has a `name`."""

    @property
    def name(self) -> Any: ...
    @property
    def kind(self) -> Any: ...
    @property
    def aliases(self) -> Any: ...


U = TypeVar("U", bound=Unit)


class How(StrEnum):
    """By which step a name was recognised, in the order in which they are tried."""

    EXACT = "EXACT"
    ALIAS = "ALIAS"
    TONE_PLACE = "TONE_PLACE"
    FOLDED = "FOLDED"
    ASK = "ASK"
    SEVERAL = "SEVERAL"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class Match(Generic[U]):
    """The answer for one written name.

    unit: None when a person has to choose.
    candidates: what to choose from, in the order of `units`; empty when `unit` is set or when
    nothing is near. SEVERAL: the units that the text names one after the other.
    """

    unit: U | None
    candidates: tuple[U, ...]
    how: How


@dataclass(frozen=True)
class _Reading:
    """One way to read a text: the name in lower case, and the kind its title word named."""

    name: str
    kind: str | None


def resolve_unit(text: str, *, units: Iterable[U]) -> Match[U]:
    """As `Names.resolve`, for a single name."""
    return Names(units).resolve(text)


class Names(Generic[U]):
    """The names of units, ordered once for many questions.

    units: the rows that can be meant, `aliases` prefetched; no query is run.
    """

    def __init__(self, units: Iterable[U]) -> None:
        self._units = tuple(units)
        self._known: dict[str, Match[U]] = {}

    def resolve(self, text: str) -> Match[U]:
        """The unit that `text` names, the exact spelling first and a question at the end.

        Upper and lower case are the same. Missing marks are forgiven where one name alone fits
        ("Xuan Dương"); other marks are not ("Sần Viên" for Sàn Viên is asked, unless it is an
        alias). A title word of another kind is asked too: xã Nhã Nam is not thị trấn Nhã Nam.
        A running number, a footnote and "(ATK)" do not count; "(Na Rì)" does, and is asked.
        """
        if text not in self._known:
            self._known[text] = self._resolved(text)
        return self._known[text]

    def _resolved(self, text: str) -> Match[U]:
        cleaned = clean_line(text).translate(_FOREIGN_D)
        for written in dict.fromkeys((cleaned, _bare(cleaned))):
            if match := self._named(_readings(written)):
                return match
        if several := self._several(text):
            return several
        qualified = self._named(_readings(re.sub(r"\s*[(,–-].*$", "", _bare(cleaned))))
        if qualified:
            units = (qualified.unit,) if qualified.unit else qualified.candidates
            return Match(None, units, How.ASK)
        near = self._near(_readings(_bare(cleaned)))
        return Match(None, near, How.ASK if near else How.UNKNOWN)

    def _named(self, readings: tuple[_Reading, ...]) -> Match[U] | None:
        for how, key, index in self._steps:
            hits = [
                (place, reading)
                for reading in readings
                for place in index.get(key(reading.name), ())
            ]
            if hits:
                return self._answer(hits, how)
        return None

    def _answer(self, hits: list[tuple[int, _Reading]], how: How) -> Match[U]:
        """The one hit of the kind that was named; several, or none of that kind, are a question."""
        of_kind = [
            place for place, reading in hits if reading.kind in (None, self._units[place].kind)
        ]
        right = sorted({*of_kind} or {place for place, _ in hits})
        units = tuple(self._units[place] for place in right)
        if len(right) != 1 or not of_kind:
            return Match(None, units, How.ASK)
        texts = [reading for place, reading in hits if place == right[0]]
        if how is How.FOLDED and not any(_only_lacks_marks(text, units[0]) for text in texts):
            return Match(None, units, How.ASK)
        return Match(units[0], (), how)

    def _several(self, text: str) -> Match[U] | None:
        """Two communes in one cell, each of them known or two that look alike."""
        cleaned = clean_text(text).translate(_FOREIGN_D)
        words = cleaned.split()
        splits = [list(filter(None, _SEVERAL.split(cleaned)))]
        splits += [[" ".join(words[:at]), " ".join(words[at:])] for at in range(1, len(words))]
        for parts in splits:
            found = [self._named(_readings(_bare(_without_all(part)))) for part in parts]
            if len(parts) > 1 and all(found):
                units = [u for one in found if one for u in (one.unit, *one.candidates) if u]
                return Match(None, tuple(dict.fromkeys(units)), How.SEVERAL)
        return None

    def _near(self, readings: tuple[_Reading, ...]) -> tuple[U, ...]:
        """Names with one letter added, lost or changed, marks aside: shown, never accepted."""
        places = {
            place
            for reading in readings
            for key in _with_one_letter_less(fold(reading.name))
            for place in self._shortened.get(key, ())
            if _is_near(reading, self._units[place])
        }
        return tuple(self._units[place] for place in sorted(places))

    @cached_property
    def _steps(self) -> tuple[tuple[How, Callable[[str], Hashable], "_Index"], ...]:
        names = [(place, _lower(unit.name)) for place, unit in enumerate(self._units)]
        aliases = [
            (place, _lower(alias.name))
            for place, unit in enumerate(self._units)
            for alias in unit.aliases.all()
        ]
        return (
            (How.EXACT, str, _indexed(names, str)),
            (How.ALIAS, str, _indexed(aliases, str)),
            (How.TONE_PLACE, _tone_key, _indexed(names, _tone_key)),
            (How.FOLDED, fold, _indexed(names, fold)),
        )

    @cached_property
    def _shortened(self) -> "_Index":
        """Two names are near where both, or one and the other shortened, are the same."""
        found: dict[Hashable, list[int]] = defaultdict(list)
        for place, unit in enumerate(self._units):
            for key in _with_one_letter_less(fold(unit.name)):
                found[key].append(place)
        return found


_Index = Mapping[Hashable, list[int]]


def _indexed(names: Iterable[tuple[int, str]], key: Callable[[str], Hashable]) -> _Index:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for place, name in names:
        found[key(name)].append(place)
    return found


def _readings(text: str) -> tuple[_Reading, ...]:
    """The whole text first (Xa Dung is a name), then what is left without one title word."""
    lowered = text.lower()
    title = _TITLE.match(lowered)
    whole = _Reading(lowered, None)
    return (whole, _Reading(lowered[title.end() :], title.lastgroup)) if title else (whole,)


def _bare(cleaned: str) -> str:
    """Without a running number in front and a remark behind."""
    return _REMARK.sub("", _BULLET.sub("", cleaned, count=1))


def _without_all(part: str) -> str:
    """ "Các xã Xuân Dương" -> "xã Xuân Dương"."""
    return re.sub(
        r"^(?:các|cac)\s+(?:(?:xã|xa)\s*:\s*)?", "", clean_line(part), flags=re.IGNORECASE
    )


def _lower(name: str) -> str:
    return clean_line(name).lower()


def _tone_key(name: str) -> tuple[tuple[str, str], ...]:
    """Each word as (letters, tone), wherever the tone was put: hoà and hòa are one key."""
    key = []
    for word in name.split():
        decomposed = unicodedata.normalize("NFD", word)
        letters = "".join(c for c in decomposed if c not in TONES)
        key.append((letters, "".join(c for c in decomposed if c in TONES)))
    return tuple(key)


def _only_lacks_marks(reading: _Reading, unit: Unit) -> bool:
    """Every word of the text is the name's word with fewer marks, none with another one."""
    pairs = zip(_marks(reading.name), _marks(_lower(unit.name)), strict=True)
    return all(written <= official for written, official in pairs)


def _marks(name: str) -> Iterator[frozenset[tuple[int, str]]]:
    """The marks of each word; a tone belongs to the word, any other mark to its letter."""
    for word in name.replace("đ", "d\u0335").split():
        found, letter = set(), 0
        for character in unicodedata.normalize("NFD", word):
            if character in TONES:
                found.add((0, character))
            elif character == "\u0335" or unicodedata.combining(character):
                found.add((letter, character))
            else:
                letter += 1
        yield frozenset(found)


def _with_one_letter_less(folded: str) -> set[str]:
    return {folded, *(folded[:at] + folded[at + 1 :] for at in range(len(folded)))}


def _is_near(reading: _Reading, unit: Unit) -> bool:
    one, other = sorted((fold(reading.name), fold(unit.name)), key=len)
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    rest = one[start + 1 :] if len(one) == len(other) else one[start:]
    return rest == other[start + 1 :]
