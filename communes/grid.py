"""What the entry grid in the browser needs to know of the four states, and its cells as HTML.

A board of 207 communes has 3,933 cells: they are joined row by row here, because a template
loop over cells costs several times more than reading the figures (docs/adr/0004).
"""

from collections.abc import Sequence
from datetime import datetime

from django.http import JsonResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from communes.boards import Square
from communes.models import VerdictChoice

# paste: what a pasted cell may hold; the script compares without case and outer spaces.
STATES = [
    {
        "code": VerdictChoice.MET.value,
        "key": "1",
        "keys": ["d", "đ"],
        "sign": "Đ",
        "word": VerdictChoice.MET.label,
        "paste": ["đ", "đạt", "d", "dat", "x", "1", "có", "✓", "ü"],
    },
    {
        "code": VerdictChoice.NOT_MET.value,
        "key": "0",
        "keys": ["c"],
        "sign": "C",
        "word": VerdictChoice.NOT_MET.label,
        "paste": ["c", "kđ", "cđ", "chưa", "chưa đạt", "không đạt", "0", "không"],
    },
    {
        "code": VerdictChoice.NOT_APPLICABLE.value,
        "key": "2",
        "keys": ["k"],
        "sign": "K",
        "alone": True,  # no figure beside it
        "word": VerdictChoice.NOT_APPLICABLE.label,
        "paste": ["k", "kad", "không áp dụng", "2"],
    },
    {
        "code": VerdictChoice.NO_DATA.value,
        "key": "Delete",
        "keys": [],
        "sign": "",
        "word": VerdictChoice.NO_DATA.label,
        "paste": ["", "-", "–", "..."],
    },
]
SIGNS = {state["code"]: state["sign"] for state in STATES}
WORDS = {state["code"]: state["word"] for state in STATES}
# One format per state, with the version left open: escaping is then one number per cell.
CELLS = {
    code: f'<td class="c" data-s="{code}" data-v="{{}}">{sign}</td>' for code, sign in SIGNS.items()
}


def cells_html(squares: Sequence[Square]) -> SafeString:
    """The cells of one board row, in column order."""
    cells = "".join(CELLS[square.state] for square in squares)
    return format_html(cells, *(square.version for square in squares))


def saved_cell(
    row: str, col: int, state: str, version: int, at: datetime | None = None, **more: object
) -> dict:
    """One cell of a 200 answer: what now stands and the version of the next save.

    at: when it was written; None: now. more: what the page shows beside the cell.
    """
    clock = timezone.localtime(at).strftime("%H:%M")
    return {"row": row, "col": col, "state": state, "version": version, "at": clock, **more}


def conflicting_cell(
    row: str,
    col: int,
    *,
    place: str,
    mine: str,
    state: str,
    version: int,
    by: object,
    at: datetime | None,
    **more: object,
) -> dict:
    """One cell of a 409 answer: what was wanted, what stands, who wrote it and when.

    more: what the page shows beside the cell.
    """
    return {
        "row": row,
        "col": col,
        "place": place,
        "mine": mine,
        "state": state,
        "version": version,
        "by": str(by or ""),
        "at": timezone.localtime(at).strftime("%H:%M %d/%m/%Y") if at else "",
        **more,
    }


def conflict_response(conflicts: list[dict]) -> JsonResponse:
    message = f"{len(conflicts)} ô vừa được người khác đổi. Chưa lưu ô nào của lượt này."
    return JsonResponse({"message": message, "conflicts": conflicts}, status=409)
