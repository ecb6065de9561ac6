"""The pages of agencies: who reads, who writes, what is said of wrong input."""

from datetime import date

import pytest

from assignments.models import Agency, AgencyAlias, AgencySuccession
from assignments.services.agencies import add_member
from assignments.services.agency_facts import facts_version
from tests.factories.accounts import UserFactory
from tests.factories.assignments import (
    AgencyAliasFactory,
    AgencyFactory,
    AgencyMembershipFactory,
    AgencySuccessionFactory,
    ResponsibilityFactory,
)
from tests.factories.plans import PlanCommuneFactory, PlanFactory

pytestmark = pytest.mark.django_db
LIST = "/co-quan/"


@pytest.fixture
def agency(world):
    return AgencyFactory(unit=world.district, name="Phòng Tài chính", short_name="Phòng TC")


@pytest.fixture
def office(client, world):
    client.force_login(world.office)
    return client


def page(agency) -> str:
    return f"{LIST}{agency.pk}/"


def facts(agency, **changes) -> dict:
    own = {"name": agency.name, "short_name": agency.short_name, "kind": agency.kind}
    return own | {"seen": facts_version(agency)} | changes


def test_the_list_says_names_people_and_heirs(office, world, agency):
    AgencyAliasFactory(agency=agency, name="TT Phòng TC")
    add_member(agency=agency, user=UserFactory(full_name="Trưởng phòng"), is_head=True, by=None)
    heir = AgencySuccessionFactory(old=agency, new__name="Phòng Kinh tế").new
    row = PlanCommuneFactory(plan=PlanFactory(unit=world.district, number="7/KH-UBND"))
    ResponsibilityFactory(plan=row.plan, agency=agency, row=row)

    response = office.get(LIST)

    for words in ("Phòng Tài chính", "(Phòng TC)", "TT Phòng TC", "Trưởng phòng (đứng đầu)"):
        assert words in response.text
    assert f"{heir} kế thừa từ ngày 01/03/2024" in response.text
    assert "Kế hoạch 7/KH-UBND: 1 dòng" in response.text
    assert "Thêm cơ quan" in response.text
    assert "kế thừa từ ngày" not in office.get(f"{LIST}?ngay=2024-02-29").text


@pytest.mark.parametrize("who", ["reader", "leader"])
def test_readers_find_no_form(client, world, agency, who):
    client.force_login(getattr(world, who))

    for address in (LIST, page(agency)):
        response = client.get(address)
        assert (response.status_code, 'method="post" class' in response.text) == (200, False)
    assert client.get(f"{LIST}them/?don-vi={world.district.code}").status_code == 404
    assert client.post(page(agency), facts(agency)).status_code == 404


@pytest.mark.parametrize("who", ["stranger", "officer"])
def test_who_has_no_role_on_the_unit_sees_none_of_it(client, world, agency, who):
    client.force_login(getattr(world, who))

    assert agency.name not in client.get(LIST).text
    assert client.get(f"{LIST}?don-vi={world.district.code}").status_code == 404
    assert client.get(page(agency)).status_code == 404


def test_the_office_of_an_empty_unit_may_begin(office, world):
    assert f"{LIST}them/?don-vi={world.district.code}" in office.get(LIST).text

    answer = office.post(
        f"{LIST}them/?don-vi={world.district.code}",
        {"name": "Phòng Nội vụ", "short_name": "", "kind": "OFFICE"},
    )

    made = Agency.objects.get()
    assert (answer.status_code, answer.url) == (302, page(made))
    assert (made.name, made.unit) == ("Phòng Nội vụ", world.district)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Trường này là bắt buộc."),
        ({"name": "phong noi vu"}, "đã là cách viết của Phòng Nội vụ. Chọn một nơi."),
        ({"kind": "KHAC"}, "Hãy chọn một lựa chọn hợp lệ"),
        ({"name": "x" * 201}, "200"),
    ],
)
def test_facts_that_are_refused(office, world, agency, changes, sentence):
    AgencyFactory(unit=world.district, name="Phòng Nội vụ")

    response = office.post(page(agency), facts(agency, **changes))

    assert response.status_code == 422
    assert sentence in response.text
    agency.refresh_from_db()
    assert agency.name == "Phòng Tài chính"


def test_a_collective_gets_its_parts_and_none_of_another_unit(office, world, agency):
    whole = AgencyFactory(unit=world.district, name="Các phòng", kind="COLLECTIVE")
    foreign = AgencyFactory()

    office.post(page(whole), facts(whole, parts=[agency.pk]))
    answer = office.post(page(whole), facts(whole, parts=[foreign.pk]))

    assert list(whole.parts.all()) == [agency]
    assert (answer.status_code, "Danh sách đã đổi." in answer.text) == (422, True)


def test_who_saw_an_older_agency_is_asked_again(office, agency):
    answer = office.post(page(agency), facts(agency, name="Phòng Kế hoạch", seen="cũ"))

    assert answer.status_code == 409
    assert "Phòng Tài chính: vừa được đổi, nay là" in answer.text
    assert "Phòng Kế hoạch" in answer.text  # what was typed is still there
    agency.refresh_from_db()
    assert agency.name == "Phòng Tài chính"


def test_spellings(office, agency):
    assert office.post(f"{page(agency)}cach-viet/", {"name": "TT BCĐ"}).status_code == 302
    (alias,) = AgencyAlias.objects.all()
    twice = office.post(f"{page(agency)}cach-viet/", {"name": "tt bcd"})
    assert twice.status_code == 422
    assert "‘tt bcd’ đã là cách viết của Phòng Tài chính." in twice.text

    office.post(f"{page(agency)}cach-viet/{alias.pk}/bo/")

    assert not AgencyAlias.objects.exists()


def test_an_agency_is_taken_over_and_no_longer_offered(office, world, agency):
    heir = AgencyFactory(unit=world.district, name="Phòng Kinh tế")
    form = {"new": heir.pk, "starts_on": "01/03/2024", "document": "12/QĐ-UBND"}

    office.post(f"{page(agency)}ke-thua/", form)

    (succession,) = AgencySuccession.objects.all()
    assert (succession.old, succession.new, succession.starts_on) == (
        agency,
        heir,
        date(2024, 3, 1),
    )
    assert succession.recorded_by == world.office
    offered = f'<option value="{agency.pk}">'
    assert offered not in office.get(page(AgencyFactory(unit=world.district))).text

    office.post(f"{page(agency)}ke-thua/{succession.pk}/ghi-nham/", {"reason": "Nhầm"})

    assert offered in office.get(page(heir)).text
    assert "ghi nhầm: Nhầm" in office.get(page(agency)).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"starts_on": "31/02/2024"}, "Ngày ‘31/02/2024’ không có."),
        ({"starts_on": ""}, "Ngày còn trống."),
        ({"document": ""}, "Kế thừa phải có văn bản."),
        ({"new": "{foreign}"}, "Danh sách đã đổi."),
        ({"new": "{own}"}, "Danh sách đã đổi."),
    ],
)
def test_heirs_that_are_refused(office, world, agency, changes, sentence):
    ids = {"{foreign}": AgencyFactory().pk, "{own}": agency.pk}
    form = {
        "new": AgencyFactory(unit=world.district).pk,
        "starts_on": "01/03/2024",
        "document": "12/QĐ-UBND",
    } | {name: ids.get(value, value) for name, value in changes.items()}

    response = office.post(f"{page(agency)}ke-thua/", form)

    assert response.status_code == 422
    assert sentence in response.text
    assert not AgencySuccession.objects.exists()


def test_a_succession_of_another_agency_is_not_found(office, world, agency):
    other = AgencySuccessionFactory(old__unit=world.district)

    answer = office.post(f"{page(agency)}ke-thua/{other.pk}/ghi-nham/", {"reason": "Nhầm"})

    assert answer.status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_query_counts(office, world, django_assert_num_queries, count):
    plan = PlanFactory(unit=world.district)
    for _ in range(count):
        agency = AgencyFactory(unit=world.district, kind="COLLECTIVE")
        agency.parts.add(AgencyFactory(unit=world.district))
        AgencyAliasFactory(agency=agency)
        AgencyMembershipFactory(agency=agency)
        AgencySuccessionFactory(old=agency, later=True)
        ResponsibilityFactory(plan=plan, agency=agency, row=PlanCommuneFactory(plan=plan))
    office.get(LIST)

    with django_assert_num_queries(10):
        office.get(LIST)
    with django_assert_num_queries(15):
        office.get(page(agency))
