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
# What tells kinds of rows of one table apart, where somebody may write one kind and not the other.
KINDS = ("voice", "step", "role")


def snapshot(written: Sequence[str] | None = None) -> Rows:
    """Every row by table; only of the tables that the statements name, where some are given."""
    return {
        model._meta.db_table: list(_rows(model).order_by("pk").values_list())
        for model in _models()
        if written is None or any(f'"{model._meta.db_table}"' in sql for sql in written)
    }


def changed(before: Rows, after: Rows) -> set[str]:
    """The columns whose values differ, and which tables have rows more or less, each by its kind.

    before holds every table that after holds.
    """
    return {
        said
        for model in _models()
        if after.get(model._meta.db_table, before[model._meta.db_table])
        != before[model._meta.db_table]
        for said in _changed_of(model, before[model._meta.db_table], after[model._meta.db_table])
    }


def _changed_of(model: type[Model], before: list[tuple], after: list[tuple]) -> Iterator[str]:
    table = model._meta.db_table
    names = [field.attname for field in model._meta.concrete_fields]
    key = names.index(model._meta.pk.attname)
    old, new = (
        {row[key]: dict(zip(names, row, strict=True)) for row in r} for r in (before, after)
    )
    for pk in old.keys() & new.keys():
        yield from (f"{table}.{name}" for name in names if old[pk][name] != new[pk][name])
    for word, rows in (("new", new.keys() - old.keys()), ("gone", old.keys() - new.keys())):
        for pk in rows:
            row = new.get(pk) or old[pk]
            kind = "".join(f", {name} {row[name]}" for name in KINDS if name in row)
            yield f"{table}: {word}{kind}"


def _models() -> Iterator[type[Model]]:
    for label in OWN_APPS:
        yield from apps.get_app_config(label).get_models(include_auto_created=True)


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
