"""What an agency is called, what it is made of, who took it over: history, conflicts, refusals."""

from datetime import date

import pytest

from assignments.bodies import known_names, read_bodies
from assignments.models import Agency, AgencyAlias, AgencyChange, AgencySuccession
from assignments.services.agency_facts import (
    add_agency,
    add_alias,
    change_agency,
    facts_version,
    remove_alias,
)
from assignments.services.agency_succession import record_succession, void_succession
from ntm_portal.lib.append_only import AppendOnlyError
from ntm_portal.lib.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyAliasFactory, AgencyFactory, AgencySuccessionFactory
from tests.factories.communes import DistrictFactory

pytestmark = pytest.mark.django_db
DAY, BEFORE = date(2024, 3, 1), date(2024, 2, 29)
COLLECTIVE = Agency.Kind.COLLECTIVE


@pytest.fixture
def unit():
    return DistrictFactory()


@pytest.fixture
def agency(unit):
    return AgencyFactory(unit=unit, name="Phòng Tài chính", short_name="Phòng TC")


@pytest.fixture
def office():
    return UserFactory(full_name="Văn phòng")


def history() -> list[tuple]:
    return list(AgencyChange.objects.order_by("pk").values_list("what", "before", "after"))


def test_an_agency_is_added_and_changed_with_its_history(unit, agency, office):
    made = add_agency(
        agency=Agency(unit=unit, name="Các phòng", kind=COLLECTIVE), parts=[agency], by=office
    )
    seen = facts_version(made)
    made.short_name = "Phòng, ban"

    change_agency(agency=made, parts=[], seen=seen, by=office)

    assert list(made.parts.all()) == []
    assert history() == [
        ("Thêm cơ quan", "", "Các phòng: nhiều cơ quan; gồm Phòng Tài chính"),
        (
            "Tên, loại",
            "Các phòng: nhiều cơ quan; gồm Phòng Tài chính",
            "Các phòng (Phòng, ban): nhiều cơ quan",
        ),
    ]


def test_the_same_again_is_no_change(agency, office):
    change_agency(agency=agency, seen=facts_version(agency), by=office)

    assert history() == []


def test_who_saw_an_older_agency_is_told(agency, office):
    seen = facts_version(agency)
    first = Agency.objects.get(pk=agency.pk)
    first.name = "Phòng Kế hoạch"
    change_agency(agency=first, seen=seen, by=office)
    agency.short_name = "P. TC"

    with pytest.raises(Refused) as refusal:
        change_agency(agency=agency, seen=seen, by=UserFactory())

    assert refusal.value.message == (
        "Phòng Kế hoạch: Văn phòng vừa đổi, nay là “Phòng Kế hoạch (Phòng TC): cơ quan, đơn vị”. "
        "Xem lại rồi lưu."
    )
    agency.refresh_from_db()
    assert (agency.name, agency.short_name) == ("Phòng Kế hoạch", "Phòng TC")


@pytest.mark.parametrize("name", ["phòng tài chính", "PHONG TC", "P.TC", "Phòng  Tài-chính"])
def test_a_name_of_another_agency_is_refused(unit, agency, office, name):
    AgencyAliasFactory(agency=agency, name="P.TC")

    for write in (
        lambda: add_agency(agency=Agency(unit=unit, name=name), by=office),
        lambda: add_agency(agency=Agency(unit=unit, name="Khác", short_name=name), by=office),
        lambda: add_alias(agency=AgencyFactory(unit=unit), name=name, by=office),
    ):
        with pytest.raises(Refused, match="đã là cách viết của Phòng Tài chính"):
            write()

    assert history() == []


def test_another_unit_may_use_the_name(agency, office):
    add_agency(agency=Agency(unit=DistrictFactory(), name=agency.name), by=office)

    assert Agency.objects.filter(name=agency.name).count() == 2


def test_spellings_come_and_go(agency, office):
    alias = add_alias(agency=agency, name="TT BCĐ", by=office)
    assert (agency.pk, "TT BCĐ") in known_names(agency.unit)

    remove_alias(alias=alias, by=office)
    remove_alias(alias=AgencyAlias(pk=alias.pk, agency=agency, name="TT BCĐ"), by=office)

    assert known_names(agency.unit) == [(agency.pk, "Phòng Tài chính"), (agency.pk, "Phòng TC")]
    assert history() == [("Cách viết khác", "", "TT BCĐ"), ("Cách viết khác", "TT BCĐ", "")]


@pytest.mark.parametrize("name", ["", "x" * 201])
def test_a_spelling_must_be_one(agency, office, name):
    with pytest.raises(Refused):
        add_alias(agency=agency, name=name, by=office)

    assert not AgencyAlias.objects.exists()


@pytest.mark.parametrize(
    ("parts", "kind", "sentence"),
    [
        pytest.param(lambda unit, own: [AgencyFactory()], COLLECTIVE, "không thuộc", id="foreign"),
        pytest.param(
            lambda unit, own: [AgencyFactory(unit=unit)],
            "OFFICE",
            "chỉ “nhiều cơ quan” mới gồm cơ quan khác",
            id="of an office",
        ),
        pytest.param(lambda unit, own: [own], COLLECTIVE, "đã gồm", id="itself"),
        pytest.param(lambda unit, own: [_around(own)], COLLECTIVE, "đã gồm", id="round about"),
    ],
)
def test_parts_that_are_refused(unit, office, parts, kind, sentence):
    own = AgencyFactory(unit=unit, kind=COLLECTIVE)
    chosen = parts(unit, own)
    own.kind = kind

    with pytest.raises(Refused, match=sentence):
        change_agency(
            agency=own,
            parts=chosen,
            seen=facts_version(Agency.objects.get(pk=own.pk)),
            by=office,
        )

    assert list(own.parts.all()) == []


def _around(own: Agency) -> Agency:
    between, outer = AgencyFactory.create_batch(2, unit=own.unit, kind=COLLECTIVE)
    between.parts.add(own)
    outer.parts.add(between)
    return outer


def take_over(office, old, new, day=DAY, document="12/QĐ-UBND"):
    return record_succession(old=old, new=new, starts_on=day, document=document, by=office)


def test_the_heir_acts_from_the_day_on(agency, office):
    heir = AgencyFactory(unit=agency.unit, name="Phòng Kinh tế")

    take_over(office, agency, heir)

    acting = [read_bodies([agency.unit], day).acting(agency.pk) for day in (BEFORE, DAY)]
    assert acting == [{agency.pk}, {heir.pk}]
    offered = [set(Agency.objects.acting_on(day)) for day in (BEFORE, DAY)]
    assert offered == [{agency, heir}, {heir}]
    assert history() == [
        ("Kế thừa", "", "Phòng Kinh tế kế thừa từ ngày 01/03/2024, 12/QĐ-UBND"),
    ]


def test_two_heirs_share_and_heirs_of_heirs_act(agency, office):
    first, second, later = AgencyFactory.create_batch(3, unit=agency.unit)

    take_over(office, agency, first)
    take_over(office, agency, second)
    take_over(office, second, later)

    assert read_bodies([agency.unit], DAY).acting(agency.pk) == {first.pk, later.pk}


def test_a_mistaken_line_holds_on_no_day_and_can_be_written_again(agency, office):
    heir = AgencyFactory(unit=agency.unit)
    succession = take_over(office, agency, heir)

    void_succession(succession=succession, reason="Nhầm ngày", by=office)
    void_succession(succession=succession, reason="Lần nữa", by=office)

    assert read_bodies([agency.unit], DAY).acting(agency.pk) == {agency.pk}
    assert agency in Agency.objects.acting_on(DAY)
    assert [what for what, _, _ in history()] == ["Kế thừa", "Kế thừa"]
    take_over(office, agency, heir, day=BEFORE)
    assert read_bodies([agency.unit], BEFORE).acting(agency.pk) == {heir.pk}
    with pytest.raises(AppendOnlyError):
        succession.delete()


@pytest.mark.parametrize(
    ("reason", "sentence"), [(" ", "ghi lý do"), ("x" * 301, "lý do dài 301 ký tự, tối đa 300")]
)
def test_a_mistake_needs_a_reason_that_fits(agency, office, reason, sentence):
    succession = AgencySuccessionFactory(old=agency)

    with pytest.raises(Refused, match=sentence):
        void_succession(succession=succession, reason=reason, by=office)

    assert list(AgencySuccession.objects.standing()) == [succession]


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        pytest.param(lambda own: (own, AgencyFactory()), "không thuộc", id="another unit"),
        pytest.param(lambda own: (own, own), "không thể kế thừa chính nó", id="itself"),
        pytest.param(
            lambda own: (own, AgencySuccessionFactory(old=own).new),
            r"đã kế thừa Phòng Tài chính từ ngày 01/03/2024 \(12/QĐ-UBND\)",
            id="twice",
        ),
        pytest.param(
            lambda own: (AgencySuccessionFactory(old=own).new, own),
            "không thể theo chiều ngược lại",
            id="back",
        ),
        pytest.param(
            lambda own: (
                AgencySuccessionFactory(old=AgencySuccessionFactory(old=own).new).new,
                own,
            ),
            "không thể theo chiều ngược lại",
            id="round about",
        ),
    ],
)
def test_successions_that_are_refused(agency, office, pair, sentence):
    old, new = pair(agency)
    before = AgencySuccession.objects.count()

    with pytest.raises(Refused, match=sentence):
        take_over(office, old, new)

    assert AgencySuccession.objects.count() == before
    assert history() == []


def test_a_succession_needs_a_document(agency, office):
    with pytest.raises(Refused, match="phải có văn bản"):
        take_over(office, agency, AgencyFactory(unit=agency.unit), document=" ")

    assert not AgencySuccession.objects.exists()
