"""What one cell says, in words for lists. Pure."""

from decimal import Decimal

from communes import grid
from criteria.figures import Measured, Said, figure_words
from criteria.rules import Verdict

WAITING = "chờ kết luận"  # a figure that nobody has decided about


def verdict_word(said: Said) -> str:
    verdict = said.verdict or Verdict.NO_DATA
    waits = said.figure is not None and verdict == Verdict.NO_DATA
    return WAITING if waits else grid.WORDS[verdict].lower()


def cell_words(said: Said, measured: Measured, bound: Decimal | None) -> str:
    """ "95/110 = 86,36%, đạt"; bound: the threshold, beside which a share is not rounded across."""
    if said.figure is None:
        return verdict_word(said)
    return f"{figure_words(said.figure, measured, bound)}, {verdict_word(said)}"
