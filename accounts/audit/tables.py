"""Which tables are under the audit trail: all of our apps but for the few named here."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from ntm_portal.lib.audit.watched import Watched, is_secret

# Sessions, Django's own log of the staff pages and permissions belong to no app of ours.
LEFT_OUT = {
    "accounts_auditentry": "the trail itself",
}

TEXTS = (models.CharField, models.TextField)


def audited_models() -> list[type[models.Model]]:
    """Also the tables between two others (many-to-many). A new model is in without being named."""
    return [
        model
        for label in settings.AUDITED_APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT
    ]


def watched_tables(connection: Any) -> Iterator[Watched]:
    """With the columns that the database has now: half-way through migrations they may differ."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for model in audited_models():
            table = model._meta.db_table
            if table in present:
                described = connection.introspection.get_table_description(cursor, table)
                columns = tuple(column.name for column in described)
                yield Watched(table, columns, model._meta.pk.column, hidden_columns(model, columns))


def hidden_columns(model: type[models.Model], columns: tuple[str, ...]) -> tuple[str, ...]:
    raw = {f.column for f in model._meta.local_fields if isinstance(f, models.BinaryField)}
    texts = {f.column for f in model._meta.local_fields if isinstance(f, TEXTS)}
    return tuple(c for c in columns if c in raw or (c in texts and is_secret(c)))
