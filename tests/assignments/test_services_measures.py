from datetime import date

import pytest

from assignments.models import Measure
from assignments.services.measures import add_measure
from ntm_portal.lib.refusals import Refused
from plans.models import PlanChange
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory
from tests.factories.criteria import CriterionFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory

pytestmark = pytest.mark.django_db
DUE = date(2024, 11, 30)


@pytest.fixture
def row():
    plan = PlanFactory(status="DRAFT", kind="COMMUNE", unit__name="Chi Lăng")
    return PlanCommuneFactory(plan=plan, commune__name="Nhân Lý")


def add(row, **more):
    wanted = {"requirement": None, "text": "Nộp hồ sơ", "agencies": [], "due_on": DUE}
    return add_measure(row=row, by=UserFactory(), **(wanted | more))


def test_a_measure_is_stored_with_its_agencies_and_its_line_of_history(row):
    criterion = CriterionFactory(criteria_set=row.plan.criteria_set)
    agency = AgencyFactory(unit=row.plan.unit)

    measure = add(row, requirement=criterion, text="Quy hoạch chi tiết", agencies=[agency])

    stored = Measure.objects.get()
    assert (stored.row, stored.requirement, stored.position) == (row, criterion, 1)
    assert (stored.text, stored.due_on, list(stored.agencies.all())) == (
        "Quy hoạch chi tiết",
        DUE,
        [agency],
    )
    assert measure == stored
    change = PlanChange.objects.get()
    assert (change.commune, change.what, change.after) == (
        row.commune,
        f"Thêm giải pháp tiêu chí {criterion.code} “Quy hoạch chi tiết”",
        f"Quy hoạch chi tiết\nCơ quan hướng dẫn: {agency.name}\nTrước ngày 30/11/2024",
    )


def test_measures_of_the_whole_commune_follow_in_order(row):
    add(row, text="Nộp hồ sơ")
    add(row, text="Trình tỉnh", due_on=None)

    stored = Measure.objects.values_list("position", "text", "due_on")
    assert list(stored) == [(1, "Nộp hồ sơ", DUE), (2, "Trình tỉnh", None)]


def test_what_cannot_be_a_measure_is_refused(row):
    foreign = CriterionFactory(code="7")
    agency = AgencyFactory(name="Phòng Nội vụ")
    said = []

    for wrong in ({"requirement": foreign}, {"text": " "}, {"agencies": [agency]}):
        with pytest.raises(Refused) as refusal:
            add(row, **wrong)
        said.append(refusal.value.message)

    assert said == [
        "Xã Nhân Lý, tiêu chí 7: tiêu chí không thuộc bộ của kế hoạch. Chọn tiêu chí khác.",
        "Xã Nhân Lý: giải pháp còn trống. Viết việc cần làm.",
        "Xã Nhân Lý: Phòng Nội vụ không thuộc Huyện Chi Lăng. Chọn cơ quan khác.",
    ]
    assert (Measure.objects.count(), PlanChange.objects.count()) == (0, 0)


def test_a_signed_plan_takes_no_measure(row):
    type(row.plan).objects.update(status="SIGNED")

    with pytest.raises(Refused, match="đã ký, không sửa được nữa"):
        add(row)
    assert Measure.objects.count() == 0
