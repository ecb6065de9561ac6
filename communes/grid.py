"""What the entry grid in the browser needs to know of the four states, and its cells as HTML.

A board of 207 communes has 3,933 cells: they are joined row by row here, because a template
loop over cells costs several times more than reading the figures (docs/adr/0004).
"""

from collections.abc import Iterable

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from communes.models import VerdictChoice

# paste: folded words (ntm_portal.lib.text.fold keeps meaning here) that a pasted cell may hold.
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
        "paste": ["c", "k", "kđ", "cđ", "chưa", "chưa đạt", "không đạt", "0", "không"],
    },
    {
        "code": VerdictChoice.NOT_APPLICABLE.value,
        "key": "2",
        "keys": ["k"],
        "sign": "K",
        "word": VerdictChoice.NOT_APPLICABLE.label,
        "paste": ["kad", "không áp dụng", "2"],
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
CELL = '<td class="c" data-s="{}" data-v="{}">{}</td>'


def cells_html(squares: Iterable) -> SafeString:
    """The cells of one board row; squares: boards.Square in column order."""
    return format_html_join(
        "", CELL, ((square.state, square.version, SIGNS[square.state]) for square in squares)
    )
