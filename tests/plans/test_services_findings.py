from decimal import Decimal

import pytest

from ntm_portal.lib.refusals import Refused
from plans.models import PlanChange, PlanFinding
from plans.services.findings import add_finding
from tests.factories.accounts import UserFactory
from tests.factories.criteria import CriterionFactory, IndicatorFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    plan = PlanFactory(status="DRAFT", kind="COMMUNE")
    return PlanCommuneFactory(plan=plan, commune__name="Nhân Lý")


@pytest.fixture
def indicator(row):
    criterion = CriterionFactory(criteria_set=row.plan.criteria_set)
    return IndicatorFactory(parent=criterion, code="1.1")


def test_a_finding_is_stored_with_its_line_of_history(row, indicator):
    user = UserFactory()

    add_finding(
        row=row,
        requirement=indicator,
        text="Bê tông hóa 14/15,7 đạt 88,17%",
        printed_share=Decimal("88.17"),
        by=user,
    )

    finding = PlanFinding.objects.get()
    assert (finding.row, finding.requirement, finding.position) == (row, indicator, 1)
    assert (finding.text, finding.printed_share) == (
        "Bê tông hóa 14/15,7 đạt 88,17%",
        Decimal("88.17"),
    )
    assert history() == [
        ("Thực trạng chỉ tiêu 1.1", "", "Bê tông hóa 14/15,7 đạt 88,17%"),
        ("Tỷ lệ như in, chỉ tiêu 1.1", "", "88,17"),
    ]
    assert {(one.commune, one.changed_by) for one in PlanChange.objects.all()} == {
        (row.commune, user)
    }


def history() -> list[tuple[str, str, str]]:
    return list(PlanChange.objects.order_by("pk").values_list("what", "before", "after"))


def test_findings_keep_the_order_in_which_they_were_added(row, indicator):
    second = IndicatorFactory(parent=indicator.parent, code="1.2")
    for one in (second, indicator):
        add_finding(row=row, requirement=one, text="Chưa có", by=UserFactory())

    stored = PlanFinding.objects.order_by("position").values_list("requirement__code", flat=True)
    assert list(stored) == ["1.2", "1.1"]


def refused(row, requirement, text="Chưa có") -> str:
    with pytest.raises(Refused) as refusal:
        add_finding(row=row, requirement=requirement, text=text, by=UserFactory())
    return refusal.value.message


def test_what_cannot_be_a_finding_is_refused(row, indicator):
    set_name = row.plan.criteria_set.name
    foreign = IndicatorFactory(code="1.1")

    assert refused(row, foreign) == f"Xã Nhân Lý, chỉ tiêu 1.1: không phải chỉ tiêu của {set_name}."
    assert refused(row, indicator.parent) == (
        f"Xã Nhân Lý, chỉ tiêu 1: không phải chỉ tiêu của {set_name}."
    )
    assert refused(row, indicator, " \n") == (
        "Xã Nhân Lý, chỉ tiêu 1.1: thực trạng còn trống. Viết tình hình của chỉ tiêu."
    )
    assert (PlanFinding.objects.count(), PlanChange.objects.count()) == (0, 0)


def test_an_indicator_has_one_finding(row, indicator):
    add_finding(row=row, requirement=indicator, text="Chưa có", by=UserFactory())

    assert refused(row, indicator) == (
        "Xã Nhân Lý, chỉ tiêu 1.1: đã có thực trạng trong kế hoạch. Sửa dòng đã có."
    )
    assert PlanFinding.objects.count() == 1


def test_a_signed_plan_takes_no_finding(row, indicator):
    type(row.plan).objects.update(status="SIGNED")

    assert refused(row, indicator).endswith("đã ký, không sửa được nữa. Lập kế hoạch điều chỉnh.")
    assert PlanFinding.objects.count() == 0
