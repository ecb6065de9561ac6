"""Which kinds of sheets a person may bring in, and which imports are theirs."""

from datetime import date
from uuid import UUID

from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from ntm_portal.lib.sheet_kinds import SheetKind
from reports.import_kinds import KINDS
from reports.models import ImportRun
from reports.querysets import ImportRunQuerySet


def offered_kinds(user: User, today: date) -> dict[str, SheetKind]:
    """By code; a kind whose form has nothing to choose from is not for this person."""
    return {
        code: kind
        for code, kind in KINDS.items()
        if _has_choices(kind.scope_form(user=user, today=today))
    }


def get_kind(user: User, code: str, today: date) -> SheetKind:
    kind = KINDS.get(code)
    if kind is None or not _has_choices(kind.scope_form(user=user, today=today)):
        raise Http404
    return kind


def own_runs(user: User) -> ImportRunQuerySet:
    return ImportRun.objects.of(user).light()


def get_run(user: User, key: str) -> ImportRun:
    """An import of the person's own."""
    return get_object_or_404(own_runs(user), uuid=_uuid(key))


def get_receipt(user: User, key: str) -> ImportRun:
    """A written import: one's own, and for an administrator everybody's."""
    runs = ImportRun.objects.light() if user.is_staff else own_runs(user)
    return get_object_or_404(runs.written(), uuid=_uuid(key))


def _uuid(key: str) -> UUID:
    try:
        return UUID(key)
    except ValueError:
        raise Http404 from None


def _has_choices(form: Form) -> bool:
    return all(
        any(str(value) for value, _ in field.choices)
        for field in form.fields.values()
        if field.required and hasattr(field, "choices")
    )
