"""A commune's name as people write it -> the one unit that is meant, or a question. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ntm_portal.lib.text import TONES, clean_line, fold

if TYPE_CHECKING:
    from communes.models import AdministrativeUnit

_FOREIGN_D = str.maketrans("ÐðƉ", "ĐđĐ")  # Icelandic and African look-alikes of Đ
# With or without marks: "XA XUAN DUONG" is common. Abbreviations need a dot or a space.
_TITLE = re.compile(
    r"(?:(?P<XA>xã|xa|x\.|x(?= ))"
    r"|(?P<PHUONG>phường|phuong|p\.|p(?= ))"
    r"|(?P<THI_TRAN>thị trấn|thi tran|tt\.|tt(?= )))(?:(?<=\.) ?| )(?=\S)"
)


class How(StrEnum):
    """By which step a name was recognised, in the order in which they are tried."""

    EXACT = "EXACT"
    ALIAS = "ALIAS"
    TONE_PLACE = "TONE_PLACE"
    FOLDED = "FOLDED"
    ASK = "ASK"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class Match:
    """The answer for one written name.

    unit: None when a person has to choose.
    candidates: what to choose from, in the order of `units`; empty when `unit` is set or when
    nothing is near.
    """

    unit: "AdministrativeUnit | None"
    candidates: tuple["AdministrativeUnit", ...]
    how: How


@dataclass(frozen=True)
class _Reading:
    """One way to read a text: the name in lower case, and the kind its title word named."""

    name: str
    kind: str | None


def resolve_unit(text: str, *, units: Iterable["AdministrativeUnit"]) -> Match:
    """The unit that `text` names, the exact spelling first and a question at the end.

    units: the rows that can be meant, `aliases` prefetched; no query is run.
    Upper and lower case are the same. Missing marks are forgiven where one name alone fits
    ("Xuan Dương"); other marks are not ("Sần Viên" for Sàn Viên is asked, unless it is an alias).
    A title word of another kind is asked too: xã Nhã Nam is not thị trấn Nhã Nam.
    """
    pool = tuple(units)
    readings = _readings(text)
    for how, fits in _STEPS:
        hits = [(unit, reading) for unit in pool for reading in readings if fits(reading, unit)]
        if hits:
            return _answer(hits, how)
    near = tuple(unit for unit in pool if any(_is_near(reading, unit) for reading in readings))
    return Match(None, near, How.ASK if near else How.UNKNOWN)


def _answer(hits: list[tuple["AdministrativeUnit", _Reading]], how: How) -> Match:
    """The one hit of the kind that was named; several, or none of that kind, are a question."""
    of_kind = [unit for unit, reading in hits if reading.kind in (None, unit.kind)]
    right = dict.fromkeys(of_kind or [unit for unit, _ in hits])
    if len(right) != 1 or not of_kind:
        return Match(None, tuple(right), How.ASK)
    (unit,) = right
    texts = [reading for found, reading in hits if found == unit]
    if how is How.FOLDED and not any(_only_lacks_marks(text, unit) for text in texts):
        return Match(None, (unit,), How.ASK)
    return Match(unit, (), how)


def _readings(text: str) -> tuple[_Reading, ...]:
    """The whole text first (Xa Dung is a name), then what is left without one title word."""
    cleaned = clean_line(text).translate(_FOREIGN_D).lower()
    title = _TITLE.match(cleaned)
    whole = _Reading(cleaned, None)
    return (whole, _Reading(cleaned[title.end() :], title.lastgroup)) if title else (whole,)


def _lower(name: str) -> str:
    return clean_line(name).lower()


def _is_exact(reading: _Reading, unit: "AdministrativeUnit") -> bool:
    return reading.name == _lower(unit.name)


def _is_alias(reading: _Reading, unit: "AdministrativeUnit") -> bool:
    return any(reading.name == _lower(alias.name) for alias in unit.aliases.all())


def _is_tone_moved(reading: _Reading, unit: "AdministrativeUnit") -> bool:
    return _tone_key(reading.name) == _tone_key(_lower(unit.name))


def _is_folded(reading: _Reading, unit: "AdministrativeUnit") -> bool:
    return fold(reading.name) == fold(unit.name)


_STEPS: tuple[tuple[How, Callable[[_Reading, "AdministrativeUnit"], bool]], ...] = (
    (How.EXACT, _is_exact),
    (How.ALIAS, _is_alias),
    (How.TONE_PLACE, _is_tone_moved),
    (How.FOLDED, _is_folded),
)


def _tone_key(name: str) -> tuple[tuple[str, str], ...]:
    """Each word as (letters, tone), wherever the tone was put: hoà and hòa are one key."""
    key = []
    for word in name.split():
        decomposed = unicodedata.normalize("NFD", word)
        letters = "".join(c for c in decomposed if c not in TONES)
        key.append((letters, "".join(c for c in decomposed if c in TONES)))
    return tuple(key)


def _only_lacks_marks(reading: _Reading, unit: "AdministrativeUnit") -> bool:
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


def _is_near(reading: _Reading, unit: "AdministrativeUnit") -> bool:
    """At most one letter added, lost or changed, marks aside: worth showing, never accepted."""
    one, other = sorted((fold(reading.name), fold(unit.name)), key=len)
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    rest = one[start + 1 :] if len(one) == len(other) else one[start:]
    return rest == other[start + 1 :]
