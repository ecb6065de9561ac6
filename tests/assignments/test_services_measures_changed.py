"""Measures written anew, taken away and put in another order."""

from datetime import date

import pytest

from assignments.models import Measure
from assignments.services.measures import (
    add_measure,
    change_measure,
    measure_version,
    move_measure,
    remove_measure,
)
from ntm_portal.lib.refusals import Refused
from plans.models import PlanChange
from plans.services.conflicts import StalePlan
from plans.services.wording import MOST_LETTERS
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory
from tests.factories.criteria import CriterionFactory, IndicatorFactory
from tests.factories.findings import MeasureFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory

pytestmark = pytest.mark.django_db
DUE = date(2024, 11, 30)


@pytest.fixture
def row():
    plan = PlanFactory(status="DRAFT", kind="COMMUNE", unit__name="Chi Lăng")
    return PlanCommuneFactory(plan=plan, commune__name="Nhân Lý")


@pytest.fixture
def agency(row):
    return AgencyFactory(unit=row.plan.unit, name="Phòng Y tế")


@pytest.fixture
def measure(row, agency):
    criterion = CriterionFactory(criteria_set=row.plan.criteria_set, code="2")
    measure = MeasureFactory(row=row, requirement=criterion, text="Bê tông hóa", due_on=DUE)
    measure.agencies.add(agency)
    return measure


def history() -> list[tuple[str, str, str, str]]:
    rows = PlanChange.objects.order_by("pk").select_related("changed_by")
    return [(one.what, one.before, one.after, str(one.changed_by)) for one in rows]


def change(measure, **more) -> None:
    wanted = {
        "requirement": measure.requirement,
        "text": measure.text,
        "agencies": list(measure.agencies.all()),
        "due_on": measure.due_on,
        "by": UserFactory(),
    }
    change_measure(measure=measure, **(wanted | more))


def test_each_part_that_changes_leaves_its_line(row, measure, agency):
    other = AgencyFactory(unit=row.plan.unit, name="Công an huyện")
    user = UserFactory(full_name="Văn phòng huyện")

    change(
        measure,
        requirement=None,
        text="Làm đường",
        agencies=[other, agency],
        due_on=None,
        by=user,
    )

    stored = Measure.objects.get()
    assert (stored.requirement, stored.text, stored.due_on) == (None, "Làm đường", None)
    assert set(stored.agencies.all()) == {agency, other}
    name = "giải pháp chung cả xã “Làm đường”"
    assert history() == [
        (f"Sửa tiêu chí của {name}", "tiêu chí 2", "chung cả xã", "Văn phòng huyện"),
        (f"Sửa {name}", "Bê tông hóa", "Làm đường", "Văn phòng huyện"),
        (f"Sửa cơ quan của {name}", "Phòng Y tế", "Phòng Y tế; Công an huyện", "Văn phòng huyện"),
        (f"Sửa thời hạn của {name}", "30/11/2024", "", "Văn phòng huyện"),
    ]


def test_the_same_again_leaves_no_line(measure):
    change(measure, text=" Bê tông hóa\u200b")

    assert history() == []


def test_a_removed_measure_stays_whole_in_the_history(measure):
    remove_measure(measure=measure, by=UserFactory(full_name="Văn phòng huyện"))
    remove_measure(measure=measure, by=UserFactory())

    assert Measure.objects.count() == 0
    assert history() == [
        (
            "Bỏ giải pháp tiêu chí 2 “Bê tông hóa”",
            "Bê tông hóa\nCơ quan hướng dẫn: Phòng Y tế\nTrước ngày 30/11/2024",
            "",
            "Văn phòng huyện",
        )
    ]


def test_a_place_that_became_free_is_no_trap(row, measure):
    last = MeasureFactory(row=row)
    remove_measure(measure=measure, by=UserFactory())
    said = {"requirement": None, "text": "Mới", "agencies": [], "due_on": None}

    added = add_measure(row=row, by=UserFactory(), **said)

    assert (last.position, added.position) == (2, 3)


def stale(act) -> str:
    with pytest.raises(StalePlan) as said:
        act()
    return said.value.conflicts[0].sentence


def test_somebody_elses_change_is_a_conflict(row, measure):
    seen = measure_version(measure)
    change(measure, due_on=date(2024, 12, 1), by=UserFactory(full_name="Cán bộ một"))
    beside = MeasureFactory(row=row, requirement=measure.requirement, text="Trồng cây")
    change(beside, due_on=DUE, by=UserFactory(full_name="Cán bộ hai"))

    sentence = (
        "Xã Nhân Lý, tiêu chí 2: Cán bộ một vừa đổi, nay là “Bê tông hóa\n"
        "Cơ quan hướng dẫn: Phòng Y tế\nTrước ngày 01/12/2024”. Xem lại rồi lưu."
    )
    assert stale(lambda: change(measure, text="Khác", seen=seen)) == sentence
    assert stale(lambda: remove_measure(measure=measure, seen=seen, by=UserFactory())) == sentence
    assert Measure.objects.get(pk=measure.pk).text == "Bê tông hóa"
    assert len(history()) == 2


def test_the_same_wish_twice_is_no_conflict(measure):
    seen = measure_version(measure)
    change(measure, text="Làm đường", seen=seen)

    change(measure, text="Làm đường", seen=seen)

    assert len(history()) == 1


def test_agencies_are_part_of_what_was_seen(measure):
    seen = measure_version(measure)
    change(measure, agencies=[])

    assert "nay là “Bê tông hóa\nTrước ngày 30/11/2024”" in stale(
        lambda: change(measure, text="Khác", seen=seen)
    )


def test_a_measure_that_went_meanwhile_is_a_conflict(measure):
    seen = measure_version(measure)
    gone = Measure.objects.select_related("row__plan", "row__commune").get()
    agencies = list(gone.agencies.all())
    remove_measure(measure=measure, by=UserFactory())

    assert stale(lambda: change(gone, text="Khác", agencies=agencies, seen=seen)) == (
        "Xã Nhân Lý, tiêu chí 2: vừa được đổi, nay là “đã bỏ”. Xem lại rồi lưu."
    )


def wrong_values():
    return [
        pytest.param({"text": " \0\n"}, "giải pháp còn trống. Viết việc cần làm.", id="empty"),
        pytest.param(
            {"text": "a" * (MOST_LETTERS + 1)},
            "giải pháp dài 4001 ký tự, tối đa 4000. Viết gọn.",
            id="too-long",
        ),
        pytest.param(
            {"due_on": date(2035, 1, 1)},
            "thời hạn 01/01/2035 quá xa kế hoạch 2024. Xem lại năm đã viết.",
            id="too-late",
        ),
        pytest.param(
            {"due_on": date(2013, 12, 31)},
            "thời hạn 31/12/2013 quá xa kế hoạch 2024. Xem lại năm đã viết.",
            id="too-early",
        ),
    ]


@pytest.mark.parametrize(("wrong", "sentence"), wrong_values())
def test_what_cannot_stand_is_refused(measure, wrong, sentence):
    with pytest.raises(Refused) as refusal:
        change(measure, **wrong)

    assert refusal.value.message == f"Xã Nhân Lý, tiêu chí 2: {sentence}"
    stored = Measure.objects.get()
    assert (stored.text, stored.due_on) == ("Bê tông hóa", DUE)
    assert history() == []


@pytest.mark.parametrize("due_on", [date(2014, 1, 1), date(2034, 12, 31)])
def test_what_just_stands_is_taken(measure, due_on):
    change(measure, text="a" * MOST_LETTERS, due_on=due_on)

    assert Measure.objects.get().due_on == due_on


def test_a_measure_is_about_a_criterion_of_the_set(measure):
    indicator = IndicatorFactory(parent=measure.requirement)
    foreign = CriterionFactory(code="7")

    for one in (indicator, foreign):
        with pytest.raises(Refused, match="tiêu chí không thuộc bộ của kế hoạch"):
            change(measure, requirement=one)
    assert history() == []


def texts(row) -> list[str]:
    return list(row.measures.order_by("position").values_list("text", flat=True))


def test_measures_change_places_within_their_criterion(row, measure):
    elsewhere = MeasureFactory(row=row, text="Nộp hồ sơ")
    second = MeasureFactory(row=row, requirement=measure.requirement, text="Trồng cây")

    move_measure(measure=measure, up=False, by=UserFactory(full_name="Cán bộ một"))

    assert texts(row) == ["Trồng cây", "Nộp hồ sơ", "Bê tông hóa"]
    assert history() == [
        ("Thứ tự giải pháp tiêu chí 2 “Bê tông hóa”", "", "sau “Trồng cây”", "Cán bộ một")
    ]
    for one, up in ((second, True), (measure, False), (elsewhere, True)):
        move_measure(measure=one, up=up, by=UserFactory())
    assert len(history()) == 1


def test_a_signed_plan_refuses_every_write(row, measure):
    type(row.plan).objects.update(status="SIGNED")
    by = UserFactory()
    said = []

    for act in (
        lambda: change(measure, text="Khác"),
        lambda: remove_measure(measure=measure, by=by),
        lambda: move_measure(measure=measure, up=True, by=by),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        said.append(refusal.value.message)

    sentence = f"{row.plan.title}: đã ký, không sửa được nữa. Lập kế hoạch điều chỉnh."
    assert said == [sentence] * 3
    assert Measure.objects.get().text == "Bê tông hóa"
