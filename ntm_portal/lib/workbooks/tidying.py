"""The text of a cell made clean, and a sentence on what was done to it. Pure."""

import re
import unicodedata

from ntm_portal.lib.text import clean_text
from ntm_portal.lib.workbooks.limits import MOST_CHARACTERS

CUT = "Chữ dài hơn 32.767 ký tự, phần sau đã cắt."
CLEANED = "Đã bỏ ký tự lạ không nhìn thấy."
COMPOSED = "Chữ Unicode tổ hợp, đã đổi sang dựng sẵn."

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SPACES = "\t\n\r"
_UNSEEN = {"Cc", "Cf", "Cs"}


def unescaped(text: str) -> str:
    """ "_x000B_", as Excel writes what XML cannot hold; "_x005F_" is an underscore of its own."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def tidied(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as `clean_text` gives it, also without soft hyphens and marks of direction, at most
    as long as a cell can be; and the sentences on what was cut or changed, spaces aside.
    """
    if text.isascii() and text.isprintable() and len(text) <= MOST_CHARACTERS:
        return text.strip(), ()
    remarks = []
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    lines = whole.replace("\v", "\n")
    seen = "".join(c for c in lines if c in _SPACES or unicodedata.category(c) not in _UNSEEN)
    if seen != whole:
        remarks.append(CLEANED)
    if len(seen) > MOST_CHARACTERS:
        seen = seen[:MOST_CHARACTERS]
        remarks.append(CUT)
    if not unicodedata.is_normalized("NFC", seen):
        remarks.append(COMPOSED)
    return clean_text(seen), tuple(remarks)
