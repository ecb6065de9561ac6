"""Which tables are under the audit trail: all of our apps but for the few named here."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from ntm_portal.lib.audit.watched import Watched, is_secret

# Django's own log of the staff pages and permissions belong to no app of ours.
LEFT_OUT = {
    "accounts_auditentry": "the trail itself",
    "accounts_accessevent": "a log of its own, kept for months; the trail is kept for ever",
    "accounts_session": "no figure hangs on it, and every page would be an entry",
}

COLUMNS = {
    "sqlite": (
        "SELECT kept.name, its.name FROM sqlite_master AS kept, "
        "pragma_table_info(kept.name) AS its WHERE kept.type = 'table' ORDER BY 1, its.cid"
    ),
    "postgresql": (
        "SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
        "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
        "AND attnum > 0 AND NOT attisdropped ORDER BY 1, attnum"
    ),
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
    present = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS[connection.vendor])
        for table, column in cursor.fetchall():
            present[table].append(column)
    for model in audited_models():
        table = model._meta.db_table
        if table in present:
            columns = tuple(present[table])
            yield Watched(table, columns, model._meta.pk.column, hidden_columns(model, columns))


def hidden_columns(model: type[models.Model], columns: tuple[str, ...]) -> tuple[str, ...]:
    raw = {f.column for f in model._meta.local_fields if isinstance(f, models.BinaryField)}
    texts = {f.column for f in model._meta.local_fields if isinstance(f, TEXTS)}
    return tuple(c for c in columns if c in raw or (c in texts and is_secret(c)))
