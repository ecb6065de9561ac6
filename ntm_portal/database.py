"""Which database, from DATABASE_URL, and how the portal talks to it."""

from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# SQLite: WAL lets readers and the one writer work together; IMMEDIATE takes the write lock at
# BEGIN, so that two writers wait for each other instead of failing with "database is locked".
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA temp_store=MEMORY;"
        "PRAGMA cache_size=-20000;PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;"
    ),
}
CONNECT_SECONDS = 2
# Backends that say who acts, to the triggers of the audit trail.
SQLITE, POSTGRES = "ntm_portal.databases.sqlite3", "ntm_portal.databases.postgresql"


def database(url: str, folder: Path, query_seconds: int) -> dict:
    """The settings of the database at `url`; "" for SQLite in `folder`.

    query_seconds: how long one query of a page may take; 0: no limits at all.
    """
    if not url:
        return {
            "ENGINE": SQLITE,
            "NAME": folder / "db.sqlite3",
            "CONN_MAX_AGE": 600,
            "OPTIONS": SQLITE_OPTIONS,
        }
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured("DATABASE_URL: use postgresql://user:password@host/name")
    parsed = dj_database_url.parse(url, POSTGRES, conn_max_age=600, conn_health_checks=True)
    return parsed | {"OPTIONS": postgres_options(query_seconds) | parsed.get("OPTIONS", {})}


def postgres_options(query_seconds: int) -> dict:
    """No query is compiled: the portal's are short, and tables without statistics look large."""
    limits = page_limits(query_seconds) if query_seconds else ""
    return {"connect_timeout": CONNECT_SECONDS, "options": f"-c jit=off{limits}"}


def page_limits(query_seconds: int) -> str:
    """Nobody waits for a page that never comes. Commands of manage.py are not cut."""
    return (
        f" -c lock_timeout=3s -c statement_timeout={query_seconds}s"
        " -c idle_in_transaction_session_timeout=60s"
    )
