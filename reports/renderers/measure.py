"""How wide text runs in Times, for programs that do not fit their rows to it. Pure."""

import math
import unicodedata
from collections.abc import Iterable

# Rough advance widths of Times New Roman in em, on the wide side: a row a little too high is
# better than a line cut off.
_THIN = frozenset(" ,.")
_THIN_EM = 0.25
_NARROW = frozenset(";:!'|ijltfIr()-/")
_NARROW_EM = 0.33
_DIGIT_EM = 0.5
_SMALL_EM = 0.5
_CAPITAL_EM = 0.74
_WIDE = frozenset("mwMW—…@%")
_WIDE_EM = 0.95

# From so many letters on a cell of a narrow column may be higher than a page.
_LONG_LETTERS = 400


def may_break(texts: Iterable[str]) -> bool:
    """Whether a row with these cells may go on on the next page; every other row stays whole."""
    return any(len(text) >= _LONG_LETTERS for text in texts)


def text_em(text: str) -> float:
    """Width of one line of text in em (multiples of the font size)."""
    return sum(_character_em(character) for character in text)


def longest_word_em(text: str) -> float:
    """Width in em of the widest piece that holds no space."""
    return max((text_em(word) for word in text.split()), default=0.0)


def line_count(text: str, width_em: float) -> int:
    """Lines that `text` takes in a column of `width_em`; at least 1.

    Words go to the next line whole; one wider than the column fills as many lines as it needs.
    """
    return sum(_wrapped(line, width_em) for line in text.split("\n"))


def _wrapped(line: str, width_em: float) -> int:
    lines, used = 1, 0.0
    for word in line.split(" "):
        word_em = text_em(word)
        gap = _THIN_EM if used else 0.0
        if used and used + gap + word_em > width_em:
            lines, used, gap = lines + 1, 0.0, 0.0
        if word_em > width_em:
            lines += math.ceil(word_em / width_em) - 1
            word_em = width_em
        used += gap + word_em
    return lines


def _character_em(character: str) -> float:
    base = unicodedata.normalize("NFD", character)[0]
    if base in _THIN:
        return _THIN_EM
    if base in _NARROW:
        return _NARROW_EM
    if base in _WIDE:
        return _WIDE_EM
    if base.isdigit():
        return _DIGIT_EM
    return _CAPITAL_EM if base.isupper() else _SMALL_EM
