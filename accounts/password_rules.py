"""Which passwords are easy to guess. Pure.

No rule says of which kinds of characters a password consists (ASVS 5.0, 6.2.5). What is refused
consists of words, rows of digits and years that everybody tries first.
"""

import re
from collections.abc import Iterable
from itertools import groupby, pairwise

from ntm_portal.lib.text import fold

LEAST, MOST = 12, 128  # characters
LEAST_LEFT = 6  # letters beside the words that everybody tries; a digit counts as half a letter
LEAST_DIFFERENT = 5
SHORTEST_WORD = 3
_LEET = str.maketrans("@40135$7!", "aaoiessti")
_BETWEEN_LETTERS = re.compile(r"[a-z].*[a-z]")


def is_easy(password: str, words: Iterable[str]) -> bool:
    """Whether little is left of it without the words (folded, without spaces) and without rows.

    Also when digits stand for letters: "m4tkh4u@123".
    """
    folded = fold(password).replace(" ", "")
    if len(set(folded)) < LEAST_DIFFERENT:
        return True
    longest_first = sorted({w for w in words if len(w) >= SHORTEST_WORD}, key=len, reverse=True)
    readings = (_letters(folded), _letters(_digits_as_letters(folded)))
    return any(_left(text, longest_first) < LEAST_LEFT for text in readings)


def folded_words(names: Iterable[str]) -> set[str]:
    """Names as they are looked for: "Xã Xuân Dương" also as "xuanduong"."""
    found = set()
    for name in names:
        parts = fold(name).split()
        found |= {_letters("".join(parts[start:])) for start in range(min(2, len(parts)))}
    return {word for word in found if len(word) >= SHORTEST_WORD}


def _digits_as_letters(text: str) -> str:
    """Only between letters: what stands at the ends is a number."""
    return _BETWEEN_LETTERS.sub(lambda found: found[0].translate(_LEET), text)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text)


def _left(text: str, longest_first: Iterable[str]) -> float:
    """How many letters remain; what a word leaves on its two sides does not grow together."""
    for word in longest_first:
        text = text.replace(word, " ")
    rest = "".join(_without_rows(part) for part in text.split())
    return sum(0.5 if character.isdigit() else 1 for character in rest)


def _without_rows(text: str) -> str:
    """Without 123, 4321, aaa, abcd: three or more that follow each other."""
    steps = [ord(b) - ord(a) for a, b in pairwise(text)]
    in_row: set[int] = set()
    place = 0
    for step, run in groupby(steps):
        length = len(list(run))
        if step in (-1, 0, 1) and length > 1:
            in_row |= set(range(place, place + length + 1))
        place += length
    return "".join(character for index, character in enumerate(text) if index not in in_row)
