"""What a request leaves in the database, and undoing it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model, QuerySet

from accounts.models import AccessEvent

OWN_APPS = ("accounts", "criteria", "communes", "plans", "assignments", "reports")
READING = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")
# What the access log says of an answer is not what the request did.
JOURNAL = ("REFUSED", "ALERT", "EXPORTED", "FAILED", "LOCKED", "FACTOR_FAILED")
Rows = dict[str, list[tuple]]


def snapshot(written: Sequence[str] | None = None) -> Rows:
    """Every row by table; only of the tables that the statements name, where some are given."""
    models = (
        model
        for label in OWN_APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    )
    return {
        model._meta.db_table: list(_rows(model).order_by("pk").values_list())
        for model in models
        if written is None or any(f'"{model._meta.db_table}"' in sql for sql in written)
    }


def _rows(model: type[Model]) -> QuerySet:
    rows = model._base_manager.all()
    return rows.exclude(kind__in=JOURNAL) if model is AccessEvent else rows


@contextmanager
def undone() -> Iterator[None]:
    """Each request finds the same rows, and a broken transaction ends with its request."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def watched() -> Iterator[list[str]]:
    """The statements that may have written a row."""
    found: list[str] = []

    def note(execute, sql, params, many, context):
        if not sql.startswith(READING):
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found
