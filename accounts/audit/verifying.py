"""Walking over the whole trail: is every entry where and what it was?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.audit.triggers import trigger_faults
from ntm_portal.lib.audit.chain import FIELDS, Anchor, Row, Walk, faults
from ntm_portal.lib.audit.watched import LOG

CHUNK = 5000
# As text, as it is hashed: what a hand has written there need not be a time at all.
AT = {
    "sqlite": "CAST(at AS TEXT)",
    "postgresql": "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
}


@dataclass(frozen=True)
class Verdict:
    """faults: one Vietnamese sentence each; the trail is whole when there is none."""

    count: int
    head: Anchor | None
    faults: tuple[str, ...]


def verify(connection: Any, anchors: Sequence[Anchor] = ()) -> Verdict:
    walk = Walk()
    found = faults(read_rows(connection), anchors, walk)
    loose = _not_chained(connection)
    if loose:
        found.append(f"{loose} mục không nằm trong chuỗi.")
    return Verdict(walk.count, walk.head, (*found, *trigger_faults(connection)))


def read_rows(connection: Any, after: int = 0) -> Iterator[Row]:
    """By their place in the chain; in chunks, so that a long trail needs little memory."""
    columns = ", ".join(AT[connection.vendor] if f == "at" else f'"{f}"' for f in FIELDS)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT {columns}, "hash" FROM "{LOG}" WHERE number > %s '  # noqa: S608 own names
                "ORDER BY number LIMIT %s",
                [after, CHUNK],
            )
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < CHUNK:
            return
        after = rows[-1][0]


def read_head(connection: Any) -> Anchor | None:
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT number, hash FROM "{LOG}" WHERE number IS NOT NULL '  # noqa: S608 own name
            "ORDER BY number DESC LIMIT 1"
        )
        row = cursor.fetchone()
    return Anchor(*row) if row else None


def _not_chained(connection: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{LOG}" WHERE number IS NULL')  # noqa: S608 own name
        return cursor.fetchone()[0]
