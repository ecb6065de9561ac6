"""Whose a duty is."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assignments.duties import read_duties
from assignments.duty_owners import (
    DutyIndex,
    Standing,
    does,
    is_mine,
    read_standing,
    read_standings,
    waits_for,
)
from assignments.models import Agency
from communes.models import UnitRole
from tests.assignments.reminded import THURSDAY, make_reminded
from tests.factories.accounts import UserFactory
from tests.factories.assignments import (
    AgencyFactory,
    AgencyMembershipFactory,
    ResponsibilityFactory,
    WorkStepFactory,
)
from tests.factories.communes import CommuneFactory, DistrictFactory, UnitRoleFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory, PlanTargetFactory

pytestmark = pytest.mark.django_db
DUE = date(2024, 12, 31)


@pytest.fixture
def reminded():
    return make_reminded()


def duty(plan):
    (only,) = read_duties([plan], THURSDAY)
    return only


def standing(user) -> Standing:
    return read_standing(user, THURSDAY)


def test_a_heads_are_all_of_the_agency_and_no_other(reminded):
    reminded.work(DUE)
    other = AgencyMembershipFactory(agency=AgencyFactory(unit=reminded.plan.unit), is_head=True)

    assert is_mine(duty(reminded.plan), standing(reminded.head))
    assert not is_mine(duty(reminded.plan), standing(other.user))


def test_a_members_are_those_handed_to_him_while_he_is_a_member(reminded):
    member = AgencyMembershipFactory(agency=reminded.agency)
    task = reminded.work(DUE)
    assert not is_mine(duty(reminded.plan), standing(member.user))

    task.assignee = member.user
    task.save()
    assert is_mine(duty(reminded.plan), standing(member.user))
    assert is_mine(duty(reminded.plan), standing(reminded.head))

    member.delete()
    assert not is_mine(duty(reminded.plan), standing(member.user))


def test_an_officer_who_left_an_agency_keeps_what_is_about_his_commune(reminded):
    row = PlanCommuneFactory(plan=reminded.plan)
    officer = UnitRoleFactory(unit=row.commune).user
    task = reminded.work(DUE, assignee=officer)
    task.rows.add(row)

    assert does(duty(reminded.plan), standing(officer))


def test_an_officers_are_those_about_his_commune(reminded):
    row = PlanCommuneFactory(plan=reminded.plan)
    officer = UnitRoleFactory(unit=row.commune)
    beside = UnitRoleFactory(unit=PlanCommuneFactory(plan=reminded.plan).commune)
    PlanTargetFactory(row=row)

    assert does(duty(reminded.plan), standing(officer.user))
    assert not is_mine(duty(reminded.plan), standing(beside.user))


@pytest.mark.parametrize("role", ["OFFICE", "LEADER", "READER"])
def test_only_the_officer_speaks_for_the_commune(reminded, role):
    row = PlanCommuneFactory(plan=reminded.plan)
    PlanTargetFactory(row=row)
    other = UnitRoleFactory(unit=row.commune, role=role)

    assert not is_mine(duty(reminded.plan), standing(other.user))


def test_an_ended_commune_has_nobody_any_more(reminded):
    row = PlanCommuneFactory(plan=reminded.plan)
    PlanTargetFactory(row=row)
    officer = UnitRoleFactory(unit=row.commune)
    row.commune.valid_to = THURSDAY
    row.commune.save()

    assert does(duty(reminded.plan), read_standing(officer.user, THURSDAY))
    assert not does(duty(reminded.plan), read_standing(officer.user, date(2024, 11, 29)))


def test_work_of_the_communes_is_that_of_those_in_the_plan(reminded):
    body = AgencyFactory(unit=reminded.plan.unit, kind=Agency.Kind.COMMUNES)
    reminded.work(DUE, agency=body)
    inside = UnitRoleFactory(unit=PlanCommuneFactory(plan=reminded.plan).commune)
    outside = UnitRoleFactory(unit=CommuneFactory(parent=reminded.plan.unit))

    assert does(duty(reminded.plan), standing(inside.user))
    assert not does(duty(reminded.plan), standing(outside.user))


def test_a_plan_without_rows_speaks_of_all_communes_below():
    reminded = make_reminded(unit=DistrictFactory(parent=DistrictFactory()))
    body = AgencyFactory(unit=reminded.plan.unit, kind=Agency.Kind.COMMUNES)
    reminded.work(DUE, agency=body)
    below = UnitRoleFactory(unit=CommuneFactory(parent=reminded.plan.unit))
    elsewhere = UnitRoleFactory(unit=CommuneFactory(parent=reminded.plan.unit.parent))

    assert does(duty(reminded.plan), standing(below.user))
    assert not does(duty(reminded.plan), standing(elsewhere.user))


def test_work_about_one_commune_is_not_the_others_work(reminded):
    body = AgencyFactory(unit=reminded.plan.unit, kind=Agency.Kind.COMMUNES)
    row, beside = PlanCommuneFactory.create_batch(2, plan=reminded.plan)
    reminded.work(DUE, agency=body).rows.add(row)
    other = UnitRoleFactory(unit=beside.commune)

    assert not does(duty(reminded.plan), standing(other.user))


def test_what_is_said_to_be_done_waits_for_the_office_of_the_plans_unit(reminded):
    unit = reminded.plan.unit
    office = UnitRoleFactory(unit=unit, role=UnitRole.Role.OFFICE)
    leader = UnitRoleFactory(unit=unit, role=UnitRole.Role.LEADER)
    task = reminded.work(DUE)
    assert not is_mine(duty(reminded.plan), standing(office.user))

    WorkStepFactory(task=task, state="WAITING")
    assert waits_for(duty(reminded.plan), standing(office.user))
    assert not does(duty(reminded.plan), standing(office.user))
    assert not is_mine(duty(reminded.plan), standing(leader.user))


@pytest.mark.parametrize("change", [{"is_staff": True}, {"is_active": False}])
def test_an_administrator_and_a_closed_account_have_no_duties(reminded, change):
    for name, value in change.items():
        setattr(reminded.head, name, value)

    assert standing(reminded.head) == Standing(reminded.head.pk)


def test_the_index_finds_the_same_as_the_rules(reminded):
    plan = reminded.plan
    row, beside = PlanCommuneFactory.create_batch(2, plan=plan)
    criterion = PlanTargetFactory(row=row).requirement
    PlanTargetFactory(row=beside, requirement=criterion)
    ResponsibilityFactory(plan=plan, agency=reminded.agency, requirement=criterion)
    reminded.work(DUE, agency=AgencyFactory(unit=plan.unit, kind=Agency.Kind.COMMUNES))
    WorkStepFactory(task=reminded.work(DUE), state="WAITING")
    member = AgencyMembershipFactory(agency=reminded.agency).user
    reminded.work(None, assignee=member)
    users = [
        reminded.head,
        member,
        UnitRoleFactory(unit=row.commune).user,
        UnitRoleFactory(unit=plan.unit, role=UnitRole.Role.OFFICE).user,
        UserFactory(),
    ]
    duties = read_duties([plan], THURSDAY)
    index = DutyIndex(duties)

    found = [
        [[one.key for one in part] for part in index.duties_of(one)]
        for one in read_standings(users, THURSDAY).values()
    ]

    assert found == [
        [
            [one.key for one in duties if does(one, each)],
            [one.key for one in duties if waits_for(one, each)],
        ]
        for each in read_standings(users, THURSDAY).values()
    ]
    assert [[len(part) for part in parts] for parts in found] == [
        [4, 0],
        [1, 0],
        [2, 0],
        [0, 1],
        [0, 0],
    ]


def test_a_thousand_people_are_read_with_the_queries_of_one():
    def count(users) -> int:
        with CaptureQueriesContext(connection) as queries:
            read_standings(users, THURSDAY)
        return len(queries)

    PlanFactory()
    users = [UnitRoleFactory().user for _ in range(3)]

    assert (count(users[:1]), count(users)) == (6, 6)
