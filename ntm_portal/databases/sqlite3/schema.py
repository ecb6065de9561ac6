"""SQLite alters no table that a trigger speaks of, so the triggers are taken off first.

`migrate` puts them back at its end (accounts/management/commands/migrate.py).
"""

import re
from typing import Any

from django.db.backends.sqlite3 import schema

from ntm_portal.lib.audit.watched import LOG, PREFIX

ALTERED = re.compile(r'\s*(?:ALTER|DROP) TABLE "(\w+)"')


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    def execute(self, sql: Any, params: Any = ()) -> Any:
        if not self.collect_sql and (altered := ALTERED.match(str(sql))):
            self._take_off(altered[1])
        return super().execute(sql, params)

    def _take_off(self, table: str) -> None:
        """Those on the table; all of them where it is the log that they write to."""
        on_it = "" if table in (LOG, f"new__{LOG}") else "AND tbl_name = %s"
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' "  # noqa: S608 own text
                rf"AND name LIKE '{PREFIX}%%' {on_it}",
                [table] if on_it else [],
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
