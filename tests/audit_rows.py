"""One row of any model, made of nothing: keys lead nowhere, so its transaction must be undone."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

NOWHERE = 900_000_001
DAY = date(2024, 1, 30)
OF_KIND: list[tuple[type[models.Field], Any]] = [
    (models.BooleanField, False),
    (models.IntegerField, 7),
    (models.DateTimeField, datetime(2024, 1, 30, 8, 15, 30, 123000, tzinfo=UTC)),
    (models.DateField, DAY),
    (models.DecimalField, Decimal("1.5")),
    (models.UUIDField, uuid.UUID(int=7)),
    (models.JSONField, {"ô": [None, "x"]}),
    (models.BinaryField, b"\x00\xff"),
    (models.CharField, "Ô “a”"),
    (models.TextField, "Ô “a”\n%s"),
]
# What a check constraint asks for.
ASKED: dict[str, dict[str, Any]] = {
    "Threshold": {"base_set": "", "base_code": ""},
    "MergeRule": {"base": ""},
    "ThresholdColumn": {"region_id": NOWHERE},
    "Evidence": {"address": ""},
    "CarryOver": {"mapping_id": NOWHERE},
    "ReportingCycle": {"first_on": date(2024, 1, 1), "due_on": date(2024, 2, 1)},
    "ReportingParty": {"agency_id": NOWHERE},
    "Responsibility": {"requirement_id": NOWHERE, "field": ""},
}


def bare_row(model: type[models.Model]) -> models.Model:
    """Unsaved, with the key NOWHERE; every column that may be empty is, and no two keys agree."""
    values = {
        field.attname: _value(field, NOWHERE + number)
        for number, field in enumerate(model._meta.concrete_fields)
    }
    return model(**values | ASKED.get(model.__name__, {}))


def _value(field: models.Field, key: int) -> Any:
    if field.null:
        return None
    if field.primary_key or field.is_relation:
        return key
    if field.choices:
        return field.flatchoices[0][0]
    return next(value for kind, value in OF_KIND if isinstance(field, kind))


def other_value(row: models.Model) -> tuple[models.Field, Any]:
    """A column, and what else it may hold: a key where there is one, else a text or a number."""
    fields = [f for f in row._meta.concrete_fields if not f.primary_key and not f.null]
    for field in fields:
        if field.is_relation:
            return field, getattr(row, field.attname) + 1000
    for field in fields:
        if isinstance(field, models.CharField | models.TextField) and not field.choices:
            return field, f"{getattr(row, field.attname)}b"
    raise LookupError(row._meta.label)
