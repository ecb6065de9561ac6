"""How cells look, as far as it says what they mean: number format, font, bold. Pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from ntm_portal.lib.text import clean_line
from ntm_portal.lib.workbooks.xml_parts import Attributes, is_set, walk_paths

# ECMA-376 part 1, 18.8.30: formats that files name by number only.
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: "_(* #,##0_);_(* (#,##0);_(* -_);_(@_)",
    42: "_($* #,##0_);_($* (#,##0);_($* -_);_(@_)",
    43: "_(* #,##0.00_);_(* (#,##0.00);_(* -??_);_(@_)",
    44: "_($* #,##0.00_);_($* (#,##0.00);_($* -??_);_(@_)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
# Text in quotes, escaped and filling signs, and what is in brackets.
_NOT_CODES = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_EAST_ASIAN_DAYS = {*range(27, 37), *range(50, 59)}  # by number too, in editions of East Asia
_MOST_FORMAT = 255  # letters of a format, as in Excel


class Look(NamedTuple):
    """number_format: "" for General. dated: the number is a day, as far as the format says."""

    number_format: str = ""
    font: str = ""
    bold: bool = False
    dated: bool = False


def is_dated(number_format: str) -> bool:
    """The format shows a year, a month or a day of the month; times alone are numbers."""
    codes = set(_NOT_CODES.sub("", number_format.partition(";")[0]).lower())
    if _ELAPSED.search(number_format) or "general" in number_format.lower():
        return False
    return bool(codes & {"y", "d"}) or ("m" in codes and not codes & {"h", "s"})


def day_of(serial: float, *, since_1904: bool) -> datetime | None:
    """Excel's count of days as a moment to the second; None where it is no day of a calendar.

    The older count begins with 1 for 1 January 1900 and has a day 60 that never was.
    """
    if since_1904:
        days, origin = serial, date(1904, 1, 1)
    else:
        if serial < 1 or 60 <= serial < 61:
            return None
        days = serial + 1 if serial < 60 else serial
        origin = date(1899, 12, 30)
    if not 0 <= days < 2_958_466:  # the year 10000
        return None
    return datetime.combine(origin, time()) + timedelta(seconds=round(days * 86400))


def read_looks(content: bytes, part: str) -> list[Look]:
    """By the number that cells name, in the order of <cellXfs>."""
    formats = dict(_BUILT_IN)
    fonts: list[tuple[str, bool]] = []
    looks: list[Look] = []

    def visit(way: str, attributes: Attributes) -> None:
        match way.partition("/")[2]:
            case "numFmts/numFmt":
                formats[int(attributes["numFmtId"])] = _tidy_format(attributes["formatCode"])
            case "fonts/font":
                fonts.append(("", False))
            case "fonts/font/name":
                fonts[-1] = (attributes["val"], fonts[-1][1])
            case "fonts/font/b":
                fonts[-1] = (fonts[-1][0], is_set(attributes, "val", otherwise=True))
            case "cellXfs/xf":
                looks.append(_look(attributes, formats, fonts or [("", False)]))

    walk_paths(content, part, visit)
    return looks


def _tidy_format(code: str) -> str:
    clean = clean_line(code)[:_MOST_FORMAT]
    return "" if clean.lower() == "general" else clean


def _look(
    attributes: Attributes, formats: Mapping[int, str], fonts: Sequence[tuple[str, bool]]
) -> Look:
    number = int(attributes.get("numFmtId", 0))
    font, bold = fonts[abs(int(attributes.get("fontId", 0)))]
    code = formats.get(number, "")
    return Look(code, font, bold, dated=number in _EAST_ASIAN_DAYS or is_dated(code))
