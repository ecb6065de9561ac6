"""SQLite: the triggers ask functions of the connection."""

from typing import Any

from django.core.management.color import Style
from django.db.backends.sqlite3 import base, operations

from ntm_portal.databases.sqlite3.schema import DatabaseSchemaEditor
from ntm_portal.databases.telling import Execute, Telling, may_write
from ntm_portal.lib.audit.acting import Acting, current
from ntm_portal.lib.audit.chain import FIELDS, entry_hash
from ntm_portal.lib.audit.sqlite import ACTING, HASH, MAY_EMPTY
from ntm_portal.lib.audit.watched import LOG, PREFIX


class DatabaseOperations(operations.DatabaseOperations):
    def sql_flush(self, style: Style, tables: list[str], **options: Any) -> list[str]:
        """The log last: emptying the others writes into it."""
        return super().sql_flush(style, sorted(tables, key=LOG.__eq__), **options)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
    SchemaEditorClass = DatabaseSchemaEditor
    log_may_be_emptied = False  # tests take all rows away between each other

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.telling = Telling(self)
        self.acting: Acting | None = None  # while a statement writes
        self.execute_wrappers.append(self.tell)

    def get_new_connection(self, conn_params: dict) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.create_function(HASH, len(FIELDS), entry_hash, deterministic=True)
        connection.create_function(MAY_EMPTY, 0, lambda: DatabaseWrapper.log_may_be_emptied)
        for field in ACTING:
            connection.create_function(f"{PREFIX}{field}", 0, self._say(field))
        # INSERT OR REPLACE removes a row: without this, no trigger would see it.
        connection.execute("PRAGMA recursive_triggers = ON")
        return connection

    def _say(self, field: str) -> Any:
        return lambda: getattr(self.acting or current(), field)

    def tell(self, execute: Execute, sql: str, params: Any, *rest: Any) -> Any:
        if not may_write(sql) or self.needs_rollback:
            return execute(sql, params, *rest)
        self.acting = self.telling.acting()
        try:
            return execute(sql, params, *rest)
        finally:
            self.acting = None
