"""The places of rows that a person has put in order: findings and measures."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Protocol, TypeVar

from django.db.models import Max, QuerySet

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown


class Placed(Protocol):
    pk: int
    position: int


Row = TypeVar("Row", bound=Placed)


def next_place(rows: QuerySet) -> int:
    """Behind all of them; rows may have been taken out in between."""
    return 1 + (rows.aggregate(last=Max("position"))["last"] or 0)


def pair(siblings: Iterable[Row], pk: int, *, up: bool) -> tuple[Row, Row] | None:
    """The one with `pk` and who stands before (up) or behind it; None at the end of the line."""
    line = list(siblings) if up else list(siblings)[::-1]
    for before, one in pairwise(line):
        if one.pk == pk:
            return one, before
    return None


def read_step(text: str) -> bool:
    """Whether a pressed button means up, not down."""
    if text not in ("up", "down"):
        raise Refused(f"Nút ‘{shown(text)}’ không đọc được. Tải lại trang rồi làm lại.")
    return text == "up"


def swap(rows: QuerySet, one: Placed, other: Placed) -> None:
    """Each takes the other's place; `rows` are all of their commune, among whom none is shared."""
    rows.filter(pk=one.pk).update(position=next_place(rows))
    rows.filter(pk=other.pk).update(position=one.position)
    rows.filter(pk=one.pk).update(position=other.position)
