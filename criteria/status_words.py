"""Words and signs for đạt and chưa đạt in the cells of office sheets. Pure.

Where the words of the entry grid (`criteria.figures.WORDS`) and those of offices differ, nothing
is taken for granted: "K" is "không đạt" to one and "không áp dụng" to another.
"""

import re
from collections.abc import Mapping, Sequence

from criteria.figures import WORDS
from criteria.rules import Verdict
from ntm_portal.lib.text import clean_line, fold, shown
from ntm_portal.lib.workbooks.model import CellKind, SheetCell
from ntm_portal.lib.workbooks.questions import NO_ANSWERS, CellReading, Question, ask
from ntm_portal.lib.workbooks.values import no_value
from ntm_portal.lib.workbooks.written import written

NAMES = {
    Verdict.MET: "Đạt",
    Verdict.NOT_MET: "Chưa đạt",
    Verdict.NOT_APPLICABLE: "Không áp dụng",
}
# What offices write besides; "ü" is the tick of the font Wingdings, "þ" its ticked box.
_SIGNS = {
    Verdict.MET: ("1", "có", "✓", "✔", "√", "☑", "ü", "þ"),
    Verdict.NOT_MET: ("0", "không"),
}
_MEANINGS = {
    word: verdict for table in (WORDS, _SIGNS) for verdict, words in table.items() for word in words
}
# Without marks only words that stay what they are: "c" and "k" are no words, "d" is in the table.
_FOLDED = {
    fold(word): verdict for word, verdict in _MEANINGS.items() if len(word) > 2 and word.isalpha()
} | {fold(word): verdict for word, verdict in _MEANINGS.items() if " " in word}
_TWO_MEANINGS = {"k": (Verdict.NOT_MET, Verdict.NOT_APPLICABLE)}
_CROSSES = frozenset({"x", "×", "✗", "✘", "☒"})
_BLANK = frozenset({"", "-", "–", "—", "...", "…"})
_HEADING_MET = re.compile(r"(?:da |xa )?dat(?: chuan)?(?: \(?(?:x|danh dau x)\)?)?")
_HEADING_NOT_MET = re.compile(r"(?:chua|khong) dat(?: chuan)?(?: \(?x\)?)?")
_HEADING_NOT_APPLICABLE = re.compile(r"(?:khong ap dung|kad)(?: \(?x\)?)?")
_SAID_OF_X = re.compile(
    r"(?:danh dau|dau|ghi)? ?\bx\b\W*(?:=|:|la|neu)?\W*(?P<not>chua |khong )?dat\b"
)


def read_status(
    cell: SheetCell | None,
    *,
    key: str,
    cross: Verdict | None = None,
    own_form: bool = False,
    answers: Mapping[str, str] = NO_ANSWERS,
) -> CellReading[Verdict]:
    """The verdict that a cell says; a reading without value says nothing, which is no "Chưa đạt".

    key: of all columns for which one answer serves. cross: what an "x" says here, as the heading
    has it (`cross_of`); None: it is asked. own_form: the sheet uses the portal's own signs, so
    that "K" is "Không áp dụng".
    """
    if cell is None:
        return CellReading()
    if cell.kind in (CellKind.ERROR, CellKind.UNCALCULATED):
        return CellReading(fault=no_value(cell))
    word = _word(cell)
    choices = _choices(word, cross=cross, own_form=own_form)
    if len(choices) > 1:
        options = tuple((verdict.value, NAMES[verdict]) for verdict in choices)
        question = Question(f"{key}={word}", f"‘{word}’ nghĩa là gì trong cột này?", options)
        return ask(question, answers, Verdict)
    if choices or word in _BLANK:
        return CellReading(value=choices[0] if choices else None)
    sentence = "chưa rõ đạt hay chưa. Ghi Đạt, Chưa đạt hoặc Không áp dụng."
    return CellReading(fault=f"‘{shown(written(cell))}’ {sentence}")


def _choices(word: str, *, cross: Verdict | None, own_form: bool) -> Sequence[Verdict]:
    """The verdicts that the word may stand for."""
    if word in _CROSSES:
        return (cross,) if cross else tuple(NAMES)
    if word in _TWO_MEANINGS and not own_form:
        return _TWO_MEANINGS[word]
    verdict = _MEANINGS.get(word) or _FOLDED.get(word)
    return (verdict,) if verdict else ()


def cross_of(heading: str, remarks: str = "") -> Verdict | None:
    """What an "x" below the heading says: "Đạt", "Chưa đạt (x)", "Đánh dấu x nếu đạt"; else None.

    heading: the last part of it decides. remarks: the title and the notes of the sheet, which may
    say it for all columns.
    """
    last = fold(heading.rpartition(">")[2])
    for pattern, verdict in (
        (_HEADING_MET, Verdict.MET),
        (_HEADING_NOT_MET, Verdict.NOT_MET),
        (_HEADING_NOT_APPLICABLE, Verdict.NOT_APPLICABLE),
    ):
        if pattern.fullmatch(last):
            return verdict
    for text in (last, fold(remarks)):
        if said := _SAID_OF_X.search(text):
            return Verdict.NOT_MET if said["not"] else Verdict.MET
    return None


def _word(cell: SheetCell) -> str:
    """ "1" for the number 1 and for TRUE, "đạt" for " ĐẠT. "."""
    if cell.number is not None:
        return f"{cell.number.normalize() + 0:f}"
    return clean_line(cell.text).lower().rstrip(".,;").strip("'‘’“”\"() ")
