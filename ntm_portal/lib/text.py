"""Vietnamese text: cleaning at the door, folding for search, order for lists."""

import re
import unicodedata

_KEPT_CONTROLS = "\t\n"
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF])
# U+2028 and U+2029, which no keyboard has: WeasyPrint gives up on a paragraph that holds one.
_LINE_ENDS = dict.fromkeys([0x2028, 0x2029], "\n")
# The alphabet in its own order; tones are compared only between otherwise equal words.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
MOST_WORDS = 10  # of a search: SQLite cannot read a condition of a thousand
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)}


def clean_text(text: str) -> str:
    """NFC, no control characters, no invisible characters, lone surrogates dropped.

    Excel's and Word's soft line break (U+000B) becomes a newline: one such character in a note
    would later break every export.
    """
    if text.isascii() and text.isprintable():
        return text.strip()  # most of what is stored: codes, empty notes
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    text = text.translate(_LINE_ENDS).replace("\u00a0", " ").translate(_INVISIBLE)
    if not text.isprintable():  # nothing printable is dropped
        text = "".join(
            character
            for character in text
            if character in _KEPT_CONTROLS or unicodedata.category(character) not in ("Cc", "Cs")
        )
    return unicodedata.normalize("NFC", text).strip()


def clean_line(text: str) -> str:
    """`clean_text` on one line: every run of white space is one space."""
    return re.sub(r"\s+", " ", clean_text(text))


def shown(text: str, most: int = 40) -> str:
    """What was typed on one line, short enough to be repeated in a sentence."""
    text = clean_line(text)
    return text if len(text) <= most else f"{text[:most]}…"


def lower_first(text: str) -> str:
    """ "Chỉ tiêu 17.5" inside a sentence: "chỉ tiêu 17.5"."""
    return f"{text[:1].lower()}{text[1:]}"


def upper_first(text: str) -> str:
    """ "lý do: …" as a sentence of its own: "Lý do: …"."""
    return f"{text[:1].upper()}{text[1:]}"


def fold(text: str) -> str:
    """Lower case without marks, đ as d: the form in which "xuan duong" meets "Xuân Dương"."""
    lowered = clean_line(text).lower().replace("ð", "đ").replace("đ", "d")
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def search_words(text: str) -> list[str]:
    """The words of a search, folded; those after MOST_WORDS do not count."""
    return fold(text).split()[:MOST_WORDS]


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """Vietnamese dictionary order: đ after d, ă after a; tones only break ties.

    Numbers count by their value: "Xã 2" before "Xã 10". Returns (letters, tones, code points);
    the last makes the order total.
    """
    lowered = re.sub(r"\d+", lambda digits: digits.group().zfill(8), clean_line(text).lower())
    lowered = lowered.replace("ð", "đ")
    letters: list[int] = []
    tones: list[int] = []
    for character in lowered:
        decomposed = unicodedata.normalize("NFD", character)
        tone = next((TONES.index(mark) + 1 for mark in decomposed if mark in TONES), 0)
        base = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES))
        if base:  # a mark that no letter takes up stands alone and has none
            rank = _RANK.get(base)
            letters.append(ord(base[0]) if rank is None else 0x10000 + rank)
        tones.append(tone)
    return tuple(letters), tuple(tones), tuple(map(ord, lowered))
