"""Text whose letters are in the font, not in the file: TCVN3 (.VnTime), VNI, Wingdings.

Pure. Excel keeps such text as the Latin-1 codes that were typed: `X· Xu©n D­¬ng` in .VnTime is
"Xã Xuân Dương" to whoever sees it.
"""

import re
import unicodedata
from enum import Enum, StrEnum

from ntm_portal.lib.workbooks.syllables import reads_well


class Coding(StrEnum):
    TCVN3 = "TCVN3"
    VNI = "VNI"
    WINGDINGS = "Wingdings"
    WINGDINGS_2 = "Wingdings 2"


class Sense(Enum):
    """What a text in such a font is. EITHER: it can be read both ways ("Xã", or "Xó" coded)."""

    UNICODE = "unicode"
    CODED = "coded"
    EITHER = "either"


# TCVN 5712:1993 from 0xA1 on; "·" stands for codes that the fonts leave to themselves.
_TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ·····àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ"
)
_TCVN3 = {0xA1 + place: letter for place, letter in enumerate(_TCVN3_LETTERS) if letter != "·"}
_TCVN3[0x3BC] = _TCVN3[0xB5]  # the Greek letter that some programs make of the micro sign

# VNI writes a letter and then its marks as a second letter.
_HUYEN, _SAC, _HOI, _NGA, _NANG = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE = "\u0302", "\u0306"
_VNI_TONES = {"ø": _HUYEN, "ù": _SAC, "û": _HOI, "õ": _NGA, "ï": _NANG}
_VNI_HATS = {"â": _HAT, "á": _HAT + _SAC, "à": _HAT + _HUYEN, "å": _HAT + _HOI}
_VNI_HATS |= {"ã": _HAT + _NGA, "ä": _HAT + _NANG}
_VNI_BREVES = {"ê": _BREVE, "é": _BREVE + _SAC, "è": _BREVE + _HUYEN, "ú": _BREVE + _HOI}
_VNI_BREVES |= {"ü": _BREVE + _NGA, "ë": _BREVE + _NANG}
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ"}
_VNI_ALONE |= {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}


def _vni_pairs() -> dict[str, str]:
    """Each letter as VNI writes it, in all four mixtures of case; the letter's own case counts."""
    pairs: dict[str, str] = {}
    for base in "aeouyôö":
        hats = _VNI_HATS if base in "aeo" else {}
        breves = _VNI_BREVES if base == "a" else {}
        for sign, mark in (_VNI_TONES | hats | breves).items():
            letter = unicodedata.normalize("NFC", _VNI_ALONE.get(base, base) + mark)
            for second in (sign, sign.upper()):
                pairs[base + second] = letter
                pairs[base.upper() + second] = letter.upper()
    for sign, letter in _VNI_ALONE.items():
        pairs[sign], pairs[sign.upper()] = letter, letter.upper()
    return pairs


_VNI = _vni_pairs()
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_SIGNS = {
    Coding.WINGDINGS: dict(zip("üûþýx¨o", "✓✗☑☒☒☐☐", strict=True)),
    Coding.WINGDINGS_2: dict(zip("PORQST£", "✓✗☑☒☒☒☐", strict=True)),
}

# Letters that the old fonts do not have at their own place, and those that Latin-1 has.
_BEYOND = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]")
_OF_LATIN_1 = set("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý")


def coding_of(font: str) -> Coding | None:
    """By the font's name; None for a font of Unicode."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return Coding.TCVN3
    if name.startswith(("vni-", "vni ")):
        return Coding.VNI
    return {"wingdings": Coding.WINGDINGS, "wingdings 2": Coding.WINGDINGS_2}.get(name)


def decoded(font: str, text: str) -> str:
    """The text as that font shows it; codes that it does not know stay as they are.

    .VnTimeH and its kin have capitals at the places of small letters.
    """
    coding = coding_of(font)
    if coding is Coding.TCVN3:
        letters = text.translate(_TCVN3)
        return letters.upper() if font.strip().lower().endswith("h") else letters
    if coding is Coding.VNI:
        return _VNI_LETTER.sub(lambda found: _VNI[found.group()], text)
    if coding and text.strip() in _SIGNS[coding]:
        return _SIGNS[coding][text.strip()]
    return text


def sense(font: str, text: str) -> Sense:
    """Whether a text in a font with a coding has to be decoded.

    People change the font of Unicode text too, and then it stays what it is.
    """
    if coding_of(font) not in (Coding.TCVN3, Coding.VNI):
        return Sense.CODED
    if _BEYOND.search(text):
        return Sense.UNICODE
    high = {character for character in text if "\xa0" < character <= "\xff" or character == "μ"}
    if not high:  # plain ASCII: the same either way, but for capital fonts
        return Sense.CODED
    if not (high <= _OF_LATIN_1 and reads_well(text)):
        return Sense.CODED
    return Sense.EITHER if _reads_coded(font, text) else Sense.UNICODE


def _reads_coded(font: str, text: str) -> bool:
    """A VNI mark that follows no letter of its own is none: "thành" is no coded text."""
    left = _VNI_LETTER.sub("", text) if coding_of(font) is Coding.VNI else ""
    return not _OF_LATIN_1 & set(left) and reads_well(decoded(font, text))
