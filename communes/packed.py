"""Rows of the status log as texts: "2024-01-011000000000123MET" is day, entry id and verdict.

A board reads 15,000 rows. As texts they need no conversion, and no object that Python's cyclic
collector would walk; each part has its place, so that of two texts the greater is the newer row.
"""

from django.db.models import Aggregate, CharField, F, Func, TextField, Value
from django.db.models.functions import Cast

from criteria.rules import Verdict

# Added to every id: all are then equally long, up to 9 million million entries.
FIRST_ID = 10**12
_DAY_AND_ID = slice(0, 23)
_ID = slice(10, 23)
VERDICT = slice(23, None)
_VERDICTS = {verdict.value: verdict for verdict in Verdict}


class Joined(Func):
    """Texts one behind the other; none where one is missing, and no call to ask for each."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = CharField()


class Gathered(Aggregate):
    """The texts of a group in one, in no order, between commas. Django 6.0 has StringAgg."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **extra):
        template = "STRING_AGG(%(expressions)s, ',')"
        return self.as_sql(compiler, connection, template=template, **extra)


def packed() -> Joined:
    """The text of a row, for a query on the log."""
    return Joined(Cast("observed_on", CharField()), F("pk") + FIRST_ID, "verdict")


def gathered(row) -> Gathered:
    """The rows of many cells as one text. row: an expression for the row of one cell."""
    return Gathered(Joined("requirement_id", Value(" "), row))


def scattered(text: str | None) -> list[list[str]]:
    """What `gathered` has put together: [requirement id, row] of each cell that has a row."""
    return [piece.split(" ") for piece in text.split(",")] if text else []


def entry_id(row: str) -> int:
    return int(row[_ID]) - FIRST_ID


def verdict(row: str) -> Verdict:
    return _VERDICTS[row[VERDICT]]


def with_verdict(row: str, verdict: Verdict) -> str:
    """A row as new as `row`, with another verdict."""
    return f"{row[_DAY_AND_ID]}{verdict}"
