"""Entries of the trail as a page shows them: narrowed, with the words of our models."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from accounts.audit.tables import audited_models
from accounts.models import AuditEntry, User
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.text import upper_first

LONGEST = 300  # letters of one value on a page; the trail keeps it whole


@dataclass(frozen=True)
class Narrow:
    """What the address asks for; empty: all."""

    table: str = ""
    row: str = ""
    person: str = ""  # an account's name, or a part of what stands as "ai"
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True)
class Difference:
    """One column of an entry, in words; "–" where there is nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    entry: AuditEntry
    table: str
    differences: tuple[Difference, ...]


def narrowed(entries: models.QuerySet, narrow: Narrow) -> models.QuerySet:
    if narrow.table:
        entries = entries.filter(table=narrow.table)
    if narrow.row:
        entries = entries.filter(row=narrow.row)
    if narrow.person:
        account = User.objects.filter(username=narrow.person).values_list("pk", flat=True).first()
        of_person = (
            models.Q(actor_id=account) if account else models.Q(actor__icontains=narrow.person)
        )
        entries = entries.filter(of_person)
    if narrow.first_on:
        entries = entries.filter(at__gte=_begin_of(narrow.first_on))
    if narrow.last_on and narrow.last_on < date.max:
        entries = entries.filter(at__lt=_begin_of(narrow.last_on + timedelta(days=1)))
    return entries


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def table_choices() -> list[tuple[str, str]]:
    """(table, its words), by the words."""
    return sorted(
        ((table, upper_first(str(model._meta.verbose_name))) for table, model in _models().items()),
        key=lambda choice: (choice[1], choice[0]),
    )


def line(entry: AuditEntry) -> Line:
    model = _models().get(entry.table)
    words = upper_first(str(model._meta.verbose_name)) if model else entry.table
    return Line(entry, words, tuple(_differences(entry, model)))


def _differences(entry: AuditEntry, model: type[models.Model] | None) -> Iterator[Difference]:
    """Of a new or removed row, what it holds; of a change, what differs."""
    before, after = _read(entry.before), _read(entry.after)
    fields = {field.column: field for field in model._meta.concrete_fields} if model else {}
    key = model._meta.pk.column if model else ""
    for column in before | after:
        if column == key and before.get(key, after.get(key)) == after.get(key, before.get(key)):
            continue  # the entry is told by it
        was, becomes = (_words(fields.get(column), kept.get(column)) for kept in (before, after))
        if (was, becomes) != ("–", "–") or entry.operation == AuditEntry.Operation.UPDATE:
            name = fields[column].verbose_name if column in fields else column
            yield Difference(upper_first(str(name)), was, becomes)


def _read(text: str | None) -> dict[str, Any]:
    """A hand that got into the trail may have left anything there: it is shown as it is."""
    if not text:
        return {}
    kept = _parsed(text)
    return kept if isinstance(kept, dict) else {"?": text}


def _parsed(text: str) -> Any:
    """What is no JSON, as it is."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _words(field: models.Field | None, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(field, models.BooleanField):
        return "có" if value else "không"
    if isinstance(field, models.ForeignKey):
        return f"số {value}"
    if isinstance(field, models.JSONField) and isinstance(value, str):  # SQLite keeps its text
        value = _parsed(value)
    text = _flat(value)
    if field is not None and field.choices:
        text = next((str(label) for known, label in field.flatchoices if known == value), text)
    if isinstance(field, models.DateField):  # also with the time
        text = _day_words(field, text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _flat(value: Any) -> str:
    """What a JSON column holds, as people read it: no quotation marks, no escapes."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_flat(one)}" for name, one in value.items()) or "–"
    if isinstance(value, list):
        return ", ".join(map(_flat, value)) or "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _day_words(field: models.DateField, text: str) -> str:
    """What is no day is shown as it is."""
    try:
        if not isinstance(field, models.DateTimeField):
            return format_day(day) if (day := parse_date(text)) else text
        at = parse_datetime(text)
        if at is None:
            return text
        at = at if timezone.is_aware(at) else at.replace(tzinfo=UTC)  # SQLite
        return timezone.localtime(at).strftime("%H:%M:%S %d/%m/%Y")
    except (ValueError, OverflowError):
        return text


@cache
def _models() -> dict[str, type[models.Model]]:
    return {model._meta.db_table: model for model in audited_models()}
