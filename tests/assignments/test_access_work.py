"""Which duties a person reads, which stand in their own list, and how they may act on them."""

from datetime import date

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from assignments.access_work import get_duty, members_of, read_desk, read_visible_duties
from assignments.duties import read_duties
from assignments.models import Agency, WorkParty
from assignments.work_rules import Party
from tests.factories.accounts import UserFactory
from tests.factories.assignments import (
    AgencyFactory,
    AgencyMembershipFactory,
    WorkItemFactory,
    WorkPartyFactory,
    WorkTaskFactory,
)
from tests.factories.communes import UnitRoleFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory, PlanTargetFactory
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 14)


@pytest.fixture
def world():
    world = make_world()
    world.plan = PlanFactory(
        unit=world.district, criteria_set=world.criteria_set, status="SIGNED", code="ke-hoach"
    )
    world.row, world.beside = (
        PlanCommuneFactory(plan=world.plan, commune=commune) for commune in world.communes
    )
    world.agency = AgencyFactory(unit=world.district)
    return world


def task(world, agency=None, **fields):
    item = WorkItemFactory(section__plan=world.plan)
    if agency is not None:
        WorkPartyFactory(item=item, agency=agency)
    return WorkTaskFactory(item=item, **fields)


def member(agency, *, is_head=False, **fields):
    user = UserFactory(**fields)
    AgencyMembershipFactory(user=user, agency=agency, is_head=is_head)
    UnitRoleFactory(user=user, unit=agency.unit, role="READER")
    return user


def only_duty(world):
    (duty,) = read_duties([world.plan], DAY)
    return duty


def parties(user, world):
    return read_desk(user).parties(only_duty(world))


def mine(user):
    desk = read_desk(user)
    return [duty.task or duty.row for duty in read_visible_duties(desk, DAY) if desk.is_mine(duty)]


def test_the_head_of_the_acting_agency_and_the_office_act(world):
    task(world, world.agency)
    head, other = member(world.agency, is_head=True), member(AgencyFactory(unit=world.district))

    assert parties(head, world) == {Party.HEAD}
    assert parties(world.office, world) == parties(world.province_office, world) == {Party.OFFICE}
    for user in (other, member(world.agency), world.leader, world.reader, world.officer):
        assert parties(user, world) == frozenset()


def test_a_member_acts_on_what_was_handed_to_him_while_he_is_in_the_agency(world):
    user = member(world.agency)
    task(world, world.agency, assignee=user)

    assert parties(user, world) == {Party.ASSIGNEE}

    user.agency_memberships.all().delete()
    assert parties(user, world) == frozenset()


def test_an_administrator_holds_no_pen(world):
    admin = member(world.agency, is_head=True, admin=True)
    UnitRoleFactory(user=admin, unit=world.district, role="OFFICE")
    task(world, world.agency, assignee=admin)

    assert (parties(admin, world), mine(admin)) == (frozenset(), [])


def test_who_only_supports_does_not_act(world):
    work = task(world, AgencyFactory(unit=world.district))
    WorkPartyFactory(item=work.item, agency=world.agency, role=WorkParty.Role.SUPPORT)

    assert parties(member(world.agency, is_head=True), world) == frozenset()


def test_a_head_has_the_agencys_items_and_a_member_his_own(world):
    head, user = member(world.agency, is_head=True), member(world.agency)
    handed, not_handed = task(world, world.agency, assignee=user), task(world, world.agency)
    task(world, AgencyFactory(unit=world.district))

    assert mine(head) == [handed, not_handed]
    assert mine(user) == [handed]


def test_an_office_follows_the_plans_of_its_own_unit(world):
    work = task(world, world.agency)

    assert mine(world.office) == [work]
    assert mine(world.province_office) == []
    assert mine(world.leader) == mine(world.reader) == []


def test_a_communes_staff_has_its_targets_and_what_the_communes_do(world):
    bodies = AgencyFactory(unit=world.district, kind=Agency.Kind.COMMUNES)
    for_all, for_one, for_neighbour = (task(world, bodies) for _ in range(3))
    for_one.rows.add(world.row)
    for_neighbour.rows.add(world.beside)
    task(world, world.agency)
    PlanTargetFactory(row=world.row, requirement=world.criteria[0])
    PlanTargetFactory(row=world.beside, requirement=world.criteria[0])

    assert set(mine(world.officer)) == {for_all, for_one, world.row}


def test_a_received_plan_says_what_concerns_the_own_commune(world):
    for_all, for_neighbour = task(world), task(world)
    for_neighbour.rows.add(world.beside)

    seen = [duty.task for duty in read_visible_duties(read_desk(world.officer), DAY)]
    assert seen == [for_all]
    everything = [duty.task for duty in read_visible_duties(read_desk(world.reader), DAY)]
    assert everything == [for_all, for_neighbour]


@pytest.mark.parametrize(("status", "who"), [("DRAFT", "officer"), ("SUPERSEDED", "office")])
def test_drafts_stay_in_the_unit_and_what_was_replaced_counts_no_more(world, status, who):
    task(world)
    type(world.plan).objects.filter(pk=world.plan.pk).update(status=status)

    assert read_visible_duties(read_desk(getattr(world, who)), DAY) == []


def test_a_duty_is_found_by_its_key(world):
    work = task(world)
    target = PlanTargetFactory(row=world.row, requirement=world.criteria[0])
    keys = [f"viec-{work.pk}", f"muc-tieu-{world.row.pk}-{target.requirement_id}-0"]

    assert [get_duty(world.reader, key, DAY)[0].key for key in keys] == keys


@pytest.mark.parametrize(
    "key",
    ["viec-999999", "viec-", "viec-x", f"viec-{'9' * 400}", "muc-tieu-1-2", "muc-tieu-9-9-9", "x"],
)
def test_a_key_of_nothing_is_not_found(world, key):
    task(world)

    with pytest.raises(Http404):
        get_duty(world.office, key, DAY)


def test_a_foreign_duty_is_not_found(world):
    work = task(world)

    with pytest.raises(Http404):
        get_duty(world.stranger, f"viec-{work.pk}", DAY)
    work.rows.add(world.beside)
    with pytest.raises(Http404):
        get_duty(world.officer, f"viec-{work.pk}", DAY)


def test_a_plan_that_is_not_theirs_is_not_found(world):
    with pytest.raises(Http404):
        read_visible_duties(read_desk(world.stranger), DAY, plan_code="ke-hoach")


def test_a_duty_is_handed_to_people_of_the_acting_agencies(world):
    task(world, world.agency)
    head = member(world.agency, is_head=True, full_name="Bình")
    one = member(world.agency, full_name="An")
    member(world.agency, is_active=False)
    member(AgencyFactory(unit=world.district))

    assert members_of(only_duty(world)) == [one, head]


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(world, count):
    for _ in range(count):
        PlanFactory(unit=world.district, status="SIGNED", criteria_set=world.criteria_set)
        AgencyMembershipFactory(user=world.officer)

    with CaptureQueriesContext(connection) as queries:
        read_desk(world.officer)

    assert len(queries) == 9
