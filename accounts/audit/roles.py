"""Two roles on PostgreSQL: the owner migrates, the runtime role cannot touch the trail."""

from ntm_portal.lib.audit.postgresql import FUNCTIONS, PENDING
from ntm_portal.lib.audit.watched import LOG

ROLE_NAME = r"[a-z_][a-z0-9_]{0,62}"  # needs no quotes, and cannot hold a statement


def statements(*, owner: str, runtime: str, database: str) -> list[str]:
    """For a superuser, in the portal's database after `migrate`. They can be run again.

    owner, runtime: names that match ROLE_NAME. Without a password they log in by `peer` alone.
    """
    later = f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"
    return [
        *(_made(role) for role in (owner, runtime)),
        f'ALTER DATABASE "{database}" OWNER TO {owner}',
        f'REVOKE ALL ON DATABASE "{database}" FROM PUBLIC',
        f'GRANT CONNECT ON DATABASE "{database}" TO {runtime}',
        f"ALTER SCHEMA public OWNER TO {owner}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {runtime}",
        _handed_over(owner),
        *(f"ALTER FUNCTION public.{name} OWNER TO {owner}" for name in FUNCTIONS),
        *(f"REVOKE ALL ON FUNCTION public.{name} FROM PUBLIC" for name in FUNCTIONS),
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {runtime}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {runtime}",
        f"REVOKE ALL ON public.{LOG}, public.{PENDING}, public.django_migrations FROM {runtime}",
        f"GRANT SELECT ON public.{LOG}, public.{PENDING}, public.django_migrations TO {runtime}",
        # What later migrations make. If it is the log anew, install takes these rights back.
        f"{later} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {runtime}",
        f"{later} GRANT USAGE, SELECT ON SEQUENCES TO {runtime}",
    ]


def _made(role: str) -> str:
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') "
        f"THEN CREATE ROLE {role} LOGIN; END IF; "
        f"ALTER ROLE {role} NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS; END $$"
    )


def _handed_over(owner: str) -> str:
    """Every table, with its sequences, to the owner: who migrated before may have been another."""
    return (
        "DO $$ DECLARE one record; BEGIN FOR one IN SELECT relname FROM pg_class "  # noqa: S608
        "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p') "
        f"LOOP EXECUTE format('ALTER TABLE public.%I OWNER TO {owner}', one.relname); "
        "END LOOP; END $$"
    )
