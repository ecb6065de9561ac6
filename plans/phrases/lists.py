"""Lists and the counts over them, roadmaps by year, communes named with a tier. Pure."""

import re
from collections.abc import Iterator

from plans.phrases.criteria import numbered
from plans.phrases.found import Kind, Phrase
from plans.phrases.words import (
    NOTHING,
    RANGE,
    TIER,
    TIERS,
    Sentence,
    Vocabulary,
    number,
    village_kind,
)

_CRITERION = re.compile(r"(?:tieu chi )?(?:so )?\d+")
_YEAR = re.compile(r"\bnam (?P<year>\d{4})\s*:\s*")
_VILLAGES = re.compile(
    rf"(?<![\d/.,-])\b{RANGE}\s+(?P<noun>thon|khu dan cu|vuon)\b(?P<what>[^,;.:(\d]*)"
)
_TOTAL_OF_LIST = re.compile(
    rf"\W*doi voi (?P<what>[^:]*):\s*{RANGE} (?:thon|khu dan cu|vuon|khu)\b"
)
_COUNTED = re.compile(
    r"(?<![\d/.,-])\b(?P<count>\d+) (?P<noun>xa|thon|tieu chi)\b"
    r"(?P<what>[^:;.()\d]{0,70}?)(?:(?P<colon>:)|\((?P<bracket>[^()]*)\))"
)
# The name stands in front of these patterns, "xã" in front of the name.
_NAME_THEN_TIER = re.compile(
    rf"\s*(?:\(\s*|(?:phan dau )?(?:hoan thanh (?:muc tieu )?)?dat chuan (?:xa )?){TIER}(?:\s*\))?"
)
_PROMISE = re.compile(r"\bphan dau\b|\bmuc tieu\b|\bchua dat\b|\bke hoach\b|\bhoan thanh\b")
_REACHED = re.compile(rf"\bxa (?:da )?dat chuan (?:xa )?{TIER}\W*(?:\(?(?:cac )?xa\b\W*)?$")
_AND = re.compile(r"\s*(?:,|\bva\b)\s*(?:xa |cac xa )?")


def read(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Phrase]:
    places = vocabulary.communes_in(sentence.folded)
    yield from _roadmap(sentence, places)
    yield from _villages(sentence)
    yield from _counted(sentence, vocabulary)
    yield from _goals(sentence, places)


def _roadmap(sentence: Sentence, places: list[tuple[int, int, str]]) -> Iterator[Phrase]:
    """ "Năm …: Hợp Đức, Phúc Hòa." below "Đối với xã đạt chuẩn NTM nâng cao"."""
    for found in _YEAR.finditer(sentence.folded):
        year, quote = int(found["year"]), sentence.quote()
        if sentence.tier and (names := run(sentence.folded, found.end(), places)):
            yield Phrase(Kind.ROADMAP, quote, tier=sentence.tier, year=year, communes=names)
        count = re.match(rf"{RANGE} (?:thon|khu dan cu|vuon)\b", sentence.folded[found.end() :])
        if sentence.village and count:
            low = number(count["low"])
            yield Phrase(Kind.VILLAGES, quote, low=low, village=sentence.village, year=year)


def run(folded: str, start: int, places: list[tuple[int, int, str]]) -> tuple[str, ...]:
    """The communes named one after the other from `start` on."""
    names: list[str] = []
    for first, end, name in places:
        if first < start:
            continue
        between = folded[start:first]
        if not (
            re.fullmatch(r"\W*(?:(?:cac )?xa )?", between) if not names else _AND.fullmatch(between)
        ):
            break
        names.append(name)
        start = end
    return tuple(names)


def _villages(sentence: Sentence) -> Iterator[Phrase]:
    if found := _TOTAL_OF_LIST.match(sentence.folded):
        kind = village_kind(found["what"])
        if kind:
            yield _village(sentence, found, kind)
        return
    if _YEAR.match(sentence.folded.strip(" \n-+")):
        return
    for found in _VILLAGES.finditer(sentence.folded):
        noun, what = found["noun"], found["what"]
        reached = re.search(r"\bdat\b|\bcong nhan\b", sentence.folded[: found.start()] + what)
        each = re.search(r"\bmoi xa\b|\blua chon\b", sentence.folded[: found.start()])
        kind = village_kind(f"{noun}{what}") or village_kind(what)
        if kind and reached and not each:
            yield _village(sentence, found, kind)


def _village(sentence: Sentence, found: re.Match, kind: str) -> Phrase:
    return Phrase(
        Kind.VILLAGES,
        sentence.quote(found.start("low"), found.end()),
        low=number(found["low"]),
        high=number(found["high"]) if found["high"] else NOTHING,
        village=kind,
    )


def _counted(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Phrase]:
    """A count with its list: "04 xã …: Sín Chéng, Bản Mế", "02 tiêu chí (tiêu chí 01, 04)"."""
    for found in _COUNTED.finditer(sentence.folded):
        after = sentence.folded[found.end() :] + sentence.rest
        listed = _length(found["noun"], found["what"], found["bracket"], after, vocabulary)
        if listed:
            quote = sentence.quote(found.start(), found.end())
            yield Phrase(Kind.LISTED, quote, low=number(found["count"]), listed=listed)


def _length(noun: str, what: str, bracket: str | None, after: str, vocabulary: Vocabulary) -> int:
    """Items of the list behind a count; 0 where it is no list of such things."""
    if noun == "tieu chi" and bracket is None:
        return len(numbered(f"{what}:{after}", vocabulary))
    if noun == "tieu chi" and bracket is not None:
        items = [item.strip() for item in bracket.split(",")]
        numbers = [_CRITERION.fullmatch(item) or vocabulary.criterion(item) for item in items]
        return len(items) if all(numbers) else 0
    if noun == "xa":
        if bracket is None:
            return len(run(after, 0, vocabulary.communes_in(after)))
        items = re.split(r"[,;]|\bva\b", bracket)
        return len(items) if all(_is_commune(item, vocabulary) for item in items) else 0
    if bracket is not None and re.match(r"\s*(?:cac )?thon ", bracket):
        return len(bracket.split(","))
    return 0


def _is_commune(item: str, vocabulary: Vocabulary) -> bool:
    """Whether an item of a bracket is a commune and nothing else, or it is a remark."""
    places = vocabulary.communes_in(item)
    return len(places) == 1 and not re.sub(
        r"\W|\bcac\b|\bxa\b", "", item[: places[0][0]] + item[places[0][1] :]
    )


def _goals(sentence: Sentence, places: list[tuple[int, int, str]]) -> Iterator[Phrase]:
    for place, (start, end, name) in enumerate(places):
        before = sentence.folded[:start]
        if re.search(r"\bxa $", before) and (found := _NAME_THEN_TIER.match(sentence.folded, end)):
            tier = TIERS[found["tier"]]
            quote = sentence.quote(start - len("xa "), found.end())
            said = sentence.line + sentence.folded
            promise = bool(_PROMISE.search(said))
            yield Phrase(Kind.GOAL, quote, tier=tier, communes=(name,), promise=promise)
        elif found := _REACHED.search(before):
            names = run(sentence.folded, start, places[place:])
            quote = sentence.quote(found.start(), end)
            yield Phrase(Kind.REACHED, quote, tier=TIERS[found["tier"]], communes=names)
