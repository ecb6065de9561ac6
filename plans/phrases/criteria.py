"""Counts of criteria: "14,16 tiêu chí/xã", "150 tiêu chí", "xã … 05 tiêu chí (…)". Pure."""

import re
from collections.abc import Iterator
from itertools import pairwise

from plans.phrases.found import Kind, Phrase
from plans.phrases.words import NOTHING, NUMBER, RANGE, Sentence, Vocabulary, number

_AVERAGE = re.compile(
    rf"(?<![\d/,.-]){RANGE}\s*tieu chi\s*/\s*xa\b"
    rf"|\bbinh quan\b(?P<whom>[^\d,;.]*(?:0?1 xa[^\d,;.]*)?)(?<![\d/,.-])"
    rf"(?P<low2>{NUMBER})(?:\s*(?:[-–—]|den)\s*(?P<high2>{NUMBER}))?\s*tieu chi\b(?:\s*/\s*xa\b)?"
)
# All communes together: "trên địa bàn tỉnh", "toàn huyện", "mỗi xã".
_ALL_COMMUNES = re.compile(r"\s*(?:tren dia ban|toan|cua) (?:toan )?(?:tinh|huyen)|\s*$|\s*dat\b")
_TOTAL = re.compile(rf"\btong so tieu chi\b[^\d,;.]*?(?<![\d/])(?P<low>{NUMBER}) tieu chi\b")
_ADDED = re.compile(rf"\b(?:hoan thanh|tang) them (?P<low>{NUMBER}) tieu chi\b")
# The last lines of the appendix in words: "cộng toàn huyện: số tiêu chí đạt 246".
_SUMS = (
    (
        Kind.MET_TOTAL,
        re.compile(rf"\bcong toan [^.;]*\bso tieu chi (?:da )?dat:? (?P<low>{NUMBER})\b"),
    ),
    (Kind.ADDED, re.compile(rf"\bcong toan [^.;]*\bso tieu chi phan dau:? (?P<low>{NUMBER})\b")),
)
_INCREASE = re.compile(
    rf"\b(?P<every>moi xa )?(?:tang them|tang|them)(?P<least> it nhat)?(?: tu)? {RANGE} tieu chi\b"
)
_COMMUNE_COUNT = re.compile(r"\W*(?P<count>\d+) tieu chi\b(?! da)")
_OPEN_OF_COMMUNE = re.compile(r"\bhoan thanh (?P<count>\d+) tieu chi chua dat\b")
_MET_OF_COMMUNE = re.compile(r"\b(?P<count>\d+) tieu chi da dat\b")
_NUMBERED = re.compile(
    r"(?:^|[,;:(.]|\bva\b)\s*(?:tieu chi )?(?:so )?0*(?P<code>\d+)(?=\s|[,;.()])"
)


def read(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Phrase]:
    yield from _averages(sentence)
    for kind, pattern in ((Kind.TOTAL, _TOTAL), (Kind.ADDED, _ADDED), *_SUMS):
        for found in pattern.finditer(sentence.folded):
            before = sentence.folded[: found.start()]
            if kind == Kind.ADDED and re.search(r"\bmoi xa\b", before):
                continue
            quote = sentence.quote(found.start(), found.end())
            yield Phrase(kind, quote, low=number(found["low"]))
    yield from _increases(sentence)
    yield from _of_communes(sentence, vocabulary)


def _averages(sentence: Sentence) -> Iterator[Phrase]:
    folded = sentence.folded
    for found in _AVERAGE.finditer(folded):
        low, high = found["low"] or found["low2"], found["high"] or found["high2"]
        figure = number(low)
        if not figure:
            continue
        yield Phrase(
            Kind.AVERAGE,
            sentence.quote(found.start("low" if found["low"] else "low2"), found.end()),
            low=figure,
            high=number(high) if high else NOTHING,
            group=_whose(folded[: found.start()], found["whom"] or ""),
        )


def _whose(before: str, whom: str) -> str:
    """ "" for all communes of the plan, else the folded words for those that are meant."""
    clause = re.split(r"[;:.]|,(?! )|, (?=nang|phan dau)", before)[-1] + whom
    for found in re.finditer(r"\bxa\b(?P<which>[^,;]*)", clause):
        earlier = clause[: found.start()]
        if earlier.endswith("moi ") or _ALL_COMMUNES.match(found["which"]):
            continue
        return " ".join(found["which"].split()) or "xa"
    return ""


def _increases(sentence: Sentence) -> Iterator[Phrase]:
    for found in _INCREASE.finditer(sentence.folded):
        every = found["every"] or re.search(
            r"\bmoi xa\b|\bxa con lai\b", sentence.line + sentence.folded[: found.start()]
        )
        low = number(found["low"])
        if not found["every"] and not (found["least"] or found["high"]):
            continue  # "hoàn thành thêm 14 tiêu chí" is a sum
        if every and low:
            high = number(found["high"]) if found["high"] else NOTHING
            quote = sentence.quote(found.start(), found.end())
            yield Phrase(Kind.INCREASE, quote, low=low, high=high, at_least=bool(found["least"]))


def _of_communes(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Phrase]:
    """Criteria counted for a commune that is named before: in a list item, or in its own line."""
    folded = sentence.folded
    if re.search(r"\b(?:nong thon moi|ntm) (?:kieu mau|nang cao)", sentence.line + folded):
        return  # criteria of another set
    places = vocabulary.communes_in(folded)
    for (_, end, name), (following, _, _) in pairwise([*places, (len(folded), 0, "")]):
        if found := _COMMUNE_COUNT.match(folded, end, following):
            listed = _listed_names(folded[found.end() :], vocabulary)
            quote = sentence.quote(end - len(name), found.end())
            count = number(found["count"])
            yield Phrase(Kind.OF_COMMUNE, quote, low=count, communes=(name,), criteria=listed)
    named = vocabulary.communes_in(sentence.line) + places
    if not named:
        return
    if found := _OPEN_OF_COMMUNE.search(folded):
        yield Phrase(
            Kind.OF_COMMUNE,
            sentence.quote(found.start(), found.end()),
            low=number(found["count"]),
            communes=(named[0][2],),
            criteria=numbered(folded[found.end() :] + sentence.rest, vocabulary),
        )
    if found := _MET_OF_COMMUNE.search(folded):
        quote = sentence.quote(found.start(), found.end())
        count = number(found["count"])
        yield Phrase(Kind.MET_OF_COMMUNE, quote, low=count, communes=(named[0][2],))


def _listed_names(after: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Numbers of the criteria named in the bracket that follows; () unless every one is known."""
    bracket = re.match(r"\s*\((?P<list>[^()]*)\)", after)
    if not bracket:
        return ()
    codes = [vocabulary.criterion(item.strip()) for item in bracket["list"].split(",")]
    return tuple(codes) if all(codes) else ()


def numbered(after: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Numbers of the criteria in "gồm: Tiêu chí 02 về Giao thông; Tiêu chí 05 về Trường học"."""
    start = re.match(r"[^:.;]*\bgom\b[^:.;]*:", after)
    if not start:
        return ()
    codes = [found["code"] for found in _NUMBERED.finditer(after, start.end() - 1)]
    return tuple(code for code in codes if code in vocabulary.numbers)
