"""Text fields that clean what they are given, on the way into a row and into a query."""

from datetime import date

import pytest
from django.apps import apps
from django.db import models

from accounts.models import AuditEntry, User
from communes.models import AdministrativeUnit, StatusEntry
from criteria.models import CommuneGroup, CriteriaSet, Region, Requirement
from ntm_portal.lib.fields import CleanCharField, CleanSlugField, CleanTextField
from plans.models import Plan
from tests.factories.accounts import UserFactory
from tests.factories.communes import CellFactory, CommuneFactory, StatusEntryFactory
from tests.factories.criteria import CriteriaSetFactory, RegionFactory

DIRTY = " Xa\u0303\x0b\x1fB\0\ud800  C\r\n"
CLEAN = (CleanCharField, CleanSlugField, CleanTextField)
# Django's own, what `fold` writes, and what names a kept file.
PLAIN = {"password", "username", "email", "search_text", "stored_as", "sha256"}
OWN_APPS = ["accounts", "criteria", "communes", "plans", "assignments"]


@pytest.mark.parametrize("way", ["to_python", "get_prep_value"])
@pytest.mark.parametrize(
    ("field", "expected"),
    [
        pytest.param(CleanCharField(), "Xã B C", id="line"),
        pytest.param(CleanSlugField(), "Xã B C", id="slug"),
        pytest.param(CleanTextField(), "Xã\nB  C", id="text"),
    ],
)
def test_a_field_cleans_text(field, expected, way):
    assert getattr(field, way)(DIRTY) == expected


@pytest.mark.parametrize("way", ["to_python", "get_prep_value"])
@pytest.mark.parametrize(("value", "expected"), [(None, None), ("", ""), (12, "12")])
@pytest.mark.parametrize("field", [CleanCharField(), CleanSlugField(), CleanTextField()])
def test_a_field_leaves_other_values_as_django_does(field, value, expected, way):
    assert getattr(field, way)(value) == expected


def test_every_text_that_people_write_is_cleaned():
    plain = [
        f"{model.__name__}.{field.name}"
        for app in OWN_APPS
        for model in apps.get_app_config(app).get_models()
        if model is not AuditEntry  # holds what others hold, as it is
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField)
        if not (isinstance(field, CLEAN) or field.choices or field.name in PLAIN)
    ]

    assert plain == []


@pytest.mark.django_db
def test_rows_stored_without_a_form_are_clean():
    CommuneFactory(name=DIRTY)
    StatusEntry.objects.bulk_create([StatusEntryFactory.build(
        cell=CellFactory(), recorded_by=UserFactory(), note=DIRTY
    )])  # fmt: skip
    User.objects.update(full_name=DIRTY)

    assert AdministrativeUnit.objects.filter(name="Xã B C").count() == 1
    assert list(StatusEntry.objects.values_list("note", flat=True)) == ["Xã B C"]
    assert User.objects.get().full_name == "Xã B C"


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["code", "code__in"])
@pytest.mark.parametrize(
    "model", [AdministrativeUnit, CommuneGroup, CriteriaSet, Plan, Region, Requirement]
)
def test_a_code_with_nul_or_half_a_character_is_not_found(model, lookup):
    value = "\0\ud800"

    assert list(model.objects.filter(**{lookup: [value] if "__in" in lookup else value})) == []


@pytest.mark.django_db
def test_a_code_is_found_however_its_characters_are_put_together():
    made, region = CriteriaSetFactory(code="BO-THU"), RegionFactory(code="ĐÔ")

    assert CriteriaSet.objects.get(code=" BO-THU\0") == made
    assert Region.objects.get(code="ĐO\u0302") == region


def test_full_clean_sees_what_will_be_stored():
    entry = StatusEntry(
        verdict="MET", voice="OFFICE", observed_on=date(2024, 1, 1),
        note=" " * 600 + DIRTY, source_document="\0",
    )  # fmt: skip

    entry.clean_fields(exclude=["cell", "recorded_by"])

    assert (entry.note, entry.source_document) == ("Xã B C", "")
