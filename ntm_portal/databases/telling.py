"""What both backends share: which statements may write, and who acts while they do."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from importlib import import_module
from typing import Any

from django.conf import settings

from ntm_portal.lib.audit.acting import Acting, current

NO_WRITE = (
    "SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA", "SET", "EXPLAIN",
    "DECLARE", "FETCH", "CLOSE", "CREATE", "ALTER", "DROP",
)  # fmt: skip
Execute = Callable[..., Any]


def may_write(sql: object) -> bool:
    return not str(sql).lstrip(" \n\t(").upper().startswith(NO_WRITE)


class Telling:
    """Who acts now, with the capacities that the person holds when the request first writes."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.asked: tuple[str, int | None] = ("", None)  # request, person
        self.capacities = ""

    def acting(self) -> Acting:
        acting = current()
        if acting.actor_id is None or acting.acting_as:
            return acting
        asked = (acting.request_id, acting.actor_id)
        if asked != self.asked or not acting.request_id:
            self.asked, self.capacities = asked, self._ask(acting.actor_id)
        return replace(acting, acting_as=self.capacities)

    def _ask(self, person: int) -> str:
        """Behind Django's back: it belongs to the write, and is not counted as the page's."""
        capacities = import_module(settings.AUDIT_CAPACITIES)
        sql, params = capacities.query(person).query.sql_with_params()
        with closing(self.connection.create_cursor()) as cursor:
            cursor.execute(sql, params)
            return capacities.words(cursor.fetchall())
