"""A cell as it stands in Excel, with Vietnamese signs. Pure."""

import re
from decimal import Decimal

from ntm_portal.lib.dates import format_day
from ntm_portal.lib.numbers import format_number, round_half_up
from ntm_portal.lib.text import clean_line
from ntm_portal.lib.workbooks.model import CellKind, SheetCell

# What a number format prints as it is: "km", \%, [Red], a gap as wide as a sign.
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_DIGITS = re.compile(r"(?P<whole>[#0?][#0?,]*)(?:\.(?P<decimals>[#0?]*))?(?P<exponent>E[+-])?")


def written(cell: SheetCell | None) -> str:
    """ "95,5%" for 0.955 in a format of percent; "" for an empty cell. On one line."""
    if cell is None:
        return ""
    if cell.number is not None:
        return number_as_shown(cell.number, cell.number_format)
    if cell.day is not None:
        return clean_line(f"{format_day(cell.day)} {cell.text[11:]}".removesuffix("00:00:00"))
    if cell.kind is CellKind.TRUTH:
        return "TRUE" if cell.text == "1" else "FALSE"
    return clean_line(cell.text)


def number_as_shown(number: Decimal, number_format: str) -> str:
    bare = _bare(number_format)
    digits = _DIGITS.search(bare)
    sign = "%" if "%" in bare else ""
    number = number * 100 if sign else number
    if digits is None or digits["exponent"]:
        return plain(number) + sign
    decimals = shown_decimals(number_format) or 0
    if "," in digits["whole"]:
        return format_number(number, decimals) + sign
    return f"{round_half_up(number, decimals):f}".replace(".", ",") + sign


def shown_decimals(number_format: str) -> int | None:
    """Decimals that the format shows; None where it shows what there is."""
    digits = _DIGITS.search(_bare(number_format))
    if digits is None or digits["exponent"]:
        return None
    return len(digits["decimals"] or "")


def is_percent(number_format: str) -> bool:
    """Whether the format multiplies by a hundred; a "%" in quotation marks is only printed."""
    return "%" in _bare(number_format)


def plain(number: Decimal) -> str:
    """1234.50 -> "1234,5"."""
    return f"{number.normalize() + 0:f}".replace(".", ",")


def _bare(number_format: str) -> str:
    """The pattern for numbers above zero, without what it prints as it is."""
    if number_format.lower() == "general":
        return ""
    return _LITERAL.sub("", number_format).partition(";")[0]
