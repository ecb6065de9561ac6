"""The chain of hashes over the entries: each covers its own fields and the hash before it.

Pure. PostgreSQL computes the same hash in SQL (postgresql.py), and a test compares the two.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# In this order they are hashed; `at` as "YYYY-MM-DD HH:MM:SS.ffffff" in UTC.
FIELDS = (
    "number", "at", "actor_id", "actor", "acting_as", "request_id", "address", "reason",
    "table", "row", "operation", "before", "after", "previous",
)  # fmt: skip
MOST_FAULTS = 20  # of a chain that was rewritten, every entry would be one
ANCHOR = re.compile(r"([1-9]\d{0,17}):([0-9a-f]{64})\Z")

Row = Sequence[object]  # the values of FIELDS, then the hash


@dataclass(frozen=True)
class Anchor:
    """The newest entry of a day, kept elsewhere: what comes before it can no longer be cut off."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


def read_anchor(text: str) -> Anchor | None:
    found = ANCHOR.match(text.strip())
    return Anchor(int(found[1]), found[2]) if found else None


def entry_hash(*values: object) -> str:
    """SHA-256 over the values of FIELDS, each with its length in front: no two rows read alike."""
    parts = ("-" if value is None else f"{len(text := str(value))}:{text}" for value in values)
    return hashlib.sha256("".join(parts).encode()).hexdigest()


@dataclass
class Walk:
    """What a walk over the whole chain has seen."""

    count: int = 0
    head: Anchor | None = None


def faults(
    rows: Iterable[Row], anchors: Iterable[Anchor] = (), walk: Walk | None = None
) -> list[str]:
    """One Vietnamese sentence per fault, in the order of the entries; [] when all is whole.

    rows: all entries by number. The first faults are told, up to MOST_FAULTS.
    """
    walk = walk or Walk()
    waiting = {anchor.number: anchor for anchor in anchors}
    found = []
    for sentence in _walk(rows, waiting, walk):
        found.append(sentence)
        if len(found) >= MOST_FAULTS:
            return [*found, "Còn nữa; chỉ liệt kê những chỗ đầu tiên."]
    found += [
        f"Mục {anchor.number} có trong mốc đã lưu mà không còn trong nhật ký: phần cuối bị cắt."
        for anchor in waiting.values()
    ]
    return found


def _walk(rows: Iterable[Row], waiting: dict[int, Anchor], walk: Walk) -> Iterator[str]:
    previous = ""
    for *values, hashed in rows:
        walk.count += 1
        number: Any = values[0]
        if number != walk.count:
            yield f"Mục {number}: đáng lẽ là mục {walk.count}; có mục bị xóa hoặc chèn thêm."
            walk.count = number if isinstance(number, int) else walk.count
        if values[-1] != previous:
            yield f"Mục {number}: không nối tiếp mục đứng trước."
        if entry_hash(*values) != hashed:
            yield f"Mục {number}: nội dung không khớp mã băm, đã bị sửa."
        anchor = waiting.pop(number, None)
        if anchor is not None and anchor.hash != hashed:
            yield f"Mục {number}: khác với mốc đã lưu; nhật ký đã bị viết lại."
        previous = str(hashed)
        if isinstance(number, int):
            walk.head = Anchor(number, previous)
