"""docs/privacy.md names every field in which something about a person may stand."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from accounts.models import User
from tests.traces import OWN_APPS

REGISTER = Path(settings.BASE_DIR) / "docs" / "privacy.md"
MOST_KINDS = 8
FREE_TEXT_FROM = 200  # letters; shorter boxes have one subject
PERSONAL_NAME = re.compile(
    r"(^|_)(username|name|names|mail|email|phone|address|device|agent|signer|person|actor|assignee|by|user"
    r"|quote|note|reason|detail|details)(_|$)"
)
FIELD = re.compile(r"`(\w+\.\w+\.\w+)`")


def label(field: models.Field) -> str:
    return f"{field.model._meta.label}.{field.name}"


def own_fields() -> list[models.Field]:
    return [
        field
        for app in OWN_APPS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
    ]


def is_text(field: models.Field) -> bool:
    kinds = (models.CharField, models.TextField, models.GenericIPAddressField, models.JSONField)
    return isinstance(field, kinds) and not field.choices


def may_be_personal(field: models.Field) -> bool:
    if not is_text(field):
        return False
    is_long = not isinstance(field, models.CharField) or (field.max_length or 0) >= FREE_TEXT_FROM
    return is_long or bool(PERSONAL_NAME.search(field.name))


def registered() -> set[str]:
    return set(FIELD.findall(REGISTER.read_text(encoding="utf-8")))


def test_every_field_that_may_be_personal_is_in_the_register():
    """A new one: add it to its kind in docs/privacy.md, or to those that were looked at."""
    found = {label(field) for field in own_fields() if may_be_personal(field)}

    assert found - registered() == set()
    assert len(found) > 80


def test_the_register_names_no_field_that_is_gone():
    known = {label(field) for field in own_fields()}
    models_there = {one.rpartition(".")[0] for one in known}

    gone = {one for one in registered() - known if one.rpartition(".")[0] in models_there}
    assert gone == set()


def test_the_register_has_few_kinds():
    text = REGISTER.read_text(encoding="utf-8")
    kinds = re.findall(r"^### \d+\. (.+)$", text, re.MULTILINE)

    assert 0 < len(kinds) <= MOST_KINDS
    assert len(kinds) == len(set(kinds))


@pytest.mark.django_db
def test_who_did_what_is_a_key_and_not_a_copy_of_the_name():
    """An erased person's name would stay where it was copied."""
    keys = [field for field in own_fields() if field.related_model is User]

    assert len(keys) > 30
    assert {field.name for field in own_fields() if field.name.endswith("_by_name")} == set()


def test_no_address_names_a_person():
    """Paths hold codes of units, plans and rows; what is asked of a list is words and days."""
    from django.urls import get_resolver

    from tests.trust.test_authz import routes

    words = re.compile(r"<\w+:(user|username|email|phone|name|person)>")
    assert [route for route in routes(get_resolver()) if words.search(route)] == []
