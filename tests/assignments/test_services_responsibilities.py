"""Who answers for what: lines and cells, their history, and what is refused."""

import pytest

from assignments.models import Responsibility
from assignments.services.responsibilities import (
    CellChange,
    StaleCells,
    add_responsibility,
    remove_responsibility,
    set_cells,
)
from ntm_portal.lib.refusals import Refused
from plans.models import Plan, PlanChange
from plans.services.conflicts import StalePlan
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory, ResponsibilityFactory
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory, IndicatorFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.factories.signing import bring_to

pytestmark = pytest.mark.django_db
LEAD, SUPPORT = "LEAD", "SUPPORT"


@pytest.fixture
def plan():
    return PlanFactory(status="DRAFT")


@pytest.fixture
def agency(plan):
    return AgencyFactory(
        unit=plan.unit, name="Phòng Tài chính - Kế hoạch", short_name="Phòng TC-KH"
    )


@pytest.fixture
def office():
    return UserFactory()


@pytest.fixture
def criterion(plan):
    return CriterionFactory(criteria_set=plan.criteria_set, code="13", name="Tổ chức sản xuất")


def lines(plan) -> list[tuple]:
    fields = ("agency", "requirement", "criteria_set", "row", "role", "field")
    return list(plan.responsibilities.order_by("position").values_list(*fields))


def history(plan) -> list[tuple]:
    return list(PlanChange.objects.filter(plan=plan).order_by("pk").values_list("before", "after"))


def put(plan, office, *changes):
    return set_cells(plan=plan, criteria_set=plan.criteria_set, changes=changes, by=office)


def test_cells_are_set_changed_and_emptied_with_their_history(plan, agency, office, criterion):
    (line,) = put(plan, office, CellChange(agency, criterion, LEAD))
    assert lines(plan) == [(agency.pk, criterion.pk, None, None, LEAD, "")]

    (other,) = put(plan, office, CellChange(agency, criterion, SUPPORT, seen=line.pk))
    assert lines(plan) == [(agency.pk, criterion.pk, None, None, SUPPORT, "")]
    assert other.pk != line.pk

    assert put(plan, office, CellChange(agency, criterion, "", seen=other.pk)) == [None]
    assert lines(plan) == []
    leads = "Phòng Tài chính - Kế hoạch chủ trì Tiêu chí 13 Tổ chức sản xuất"
    helps = "Phòng Tài chính - Kế hoạch phối hợp Tiêu chí 13 Tổ chức sản xuất"
    assert history(plan) == [("", leads), (leads, ""), ("", helps), (helps, "")]


def test_the_whole_set_is_a_cell_too(plan, agency, office, criterion):
    put(plan, office, CellChange(agency, None, LEAD), CellChange(agency, criterion, SUPPORT))

    assert lines(plan) == [
        (agency.pk, None, plan.criteria_set_id, None, LEAD, ""),
        (agency.pk, criterion.pk, None, None, SUPPORT, ""),
    ]


def test_wanting_what_stands_is_no_conflict_and_no_history(plan, agency, office, criterion):
    (line,) = put(plan, office, CellChange(agency, criterion, LEAD))

    assert put(plan, office, CellChange(agency, criterion, LEAD, seen=0)) == [line]
    assert len(history(plan)) == 1


def test_a_cell_that_moved_is_a_conflict_and_nothing_is_stored(plan, agency, office, criterion):
    (line,) = put(plan, office, CellChange(agency, criterion, LEAD))
    other = AgencyFactory(unit=plan.unit)

    with pytest.raises(StaleCells) as stale:
        put(
            plan,
            office,
            CellChange(other, criterion, LEAD, seen=0),
            CellChange(agency, criterion, SUPPORT, seen=0),
        )

    (conflict,) = stale.value.conflicts
    assert (conflict.standing, conflict.last.changed_by) == (line, office)
    assert conflict.change.place == "Phòng TC-KH, tiêu chí 13"
    assert len(lines(plan)) == 1


def test_a_line_of_one_field_is_no_cell(plan, agency, office, criterion):
    ResponsibilityFactory(plan=plan, agency=agency, requirement=criterion, field="sản xuất")

    put(plan, office, CellChange(agency, criterion, LEAD, seen=0))

    assert sorted(line[-1] for line in lines(plan)) == ["", "sản xuất"]


@pytest.mark.parametrize("role", [LEAD, SUPPORT])
def test_who_holds_a_criterion_is_not_given_its_indicator_again(plan, agency, office, role):
    indicator = IndicatorFactory(
        parent=CriterionFactory(criteria_set=plan.criteria_set, code="3"), code="3.1"
    )
    put(plan, office, CellChange(agency, indicator.parent, role))

    with pytest.raises(Refused) as refusal:
        put(plan, office, CellChange(agency, indicator, role))

    said = {LEAD: "chủ trì", SUPPORT: "phối hợp"}[role]
    assert refusal.value.message == (
        f"Phòng TC-KH đã {said} cả tiêu chí 3, trong đó có chỉ tiêu 3.1. "
        "Muốn chia theo chỉ tiêu thì bỏ tiêu chí trước."
    )
    assert len(lines(plan)) == 1


def test_who_holds_indicators_is_not_given_the_criterion_again(plan, agency, office, criterion):
    for code in ("13.2", "13.1"):
        indicator = IndicatorFactory(parent=criterion, code=code)
        put(plan, office, CellChange(agency, indicator, LEAD))

    with pytest.raises(Refused) as refusal:
        put(plan, office, CellChange(agency, criterion, LEAD))

    assert "đã chủ trì chỉ tiêu 13.2, 13.1 của tiêu chí 13." in refusal.value.message
    put(plan, office, CellChange(agency, criterion, SUPPORT))
    assert len(lines(plan)) == 3


def test_a_batch_may_move_from_indicators_to_the_criterion(plan, agency, office, criterion):
    indicator = IndicatorFactory(parent=criterion)
    put(plan, office, CellChange(agency, indicator, LEAD))

    put(plan, office, CellChange(agency, criterion, LEAD), CellChange(agency, indicator, ""))

    assert lines(plan) == [(agency.pk, criterion.pk, None, None, LEAD, "")]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        pytest.param(
            lambda agency, criterion: (AgencyFactory(), criterion, LEAD),
            "Cơ quan này không thuộc đơn vị của kế hoạch. Chọn lại trong danh sách.",
            id="agency of another unit",
        ),
        pytest.param(
            lambda agency, criterion: (agency, CriterionFactory(code="7"), LEAD),
            "Phòng TC-KH, tiêu chí 7: không thuộc",
            id="criterion of another set",
        ),
        pytest.param(
            lambda agency, criterion: (agency, None, "CHIEF"),
            "Phòng TC-KH, cả bộ tiêu chí: chọn chủ trì, phối hợp hoặc để trống.",
            id="no such role",
        ),
    ],
)
def test_one_cell_that_is_refused_keeps_the_others_out(plan, agency, office, wrong, sentence):
    criterion = CriterionFactory(criteria_set=plan.criteria_set)

    with pytest.raises(Refused, match=sentence):
        put(
            plan,
            office,
            CellChange(agency, criterion, LEAD),
            CellChange(*wrong(agency, criterion)),
        )

    assert (lines(plan), history(plan)) == ([], [])


def test_the_same_cell_twice_is_refused(plan, agency, office, criterion):
    with pytest.raises(Refused, match="gửi hai lần"):
        put(plan, office, *[CellChange(agency, criterion, LEAD)] * 2)

    assert lines(plan) == []


def test_a_set_of_other_years_is_refused(plan, agency, office):
    old = CriteriaSetFactory(name="Bộ cũ", effective_to=plan.baseline_on.replace(year=2023))

    with pytest.raises(Refused, match="Bộ cũ không áp dụng trong kế hoạch 2024"):
        set_cells(plan=plan, criteria_set=old, changes=[CellChange(agency, None, LEAD)], by=office)
    with pytest.raises(Refused, match="Bộ cũ không áp dụng trong kế hoạch 2024"):
        add_responsibility(
            line=Responsibility(plan=plan, agency=agency, criteria_set=old), by=office
        )

    assert lines(plan) == []


@pytest.mark.parametrize("status", ["SUBMITTED", "SIGNED"])
def test_a_plan_that_is_no_draft_is_refused(plan, agency, office, criterion, status):
    line = ResponsibilityFactory(plan=plan, agency=agency, requirement=criterion)
    bring_to(plan, status)

    with pytest.raises(Refused, match="không sửa được nữa"):
        put(plan, office, CellChange(agency, criterion, ""))
    with pytest.raises(Refused, match="không sửa được nữa"):
        remove_responsibility(line=line, by=office)
    with pytest.raises(Refused, match="không sửa được nữa"):
        add_responsibility(
            line=Responsibility(plan=plan, agency=agency, criteria_set=plan.criteria_set), by=office
        )

    assert len(lines(plan)) == 1


def test_two_agencies_may_be_in_charge_of_one_commune(plan, office):
    row = PlanCommuneFactory(plan=plan)
    for agency in AgencyFactory.create_batch(2, unit=plan.unit):
        add_responsibility(line=Responsibility(plan=plan, agency=agency, row=row), by=office)

    assert [line[3] for line in lines(plan)] == [row.pk, row.pk]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (lambda agency: {"agency": AgencyFactory()}, "không thuộc đơn vị của kế hoạch"),
        (lambda agency: {"row": PlanCommuneFactory()}, "không có trong kế hoạch"),
    ],
    ids=["agency of another unit", "commune of another plan"],
)
def test_lines_that_are_refused(plan, agency, office, fields, sentence):
    own = {"agency": agency, "row": PlanCommuneFactory(plan=plan)} | fields(agency)

    with pytest.raises(Refused, match=sentence):
        add_responsibility(line=Responsibility(plan=plan, **own), by=office)

    assert (lines(plan), history(plan)) == ([], [])


def test_the_same_line_twice_is_refused(plan, agency, office):
    row = PlanCommuneFactory(plan=plan)
    add_responsibility(line=Responsibility(plan=plan, agency=agency, row=row), by=office)

    with pytest.raises(Refused, match="đã được giao phụ trách xã đó"):
        add_responsibility(line=Responsibility(plan=plan, agency=agency, row=row), by=office)

    assert len(lines(plan)) == 1


def test_a_line_that_is_gone_is_stale(plan, agency, office, criterion):
    line = ResponsibilityFactory(plan=plan, agency=agency, requirement=criterion)
    remove_responsibility(line=Responsibility.objects.get(pk=line.pk), by=office)

    with pytest.raises(StalePlan):
        remove_responsibility(line=line, by=office)

    assert len(history(plan)) == 1
    assert Plan.objects.get(pk=plan.pk).status == "DRAFT"
