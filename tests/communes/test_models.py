"""What a unit and a role refuse before they are stored, with words."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from communes.models import AdministrativeUnit
from tests.factories.accounts import UserFactory
from tests.factories.communes import (
    CommuneFactory,
    DistrictFactory,
    ProvinceFactory,
    UnitFactory,
    UnitRoleFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2024, 1, 1)
BEFORE = date(2023, 12, 31)


def messages(row, check="clean") -> list[str]:
    try:
        getattr(row, check)()
    except ValidationError as error:
        return error.messages
    return []


def test_the_longest_name_has_room_in_the_search_text():
    unit = CommuneFactory(name="a " * 30)

    unit.full_clean()

    assert len(unit.search_text) <= AdministrativeUnit._meta.get_field("search_text").max_length


@pytest.mark.parametrize("code", ["06562", "P1", "LS-06562"])
def test_a_code_of_letters_digits_and_hyphens_is_taken(code):
    assert messages(CommuneFactory.build(code=code), "clean_fields") == []


@pytest.mark.parametrize("code", ["06 562", "06/562", "Đ1", "06_562", "٣", "?x=1"])
def test_another_code_is_refused(code):
    assert messages(CommuneFactory.build(code=code), "clean_fields") == [
        f"Mã ‘{code}’ không dùng được. Chỉ viết chữ cái không dấu, chữ số và dấu gạch nối."
    ]


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        pytest.param({}, {"valid_from": DAY}, True, id="always-there"),
        pytest.param({"valid_to": DAY}, {"valid_from": DAY}, True, id="one-day"),
        pytest.param({"valid_from": DAY}, {"valid_to": DAY}, True, id="one-day-before"),
        pytest.param({"valid_to": BEFORE}, {"valid_from": DAY}, False, id="in-turn"),
        pytest.param({"valid_from": DAY}, {"valid_to": BEFORE}, False, id="in-turn-before"),
        pytest.param({"code": "06563"}, {}, False, id="other-code"),
        pytest.param({"level": "DISTRICT"}, {}, False, id="other-level"),
    ],
)
def test_a_code_belongs_to_one_unit_at_a_time(first, second, refused):
    CommuneFactory(**{"code": "06562", "name": "Tú Đoạn"} | first)

    found = messages(CommuneFactory.build(code="06562", name="Tú Xuyên", **second))

    sentence = (
        "Mã 06562 của Xã Tú Xuyên trùng thời gian với Xã Tú Đoạn đã có. Sửa mã hoặc thời gian."
    )
    assert found == ([sentence] if refused else [])


def test_a_stored_unit_does_not_stand_in_its_own_way():
    unit = CommuneFactory(parent=DistrictFactory(parent=ProvinceFactory()))

    assert messages(unit, "full_clean") == []


@pytest.mark.parametrize(
    ("level", "above", "refused"),
    [
        ("DISTRICT", "PROVINCE", False),
        ("COMMUNE", "PROVINCE", False),
        ("COMMUNE", "DISTRICT", False),
        ("VILLAGE", "PROVINCE", False),
        ("VILLAGE", "COMMUNE", False),
        ("PROVINCE", "PROVINCE", True),
        ("PROVINCE", "VILLAGE", True),
        ("COMMUNE", "COMMUNE", True),
        ("DISTRICT", "COMMUNE", True),
    ],
)
def test_a_unit_stands_below_a_higher_level(level, above, refused):
    parent = UnitFactory(level=above, name="Trên")
    unit = UnitFactory.build(level=level, parent=parent, name="Dưới")

    sentence = (
        f"Xã Dưới ({unit.get_level_display()}) không thể thuộc Xã Trên "
        f"({parent.get_level_display()}). Chọn đơn vị ở cấp cao hơn."
    )
    assert messages(unit) == ([sentence] if refused else [])


def test_a_unit_is_not_its_own_parent():
    unit = CommuneFactory(name="Tú Đoạn")
    unit.parent = unit

    assert messages(unit) == ["Xã Tú Đoạn không thể thuộc chính nó. Chọn đơn vị ở cấp cao hơn."]


def test_a_unit_does_not_sink_to_the_level_of_those_below_it():
    district = DistrictFactory(name="Lộc Bình")
    CommuneFactory(parent=district, name="Tú Đoạn")
    district.level = "VILLAGE"

    assert messages(district) == [
        "Xã Tú Đoạn (cấp xã) không thể thuộc Huyện Lộc Bình (thôn). Chọn đơn vị ở cấp cao hơn."
    ]


@pytest.mark.parametrize(
    ("role", "make", "refused"),
    [
        ("OFFICER", CommuneFactory, False),
        ("OFFICE", DistrictFactory, False),
        ("READER", ProvinceFactory, False),
        ("OFFICER", DistrictFactory, True),
        ("OFFICER", ProvinceFactory, True),
    ],
)
def test_an_officer_is_one_of_a_commune(role, make, refused):
    held = UnitRoleFactory.build(user=UserFactory(), unit=make(name="Lộc Bình"), role=role)

    sentence = f"{held.unit} không phải cấp xã. Vai trò ‘cán bộ xã’ chỉ đặt ở một xã: chọn một xã."
    assert messages(held) == ([sentence] if refused else [])
