"""Named reads of units and adoptions."""

from datetime import date

import pytest

from communes.models import AdministrativeUnit, SetAdoption
from tests.factories.accounts import UserFactory
from tests.factories.communes import (
    CommuneFactory,
    DistrictFactory,
    ProvinceFactory,
    SetAdoptionFactory,
    UnitAliasFactory,
    UnitRoleFactory,
)
from tests.factories.criteria import CriteriaSetFactory

pytestmark = pytest.mark.django_db
UNITS = AdministrativeUnit.objects
KIND = AdministrativeUnit.Kind


@pytest.fixture
def tree() -> dict[str, AdministrativeUnit]:
    """Two provinces; the first has a district with a commune and a town, and one directly."""
    province = ProvinceFactory(name="Lạng Sơn")
    district = DistrictFactory(name="Lộc Bình", parent=province)
    other = ProvinceFactory(name="Lào Cai")
    return {
        "province": province,
        "district": district,
        "commune": CommuneFactory(name="Xuân Dương", parent=district),
        "town": CommuneFactory(name="Na Dương", parent=district, kind=KIND.TOWN),
        "direct": CommuneFactory(name="Châu Sơn", parent=province),
        "other": other,
        "stranger": CommuneFactory(name="Bản Mế", parent=other),
    }


def names(units) -> set[str]:
    return {unit.name for unit in units}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2023, 4, 7), {"Xuân Mãn", "Yên Khoái"}, id="the-day-before"),
        pytest.param(date(2023, 4, 8), {"Khánh Xuân", "Yên Khoái"}, id="first-day"),
        pytest.param(date(2025, 6, 30), {"Khánh Xuân", "Yên Khoái"}, id="last-day"),
        pytest.param(date(2025, 7, 1), {"Yên Khoái"}, id="the-day-after"),
    ],
)
def test_existing_on_counts_both_ends(day, expected):
    CommuneFactory(name="Xuân Mãn", valid_to=date(2023, 4, 7))
    CommuneFactory(name="Khánh Xuân", valid_from=date(2023, 4, 8), valid_to=date(2025, 6, 30))
    CommuneFactory(name="Yên Khoái")

    assert names(UNITS.existing_on(day)) == expected
    assert {unit.name for unit in UNITS.all() if unit.exists_on(day)} == expected


def test_at_or_below_reaches_every_depth(tree):
    village = CommuneFactory(name="Thôn 1", parent=tree["commune"], level="VILLAGE", kind="THON")

    assert names(UNITS.at_or_below([tree["province"].pk])) == {
        "Lạng Sơn", "Lộc Bình", "Xuân Dương", "Na Dương", "Châu Sơn", "Thôn 1",
    }  # fmt: skip
    assert names(UNITS.at_or_below([tree["commune"].pk])) == {"Xuân Dương", "Thôn 1"}
    assert names(UNITS.at_or_below([village.pk])) == {"Thôn 1"}


def test_rural_communes_leave_out_towns_and_other_levels(tree):
    assert names(UNITS.rural_communes()) == {"Xuân Dương", "Châu Sơn", "Bản Mế"}


@pytest.mark.parametrize("role", ["OFFICE", "LEADER", "OFFICER", "READER"])
def test_any_role_shows_the_unit_and_what_is_below(tree, role):
    user = UnitRoleFactory(unit=tree["district"], role=role).user

    assert names(UNITS.visible_to(user)) == {"Lộc Bình", "Xuân Dương", "Na Dương"}


def test_nothing_is_visible_without_a_role_or_to_a_closed_account(tree):
    closed = UnitRoleFactory(unit=tree["district"], user__is_active=False).user

    assert names(UNITS.visible_to(UserFactory())) == set()
    assert names(UNITS.visible_to(UserFactory(admin=True))) == set()
    assert names(UNITS.visible_to(closed)) == set()


def test_the_office_speaks_for_all_communes_below_an_officer_for_one(tree):
    office = UnitRoleFactory(unit=tree["district"], role="OFFICE").user
    officer = UnitRoleFactory(unit=tree["commune"], role="OFFICER").user

    assert names(UNITS.spoken_for_by(office, "OFFICE").filter(level="COMMUNE")) == {
        "Xuân Dương",
        "Na Dương",
    }
    assert names(UNITS.spoken_for_by(office, "OFFICER")) == set()
    assert names(UNITS.spoken_for_by(officer, "OFFICE")) == set()
    assert names(UNITS.spoken_for_by(officer, "OFFICER")) == {"Xuân Dương"}


def test_a_set_judges_the_unit_that_adopted_it_and_all_below(tree):
    adoption = SetAdoptionFactory(
        unit=tree["district"], starts_on=date(2022, 1, 1), ends_on=date(2025, 12, 31)
    )
    SetAdoptionFactory(unit=tree["other"])

    judged = UNITS.judged_by(adoption.criteria_set, date(2024, 1, 1))

    assert names(judged) == {"Lộc Bình", "Xuân Dương", "Na Dương"}
    assert names(UNITS.judged_by(adoption.criteria_set, date(2026, 1, 1))) == set()


@pytest.mark.parametrize(
    ("day", "judged"),
    [
        pytest.param(date(2025, 12, 30), {"Xuân Dương"}, id="the-day-before-its-last"),
        pytest.param(date(2025, 12, 31), {"Xuân Dương"}, id="its-last-day"),
        pytest.param(date(2026, 1, 1), set(), id="the-day-after"),
    ],
)
def test_a_set_judges_nobody_after_its_last_day_though_its_adoption_goes_on(tree, day, judged):
    ended = CriteriaSetFactory(effective_to=date(2025, 12, 31))
    SetAdoptionFactory(unit=tree["commune"], criteria_set=ended)

    assert names(UNITS.judged_by(ended, day)) == judged


@pytest.mark.parametrize(
    ("day", "count"),
    [
        pytest.param(date(2021, 12, 31), 0, id="the-day-before"),
        pytest.param(date(2022, 1, 1), 1, id="first-day"),
        pytest.param(date(2025, 12, 31), 1, id="last-day"),
        pytest.param(date(2026, 1, 1), 0, id="the-day-after"),
    ],
)
def test_an_adoption_is_in_force_on_both_its_ends(day, count):
    SetAdoptionFactory(starts_on=date(2022, 1, 1), ends_on=date(2025, 12, 31))

    assert SetAdoption.objects.in_force(day).count() == count


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("xuan duong", {"Xuân Dương"}, id="no-marks"),
        pytest.param("DUONG", {"Xuân Dương", "Na Dương"}, id="one-word"),
        pytest.param("dương xuân", {"Xuân Dương"}, id="any-order"),
        pytest.param("ban me", {"Bản Mế"}, id="other-province"),
        pytest.param("xã xuân dương", {"Xuân Dương"}, id="title-word"),
        pytest.param("x duong", {"Xuân Dương"}, id="first-letter"),
        pytest.param("xd", {"Xuân Dương"}, id="initials"),
        pytest.param("na zuong", {"Na Dương"}, id="alias"),
        pytest.param("không có", set(), id="nothing"),
        pytest.param("xuân " * 2000, {"Xuân Dương"}, id="two-thousand-words"),
    ],
)
def test_matching_finds_names_and_aliases_once(tree, words, expected):
    UnitAliasFactory(unit=tree["town"], name="Na Zương")
    UnitAliasFactory(unit=tree["town"], name="Nà Zương")

    found = list(UNITS.matching(words))

    assert names(found) == expected
    assert len(found) == len(expected)


def test_matching_finds_the_official_code_from_its_start(tree):
    code = UNITS.get(name="Xuân Dương").code

    assert names(UNITS.matching(code)) == {"Xuân Dương"}
