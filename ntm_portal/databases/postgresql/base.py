"""PostgreSQL: the triggers read a setting, which is sent before a transaction's first write."""

from typing import Any

from django.db.backends.postgresql import base
from psycopg2.extensions import STATUS_READY

from ntm_portal.databases.telling import Execute, Telling, may_write
from ntm_portal.lib.audit.acting import Acting
from ntm_portal.lib.audit.postgresql import SETTING


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.telling = Telling(self)
        self.told: Acting | None = None  # what this transaction's setting says
        self.execute_wrappers.append(self.tell)

    def tell(self, execute: Execute, sql: str, params: Any, *rest: Any) -> Any:
        if self.connection.status == STATUS_READY or str(sql).startswith("ROLLBACK TO"):
            self.told = None  # a new transaction; or the setting went back with the savepoint
        if not may_write(sql) or self.needs_rollback:
            return execute(sql, params, *rest)
        acting = self.telling.acting()
        if acting != self.told:
            self._send(acting.as_json())
            self.told = acting
        try:
            return execute(sql, params, *rest)
        finally:
            if self.connection.autocommit and not self.connection.closed:
                self._send("")  # it would outlive the statement: nobody may inherit it

    def _send(self, said: str) -> None:
        """For this transaction; without one, until it is taken back."""
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config(%s, %s, %s)", [SETTING, said, not self.connection.autocommit]
            )
