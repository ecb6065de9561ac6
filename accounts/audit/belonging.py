"""Everything that hangs on one row, so that the trail of a plan holds that of its parts."""

from collections import defaultdict

from django.db import models
from django.db.models.functions import Cast

from accounts.audit.tables import audited_models
from accounts.models import AuditEntry

Rows = dict[type[models.Model], set[int]]


def entries_about(root: models.Model) -> models.QuerySet:
    """Entries of the row, and of all that hang on it or did until they were removed.

    Those removed are found by what they hung on, so two queries besides that of the entries.
    """
    paths = _paths(type(root))
    rows = _rows_now(root, paths)
    gone = _gone(rows, paths)
    found = models.Q()
    for model in rows.keys() | gone.keys():
        keys = {str(pk) for pk in rows.get(model, ())} | gone.get(model, set())
        found |= models.Q(table=model._meta.db_table, row__in=sorted(keys))
    return AuditEntry.objects.filter(found)


def _paths(root: type[models.Model]) -> dict[type[models.Model], str]:
    """Model -> the shortest way up to `root` over keys that are never empty: "task__item__plan"."""
    found = {root: ""}
    reached = [root]
    for above in reached:
        for model in audited_models():
            for field in model._meta.concrete_fields:
                hangs = field.remote_field and not field.null and field.related_model is above
                if hangs and model not in found:
                    found[model] = f"{field.name}__{found[above]}".removesuffix("__")
                    reached.append(model)
    return found


def _rows_now(root: models.Model, paths: dict[type[models.Model], str]) -> Rows:
    rows: Rows = defaultdict(set)
    rows[type(root)].add(root.pk)
    by_table = {model._meta.db_table: model for model in paths}
    parts = [
        model._base_manager.filter(**{path: root.pk})
        .order_by()
        .values_list(models.Value(model._meta.db_table, models.CharField()), "pk")
        for model, path in paths.items()
        if path
    ]
    for table, pk in parts[0].union(*parts[1:], all=True):
        rows[by_table[table]].add(pk)
    return rows


def _gone(rows: Rows, paths: dict[type[models.Model], str]) -> dict[type[models.Model], set[str]]:
    """Removed rows whose last content names one of `rows` as what they hung on."""
    named = models.Q()
    for model, path in paths.items():
        if path:
            field = model._meta.get_field(path.partition("__")[0])
            above = sorted(rows.get(field.related_model, ()))
            named |= models.Q(table=model._meta.db_table, **{f"content__{field.column}__in": above})
    by_table = {model._meta.db_table: model for model in paths}
    removed = AuditEntry.objects.filter(operation=AuditEntry.Operation.DELETE)
    removed = removed.annotate(content=Cast("before", models.JSONField())).filter(named)
    gone: dict[type[models.Model], set[str]] = defaultdict(set)
    for table, row in removed.order_by().values_list("table", "row"):
        gone[by_table[table]].add(row)
    return gone
