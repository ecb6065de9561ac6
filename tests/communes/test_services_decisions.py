"""Entering a decision on thresholds and taking it back; what it does to figures."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.models import User
from communes.decisions import NewLevel
from communes.models import DecisionEntry, DecisionWithdrawal, StatusEntry
from communes.services.decisions import withdraw_decision
from communes.services.figures import FigureChange, record_figures
from communes.services.status import Change, record_statuses
from communes.sheets import IndicatorLine, read_sheet
from criteria.figures import read_said
from criteria.models import Requirement, Threshold, ThresholdDecision
from ntm_portal.lib.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.communes import DistrictFactory
from tests.factories.criteria import (
    CommuneGroupFactory,
    CriteriaSetFactory,
    CriterionFactory,
    IndicatorFactory,
    ThresholdFactory,
)
from tests.factories.decisions import DOCUMENT, FIRST_DAY, SIGNED, decide, new_level
from tests.factories.sheet import SheetWorld, make_sheet_world
from tests.factories.world import TODAY
from tests.history import rows_hash

pytestmark = pytest.mark.django_db
BEFORE = FIRST_DAY - timedelta(days=1)


@pytest.fixture
def sheet() -> SheetWorld:
    return make_sheet_world()


@pytest.fixture
def by(sheet) -> User:
    return sheet.world.province_office


def record(sheet: SheetWorld, requirement: Requirement, text: str, day: date) -> StatusEntry:
    said = read_said(text, requirement)
    (entry,) = record_figures(
        changes=[FigureChange(sheet.commune, requirement, said, seen=standing(sheet, requirement))],
        criteria_set=sheet.world.criteria_set,
        day=day,
        today=TODAY,
        voice="OFFICE",
        by=sheet.world.office,
    )
    return entry


def standing(sheet: SheetWorld, requirement: Requirement) -> int:
    rows = StatusEntry.objects.filter(cell__commune=sheet.commune, cell__requirement=requirement)
    newest = rows.order_by("-observed_on", "-pk").first()
    return newest.pk if newest else 0


def line(sheet: SheetWorld, requirement: Requirement, day: date) -> IndicatorLine:
    blocks = read_sheet(
        commune=sheet.commune, criteria_set=sheet.world.criteria_set, day=day, voice="OFFICE"
    )
    return next(
        one for block in blocks for one in block.lines if one.requirement.pk == requirement.pk
    )


# What is stored


def test_a_decision_is_stored_with_its_levels_and_who_entered_it(sheet, by):
    entry = decide(
        sheet.world.province,
        new_level(sheet.income, Decimal("43.8")),
        new_level(sheet.electric, text="Đạt theo tiêu chuẩn mới"),
        by=by,
    )

    decision = entry.decision
    assert (entry.unit, entry.entered_by) == (sheet.world.province, by)
    assert (decision.decision_no, decision.issued_on) == ("15/QĐ-UBND", SIGNED)
    assert list(
        decision.thresholds.values_list(
            "requirement", "region", "year", "value", "text", "citation", "provenance"
        ).order_by("pk")
    ) == [
        (sheet.income.pk, sheet.north.pk, 2024, Decimal("43.8"), "", DOCUMENT, "VERIFIED"),
        (sheet.electric.pk, None, None, None, "Đạt theo tiêu chuẩn mới", DOCUMENT, "VERIFIED"),
    ]


def test_old_thresholds_and_old_rows_stay_as_they_were(sheet):
    record(sheet, sheet.income, "43,8", FIRST_DAY)
    thresholds, log = list(Threshold.objects.order_by("pk").values_list()), rows_hash()

    entry = decide(sheet.world.province, new_level(sheet.income, 40))

    kept = Threshold.objects.exclude(decision=entry.decision).order_by("pk")
    assert list(kept.values_list()) == thresholds
    assert rows_hash() == log


def test_only_changed_levels_are_stored(sheet):
    decision = decide(
        sheet.world.province, new_level(sheet.income, 50), new_level(sheet.insured, 91)
    ).decision

    assert [row.requirement for row in decision.thresholds.all()] == [sheet.insured]


def test_the_same_level_with_a_document_is_a_change_where_it_was_not_verified(sheet):
    entry = record(sheet, sheet.roads, "80", FIRST_DAY)
    assert entry.verdict == "NO_DATA"

    decide(sheet.world.province, new_level(sheet.roads, 80))

    assert record(sheet, sheet.roads, "80", FIRST_DAY + timedelta(days=1)).verdict == "MET"


# What figures are judged by


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        pytest.param(BEFORE, "NOT_MET", id="the-day-before"),
        pytest.param(FIRST_DAY, "MET", id="first-day"),
    ],
)
def test_it_decides_from_its_first_day_on(sheet, day, verdict):
    decided = decide(sheet.world.province, new_level(sheet.income, Decimal("43.8"))).decision

    entry = record(sheet, sheet.income, "43,8", day)

    assert entry.verdict == verdict
    assert (entry.threshold.decision == decided) == (day == FIRST_DAY)


def test_the_sheet_shows_the_document_of_the_day_of_the_figure(sheet):
    record(sheet, sheet.income, "43,8", BEFORE)
    record(sheet, sheet.income, "43,8", FIRST_DAY)

    decide(sheet.world.province, new_level(sheet.income, 40))

    scope = "vùng Trung du miền núi phía Bắc, năm 2024"
    assert line(sheet, sheet.income, BEFORE).reason == f"43,8 < 50 ({scope}; 318/QĐ-TTg)"
    now = line(sheet, sheet.income, FIRST_DAY)
    assert now.reason == f"43,8 > 40 ({scope}; {DOCUMENT})"
    assert now.verdict == "NOT_MET"  # what was recorded stays until somebody records it anew


def test_recording_the_figure_anew_gives_the_verdict_of_the_decision(sheet):
    record(sheet, sheet.income, "43,8", FIRST_DAY)
    decide(sheet.world.province, new_level(sheet.income, 40))

    record(sheet, sheet.income, "43,8", FIRST_DAY)

    assert line(sheet, sheet.income, FIRST_DAY).verdict == "MET"


def test_it_counts_below_its_unit_only(sheet):
    other = DistrictFactory(parent=sheet.world.province)
    decide(other, new_level(sheet.income, 40))

    assert record(sheet, sheet.income, "43,8", FIRST_DAY).verdict == "NOT_MET"


def test_the_decision_of_the_later_day_stands(sheet):
    """Entered in the wrong order: their days count, not the order of entering."""
    later = FIRST_DAY + timedelta(days=10)
    decide(sheet.world.province, new_level(sheet.roads, 60), effective_from=later)
    decide(sheet.world.district, new_level(sheet.roads, 70), decision_no="16/QĐ-UBND")

    assert record(sheet, sheet.roads, "65", FIRST_DAY).verdict == "NOT_MET"
    assert record(sheet, sheet.roads, "65", later).verdict == "MET"


def test_the_level_of_a_group_is_replaced_for_that_group_only(sheet):
    group = CommuneGroupFactory(criteria_set=sheet.world.criteria_set)
    ThresholdFactory(requirement=sheet.water, commune_group=group, value=90)
    decide(sheet.world.province, new_level(sheet.water, 50))

    assert line(sheet, sheet.water, FIRST_DAY).yardstick is None


# What is refused


def refusal(sheet: SheetWorld, *new_levels: NewLevel, **more) -> str:
    stored = [ThresholdDecision.objects.count(), Threshold.objects.count()]
    with pytest.raises(Refused) as refused:
        decide(sheet.world.district, *(new_levels or [new_level(sheet.income, 40)]), **more)
    assert [ThresholdDecision.objects.count(), Threshold.objects.count()] == stored
    return refused.value.message


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        pytest.param(
            {"decision_no": "mười lăm"},
            "Số quyết định ‘mười lăm’ không đúng. Viết số, gạch chéo, ký hiệu, ví dụ 15/QĐ-UBND.",
            id="number",
        ),
        pytest.param(
            {"issued_on": TODAY + timedelta(days=1), "effective_from": TODAY + timedelta(days=1)},
            "Ngày ký 23/11/2026 chưa tới. Chỉ nhập quyết định ký đến hôm nay, 22/11/2026.",
            id="signed-tomorrow",
        ),
        pytest.param(
            {"effective_from": SIGNED - timedelta(days=1)},
            "Ngày có hiệu lực 04/02/2024 trước ngày ký 05/02/2024. Kiểm tra lại hai ngày.",
            id="counts-before-signing",
        ),
        pytest.param(
            {"issued_on": date(2022, 3, 7), "effective_from": date(2022, 3, 7)},
            "Ngày có hiệu lực 07/03/2022 trước ngày Bộ tiêu chí BO-THU có hiệu lực, 08/03/2022. "
            "Chọn bộ khác hoặc kiểm tra lại ngày.",
            id="before-the-edition",
        ),
        pytest.param(
            {"title": " "},
            "Trích yếu: Trường này không được để trắng. Chưa lưu gì.",
            id="no-title",
        ),
        pytest.param(
            {"effective_from": date(2025, 1, 1)},
            "Chỉ tiêu 1.1, vùng Trung du miền núi phía Bắc, năm 2024: năm này đã qua khi quyết "
            "định có hiệu lực, 01/01/2025. Bỏ mức đó hoặc sửa ngày có hiệu lực.",
            id="a-year-gone-by",
        ),
    ],
)
def test_a_decision_that_cannot_be_is_refused(sheet, facts, sentence):
    assert refusal(sheet, **facts) == sentence


def test_a_day_after_the_edition_is_refused(sheet):
    criteria_set = sheet.world.criteria_set
    criteria_set.effective_to = BEFORE
    criteria_set.save()

    assert refusal(sheet) == (
        "Ngày có hiệu lực 01/03/2024 sau ngày Bộ tiêu chí BO-THU hết hiệu lực, 29/02/2024. "
        "Chọn bộ khác hoặc kiểm tra lại ngày."
    )


def test_the_first_and_the_last_day_of_the_edition_are_taken(sheet):
    criteria_set = sheet.world.criteria_set
    criteria_set.effective_from = criteria_set.effective_to = FIRST_DAY
    criteria_set.save()

    decide(sheet.world.district, new_level(sheet.income, 40))

    assert DecisionEntry.objects.count() == 1


def test_a_unit_that_has_ended_is_refused(sheet):
    sheet.world.district.valid_to = BEFORE
    sheet.world.district.save()

    assert refusal(sheet) == (
        f"{sheet.world.district.full_name} không còn vào ngày có hiệu lực 01/03/2024. "
        "Nhập cho đơn vị khác."
    )


def test_an_empty_decision_is_refused(sheet):
    assert refusal(sheet, new_level(sheet.income, 50)) == (
        "Quyết định chưa có mức nào khác mức đang áp dụng. Ghi ít nhất một mức mới trong bảng."
    )


def test_a_level_that_the_column_cannot_hold_is_refused(sheet):
    said = refusal(sheet, new_level(sheet.income, 10**10))

    assert said.startswith("Chỉ tiêu 1.1, vùng Trung du miền núi phía Bắc, năm 2024: ")


@pytest.mark.parametrize("where", ["province", "district", "commune"])
def test_the_same_document_twice_is_refused(sheet, where):
    """For the unit itself, above it and below it; written with other spaces."""
    unit = {"commune": sheet.commune}.get(where) or getattr(sheet.world, where)
    decide(unit, new_level(sheet.income, 40))

    assert refusal(sheet, new_level(sheet.roads, 60), decision_no="15 / QĐ-UBND") == (
        f"Quyết định 15/QĐ-UBND ngày 05/02/2024 đã được nhập cho {unit.full_name}. "
        "Mở quyết định đó để xem, hoặc sửa số và ngày ký."
    )


def test_another_number_day_set_or_place_is_no_duplicate(sheet):
    district, level = sheet.world.district, new_level(sheet.income, 40)
    other = IndicatorFactory(parent=CriterionFactory(criteria_set=CriteriaSetFactory()))
    decide(district, level)

    decide(district, level, decision_no="16/QĐ-UBND")
    decide(district, level, issued_on=SIGNED + timedelta(days=1))
    decide(district, new_level(other, 40))
    decide(DistrictFactory(parent=sheet.world.province), level)

    assert DecisionEntry.objects.count() == 5


# Taking back


def withdraw(entry: DecisionEntry, reason: str = "nhập nhầm số") -> DecisionWithdrawal:
    return withdraw_decision(entry=entry, reason=reason, today=TODAY, by=UserFactory())


def test_a_withdrawn_decision_counts_on_no_day(sheet):
    entry = decide(sheet.world.province, new_level(sheet.income, 40))

    withdraw(entry)

    assert record(sheet, sheet.income, "43,8", FIRST_DAY).verdict == "NOT_MET"
    assert entry.decision.thresholds.count() == 1


def test_what_was_withdrawn_may_be_entered_as_it_should_be(sheet):
    withdraw(decide(sheet.world.province, new_level(sheet.income, 40)))

    decide(sheet.world.province, new_level(sheet.income, 45))

    assert DecisionEntry.objects.standing().count() == 1


def refused_withdrawal(entry: DecisionEntry, **more) -> str:
    count = DecisionWithdrawal.objects.count()
    with pytest.raises(Refused) as refused:
        withdraw(entry, **more)
    assert DecisionWithdrawal.objects.count() == count
    return refused.value.message


def test_while_a_verdict_rests_on_it_it_stays(sheet):
    entry = decide(sheet.world.province, new_level(sheet.income, 40))
    record(sheet, sheet.income, "43,8", FIRST_DAY)

    assert refused_withdrawal(entry) == (
        f"1 kết quả đang dựa vào quyết định này, đầu tiên là {sheet.commune.full_name}, "
        "chỉ tiêu 1.1. Xóa số liệu của các ô đó trước, hoặc nhập quyết định mới thay cho nó."
    )


def test_once_the_verdict_is_cleared_it_can_be_taken_back(sheet):
    entry = decide(sheet.world.province, new_level(sheet.income, 40))
    row = record(sheet, sheet.income, "43,8", FIRST_DAY)
    cleared = Change(sheet.commune, sheet.income, "NO_DATA", seen=row.pk)
    record_statuses(
        changes=[cleared], day=FIRST_DAY, today=TODAY, voice="OFFICE", by=sheet.world.office
    )

    withdraw(entry)

    assert DecisionWithdrawal.objects.count() == 1


def test_a_verdict_by_a_multiple_of_it_rests_on_it_too(sheet):
    entry = decide(sheet.world.province, new_level(sheet.roads, 60))
    ThresholdFactory(
        requirement=sheet.water,
        value=None,
        text="1,1 ×",
        factor="1.1",
        base_set=sheet.world.criteria_set.code,
        base_code=sheet.roads.code,
    )
    record(sheet, sheet.water, "70", FIRST_DAY)

    assert "chỉ tiêu 2.4" in refused_withdrawal(entry)


def test_a_verdict_by_the_old_level_does_not_rest_on_it(sheet):
    entry = decide(sheet.world.province, new_level(sheet.income, 40))
    record(sheet, sheet.income, "43,8", BEFORE)

    withdraw(entry)

    assert DecisionWithdrawal.objects.count() == 1


def test_a_second_withdrawal_is_refused(sheet):
    entry = decide(sheet.world.province, new_level(sheet.income, 40))
    withdraw(entry)

    assert refused_withdrawal(entry) == (
        "Quyết định này đã được rút trước đó. Tải lại trang để xem."
    )


@pytest.mark.parametrize("reason", ["", "x" * 501], ids=["none", "too-long"])
def test_a_reason_that_cannot_be_kept_is_refused(sheet, reason):
    entry = decide(sheet.world.province, new_level(sheet.income, 40))

    assert refused_withdrawal(entry, reason=reason).startswith("Lý do: ")
