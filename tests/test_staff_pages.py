"""The staff pages under /quan-tri/: who gets in, and what can be done there."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from openpyxl import load_workbook

from assignments.models import AgencyMembership
from communes.models import UnitRole
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory, AgencyMembershipFactory
from tests.factories.communes import (
    CellFactory,
    CommuneFactory,
    DistrictFactory,
    StatusEntryFactory,
    UnitAliasFactory,
    UnitRoleFactory,
)
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory

pytestmark = pytest.mark.django_db
UNITS = "/quan-tri/communes/administrativeunit/"
LISTS = [
    "/quan-tri/",
    "/quan-tri/accounts/user/",
    UNITS,
    "/quan-tri/communes/unitrole/",
    "/quan-tri/communes/setadoption/",
    "/quan-tri/communes/thresholdcolumn/",
    "/quan-tri/communes/decisionentry/",
    "/quan-tri/communes/statusentry/",
    "/quan-tri/assignments/agency/",
    "/quan-tri/assignments/dayoff/",
    "/quan-tri/plans/plan/",
]


@pytest.fixture
def admin(client) -> Client:
    client.force_login(UserFactory(admin=True, username="quan-tri"))
    return client


@pytest.mark.parametrize("address", LISTS)
def test_anonymous_is_sent_to_the_portals_login(client, address):
    response = client.get(address, follow=True)

    assert response.redirect_chain[-1][0].startswith("/dang-nhap/?next=/quan-tri/")


@pytest.mark.parametrize("address", LISTS)
def test_others_find_nothing_there(client, address):
    client.force_login(UnitRoleFactory(role="OFFICE").user)

    response = client.get(address, follow=True)

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/quan-tri/accounts/user/", "Chọn tài khoản để thay đổi"),
        (UNITS, "Chọn đơn vị hành chính để thay đổi"),
        ("/quan-tri/communes/unitrole/", "Chọn vai trò để thay đổi"),
        ("/quan-tri/communes/setadoption/", "Chọn áp dụng bộ tiêu chí để thay đổi"),
        ("/quan-tri/communes/thresholdcolumn/", "Chọn cột mức đạt của xã để thay đổi"),
        ("/quan-tri/communes/statusentry/", "Chọn hiện trạng để xem"),
        ("/quan-tri/assignments/agency/", "Chọn cơ quan để thay đổi"),
    ],
)
def test_an_administrator_reads_every_list_in_vietnamese(admin, address, title):
    response = admin.get(address)

    assert response.context["title"] == title
    assert "Đến nội dung chính" in response.text


@pytest.mark.parametrize("row_count", [1, 3])
@pytest.mark.parametrize(
    "listing",
    [
        pytest.param((UNITS, lambda: CommuneFactory(parent=DistrictFactory()), 5), id="units"),
        pytest.param(("/quan-tri/communes/unitrole/", UnitRoleFactory, 5), id="roles"),
        pytest.param(("/quan-tri/communes/statusentry/", StatusEntryFactory, 4), id="log"),
        pytest.param(("/quan-tri/assignments/agency/", AgencyFactory, 5), id="agencies"),
    ],
)
def test_lists_cost_the_same_for_one_row_and_three(
    admin, listing, row_count, django_assert_num_queries
):
    address, make, queries = listing
    for _ in range(row_count):
        make()

    with django_assert_num_queries(queries):
        admin.get(address)


def found(response) -> set[str]:
    return {str(row) for row in response.context["cl"].result_list}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("q=xuan+duong", {"Xã Xuân Dương"}, id="no-marks"),
        pytest.param("q=na+zuong", {"Xã Na Dương"}, id="alias"),
        pytest.param("q=066", {"Xã Xuân Dương"}, id="code"),
        pytest.param("ton-tai=co", {"Xã Xuân Dương", "Xã Na Dương"}, id="existing"),
        pytest.param("ton-tai=khong", {"Xã Lục Thôn"}, id="gone"),
        pytest.param("kind__exact=PHUONG", set(), id="kind"),
    ],
)
def test_units_are_found(admin, query, expected):
    CommuneFactory(code="06607", name="Xuân Dương")
    UnitAliasFactory(unit=CommuneFactory(code="06526", name="Na Dương"), name="Na Zương")
    CommuneFactory(code="06571", name="Lục Thôn", valid_to=date(2023, 4, 7))

    assert found(admin.get(f"{UNITS}?{query}")) == expected


def test_a_unit_with_figures_keeps_its_name_but_may_end(admin):
    unit = CellFactory(commune__name="Xuân Dương").commune
    form = {
        "name": "Tên khác", "region": "", "valid_to": "30/06/2025", "source": "NQ 1672",
        "aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0",
    }  # fmt: skip

    response = admin.post(f"{UNITS}{unit.pk}/change/", form)

    unit.refresh_from_db()
    assert response.status_code == 302
    assert (unit.name, unit.valid_to) == ("Xuân Dương", date(2025, 6, 30))


def test_a_role_is_given_with_searched_names(admin):
    user, unit = UserFactory(full_name="Nguyễn Văn A"), CommuneFactory(name="Xuân Dương")
    address = "/quan-tri/autocomplete/?app_label=communes&model_name=unitrole&field_name=unit"

    offered = admin.get(f"{address}&term=xuan+duong").json()["results"]
    admin.post(
        "/quan-tri/communes/unitrole/add/", {"user": user.pk, "unit": unit.pk, "role": "OFFICER"}
    )

    assert offered == [{"id": str(unit.pk), "text": "Xã Xuân Dương"}]
    assert list(UnitRole.objects.values_list("user", "unit", "role")) == [
        (user.pk, unit.pk, "OFFICER")
    ]


@pytest.mark.parametrize(("role", "stored"), [("OFFICE", 0), ("OFFICER", 0), ("READER", 1)])
def test_an_administrator_gets_no_role_that_writes_figures(admin, role, stored):
    form = {"user": UserFactory(admin=True).pk, "unit": CommuneFactory().pk, "role": role}

    admin.post("/quan-tri/communes/unitrole/add/", form)

    assert UnitRole.objects.count() == stored


def test_a_set_is_adopted_from_a_vietnamese_date(admin):
    unit, criteria_set = DistrictFactory(), CriteriaSetFactory()

    admin.post(
        "/quan-tri/communes/setadoption/add/",
        {"unit": unit.pk, "criteria_set": criteria_set.pk, "starts_on": "05/03/2022"},
    )

    assert [adoption.starts_on for adoption in unit.set_adoptions.all()] == [date(2022, 3, 5)]


def test_the_status_log_can_only_be_read(admin):
    entry = StatusEntryFactory(cell__requirement=CriterionFactory(code="13"), note="Đúng")
    address = f"/quan-tri/communes/statusentry/{entry.pk}"

    page = admin.get(f"{address}/change/")

    assert page.context["title"] == "Xem hiện trạng"
    assert "_save" not in page.text
    assert admin.post(f"{address}/change/", {"note": "Sai"}).status_code == 403
    assert admin.post(f"{address}/delete/", {"post": "yes"}).status_code == 403
    assert admin.get("/quan-tri/communes/statusentry/add/").status_code == 403


def agency_form(agency, *members) -> dict[str, str]:
    form = {
        "unit": agency.unit_id, "name": agency.name, "short_name": "", "kind": agency.kind,
        "aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0",
        "memberships-TOTAL_FORMS": str(len(members)),
        "memberships-INITIAL_FORMS": str(sum(1 for member in members if "id" in member)),
    }  # fmt: skip
    for number, member in enumerate(members):
        fields = {"agency": agency.pk, **member}
        form |= {f"memberships-{number}-{name}": value for name, value in fields.items()}
    return form


def test_a_member_added_to_an_agency_may_read_its_unit(admin):
    agency, user = AgencyFactory(), UserFactory()

    admin.post(
        f"/quan-tri/assignments/agency/{agency.pk}/change/",
        agency_form(agency, {"user": user.pk, "is_head": "on"}),
    )

    assert list(AgencyMembership.objects.values_list("user", "is_head")) == [(user.pk, True)]
    assert list(UnitRole.objects.values_list("user", "unit", "role")) == [
        (user.pk, agency.unit_id, "READER")
    ]


def test_a_member_changed_in_an_agency_may_read_its_unit(admin):
    held = AgencyMembershipFactory(is_head=False)

    admin.post(
        f"/quan-tri/assignments/agency/{held.agency_id}/change/",
        agency_form(held.agency, {"id": held.pk, "user": held.user_id, "is_head": "on"}),
    )

    held.refresh_from_db()
    assert held.is_head is True
    assert UnitRole.objects.get().user == held.user


HEADER = [
    "Mã", "Tên", "Cấp", "Loại", "Mã đơn vị cấp trên", "Đơn vị cấp trên", "Vùng",
    "Tồn tại từ ngày", "Đến hết ngày", "Ngày lấy từ văn bản quyết định", "Nguồn",
]  # fmt: skip


@pytest.fixture
def two_units() -> None:
    district = DistrictFactory(code="188", name="Lộc Bình", valid_to=date(2025, 6, 30))
    CommuneFactory(
        code="06562",
        name="=Tú Đoạn",
        parent=district,
        valid_from=date(2023, 4, 8),
        dates_exact=True,
    )


ROWS = [
    ["06562", "Tú Đoạn", "cấp xã", "xã", "188", "Huyện Lộc Bình", "", "08/04/2023", "", "có",
     "dữ liệu thử"],
    ["188", "Lộc Bình", "cấp huyện", "huyện", "", "", "", "", "30/06/2025", "không", "dữ liệu thử"],
]  # fmt: skip


def test_units_are_exported_as_a_workbook(admin, two_units):
    response = admin.post(f"{UNITS}export/", {"format": "0"})

    sheet = load_workbook(BytesIO(response.content)).active
    rows = [["" if cell is None else cell for cell in row] for row in sheet.values]
    assert rows == [HEADER, *ROWS]


def test_units_are_exported_as_a_text_file_that_excel_reads(admin, two_units):
    response = admin.post(f"{UNITS}export/?q=tu+doan", {"format": "1"})

    text = response.content.decode()
    assert text.startswith("\ufeff")
    assert list(csv.reader(StringIO(text.removeprefix("\ufeff")))) == [HEADER, ROWS[0]]


def test_a_unit_named_with_control_characters_does_not_break_the_workbook(admin):
    form = {
        "code": "06562", "name": "Xã\x0bB\x1f", "level": "COMMUNE", "kind": "XA",
        "source": "NQ\x0b1",
        "aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0",
    }  # fmt: skip

    admin.post(f"{UNITS}add/", form)
    response = admin.post(f"{UNITS}export/", {"format": "0"})

    rows = list(load_workbook(BytesIO(response.content)).active.values)
    assert [(row[1], row[-1]) for row in rows[1:]] == [("Xã B", "NQ 1")]


def test_units_cannot_be_imported_here():
    assert reverse("admin:communes_administrativeunit_export") == f"{UNITS}export/"
    with pytest.raises(NoReverseMatch):
        reverse("admin:communes_administrativeunit_import")
