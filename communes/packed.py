"""Rows of the status log as texts: "2024-01-01 1000000000123 MET" is day, entry id and verdict.

A board reads 15,000 rows. As texts they need no conversion, and no object that Python's cyclic
collector would walk; each part has its place, so that of two texts the greater is the newer row.
"""

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from criteria.rules import Verdict

# Added to every id: all are then equally long, up to 9 million million entries.
FIRST_ID = 10**12
_DAY_AND_ID = slice(0, 24)
_ID = slice(11, 24)
_VERDICT = slice(25, None)
_VERDICTS = {verdict.value: verdict for verdict in Verdict}


def packed() -> Concat:
    """The text of a row, for a query on the log."""
    return Concat(
        Cast("observed_on", CharField()),
        Value(" "),
        Cast(F("pk") + FIRST_ID, CharField()),
        Value(" "),
        "verdict",
    )


def entry_id(row: str) -> int:
    return int(row[_ID]) - FIRST_ID


def verdict(row: str) -> Verdict:
    return _VERDICTS[row[_VERDICT]]


def with_verdict(row: str, verdict: Verdict) -> str:
    """A row as new as `row`, with another verdict."""
    return f"{row[_DAY_AND_ID]} {verdict}"
