"""Counts of communes: "61/207 xã đạt tiêu chí, chiếm 29,5%", "có thêm 12 xã đạt chuẩn". Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from plans.phrases.found import Kind, Phrase
from plans.phrases.words import NOTHING, NUMBER, TIER, TIERS, Sentence, Vocabulary, number, whole

# No part of a day (18/01/2024), of a document's number (27/NĐ-CP) or of an amount per head.
_FRACTION = re.compile(
    rf"(?<![\d/.,-])(?P<part>{NUMBER})\s*/\s*(?P<whole>{NUMBER})(?![\d/]|\s*/|-)"
)
_SHARE = re.compile(
    r"(?P<between>[^\d%/;.\n]*?\b(?:chiem|dat|ty le|bang|tuong duong)\b[^\d%/;.\n]{0,20}?)"
    rf"(?P<share>{NUMBER})\s*%"
)
_BAND_BEFORE = re.compile(
    r"\bdat (?:tu )?(?P<low>\d+)(?:\s*(?:[-–—]|den)\s*(?P<high>\d+))? tieu chi"
    r"[^\d]{0,12}$"
)
_BELOW_BEFORE = re.compile(r"\bduoi (?P<below>\d+) tieu chi[^\d]{0,12}$")
_COMMUNES_REACH = re.compile(
    r"\s*xa(?: da)?(?: hoan thanh| dat)(?: chuan)?(?: ve)?(?: tieu chi)?\b|\s*xa tieu chi\b"
)
_REACHING = re.compile(r"\bdat\b.*\b(?:tieu chi|chuan)\b|\bhoan thanh\b.*\btieu chi\b")
_ADDED = re.compile(
    rf"\b(?:them|hoan thanh) (?P<count>{NUMBER}) xa (?:dat|duoc cong nhan|hoan thanh)\b"
    r"(?! chuan (?:xa )?(?:nong thon moi|ntm)| (?:nong thon moi|ntm))"
)
_EVERY = re.compile(r"\b100\s*% (?:cac )?xa (?:hoan thanh|dat)(?: chuan)? tieu chi\b")
_NAMED = re.compile(r"\btieu chi (?P<name>[a-z][a-z ,&-]{1,60})")
MOST_BETWEEN = 90  # characters of a share's words: more is another thought


def read(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Phrase]:
    yield from _fractions(sentence, vocabulary)
    yield from _added(sentence, vocabulary)
    yield from _every(sentence, vocabulary)
    yield from _tiers(sentence)
    yield from _groups(sentence, vocabulary)


def _fractions(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Phrase]:
    folded = sentence.folded
    for found in _FRACTION.finditer(folded):
        part, of = number(found["part"]), number(found["whole"])
        if not part or not of.value:
            continue
        after = folded[found.end() :]
        shared = _SHARE.match(after)
        if shared and len(shared["between"]) > MOST_BETWEEN:
            shared = None
        share = number(shared["share"]) if shared else NOTHING
        end = found.end() + (shared.end() if shared else 0)
        quote = sentence.quote(found.start(), end)
        if share:
            yield Phrase(Kind.SHARE, quote, low=part, of=of, share=share)
        figure = Phrase(Kind.OUT_OF, quote, low=part, of=of, share=share)
        before = sentence.folded[: found.start()]
        counted = _of_communes(figure, before, after, sentence.criterion, vocabulary)
        if re.match(r"\s*xa\b", after) or (share and counted.kind != Kind.OUT_OF):
            yield counted


def _of_communes(
    figure: Phrase, before: str, after: str, criterion: str, vocabulary: Vocabulary
) -> Phrase:
    """What "60/207 xã" counts, by the words before and after it."""
    if band := band_before(before):
        return replace(figure, kind=Kind.BAND, band=band)
    tail = re.split(r"\d", before)[-1]
    if not (_COMMUNES_REACH.match(after) or _REACHING.search(tail)):
        return figure
    clause = tail + re.split(r"[,\d]", after)[0]
    if tier := re.search(rf"\bdat chuan (?:xa )?{TIER}", clause):
        return replace(figure, kind=Kind.TIER, tier=TIERS[tier["tier"]], adds=_adds(tail))
    criterion = _named(after, vocabulary) or _named(tail, vocabulary) or criterion
    if not criterion:
        return figure
    adds = None if re.search(r"\bthem\s*$", tail) else False
    return replace(figure, kind=Kind.CRITERION, criterion=criterion, adds=adds)


def _adds(tail: str) -> bool | None:
    if re.search(r"\btong so\b|\bnang\b", tail):
        return False
    return True if re.search(r"\bthem\s*$", tail) else None


def _named(folded: str, vocabulary: Vocabulary) -> str:
    """The criterion named after "tiêu chí" in these words; "" where there is none."""
    for found in _NAMED.finditer(folded):
        if code := vocabulary.criterion(found["name"].removeprefix("ve ")):
            return code
    return ""


def band_before(before: str) -> tuple[int, int] | None:
    """Lowest and highest number of criteria in "Số xã đạt 15-18 tiêu chí có"."""
    if found := _BELOW_BEFORE.search(before):
        return 0, int(found["below"]) - 1
    if found := _BAND_BEFORE.search(before):
        low = int(found["low"])
        return low, int(found["high"] or low)
    return None


def _added(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Phrase]:
    """ "có thêm 12 xã đạt chuẩn tiêu chí" where the line says which criterion."""
    for found in _ADDED.finditer(sentence.folded):
        clause = re.split(r"[,:]|\d", sentence.folded[found.end() :])[0]
        criterion = _named(clause, vocabulary) or sentence.criterion
        count = number(found["count"])
        if criterion and count:
            quote = sentence.quote(found.start(), found.end())
            yield Phrase(Kind.CRITERION, quote, low=count, criterion=criterion, adds=True)


def _every(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Phrase]:
    """ "duy trì 100% các xã hoàn thành tiêu chí": all of them, whatever their number."""
    for found in _EVERY.finditer(sentence.folded):
        criterion = _named(sentence.folded[found.start() :], vocabulary) or sentence.criterion
        if criterion:
            quote = sentence.quote(found.start(), found.end())
            yield Phrase(Kind.CRITERION, quote, criterion=criterion, adds=False)


_REACH_TIER = rf"dat chuan (?:bo tieu chi )?(?:xa )?(?:chuan )?{TIER}"
_TIER_COUNTS = (
    # "nâng tổng số xã đạt chuẩn nông thôn mới toàn tỉnh lên 60 xã"
    (
        False,
        re.compile(
            rf"tong so xa {_REACH_TIER}[^\d,;.]{{0,40}}? (?:len|la)(?: la)? (?P<count>\d+) xa"
        ),
    ),
    # as a heading: "Phấn đấu xã đạt chuẩn nông thôn mới: 01 xã"
    (True, re.compile(rf"phan dau (?:co )?xa {_REACH_TIER}\s*:\s*(?P<count>\d+) xa")),
    # "xây dựng 12 xã đạt chuẩn nông thôn mới", "có thêm 12 xã đạt chuẩn nông thôn mới"
    (True, re.compile(rf"\b(?:xay dung|them)(?: duoc)? (?P<count>\d+) xa {_REACH_TIER}")),
    # "12 xã phấn đấu đạt chuẩn nông thôn mới năm …"
    (True, re.compile(rf"\b(?P<count>\d+) xa (?:du kien|phan dau|dang ky) {_REACH_TIER}")),
    # "có 11 xã đạt chuẩn …, 3 xã đạt chuẩn …": added or in all
    (None, re.compile(rf"(?:\bco|,|\bva) (?P<count>\d+) xa {_REACH_TIER}")),
)
_PERIOD = re.compile(r"[^\d,;]{0,20}\bgiai doan (\d{4})\s*[-–—]\s*(\d{4})")
_IN_YEAR = re.compile(r"[^\d,;.:]{0,12}\bnam (\d{4})\b")
_PROMISES = re.compile(r"\bphan dau\b|\bmuc tieu\b|\bden (?:het )?nam\b")


def _tiers(sentence: Sentence) -> Iterator[Phrase]:
    seen: set[int] = set()
    for adds, pattern in _TIER_COUNTS:
        for found in pattern.finditer(sentence.folded):
            after = sentence.folded[found.end() :]
            place = found.start("count")
            promise = adds is not None or _PROMISES.search(sentence.line + sentence.folded[:place])
            if place in seen or not promise or _PERIOD.match(after):
                continue
            seen.add(place)
            year = _IN_YEAR.match(after)
            yield Phrase(
                Kind.TIER,
                sentence.quote(found.start(), found.end()),
                low=number(found["count"]),
                tier=TIERS[found["tier"]],
                adds=adds,
                year=whole(year[1]) if year else None,
            )


def _groups(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Phrase]:
    """ "20 xã biên giới": a count of the communes of a group that the plan names."""
    for group in sorted(vocabulary.groups, key=len, reverse=True):
        pattern = rf"(?<![\d/-])\b(?P<count>\d+) xa {re.escape(group)}\b"
        for found in re.finditer(pattern, sentence.folded):
            quote = sentence.quote(found.start(), found.end())
            yield Phrase(Kind.GROUP, quote, low=number(found["count"]), group=group)
