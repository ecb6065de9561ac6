"""A cell of a sheet as what a cell of the board can say: a verdict, a figure, or a question."""

import re
from collections.abc import Mapping
from decimal import Decimal

from communes.resources.comparing import Standing
from criteria.figures import PERCENT, WORDS, Figure, Said, read_said
from criteria.models import Requirement
from criteria.rules import Verdict
from criteria.status_words import read_status
from criteria.yardsticks import Yardstick
from ntm_portal.lib.numbers import exact_decimal
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line
from ntm_portal.lib.workbooks.model import CellKind, SheetCell
from ntm_portal.lib.workbooks.questions import CellReading
from ntm_portal.lib.workbooks.values import Measure, Share, read_figure

VERDICTS = "ket-qua"  # one answer for the "x" and the "K" of all columns
_WORDS = "|".join(re.escape(word) for words in WORDS.values() for word in words)
_VERDICT_LAST = re.compile(rf"(?:^|[\s(,;:%])(?:{_WORDS})$")


def is_measured(requirement: Requirement) -> bool:
    return requirement.value_kind in ("NUMBER", "COMPOSITE")


def verdict_beside(verdict: Verdict, entry: Standing | None) -> Said:
    """A verdict alone takes no figure away, but for one that does not apply."""
    if entry is None or verdict is Verdict.NOT_APPLICABLE:
        return Said(verdict=verdict)
    return Said(entry.figure, verdict)


def read_measured(
    cell: SheetCell | None,
    requirement: Requirement,
    *,
    entry: Standing | None,
    yardstick: Yardstick | None,
    answers: Mapping[str, str],
    shares_of_one: bool = False,
) -> CellReading[Said]:
    """A figure, a verdict, both ("43,8 C") or both sexes ("95; 96; 94"), of one indicator."""
    if cell is None:
        return CellReading()
    if not is_measured(requirement):
        return _as_said(read_status(cell, key=VERDICTS, answers=answers), entry)
    if cell.kind is CellKind.TEXT and _is_more_than_a_number(cell.text):
        try:
            return CellReading(read_said(cell.text, requirement))
        except Refused as refusal:
            return CellReading(fault=refusal.message)
    measure = Measure(
        key=f"{requirement.kind.lower()}:{requirement.code}",
        percent=requirement.unit == PERCENT,
        unit=requirement.unit,
        bound=yardstick.value if yardstick else None,
    )
    found = read_figure(
        cell, measure, last=_last(entry), answers=answers, shares_of_one=shares_of_one
    )
    if found.value is None:
        return CellReading(question=found.question, fault=found.fault, note=found.note)
    if isinstance(found.value, Share):
        figure = Figure(numerator=found.value.numerator, denominator=found.value.denominator)
    else:
        figure = Figure(value=found.value)
    return CellReading(Said(figure), note=found.note)


def _as_said(found: CellReading[Verdict], entry: Standing | None) -> CellReading[Said]:
    value = None if found.value is None else verdict_beside(found.value, entry)
    return CellReading(value, found.question, found.fault, found.note)


def _is_more_than_a_number(text: str) -> bool:
    """Both sexes, or a verdict, alone or behind a figure. A unit is neither."""
    said = clean_line(text).lower().rstrip(".,;) ")
    return ";" in text or _VERDICT_LAST.search(said) is not None


def _last(entry: Standing | None) -> Decimal | None:
    quantity = entry.figure.quantity if entry and entry.figure else None
    return exact_decimal(quantity) if quantity is not None else None
