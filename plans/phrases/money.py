"""Amounts: "Vốn lồng ghép: 161.180 triệu đồng", "… 495,1 tỷ đồng chiếm 16,5%". Pure."""

import re
from collections.abc import Iterator

from plans.phrases.found import Kind, Phrase
from plans.phrases.words import NOTHING, NUMBER, Sentence, number

# "40 triệu đồng/người/năm" is no source of money.
_AMOUNT = re.compile(
    rf"(?<![\d/,.-])(?P<amount>{NUMBER}) (?P<unit>trieu|ty) dong\b(?!\s*/)"
    rf"(?:,? chiem(?: ty le)?(?: la)? (?P<share>{NUMBER})\s*%)?"
)
UNITS = {"trieu": "MILLION", "ty": "BILLION"}


def read(sentence: Sentence) -> Iterator[Phrase]:
    last = 0
    for found in _AMOUNT.finditer(sentence.folded):
        amount = number(found["amount"])
        if amount:
            yield Phrase(
                Kind.MONEY,
                sentence.quote(found.start(), found.end()),
                low=amount,
                share=number(found["share"]) if found["share"] else NOTHING,
                unit=UNITS[found["unit"]],
                label=_label(sentence.folded[last : found.start()]),
            )
        last = found.end()


def _label(before: str) -> str:
    """The source that an amount is of: the words before it, without signs and filling."""
    before = re.sub(r"\([^()]*\)", " ", before)
    words = re.split(r"[(;]|\btrong do\b|\bgom\b", before)[-1]
    words = re.sub(r"\b(?:la|du kien|khoang|nam,?|giai doan)\b|\d+", " ", words)
    return " ".join(re.findall(r"[a-z]+", words))
