"""Input of the review page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from communes.rules import Step
from ntm_portal.lib.refusals import Refused

BAD_REQUEST = 400


@dataclass(frozen=True)
class ReviewForm:
    """What was pressed, and for which lines.

    versions: requirement id -> version, of every line that the page showed. chosen: those that
    were ticked. takes_all: every line that is open to the step, ticked or not.
    """

    step: Step
    versions: Mapping[int, str]
    chosen: frozenset[int]
    takes_all: bool
    note: str


def read_review_form(posted: QueryDict) -> ReviewForm:
    pressed = posted.get("step", "")
    if pressed not in list(Step):
        raise Refused("Nút bấm không đọc được. Tải lại trang rồi làm lại.", status=BAD_REQUEST)
    versions = {
        _number(name.removeprefix("seen-")): text
        for name, text in posted.items()
        if name.startswith("seen-")
    }
    return ReviewForm(
        step=Step(pressed),
        versions=versions,
        chosen=frozenset(_number(text) for text in posted.getlist("row")),
        takes_all="all" in posted,
        note=posted.get("note", ""),
    )


def _number(text: str) -> int:
    """A requirement's id; 0, which none has, for what no page of ours sends."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else 0
