"""In which unit a table of money is printed: "Số tiền (triệu đồng)", "ĐVT: tỷ đồng". Pure."""

import re
from decimal import Decimal

from ntm_portal.lib.text import fold

_UNIT = re.compile(
    r"\b(?P<many>nghin|ngan|1000|1\.000|trieu|tr|ty|ti)\.? ?(?:dong|d)\b"
    r"|(?:\(|: ?|dvt ?)(?P<one>dong|vnd)\b"
)
# Zeros behind a đồng.
_ZEROS = {"nghin": 3, "ngan": 3, "1000": 3, "1.000": 3, "trieu": 6, "tr": 6, "ty": 9, "ti": 9}
WORDS = {0: "đồng", 3: "nghìn đồng", 6: "triệu đồng", 9: "tỷ đồng"}
ZEROS_OF = {"MILLION": 6, "BILLION": 9}  # of Plan.CapitalUnit


def printed_unit(*texts: str) -> int | None:
    """Zeros of the first unit that a text names, 6 for triệu đồng; None where none does."""
    for text in texts:
        if found := _UNIT.search(fold(text)):
            return _ZEROS[found["many"]] if found["many"] else 0
    return None


def changed(amount: Decimal, zeros: int, into: int) -> Decimal:
    """1,5 of tỷ đồng (9) into triệu đồng (6) -> 1500."""
    return amount.scaleb(zeros - into)
