"""Combinations that the database itself refuses."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from communes.models import AdministrativeUnit, Cell
from tests.factories.communes import (
    CellFactory,
    CommuneFactory,
    DistrictFactory,
    EvidenceFactory,
    EvidenceWithdrawalFactory,
    RequiredProofFactory,
    SetAdoptionFactory,
    StatusEntryFactory,
    UnitAliasFactory,
    UnitRoleFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2024, 1, 1)


def refuses(make) -> bool:
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        pytest.param({}, {}, True, id="twice-without-first-day"),
        pytest.param({"valid_from": DAY}, {"valid_from": DAY}, True, id="twice-from-one-day"),
        pytest.param({"valid_to": DAY}, {"valid_from": date(2024, 1, 2)}, False, id="in-turn"),
    ],
)
def test_a_code_of_a_level_begins_once(first, second, refused):
    CommuneFactory(code="06562", **first)

    assert refuses(lambda: CommuneFactory(code="06562", **second)) is refused


def test_a_code_may_stand_on_two_levels():
    CommuneFactory(code="188")

    DistrictFactory(code="188")

    assert AdministrativeUnit.objects.filter(code="188").count() == 2


@pytest.mark.parametrize(
    ("last_day", "refused"),
    [
        pytest.param(date(2023, 12, 31), True, id="the-day-before"),
        pytest.param(DAY, False, id="one-day-long"),
        pytest.param(None, False, id="open"),
    ],
)
def test_a_unit_ends_after_it_begins(last_day, refused):
    assert refuses(lambda: CommuneFactory(valid_from=DAY, valid_to=last_day)) is refused


def test_an_alias_stands_once_per_unit():
    alias = UnitAliasFactory(name="Tú Doạn")

    assert refuses(lambda: UnitAliasFactory(unit=alias.unit, name="Tú Doạn"))
    assert not refuses(lambda: UnitAliasFactory(name="Tú Doạn"))


def test_a_role_is_held_once():
    held = UnitRoleFactory(role="OFFICER")

    assert refuses(lambda: UnitRoleFactory(user=held.user, unit=held.unit, role="OFFICER"))
    assert not refuses(lambda: UnitRoleFactory(user=held.user, unit=held.unit, role="READER"))


def test_a_set_is_adopted_once_from_a_day():
    made = SetAdoptionFactory(starts_on=DAY)
    same = {"unit": made.unit, "criteria_set": made.criteria_set}

    assert refuses(lambda: SetAdoptionFactory(**same, starts_on=DAY))
    assert not refuses(lambda: SetAdoptionFactory(**same, starts_on=date(2024, 1, 2)))


@pytest.mark.parametrize(
    ("last_day", "refused"),
    [
        pytest.param(date(2023, 12, 31), True, id="the-day-before"),
        pytest.param(DAY, False, id="one-day-long"),
    ],
)
def test_an_adoption_ends_after_it_begins(last_day, refused):
    assert refuses(lambda: SetAdoptionFactory(starts_on=DAY, ends_on=last_day)) is refused


def test_a_cell_exists_once():
    cell = CellFactory()

    assert refuses(lambda: CellFactory(commune=cell.commune, requirement=cell.requirement))
    assert Cell.objects.count() == 1


def test_a_verdict_is_one_of_four():
    assert refuses(lambda: StatusEntryFactory(verdict="MAYBE"))


@pytest.mark.parametrize(
    ("numerator", "denominator", "refused"),
    [
        pytest.param(None, None, False, id="neither"),
        pytest.param(Decimal(45), Decimal(50), False, id="both"),
        pytest.param(Decimal(0), Decimal(50), False, id="none-of-fifty"),
        pytest.param(Decimal(45), None, True, id="no-denominator"),
        pytest.param(None, Decimal(50), True, id="no-numerator"),
        pytest.param(Decimal(45), Decimal(0), True, id="of-zero"),
    ],
)
def test_a_fraction_is_whole(numerator, denominator, refused):
    made = {"numerator": numerator, "denominator": denominator}

    assert refuses(lambda: StatusEntryFactory(**made)) is refused


FILE = {
    "address": "",
    "stored_as": "0" * 32,
    "file_name": "a.pdf",
    "content_type": "application/pdf",
    "size": 1,
    "sha256": "0" * 64,
}


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        pytest.param({}, False, id="address"),
        pytest.param(FILE, False, id="file"),
        pytest.param({"address": ""}, True, id="neither"),
        pytest.param(FILE | {"address": "https://a.example/"}, True, id="both"),
        pytest.param(FILE | {"content_type": "text/html"}, True, id="other-type"),
        pytest.param(FILE | {"size": 0}, True, id="empty"),
        pytest.param(FILE | {"sha256": ""}, True, id="without-digest"),
        pytest.param({"sha256": "0" * 64}, True, id="address-with-digest"),
    ],
)
def test_evidence_is_a_file_or_an_address(more, refused):
    assert refuses(lambda: EvidenceFactory(**more)) is refused


def test_a_kept_file_belongs_to_one_row():
    EvidenceFactory(**FILE)

    assert refuses(lambda: EvidenceFactory(**FILE))


def test_evidence_is_withdrawn_once_and_for_a_reason():
    withdrawal = EvidenceWithdrawalFactory()

    assert refuses(lambda: EvidenceWithdrawalFactory(evidence=withdrawal.evidence))
    assert refuses(lambda: EvidenceWithdrawalFactory(reason=""))


def test_a_proof_is_asked_for_once_at_a_time():
    line = RequiredProofFactory()
    place = {"unit": line.unit, "requirement": line.requirement, "name": line.name}
    gone = {"retired_on": DAY, "retired_by": line.added_by}

    assert refuses(lambda: RequiredProofFactory(**place))
    assert not refuses(lambda: RequiredProofFactory(**place, **gone))
    assert refuses(lambda: RequiredProofFactory(retired_on=DAY))
