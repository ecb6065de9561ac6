"""Names for files that people download, on Windows too."""

import re
import unicodedata

from ntm_portal.lib.text import clean_line, fold

# Neither in names of Windows nor, as / and .., a way out of a folder.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')


def safe_name(text: str, *, most: int, otherwise: str) -> str:
    """`text` as one part of a path: letters stay Vietnamese, at most `most` of them.

    otherwise: the name where nothing is left. Format characters go: U+202E shows "gpj.exe" as
    "exe.jpg".
    """
    visible = "".join(c for c in clean_line(text) if unicodedata.category(c) != "Cf")
    name = _FORBIDDEN.sub("-", visible).strip(". ")[:most].strip(". -")
    return name or otherwise


def split_ending(name: str) -> tuple[str, str]:
    """ "Biên bản.2024.PDF" -> ("Biên bản.2024", ".pdf"); the path in front of it is left out."""
    base = re.split(r"[/\\]", name)[-1]
    stem, dot, ending = base.rpartition(".")
    return (stem, f".{ending.lower()}") if dot else (base, "")


def plain_name(text: str, most: int = 100) -> str:
    """Letters without marks, figures and hyphens: "Các xã, 2024" -> "cac-xa-2024"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text))[:most].strip("-") or "danh-sach"
