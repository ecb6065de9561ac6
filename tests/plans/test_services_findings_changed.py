"""Findings written anew, taken away and put in another order."""

from decimal import Decimal

import pytest
from django.db import IntegrityError

from ntm_portal.lib.refusals import Refused
from plans.models import PlanChange, PlanFinding
from plans.services.conflicts import StalePlan
from plans.services.findings import (
    add_finding,
    change_finding,
    finding_version,
    move_finding,
    remove_finding,
)
from plans.services.wording import MOST_LETTERS
from tests.factories.accounts import UserFactory
from tests.factories.criteria import CriterionFactory, IndicatorFactory
from tests.factories.findings import PlanFindingFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    plan = PlanFactory(status="DRAFT", kind="COMMUNE")
    return PlanCommuneFactory(plan=plan, commune__name="Nhân Lý")


@pytest.fixture
def finding(row):
    criterion = CriterionFactory(criteria_set=row.plan.criteria_set)
    indicator = IndicatorFactory(parent=criterion, code="2.3")
    return PlanFindingFactory(
        row=row, requirement=indicator, text="Đạt 88,17%", printed_share=Decimal("88.17")
    )


def history() -> list[tuple[str, str, str, str]]:
    rows = PlanChange.objects.order_by("pk").select_related("changed_by")
    return [(one.what, one.before, one.after, str(one.changed_by)) for one in rows]


def change(finding, **more) -> None:
    wanted = {"text": "Đạt 88,17%", "printed_share": Decimal("88.17"), "by": UserFactory()}
    change_finding(finding=finding, **(wanted | more))


def test_each_part_that_changes_leaves_its_line(finding):
    user = UserFactory(full_name="Văn phòng huyện")

    change(finding, text="Đạt 89,17%", printed_share=None, by=user)

    stored = PlanFinding.objects.get()
    assert (stored.text, stored.printed_share) == ("Đạt 89,17%", None)
    assert history() == [
        ("Thực trạng chỉ tiêu 2.3", "Đạt 88,17%", "Đạt 89,17%", "Văn phòng huyện"),
        ("Tỷ lệ như in, chỉ tiêu 2.3", "88,17", "", "Văn phòng huyện"),
    ]


def test_the_same_again_leaves_no_line(finding):
    change(finding, text=" Đạt 88,17%\u200b", printed_share=Decimal("88.1700"))

    assert history() == []


def test_long_texts_are_whole_in_the_history(finding):
    change(finding, text="a" * 300)
    change(finding, text="a" * 299 + "b")

    assert [(before, after) for _, before, after, _ in history()] == [
        ("Đạt 88,17%", "a" * 300),
        ("a" * 300, "a" * 299 + "b"),
    ]


def test_removed_words_stay_in_the_history(finding):
    remove_finding(finding=finding, by=UserFactory(full_name="Văn phòng huyện"))
    remove_finding(finding=finding, by=UserFactory())

    assert PlanFinding.objects.count() == 0
    assert history() == [
        ("Thực trạng chỉ tiêu 2.3", "Đạt 88,17%", "", "Văn phòng huyện"),
        ("Tỷ lệ như in, chỉ tiêu 2.3", "88,17", "", "Văn phòng huyện"),
    ]


def test_a_place_that_became_free_is_no_trap(row, finding):
    last = PlanFindingFactory(row=row)
    remove_finding(finding=finding, by=UserFactory())

    added = add_finding(row=row, requirement=finding.requirement, text="Chưa có", by=UserFactory())

    assert (last.position, added.position) == (2, 3)


def stale(act) -> str:
    with pytest.raises(StalePlan) as said:
        act()
    return said.value.conflicts[0].sentence


def test_somebody_elses_change_is_a_conflict(finding):
    seen = finding_version(finding)
    change(finding, text="Đạt 89%", by=UserFactory(full_name="Cán bộ một"))

    sentence = (
        "Xã Nhân Lý, chỉ tiêu 2.3: Cán bộ một vừa đổi, nay là “Đạt 89%; tỷ lệ như in 88,17%”. "
        "Xem lại rồi lưu."
    )
    assert stale(lambda: change(finding, text="Đạt 90%", seen=seen)) == sentence
    assert stale(lambda: remove_finding(finding=finding, seen=seen, by=UserFactory())) == sentence
    assert PlanFinding.objects.get().text == "Đạt 89%"
    assert len(history()) == 1


def test_the_same_wish_twice_is_no_conflict(finding):
    seen = finding_version(finding)
    change(finding, text="Đạt 89%", seen=seen)

    change(finding, text="Đạt 89%", seen=seen)

    assert len(history()) == 1


def test_a_finding_that_went_meanwhile_is_a_conflict(row, finding):
    seen = finding_version(finding)
    remove_finding(finding=finding, by=UserFactory(full_name="Cán bộ một"))

    sentence = "Xã Nhân Lý, chỉ tiêu 2.3: Cán bộ một vừa đổi, nay là “không có”. Xem lại rồi lưu."
    assert stale(lambda: change(finding, text="Đạt 90%", seen=seen)) == sentence
    again = {"row": row, "requirement": finding.requirement, "text": "Mới", "by": UserFactory()}
    assert stale(lambda: add_finding(seen=seen, **again)) == sentence
    assert PlanFinding.objects.count() == 0


def test_a_finding_that_came_meanwhile_is_a_conflict(row, finding):
    said = {"row": row, "requirement": finding.requirement, "text": "Mới", "by": UserFactory()}

    assert "nay là “Đạt 88,17%; tỷ lệ như in 88,17%”" in stale(lambda: add_finding(seen="", **said))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": " \0\n"}, "thực trạng còn trống. Viết tình hình của chỉ tiêu."),
        (
            {"text": "a" * (MOST_LETTERS + 1)},
            "thực trạng dài 4001 ký tự, tối đa 4000. Viết gọn.",
        ),
        (
            {"printed_share": Decimal("100.01")},
            (
                "tỷ lệ như in ‘100,01’ không nằm giữa 0 và 100. "
                "Viết số phần trăm như trong kế hoạch."
            ),
        ),
        (
            {"printed_share": Decimal("-0.01")},
            ("tỷ lệ như in ‘-0,01’ không nằm giữa 0 và 100. Viết số phần trăm như trong kế hoạch."),
        ),
    ],
    ids=["empty", "too-long", "above-100", "below-0"],
)
def test_what_cannot_stand_is_refused(finding, wrong, sentence):
    with pytest.raises(Refused) as refusal:
        change(finding, **wrong)

    assert refusal.value.message == f"Xã Nhân Lý, chỉ tiêu 2.3: {sentence}"
    assert PlanFinding.objects.get().text == "Đạt 88,17%"
    assert history() == []


@pytest.mark.parametrize("share", [Decimal(0), Decimal(100)])
def test_what_just_stands_is_taken(finding, share):
    change(finding, text="a" * MOST_LETTERS, printed_share=share)

    assert PlanFinding.objects.get().printed_share == share


def test_the_database_holds_no_share_above_100(finding):
    with pytest.raises(IntegrityError, match="planfinding_share_up_to_100"):
        PlanFinding.objects.update(printed_share=Decimal("100.01"))


def codes(row) -> list[str]:
    return list(row.findings.order_by("position").values_list("requirement__code", flat=True))


def test_findings_change_places_within_their_criterion(row, finding):
    elsewhere = PlanFindingFactory(row=row, requirement__code="9.1")
    second = PlanFindingFactory(
        row=row, requirement=IndicatorFactory(parent=finding.requirement.parent, code="2.1")
    )

    move_finding(finding=second, up=True, by=UserFactory(full_name="Cán bộ một"))

    assert codes(row) == ["2.1", "9.1", "2.3"]
    assert history() == [("Thứ tự chỉ tiêu 2.1", "", "trước chỉ tiêu 2.3", "Cán bộ một")]
    for one, up in ((second, True), (finding, False), (elsewhere, True)):
        move_finding(finding=one, up=up, by=UserFactory())
    assert len(history()) == 1
    move_finding(finding=second, up=False, by=UserFactory())
    assert codes(row) == ["2.3", "9.1", "2.1"]


def test_a_signed_plan_refuses_every_write(row, finding):
    type(row.plan).objects.update(status="SIGNED")
    by = UserFactory()
    said = []

    for act in (
        lambda: change(finding, text="Khác"),
        lambda: remove_finding(finding=finding, by=by),
        lambda: move_finding(finding=finding, up=True, by=by),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        said.append(refusal.value.message)

    sentence = f"{row.plan.title}: đã ký, không sửa được nữa. Lập kế hoạch điều chỉnh."
    assert said == [sentence] * 3
    assert PlanFinding.objects.get().text == "Đạt 88,17%"
