"""The unit lists that the portal ships, counted on the days that the plans speak of."""

from datetime import date
from pathlib import Path

import pytest

from communes.models import AdministrativeUnit, UnitAlias
from communes.names import resolve_unit
from communes.services.units import load_units
from ntm_portal.lib.text import fold

UNITS = Path(__file__).resolve().parents[2] / "fixtures" / "units"
LOC_BINH_COMMUNES = {
    "06532": "Mẫu Sơn",
    "06541": "Yên Khoái",
    "06544": "Khánh Xuân",
    "06547": "Tú Mịch",
    "06550": "Hữu Khánh",
    "06553": "Đồng Bục",
    "06559": "Tam Gia",
    "06562": "Tú Đoạn",
    "06565": "Khuất Xá",
    "06574": "Tĩnh Bắc",
    "06577": "Thống Nhất",
    "06589": "Sàn Viên",
    "06592": "Đông Quan",
    "06595": "Minh Hiệp",
    "06598": "Hữu Lân",
    "06601": "Lợi Bác",
    "06604": "Nam Quan",
    "06607": "Xuân Dương",
    "06610": "Ái Quốc",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def lang_son():
    load_units(file=UNITS / "lang-son.yaml")


def units_below(code: str, level: str, day: date):
    above = AdministrativeUnit.objects.filter(code=code, level=level)
    return AdministrativeUnit.objects.at_or_below(above.values("pk")).existing_on(day)


def test_loc_binh_has_its_19_communes_on_the_plans_baseline_day(lang_son):
    communes = units_below("188", "DISTRICT", date(2024, 1, 1)).rural_communes()

    assert dict(communes.values_list("code", "name")) == LOC_BINH_COMMUNES


def test_lang_son_has_207_communes_in_the_plan_of_2019(lang_son):
    assert units_below("20", "PROVINCE", date(2019, 2, 22)).rural_communes().count() == 207


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        pytest.param(date(2017, 10, 15), {"XA": 207, "PHUONG": 5, "THI_TRAN": 14}, id="2017"),
        pytest.param(date(2023, 4, 7), {"XA": 207, "PHUONG": 5, "THI_TRAN": 14}, id="eve"),
        pytest.param(date(2023, 4, 8), {"XA": 181, "PHUONG": 5, "THI_TRAN": 14}, id="2023"),
        pytest.param(date(2025, 3, 1), {"XA": 175, "PHUONG": 5, "THI_TRAN": 14}, id="2025"),
        pytest.param(date(2025, 6, 30), {"XA": 175, "PHUONG": 5, "THI_TRAN": 14}, id="last-day"),
        pytest.param(date(2025, 7, 1), {"XA": 61, "PHUONG": 4}, id="two-tiers"),
    ],
)
def test_lang_son_has_the_units_of_each_list(lang_son, day, kinds):
    communes = units_below("20", "PROVINCE", day).filter(level="COMMUNE")

    counted = {kind: communes.filter(kind=kind).count() for kind in kinds}

    assert counted == kinds
    assert communes.count() == sum(kinds.values())


def test_there_is_no_district_from_july_2025(lang_son):
    districts = AdministrativeUnit.objects.filter(level="DISTRICT")

    assert districts.existing_on(date(2025, 6, 30)).count() == 11
    assert list(districts.existing_on(date(2025, 7, 1))) == []
    today = AdministrativeUnit.objects.existing_on(date(2025, 7, 1)).filter(level="COMMUNE")
    assert set(today.values_list("parent__code", flat=True)) == {"20"}
    assert set(today.values_list("dates_exact", flat=True)) == {True}


def test_the_spellings_of_plan_72_are_aliases(lang_son):
    aliases = UnitAlias.objects.filter(source__startswith="Kế hoạch 72/KH-UBND")

    assert set(aliases.values_list("name", "unit__name", "unit__code")) == {
        ("Tú Doạn", "Tú Đoạn", "06562"),
        ("Sần Viên", "Sàn Viên", "06589"),
        ("Thông Nhất", "Thống Nhất", "06577"),
    }


@pytest.mark.parametrize(
    ("file", "district", "day", "communes"),
    [
        pytest.param("si-ma-cai.yaml", "084", date(2024, 1, 1), 9, id="si-ma-cai"),
        pytest.param("tan-yen.yaml", "216", date(2023, 4, 8), 20, id="tan-yen"),
        pytest.param("tan-yen.yaml", "216", date(2025, 3, 1), 17, id="tan-yen-2025"),
    ],
)
def test_other_districts_have_their_communes(file, district, day, communes):
    load_units(file=UNITS / file)

    assert units_below(district, "DISTRICT", day).rural_communes().count() == communes


@pytest.mark.parametrize("file", sorted(UNITS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_unit_of_a_file_has_its_region(file):
    load_units(file=file)

    regions = AdministrativeUnit.objects.values_list("region__code", flat=True)
    assert set(regions) == {"TDMNPB"}


@pytest.mark.parametrize(
    ("write", "asked"),
    [
        pytest.param(lambda unit: unit.full_name, set(), id="with-title"),
        pytest.param(lambda unit: fold(unit.full_name), set(), id="no-marks"),
        # Without a title these two are a town and a commune of one district.
        pytest.param(lambda unit: unit.name.upper(), {"Chi Lăng", "Đình Lập"}, id="capitals"),
        pytest.param(
            lambda unit: unit.name.replace("òa", "oà"), {"Chi Lăng", "Đình Lập"}, id="other-tone"
        ),
    ],
)
def test_no_name_is_taken_for_another(lang_son, write, asked):
    day = date(2024, 1, 1)
    read = []
    for district in AdministrativeUnit.objects.filter(level="DISTRICT").existing_on(day):
        units = list(district.children.existing_on(day).prefetch_related("aliases"))
        read += [(unit, resolve_unit(write(unit), units=units).unit) for unit in units]

    assert len(read) == 200
    assert [unit for unit, found in read if found not in (None, unit)] == []
    assert {unit.name for unit, found in read if found is None} == asked
