"""Lists of the staff pages as sheets: what is taken away, and where rows are brought in."""

import csv
from io import BytesIO, StringIO

import pytest
from django.urls import NoReverseMatch, reverse
from openpyxl import load_workbook

from accounts.models import User
from accounts.resources import AccountKind, AccountScope
from assignments.resources.agencies import AgencyKind, AgencyScope
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyAliasFactory, AgencyFactory
from tests.factories.communes import DistrictFactory
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory, ThresholdFactory
from tests.sheet_tables import read, told

pytestmark = pytest.mark.django_db
USERS = "/quan-tri/accounts/user/"
AGENCIES = "/quan-tri/assignments/agency/"
REQUIREMENTS = "/quan-tri/criteria/requirement/"
THRESHOLDS = "/quan-tri/criteria/threshold/"
BY_SHEET = [USERS, AGENCIES]


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(admin=True, username="quan-tri", full_name="Quản trị"))
    return client


def rows(response):
    sheet = load_workbook(BytesIO(response.content)).active
    return [["" if cell is None else cell for cell in row] for row in sheet.values]


def taken(admin, address):
    return rows(admin.post(f"{address}export/", {"format": "0"}))


def test_accounts_are_taken_away_without_their_passwords(admin):
    UserFactory(username="xa-a", full_name="Cán bộ", phone="0205", email="a@xa.example.vn")

    sheet = taken(admin, f"{USERS}")

    assert sheet[0] == [
        "Tên đăng nhập", "Họ và tên", "Điện thoại", "Thư điện tử", "Còn hiệu lực", "Quản trị viên",
    ]  # fmt: skip
    assert ["xa-a", "Cán bộ", "0205", "a@xa.example.vn", "có", "không"] in sheet
    assert not any("pbkdf2" in str(cell) for row in sheet for cell in row)


def test_accounts_come_back_with_nothing_new(admin):
    UserFactory(username="xa-a", full_name="Cán bộ", phone="0205")

    intake = read(AccountKind(), AccountScope(), taken(admin, USERS))

    assert (told(intake), intake.rows) == ([], ())
    assert len(intake.readings) > User.objects.count()


def test_agencies_are_taken_away_and_come_back_with_nothing_new(admin):
    unit = DistrictFactory(name="Lộc Bình")
    office = AgencyFactory(unit=unit, name="Phòng Nội vụ", short_name="P. NV")
    AgencyAliasFactory(agency=office, name="Nội vụ")
    group = AgencyFactory(unit=unit, name="Các phòng", kind="COLLECTIVE")
    group.parts.add(office)

    sheet = taken(admin, AGENCIES)
    intake = read(AgencyKind(), AgencyScope(unit), sheet)

    assert sheet[1:] == [
        ["Phòng Nội vụ", "P. NV", "Nội vụ", "cơ quan, đơn vị", "", "Huyện Lộc Bình"],
        ["Các phòng", "", "", "nhiều cơ quan", "Phòng Nội vụ", "Huyện Lộc Bình"],
    ]
    assert (told(intake), intake.rows) == ([], ())


def test_criteria_and_thresholds_are_taken_away(admin):
    criteria_set = CriteriaSetFactory(code="BO-THU")
    criterion = CriterionFactory(criteria_set=criteria_set, code="17", name="Môi trường")
    ThresholdFactory(requirement=criterion, value="12.95", citation="Điều 1")

    requirements, thresholds = taken(admin, REQUIREMENTS), taken(admin, THRESHOLDS)

    assert requirements[1][:4] == ["BO-THU", "17", "Môi trường", "tiêu chí"]
    assert (thresholds[1][0], thresholds[1][1], thresholds[1][5]) == ("BO-THU", "17", "12,95")


@pytest.mark.parametrize("count", [1, 3])
def test_a_sheet_costs_the_same_for_one_row_and_three(admin, count, django_assert_num_queries):
    unit = DistrictFactory()
    for one in AgencyFactory.create_batch(count, unit=unit):
        AgencyAliasFactory(agency=one)

    with django_assert_num_queries(7):
        taken(admin, AGENCIES)


def test_no_text_of_a_person_is_a_formula(admin):
    for name in ("=1+1", "+1+1", "-1+1", "@SUM(1)"):
        UserFactory(full_name=name)

    response = admin.post(f"{USERS}export/", {"format": "1"})
    names = [row[1] for row in csv.reader(StringIO(response.content.decode()))][1:]

    assert sorted(names) == sorted(["Quản trị", "1+1", "'+1+1", "'-1+1", "'@SUM(1)"])


@pytest.mark.parametrize("address", [USERS, AGENCIES, REQUIREMENTS, THRESHOLDS])
def test_only_what_comes_in_by_a_sheet_leads_to_the_wizard(admin, address):
    page = admin.get(address).text

    assert ("Nhập từ Excel" in page) == (address in BY_SHEET)
    assert (reverse("reports:import_list") in page) == (address in BY_SHEET)


@pytest.mark.parametrize(
    "name", ["accounts_user", "assignments_agency", "criteria_requirement", "criteria_threshold"]
)
def test_nothing_is_imported_past_the_wizard(name):
    assert reverse(f"admin:{name}_export")
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:{name}_import")
