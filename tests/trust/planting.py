"""Writing hostile texts into every text field of every row, past all forms and services."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.db.models.query import QuerySet

from assignments.models import Report
from ntm_portal.lib.fields import CleanCharField, CleanTextField
from ntm_portal.lib.text import clean_line
from tests.factories.reporting import NO_FIGURES
from tests.traces import OWN_APPS
from tests.trust.payloads import Planted

SHORTEST = 20  # a field with less room holds no text that could be anything
# Text that is a key: other rows, addresses or rules are found by it.
KEYS = {
    "accounts.User.username",  # a name in the log of logins; forms take letters and signs only
    "criteria.CriteriaSet.period",
    "criteria.Threshold.base_set",
    "communes.Evidence.address",  # checked at the door: tests/communes/test_views_evidence.py
    "communes.Evidence.stored_as",
    "communes.PlanScan.stored_as",
    "assignments.CalendarEntry.key",
    "assignments.DigestSent.message_id",
    "assignments.DutyNotice.key",
    "assignments.ReportingCycle.rule",
}
SECRET = re.compile(r"digest|hash|^data$")  # nobody types it
# Rows that a database itself keeps from being changed: their own tests say so.
UNALTERABLE = {"accounts.AuditEntry"}


def text_fields() -> Iterator[tuple[type[models.Model], list[models.Field]]]:
    """Of every model of ours the fields in which somebody may have written what he liked."""
    for label in OWN_APPS:
        for model in apps.get_app_config(label).get_models():
            fields = [
                field
                for field in model._meta.concrete_fields
                if isinstance(field, CleanCharField | CleanTextField)
                and not field.choices
                and (field.max_length is None or field.max_length >= SHORTEST)
                and not SECRET.search(field.name)
                and f"{model._meta.label}.{field.name}" not in KEYS
            ]
            if fields and model._meta.label not in UNALTERABLE:
                yield model, fields


def plant(planted: Planted) -> dict[str, int]:
    """Another text into every field of every row; how many by model and field."""
    counts: dict[str, int] = {}
    for model, fields in text_fields():
        for key in model._base_manager.order_by("pk").values_list("pk", flat=True):
            for field in fields:
                text = planted.next(field.max_length)
                if text is None or not _stored(model, key, field, text):
                    continue
                name = f"{model._meta.label}.{field.name}"
                counts[name] = counts.get(name, 0) + 1
    for report in Report.objects.all():
        # Made of cleaned fields, so without what no encoding takes.
        texts = {name: [clean_line(planted.next(200) or "")] for name in NO_FIGURES.LISTS}
        QuerySet(Report).filter(pk=report.pk).update(figures=report.figures | texts)
    return counts


def _stored(model: type[models.Model], key: object, field: models.Field, text: str) -> bool:
    """False where a constraint of the database refuses the text."""
    try:
        with transaction.atomic():
            # Of Django itself: history has no `update` of its own.
            QuerySet(model).filter(pk=key).update(**{field.name: text})
    except DatabaseError:
        return False
    return True
