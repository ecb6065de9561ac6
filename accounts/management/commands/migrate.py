"""Django's migrate, which leaves the audit trail complete: new tables, changed columns."""

from django.core.management.commands import migrate
from django.db import connections, transaction

from accounts.audit.triggers import install


class Command(migrate.Command):
    def handle(self, *args, **options) -> None:
        asks_only = options["plan"] or options["check_unapplied"]
        try:
            super().handle(*args, **options)
        finally:
            # Also after a migration that failed: what it has left behind must be under the trail.
            if not asks_only:
                connection = connections[options["database"]]
                with transaction.atomic(using=connection.alias):
                    install(connection)
