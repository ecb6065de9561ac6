"""The audit triggers in SQLite's SQL.

SQLite has one writer at a time, so a row's trigger takes the newest entry and chains at once.
What SQL alone cannot know, it asks functions that the portal's connection brings with it
(ntm_portal/databases/sqlite3): from any other program a write to a watched table fails.
"""

from ntm_portal.lib.audit.chain import FIELDS
from ntm_portal.lib.audit.watched import LOG, NOT_COPIED, PREFIX, Watched

OPERATIONS = ("INSERT", "UPDATE", "DELETE")
ACTING = ("actor_id", "actor", "acting_as", "request_id", "address", "reason")
HASH, MAY_EMPTY = f"{PREFIX}hash", f"{PREFIX}may_be_emptied"

# 'now' is the same throughout one statement, however often SQLite evaluates it.
NOW = "strftime('%Y-%m-%d %H:%M:%f000', 'now')"

Triggers = dict[str, str]  # name -> the statement that makes it, as sqlite_master keeps it


def triggers(watched: Watched) -> Triggers:
    return dict(_trigger(watched, operation) for operation in OPERATIONS)


def guards() -> Triggers:
    """The log itself: nothing in it is changed, and only tests empty it between each other."""
    refuse = "SELECT RAISE(ABORT, 'accounts_auditentry is append-only')"
    changed, removed = f"{PREFIX}no_change", f"{PREFIX}no_removal"
    return {
        changed: f'CREATE TRIGGER "{changed}" BEFORE UPDATE ON "{LOG}" BEGIN {refuse}; END',
        removed: f'CREATE TRIGGER "{removed}" BEFORE DELETE ON "{LOG}" '
        f"WHEN NOT {MAY_EMPTY}() BEGIN {refuse}; END",
    }


def _trigger(watched: Watched, operation: str) -> tuple[str, str]:
    name = f"{PREFIX}{watched.table}_{operation.lower()}"
    when = f" WHEN {_any_changed(watched)}" if operation == "UPDATE" else ""
    values = {
        "number": "coalesce(head.number, 0) + 1",
        "at": NOW,
        **{field: f"{PREFIX}{field}()" for field in ACTING},
        "table": _text(watched.table),
        "row": f"CAST({'OLD' if operation == 'DELETE' else 'NEW'}.{_name(watched.key)} AS TEXT)",
        "operation": _text(operation),
        "before": _content(watched, operation, "OLD"),
        "after": _content(watched, operation, "NEW"),
        "previous": "coalesce(head.hash, '')",
    }
    fields = ", ".join(map(_name, FIELDS))
    return name, (
        f'CREATE TRIGGER "{name}" AFTER {operation} ON {_name(watched.table)}{when} BEGIN '
        f'INSERT INTO "{LOG}" ({fields}, "hash") SELECT {fields}, {HASH}({fields}) FROM (SELECT '
        + ", ".join(f"{value} AS {_name(field)}" for field, value in values.items())
        + f' FROM (SELECT 1) LEFT JOIN (SELECT number, hash FROM "{LOG}" '
        "ORDER BY number DESC LIMIT 1) AS head); END"
    )


def _content(watched: Watched, operation: str, row: str) -> str:
    """The row as a JSON object; of a change, the columns that differ."""
    if (operation, row) in (("INSERT", "OLD"), ("DELETE", "NEW")):
        return "NULL"
    pairs = ", ".join(
        f"{_text(c)}, {_text(NOT_COPIED) if c in watched.hidden else f'{row}.{_name(c)}'}"
        for c in watched.columns
    )
    if operation != "UPDATE":
        return f"json_object({pairs})"
    # A path that leads nowhere removes nothing.
    same = ", ".join(f"iif({_same(c)}, '$.\"{c}\"', '$.\"\"')" for c in watched.columns)
    return f"json_remove(json_object({pairs}), {same})"


def _any_changed(watched: Watched) -> str:
    return " OR ".join(f"NOT ({_same(column)})" for column in watched.columns)


def _same(column: str) -> str:
    return f"OLD.{_name(column)} IS NEW.{_name(column)}"


def _name(column: str) -> str:
    return f'"{column}"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
