"""The two databases: one consistent copy out of each while it is in use, and back into it."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from django.db import transaction

from ntm_portal.lib.backup.manifest import Table
from ntm_portal.lib.backup.tables import postgres_tables, sqlite_tables
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown

Connection = Any  # of Django: its wrapper

# The portal's objects; roles and rights belong to the server (deploy/postgresql/).
_EMPTY_POSTGRES = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT oid::regclass AS name, relkind FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
  LOOP
    EXECUTE format('DROP %s IF EXISTS %s CASCADE', CASE one.relkind WHEN 'v' THEN 'VIEW'
      WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, one.name);
  END LOOP;
  FOR one IN SELECT oid::regprocedure AS name FROM pg_proc AS routine
    WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (
      SELECT FROM pg_depend WHERE objid = routine.oid AND deptype = 'e')
  LOOP
    EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', one.name);
  END LOOP;
END $$;
"""
_NO_LIMITS = "-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0"


class Engine(Protocol):
    name: str  # of the file in the backup

    def dump(self, connection: Connection, target: Path) -> tuple[str, dict[str, Table]]:
        """Write the copy; gives the server's version and the tables as they are in the copy."""

    def is_empty(self, connection: Connection) -> bool: ...

    def check(self, source: Path) -> None:
        """Raises Refused for a file that is no such copy."""

    def restore(self, connection: Connection, source: Path) -> dict[str, Table]:
        """Put the copy in the place of all that is there, or change nothing. Gives the tables."""


class Sqlite:
    name = "db.sqlite3"

    def dump(self, connection: Connection, target: Path) -> tuple[str, dict[str, Table]]:
        connection.ensure_connection()
        with closing(_opened(target)) as copy:
            # In one step: others go on reading, and writing in WAL mode.
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, no -wal beside it
            return sqlite3.sqlite_version, sqlite_tables(copy)

    def is_empty(self, connection: Connection) -> bool:
        return not connection.introspection.table_names()

    def check(self, source: Path) -> None:
        try:
            with closing(_opened(source, "?mode=ro&immutable=1")) as copy:
                sound = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        except sqlite3.DatabaseError:
            sound = False
        if not sound:
            raise Refused("Tệp SQLite trong bản sao lưu hỏng. Dùng một bản sao lưu khác.")

    def restore(self, connection: Connection, source: Path) -> dict[str, Table]:
        connection.ensure_connection()
        database = connection.connection
        with closing(_opened(source, "?mode=ro&immutable=1")) as copy:
            copy.backup(database)
        database.execute("PRAGMA journal_mode=WAL")
        return sqlite_tables(database)


class Postgres:
    name = "db.dump"

    def dump(self, connection: Connection, target: Path) -> tuple[str, dict[str, Table]]:
        """Counted in the transaction whose snapshot pg_dump copies."""
        connection.close()  # a new session: nothing of ours is open in it
        connection.ensure_connection()
        session = connection.connection
        session.set_session(isolation_level="REPEATABLE READ", readonly=True, autocommit=False)
        try:
            with session.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = 0")
                cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
                cursor.execute("SELECT pg_export_snapshot()")
                (snapshot,) = cursor.fetchone()
                options = ["--format=custom", "--no-owner", "--no-privileges"]
                options += ["--schema=public", f"--snapshot={snapshot}", f"--file={target}"]
                _run(["pg_dump", *options], connection)
                tables = postgres_tables(cursor)
            return session.info.parameter_status("server_version"), tables
        finally:
            connection.close()

    def is_empty(self, connection: Connection) -> bool:
        return not connection.introspection.table_names()

    def check(self, source: Path) -> None:
        _run(["pg_restore", "--list", source], None)

    def restore(self, connection: Connection, source: Path) -> dict[str, Table]:
        """One transaction: all of it, or what was there stays."""
        options = ["--no-owner", "--no-privileges", "--schema=public", "--file=-"]
        script = _run(["pg_restore", *options, source], None)
        psql = ["psql", "--no-psqlrc", "--quiet", "--single-transaction"]
        psql += ["--set=ON_ERROR_STOP=1", "--output=/dev/null"]
        _run(psql, connection, _EMPTY_POSTGRES.encode() + script)
        connection.close()
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            return postgres_tables(cursor)


ENGINES: dict[str, Engine] = {"sqlite": Sqlite(), "postgresql": Postgres()}


def _opened(path: Path, query: str = "") -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}{query}", uri=True)


def _run(command: list[Any], connection: Connection | None, given: bytes = b"") -> bytes:
    """A program of PostgreSQL; raises Refused with its first line where it fails."""
    environment = {name: value for name, value in os.environ.items() if name[:2] != "PG"}
    if connection is not None:
        environment |= _environment(connection.settings_dict)
    try:
        done = subprocess.run(  # noqa: S603 - our own command, no shell
            command, input=given, capture_output=True, check=False, env=environment
        )
    except FileNotFoundError as error:
        raise Refused(
            f"Máy này không có {command[0]}. Cài gói postgresql-client cùng phiên bản với máy chủ."
        ) from error
    if done.returncode != 0:
        said = next(iter(done.stderr.decode(errors="replace").splitlines()), "không nói gì")
        raise Refused(f"{command[0]} không chạy xong: ‘{shown(said, 200)}’. Chưa có gì thay đổi.")
    return done.stdout


def _environment(settings: dict[str, Any]) -> dict[str, str]:
    """The connection as libpq reads it; a password is seen in no list of processes."""
    said = {
        "PGHOST": settings["HOST"],
        "PGPORT": settings["PORT"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
        "PGSSLMODE": settings["OPTIONS"].get("sslmode"),
        "PGSSLROOTCERT": settings["OPTIONS"].get("sslrootcert"),
        "PGOPTIONS": _NO_LIMITS,
        "PGCLIENTENCODING": "UTF8",
    }
    return {name: str(value) for name, value in said.items() if value}
