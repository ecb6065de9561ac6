"""What may be asked of an appendix, and what its file is called. Pure: no database, no clock."""

import re
import unicodedata
from datetime import date

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown

FORMATS = ("html", "pdf", "xlsx", "docx", "json")
ASCII_NAME_LENGTH = 40  # of each part, so that the whole name fits any file system


def chosen_format(text: str) -> str:
    """One of FORMATS; "" means "html". Raises Refused (400) for anything else."""
    if not text:
        return "html"
    if text not in FORMATS:
        raise Refused(
            f"Định dạng “{shown(text)}” không có: chọn html, pdf, xlsx, docx hoặc json.",
            status=400,
        )
    return text


def file_name(*, code: str, plan_name: str, day: date, extension: str) -> str:
    """ "PL02_72-KH-UBND_2024-01-01.pdf": ASCII letters, digits, "-", "_" and one dot.

    code: of the appendix, "PL02". plan_name: the plan's number, or its code before it has one.
    """
    parts = (ascii_name(code), ascii_name(plan_name), day.isoformat())
    return "_".join(part for part in parts if part) + f".{extension}"


def ascii_name(text: str) -> str:
    """Letters without marks, everything else one hyphen: "72/KH-UBND" -> "72-KH-UBND"."""
    plain = text.replace("đ", "d").replace("Đ", "D")
    decomposed = unicodedata.normalize("NFKD", plain)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:ASCII_NAME_LENGTH].strip("-")
