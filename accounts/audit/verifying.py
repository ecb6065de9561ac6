"""Walking over the whole trail: is every entry where and what it was?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.audit.triggers import trigger_faults
from ntm_portal.lib.audit.chain import FIELDS, Anchor, Row, Walk, faults
from ntm_portal.lib.audit.postgresql import PENDING
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
    if aside := _laid_aside(connection):
        found.append(f"{aside} mục chưa vào nhật ký dù giao dịch đã xong.")
    return Verdict(walk.count, walk.head, (*found, *trigger_faults(connection)))


def read_rows(connection: Any) -> Iterator[Row]:
    """By their place in the chain; in chunks, so that a long trail needs little memory."""
    columns = ", ".join(AT[connection.vendor] if f == "at" else f'"{f}"' for f in FIELDS)
    after, beyond = [], ""  # the first chunk has no lower end: a hand may number below 1
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT {columns}, "hash" FROM "{LOG}" {beyond} '  # noqa: S608 own names
                f"ORDER BY number LIMIT {CHUNK}",
                after,
            )
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < CHUNK:
            return
        after, beyond = [rows[-1][0]], "WHERE number > %s"


def read_head(connection: Any) -> Anchor | None:
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT number, hash FROM "{LOG}" '  # noqa: S608 own name
            "ORDER BY number DESC LIMIT 1"
        )
        row = cursor.fetchone()
    return Anchor(*row) if row else None


def _laid_aside(connection: Any) -> int:
    """PostgreSQL: entries of transactions that have ended, which the commit should have moved."""
    with connection.cursor() as cursor:
        if PENDING not in connection.introspection.table_names(cursor):
            return 0
        cursor.execute(
            f"SELECT count(*) FROM {PENDING} "  # noqa: S608 own name
            "WHERE transaction IS DISTINCT FROM pg_current_xact_id_if_assigned()"
        )
        return cursor.fetchone()[0]
