"""Which column of a table is which column of a kind: suggestions for a person to confirm. Pure."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ntm_portal.lib.text import fold
from ntm_portal.lib.workbooks.header_blocks import JOINED
from ntm_portal.lib.workbooks.tables import SheetColumn, SheetTable

# How sure a suggestion is; a pair that is less sure never takes a place from one that is more.
_WHOLE, _LAST_PART, _CODE, _PHRASE, _SHORT_FOR = 100, 90, 80, 50, 30
_CODED = re.compile(
    r"(?P<word>(?:tieu chi|chi tieu|tc|ct)\.? ?(?:so )?)?0*(?P<code>[1-9]\d?(?:\.\d{1,2})?)"
    r"(?:\s*[.:)\-–]\s*|\s+|$)(?P<name>\D.*)?"
)
_SIGNS = re.compile(r"[^\w/%]+")
# What changes from year to year while the layout stays.
_DAY_OR_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}/\d{4}|\b[12]\d{3}\b")


@dataclass(frozen=True)
class _Wanted:
    """A heading of a kind's column, or one of a sheet: folded words, the criterion's number."""

    words: str
    code: str
    name: str


def suggest(table: SheetTable, columns: Sequence[SheetColumn]) -> dict[int, str]:
    """Column of the sheet -> key, for those that can be told.

    In this order: the heading itself, the last part of joined headings, the number of a criterion
    ("Tiêu chí 5", "TC5", "5", "5. Giao thông", but not where number and name belong to two
    criteria), words that the other heading contains. Two that are equally sure are both left to
    the person; no key is given twice unless it is `many`.
    """
    wanted = [(column, [_wanted(words) for words in _headings(column)]) for column in columns]
    many = {column.key for column in columns if column.many}
    pairs: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for heading in table.headings:
        titles = _titles(heading.title)
        for key, score in _scores(titles, wanted):
            pairs[score].append((heading.column, key))
    return _assigned(pairs, many)


def fingerprint(table: SheetTable) -> str:
    """The same for sheets of one layout: their titles, in the same columns, whatever the year."""
    lines = [
        f"{heading.column} {_DAY_OR_YEAR.sub('#', fold(heading.title))}"
        for heading in table.headings
    ]
    text = "\n".join([str(table.sheet.turned), *lines])
    return hashlib.sha256(text.encode()).hexdigest()


def _headings(column: SheetColumn) -> Iterator[str]:
    yield from dict.fromkeys((column.label, *column.headings))


def _titles(title: str) -> list[_Wanted]:
    """The title as a whole, then its parts from the last to the first."""
    parts = title.split(JOINED)
    return [_wanted(title), *(_wanted(part) for part in reversed(parts))] if title else []


def _wanted(text: str) -> _Wanted:
    folded = fold(text)
    coded = _CODED.fullmatch(folded)
    code = coded["code"] if coded else ""
    name = _bare((coded["name"] or "") if coded else folded)
    return _Wanted(_bare(folded), code, name)


def _bare(folded: str) -> str:
    return _SIGNS.sub(" ", folded).strip()


def _scores(
    titles: Sequence[_Wanted], columns: Sequence[tuple[SheetColumn, Sequence[_Wanted]]]
) -> Iterator[tuple[str, int]]:
    """How well each column's headings agree with one title of the sheet; only what agrees."""
    if not titles:
        return
    coded = next((one for one in titles[1:] if one.code), None)
    name = coded and (coded.name or ("" if titles[1].code else titles[1].words))
    named = {
        column.key
        for column, headings in columns
        if name
        and any(one.code for one in headings)
        and any(_same_name(name, one.name) for one in headings)
    }
    for column, headings in columns:
        codes = {one.code for one in headings} - {""}
        if any(one.words == titles[0].words for one in headings):
            yield column.key, _WHOLE
        elif titles[1].code and any(one.words == titles[1].words for one in headings):
            yield column.key, _LAST_PART
        elif coded and codes:
            if coded.code in codes and (not named or column.key in named):
                yield column.key, _CODE
        elif any(one.words == titles[1].words for one in headings):
            yield column.key, _LAST_PART
        elif score := max((_contained(titles, one) for one in headings), default=0):
            yield column.key, score


def _same_name(one: str, other: str) -> bool:
    return bool(other) and (_within(one, other) or _within(other, one))


def _contained(titles: Sequence[_Wanted], heading: _Wanted) -> int:
    """Words of the one in the other; more, the more of them they share. 0 for one short word."""
    words = heading.words.split()
    for title in (titles[1], titles[0]):
        said = title.words.split()
        if _within(heading.words, title.words) and (len(words) > 1 or len(said) <= 2):
            return _PHRASE + 20 * len(words) // max(len(said), 1)
    said = titles[1].words.split()
    if len(said) > 1 and _within(titles[1].words, heading.words):
        return _SHORT_FOR + 10 * len(said) // len(words)
    return 0


def _within(words: str, text: str) -> bool:
    return f" {words} " in f" {text} "


def _assigned(pairs: Mapping[int, Sequence[tuple[int, str]]], many: set[str]) -> dict[int, str]:
    """The surest first; of equally sure ones that exclude each other none."""
    found: dict[int, str] = {}
    undecided: set[int] = set()
    taken: set[str] = set()
    for score in sorted(pairs, reverse=True):
        open_pairs = [
            (column, key)
            for column, key in pairs[score]
            if column not in found and column not in undecided and key not in taken
        ]
        keys_of, columns_of = defaultdict(set), defaultdict(set)
        for column, key in open_pairs:
            keys_of[column].add(key)
            columns_of[key].add(column)
        for column, key in open_pairs:
            if len(keys_of[column]) == 1 and (key in many or len(columns_of[key]) == 1):
                found[column] = key
            elif len(keys_of[column]) > 1:
                undecided.add(column)
        taken |= {key for key in columns_of if key not in many}
    return dict(sorted(found.items()))
