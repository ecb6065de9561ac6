"""Rows and digest of every table: equal before and after means that nothing is lost or changed."""

import hashlib
import sqlite3
from collections.abc import Iterable
from typing import Any

from ntm_portal.lib.backup.manifest import Table

# Rows as text are the same on every server only when these are.
SAME_TEXT = (
    "SET LOCAL TIME ZONE 'UTC'",
    "SET LOCAL DateStyle = 'ISO, YMD'",
    "SET LOCAL IntervalStyle = 'postgres'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL extra_float_digits = 1",
)
_POSTGRES_TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)
_SQLITE_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


def postgres_tables(cursor: Any) -> dict[str, Table]:
    """In the transaction of this cursor. A thousand rows keep 32 KB of the server's memory."""
    for statement in SAME_TEXT:
        cursor.execute(statement)
    cursor.execute(_POSTGRES_TABLES)
    return {name: _postgres_table(cursor, name) for (name,) in sorted(cursor.fetchall())}


def _postgres_table(cursor: Any, name: str) -> Table:
    cursor.execute(
        "SELECT count(*), encode(sha256(coalesce("  # noqa: S608
        "string_agg(one, ''::bytea ORDER BY one), '')),"
        " 'hex') FROM (SELECT sha256(convert_to(rows::text, 'UTF8')) AS one "
        f"FROM public.{_quoted(name)} AS rows) AS digests"
    )
    rows, digest = cursor.fetchone()
    return Table(rows, digest)


def sqlite_tables(database: sqlite3.Connection) -> dict[str, Table]:
    names = sorted(name for (name,) in database.execute(_SQLITE_TABLES))
    return {name: _sqlite_table(database, name) for name in names}


def _sqlite_table(database: sqlite3.Connection, name: str) -> Table:
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({_quoted(name)})")]
    # A value of "+column" has no declared type: Django's connection leaves it as it is stored.
    values = ", ".join(f"+{_quoted(column)}" for column in columns)
    return digest_of(database.execute(f"SELECT {values} FROM {_quoted(name)}"))  # noqa: S608


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def digest_of(rows: Iterable[tuple[object, ...]]) -> Table:
    digests = sorted(hashlib.sha256(repr(row).encode()).digest() for row in rows)
    return Table(len(digests), hashlib.sha256(b"".join(digests)).hexdigest())


def differing(wanted: dict[str, Table], found: dict[str, Table]) -> list[str]:
    """Names of the tables that are not the same in both, sorted."""
    names = wanted.keys() | found.keys()
    return sorted(name for name in names if wanted.get(name) != found.get(name))
