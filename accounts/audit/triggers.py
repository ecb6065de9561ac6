"""Putting the triggers of the audit trail on, taking them off, and seeing what is missing."""

from typing import Any

from accounts.audit.tables import watched_tables
from ntm_portal.lib.audit import postgresql, sqlite
from ntm_portal.lib.audit.watched import LOG, PREFIX

Key = tuple[str, str]  # table, trigger
Made = dict[Key, str]  # -> how it is made, to be compared with how it should be


def install(connection: Any) -> int:
    """Make the triggers what they should be; how many had to be made anew.

    Nothing is locked when all of them are there already. Without the log's table (migrated back)
    they are taken off: a trigger that cannot write would stop every write.
    """
    with connection.cursor() as cursor:
        if LOG not in connection.introspection.table_names(cursor):
            remove(connection)
            return 0
    return _BACKENDS[connection.vendor].install(connection)


def chain_now(connection: Any) -> None:
    """Put what this transaction has written into the log, before its commit (PostgreSQL)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS public.{postgresql.SEAL} IMMEDIATE")
            cursor.execute(f"SET CONSTRAINTS public.{postgresql.SEAL} DEFERRED")


def remove(connection: Any) -> None:
    _BACKENDS[connection.vendor].remove(connection)


def trigger_faults(connection: Any) -> list[str]:
    """One Vietnamese sentence per table whose trigger is missing, off, or not as it should be."""
    return [
        f"Bảng {table}: trigger hoặc quyền khác bản đúng. Chạy manage.py install_audit."
        for table in sorted({table for table, _ in _BACKENDS[connection.vendor].wrong(connection)})
    ]


class _Sqlite:
    @staticmethod
    def wanted(connection: Any) -> Made:
        made = {(LOG, name): sql for name, sql in sqlite.guards().items()}
        for watched in watched_tables(connection):
            made |= {(watched.table, name): sql for name, sql in sqlite.triggers(watched).items()}
        return made

    @staticmethod
    def present(connection: Any) -> Made:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tbl_name, name, sql FROM sqlite_master "
                "WHERE type = 'trigger' AND substr(name, 1, %s) = %s",
                [len(PREFIX), PREFIX],
            )
            return {(table, name): sql for table, name, sql in cursor.fetchall()}

    @classmethod
    def wrong(cls, connection: Any) -> list[Key]:
        return _differing(cls.wanted(connection), cls.present(connection))

    @classmethod
    def install(cls, connection: Any) -> int:
        wanted, present = cls.wanted(connection), cls.present(connection)
        wrong = _differing(wanted, present)
        with connection.cursor() as cursor:
            for table, name in wrong:
                if (table, name) in present:
                    cursor.execute(f'DROP TRIGGER "{name}"')
                if (table, name) in wanted:
                    cursor.execute(wanted[table, name].replace("%", "%%"), [])
        return len(wrong)

    @classmethod
    def remove(cls, connection: Any) -> None:
        with connection.cursor() as cursor:
            for _, name in cls.present(connection):
                cursor.execute(f'DROP TRIGGER "{name}"')


class _Postgresql:
    """Triggers are compared as the server writes them, functions by their bodies."""

    @staticmethod
    def wanted(connection: Any) -> Made:
        made = postgresql.guards()
        for watched in watched_tables(connection):
            made |= postgresql.triggers(watched)
        return made

    @staticmethod
    def present(connection: Any) -> Made:
        """With "switched off" in front where it is."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname, tgname, pg_get_triggerdef(pg_trigger.oid), "
                "tgenabled IN ('O', 'A') "
                "FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
                "WHERE starts_with(tgname, %s) AND NOT tgisinternal "
                "AND relnamespace = 'public'::regnamespace",
                [PREFIX],
            )
            return {
                (table, name): sql if is_on else f"switched off: {sql}"
                for table, name, sql, is_on in cursor.fetchall()
            }

    @staticmethod
    def wrong_functions(connection: Any) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT proname, prosrc FROM pg_proc WHERE starts_with(proname, %s) "
                "AND pronamespace = 'public'::regnamespace",
                [PREFIX],
            )
            bodies = dict(cursor.fetchall())
        return [
            name for name, (_, body) in postgresql.FUNCTIONS.items() if bodies.get(name) != body
        ]

    @staticmethod
    def other_writers(connection: Any) -> list[str]:
        """Roles besides the owner that may write into the log or what waits for it.

        The default rights of the runtime role would give it a log that was made anew.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT coalesce(rolname, 'public') "
                "FROM pg_class, aclexplode(relacl) AS given "
                "LEFT JOIN pg_roles ON pg_roles.oid = grantee "
                "WHERE relname IN (%s, %s) AND relnamespace = 'public'::regnamespace "
                "AND privilege_type <> 'SELECT' AND grantee <> relowner ORDER BY 1",
                [LOG, postgresql.PENDING],
            )
            return [role for (role,) in cursor.fetchall()]

    @classmethod
    def wrong(cls, connection: Any) -> list[Key]:
        others = [
            *((LOG, name) for name in cls.wrong_functions(connection)),
            *((LOG, role) for role in cls.other_writers(connection)),
        ]
        return others + _differing(cls.wanted(connection), cls.present(connection))

    @classmethod
    def install(cls, connection: Any) -> int:
        wrong = cls.wrong(connection)
        if not wrong:
            return 0  # nothing is locked
        with connection.cursor() as cursor:
            cursor.execute(postgresql.TABLE)
            for name in cls.wrong_functions(connection):
                cursor.execute(postgresql.function(name).replace("%", "%%"), [])
            wanted, present = cls.wanted(connection), cls.present(connection)
            for table, name in _differing(wanted, present):
                if (table, name) in present:
                    cursor.execute(f"DROP TRIGGER {name} ON public.{table}")
                if (table, name) in wanted:
                    cursor.execute(wanted[table, name].replace("%", "%%"), [])
            for role in cls.other_writers(connection):
                whom = "PUBLIC" if role == "public" else connection.ops.quote_name(role)
                rights = "INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER"
                cursor.execute(f"REVOKE {rights} ON {LOG}, {postgresql.PENDING} FROM {whom}")
        return len(wrong)

    @classmethod
    def remove(cls, connection: Any) -> None:
        with connection.cursor() as cursor:
            for table, name in cls.present(connection):
                cursor.execute(f"DROP TRIGGER {name} ON public.{table}")
            cursor.execute(f"DROP TABLE IF EXISTS public.{postgresql.PENDING}")
            for name in reversed(postgresql.FUNCTIONS):
                cursor.execute(f"DROP FUNCTION IF EXISTS public.{name}")


def _differing(wanted: Made, present: Made) -> list[Key]:
    return sorted(
        key for key in wanted.keys() | present.keys() if wanted.get(key) != present.get(key)
    )


_BACKENDS = {"sqlite": _Sqlite, "postgresql": _Postgresql}
