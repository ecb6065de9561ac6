"""Whether a word can be Vietnamese: tells text apart from the codes of an old font. Pure."""

import re
import unicodedata

from ntm_portal.lib.text import TONES

_ONSET = "(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
_RIMES = """
    a a(c|ch|i|m|n|ng|nh|o|p|t|u|y) ă(c|m|n|ng|p|t) â(c|m|n|ng|p|t|u|y)
    e e(c|m|n|ng|o|p|t) ê ê(c|ch|m|n|nh|p|t|u)
    i i(a|c|ch|m|n|nh|p|t|u) iê(c|m|n|ng|p|t|u)
    o o(c|i|m|n|ng|p|t|oc|ong) oa oa(c|ch|i|m|n|ng|nh|o|p|t|y) oă(c|m|n|ng|t) oe oe(n|o|t)
    ô ô(c|i|m|n|ng|p|t) ơ ơ(i|m|n|p|t)
    u u(a|c|i|m|n|ng|p|t) uâ(n|ng|t|y) uê uê(ch|nh|n|u) uô(c|i|m|n|ng|t) uơ uy uy(a|ch|n|nh|p|t|u)
    uyê(n|t) ư ư(a|c|i|m|n|ng|t|u) ươ(c|i|m|n|ng|p|t|u)
    y y(a|t) yê(m|n|ng|t|u)
"""
_SYLLABLE = re.compile(f"{_ONSET}({'|'.join(_RIMES.split())})")
_GLIDING = re.compile(".+[iou]|[^u]+y")  # "ão", "ấy": the tone is never on the last letter
_STOPPED = re.compile("(?:c|ch|p|t)$")
_SHARP = set("\u0301\u0323")  # sắc and nặng: the only tones before a stop


def is_syllable(word: str) -> bool:
    """A word without spaces, in either case, whose letters follow the rules of spelling."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in decomposed if mark in TONES]
    bare = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES))
    found = _SYLLABLE.fullmatch(bare)
    if len(tones) > 1 or not found:
        return False
    if _GLIDING.fullmatch(found[1]) and decomposed[-1] in TONES:
        return False
    return not _STOPPED.search(bare) or set(tones) <= _SHARP


def reads_well(text: str) -> bool:
    """Every word that is not plain ASCII can be Vietnamese."""
    words = re.findall(r"[^\W\d_]+", text)
    return all(word.isascii() or is_syllable(word) for word in words)
