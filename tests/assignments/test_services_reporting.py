"""Making, closing and opening reporting cycles."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from assignments.models import AssignmentChange, ReportingCycle, ReportingParty, ReportSummary
from assignments.reporting_rules import Deadline, Kind, Period, periods_of
from assignments.services.reporting import close_cycle, make_cycles, open_cycle
from ntm_portal.lib.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory
from tests.factories.communes import CommuneFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.factories.reporting import ReportingCycleFactory, ReportingPartyFactory

pytestmark = pytest.mark.django_db
FEBRUARY = Period(Kind.MONTHLY, 2024, 2)


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def agency(plan):
    return AgencyFactory(unit=plan.unit)


def make(plan, agency, **more):
    told = {
        "plan": plan,
        "periods": [FEBRUARY],
        "deadline": Deadline(30),
        "agencies": [agency],
        "communes": [],
        "by": UserFactory(),
    }
    return make_cycles(**told | more)


def test_a_year_of_months_is_made_with_its_parties_and_history(plan, agency):
    row, by = PlanCommuneFactory(plan=plan), UserFactory()

    made = make(plan, agency, periods=periods_of(Kind.MONTHLY, 2024), communes=[row.commune], by=by)

    assert [cycle.due_on.day for cycle in made] == [30, 29, *[30] * 10]
    assert (made[1].first_on, made[1].last_on) == (date(2024, 2, 1), date(2024, 2, 29))
    assert {cycle.made_by for cycle in made} == {by}
    assert [(one.agency, one.commune) for one in made[0].parties.all()] == [
        (agency, None),
        (None, row.commune),
    ]
    line = AssignmentChange.objects.order_by("pk").first()
    assert (line.what, line.before, line.after, line.by) == (
        "Kỳ báo cáo tháng 01/2024",
        "",
        "Hạn 30/01/2024 (trước ngày 30 của tháng cuối kỳ báo cáo), 2 đơn vị",
        by,
    )
    assert AssignmentChange.objects.count() == 12


REFUSED = {
    "no period": (
        {"periods": []},
        "Chưa chọn kỳ nào. Đánh dấu ít nhất một kỳ.",
    ),
    "nobody": (
        {"agencies": []},
        "Chưa chọn đơn vị nào phải báo cáo. Đánh dấu ít nhất một đơn vị.",
    ),
    "year before the plan": (
        {"periods": [FEBRUARY, Period(Kind.YEAR, 2023, 1)]},
        "Kỳ năm 2023 không thuộc kế hoạch 2024. Chọn năm của kế hoạch.",
    ),
    "year after the plan": (
        {"periods": [Period(Kind.QUARTERLY, 2025, 1)]},
        "Kỳ quý I/2025 không thuộc kế hoạch 2024. Chọn năm của kế hoạch.",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_leaves_nothing(plan, agency, name):
    change, said = REFUSED[name]

    with pytest.raises(Refused) as refused:
        make(plan, agency, **change)

    assert refused.value.message == said
    assert not ReportingCycle.objects.exists()
    assert not AssignmentChange.objects.exists()


def test_an_agency_of_another_unit_is_refused(plan, agency):
    other = AgencyFactory()

    with pytest.raises(Refused) as refused:
        make(plan, agency, agencies=[agency, other])

    assert refused.value.message == (
        f"{other.name} không thuộc {plan.unit.full_name}. Chọn cơ quan khác."
    )
    assert not ReportingCycle.objects.exists()


def test_a_commune_outside_the_plan_is_refused(plan, agency):
    commune = CommuneFactory(parent=plan.unit)

    with pytest.raises(Refused) as refused:
        make(plan, agency, communes=[commune])

    assert refused.value.message == (
        f"{commune.full_name} không có trong kế hoạch. Chọn xã của kế hoạch."
    )
    assert not ReportingCycle.objects.exists()


def test_a_second_cycle_of_a_period_is_refused_with_all_others(plan, agency):
    make(plan, agency)

    with pytest.raises(Refused) as refused:
        make(plan, agency, periods=[Period(Kind.MONTHLY, 2024, 1), FEBRUARY])

    assert refused.value.message == "Kỳ báo cáo tháng 02/2024 đã có. Bỏ dấu kỳ này."
    assert ReportingCycle.objects.count() == 1


def test_the_same_days_may_have_a_cycle_of_another_kind(plan, agency):
    make(plan, agency, periods=[Period(Kind.MONTHLY, 2024, 1)])
    make(plan, agency, periods=[Period(Kind.QUARTERLY, 2024, 1)])

    assert ReportingCycle.objects.count() == 2


def test_a_plan_that_was_replaced_has_no_new_cycles(agency):
    plan = PlanFactory(unit=agency.unit, status="SUPERSEDED")

    with pytest.raises(Refused) as refused:
        make(plan, agency)

    assert refused.value.message == (
        f"{plan.title}: đã được thay thế. Lập kỳ báo cáo ở kế hoạch thay nó."
    )


def test_closing_and_opening_say_who(plan):
    cycle, by = ReportingCycleFactory(plan=plan), UserFactory()

    close_cycle(cycle=cycle, by=by)
    assert (ReportingCycle.objects.get().is_closed, cycle.closed_by) == (True, by)

    open_cycle(cycle=cycle, by=by)
    stored = ReportingCycle.objects.get()
    assert (stored.closed_at, stored.closed_by) == (None, None)
    assert [(one.before, one.after) for one in AssignmentChange.objects.order_by("pk")] == [
        ("đang mở", "đã đóng"),
        ("đã đóng", "mở lại"),
    ]


def test_a_closed_cycle_is_not_closed_again_by_who_has_not_seen_it(plan):
    cycle, by = ReportingCycleFactory(plan=plan), UserFactory(full_name="Văn phòng")
    stale = ReportingCycle.objects.get()
    close_cycle(cycle=cycle, by=by)

    with pytest.raises(Refused) as refused:
        close_cycle(cycle=stale, by=UserFactory())

    assert (refused.value.message, refused.value.status) == (
        "Báo cáo tháng 02/2024 đã được Văn phòng đóng rồi.",
        409,
    )


def test_an_open_cycle_is_not_opened(plan):
    with pytest.raises(Refused) as refused:
        open_cycle(cycle=ReportingCycleFactory(plan=plan), by=UserFactory())

    assert refused.value.message == "Báo cáo tháng 02/2024 đang mở."


def test_a_cycle_with_an_issued_summary_stays_closed(plan):
    cycle, by = ReportingCycleFactory(plan=plan), UserFactory()
    close_cycle(cycle=cycle, by=by)
    ReportSummary(cycle=cycle, number=1, lines=[], by=by).save()

    with pytest.raises(Refused) as refused:
        open_cycle(cycle=cycle, by=by)

    assert refused.value.message == (
        "Báo cáo tháng 02/2024 đã phát hành báo cáo tổng hợp nên không mở lại được."
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"last_on": date(2024, 2, 1)},
        {"due_on": date(2024, 1, 31)},
        {"kind": "WEEKLY"},
        {"closed_at": "2024-03-01T00:00:00Z"},
    ],
    ids=["no days", "due before", "unknown kind", "closed by nobody"],
)
def test_the_database_refuses(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportingCycleFactory(**fields)


def test_the_database_refuses_a_second_cycle_of_the_period(plan):
    ReportingCycleFactory(plan=plan)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReportingCycleFactory(plan=plan)


def test_the_database_refuses_a_party_twice_or_of_nobody(plan):
    party = ReportingPartyFactory()
    for agency, commune in ((party.agency, None), (None, None), (party.agency, CommuneFactory())):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReportingParty.objects.create(cycle=party.cycle, agency=agency, commune=commune)
