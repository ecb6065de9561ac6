"""Writing figures: what decides the verdict, what is stored exactly, what is refused."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import ProtectedError

from communes.models import Cell, StatusEntry
from communes.services.figures import FigureChange, record_figures
from communes.services.status import StaleCells
from criteria.figures import Figure, Said, read_said
from criteria.models import Requirement, Threshold
from criteria.rules import Verdict
from ntm_portal.lib.refusals import Refused
from tests.factories.communes import SetAdoptionFactory, ThresholdColumnFactory
from tests.factories.criteria import (
    CriteriaSetFactory,
    CriterionFactory,
    IndicatorFactory,
    RegionFactory,
    ThresholdFactory,
)
from tests.factories.sheet import SheetWorld, make_sheet_world
from tests.factories.world import DAY, TODAY

pytestmark = pytest.mark.django_db
OFFICE, SELF = StatusEntry.Voice.OFFICE.value, StatusEntry.Voice.SELF.value


@pytest.fixture
def sheet() -> SheetWorld:
    return make_sheet_world()


def change(sheet: SheetWorld, node: Requirement, said: str | Said, **more) -> FigureChange:
    told = read_said(said, node) if isinstance(said, str) else said
    return FigureChange(sheet.commune, node, told, **{"seen": 0} | more)


def write(sheet: SheetWorld, *changes: FigureChange, day: date = DAY, **more):
    written = {
        "criteria_set": sheet.world.criteria_set,
        "day": day,
        "today": TODAY,
        "voice": OFFICE,
        "by": sheet.world.office,
    }
    return record_figures(changes=changes, **written | more)


def enter(sheet: SheetWorld, node: Requirement, said: str | Said, **more) -> StatusEntry | None:
    """Write one cell; seen and note belong to the cell, the rest to the batch."""
    own = {name: more.pop(name) for name in ("seen", "note", "request_key") if name in more}
    return write(sheet, change(sheet, node, said, **own), **more)[0]


def refusal(sheet: SheetWorld, *changes: FigureChange, **more) -> str:
    """The sentence of the refusal; nothing at all was stored."""
    before = (StatusEntry.objects.count(), Cell.objects.count())
    with pytest.raises(Refused) as refused:
        write(sheet, *changes, **more)
    assert (StatusEntry.objects.count(), Cell.objects.count()) == before
    return refused.value.message


def place(sheet: SheetWorld, node: Requirement) -> str:
    return f"{sheet.commune.full_name}, chỉ tiêu {node.code}"


# What decides


@pytest.mark.parametrize(
    ("indicator", "said", "verdict"),
    [
        pytest.param("income", "49,9999", "NOT_MET", id="just-below"),
        pytest.param("income", "50", "MET", id="on-the-threshold"),
        pytest.param("income", "50,0001", "MET", id="just-above"),
        pytest.param("homes", "0", "MET", id="none-at-all"),
        pytest.param("homes", "1", "NOT_MET", id="one-too-many"),
        pytest.param("insured", "95; 96; 94", "MET", id="both-sexes"),
        pytest.param("insured", "90,5; 92; 89", "NOT_MET", id="one-sex-below"),
        pytest.param("insured", "89,99", "NOT_MET", id="the-whole-below"),
        pytest.param("insured", "899999/1000000", "NOT_MET", id="share-of-89,9999"),
    ],
)
def test_a_verified_threshold_decides_and_is_remembered(sheet, indicator, said, verdict):
    node = getattr(sheet, indicator)

    entry = enter(sheet, node, said)

    assert (entry.verdict, entry.threshold, entry.said_text) == (
        verdict,
        node.thresholds.get(),
        said,
    )


@pytest.mark.parametrize(
    ("indicator", "said"),
    [
        pytest.param("roads", "14/15,7", id="unverified"),
        pytest.param("poor", "7,5", id="missing"),
        pytest.param("water", "43,8", id="no-threshold"),
        pytest.param("schools", "75", id="in-words"),
        pytest.param("insured", "95", id="verified-but-no-sexes"),
        pytest.param("insured", "90/100", id="verified-share-but-no-sexes"),
    ],
)
def test_elsewhere_the_figure_is_kept_and_decides_nothing(sheet, indicator, said):
    entry = enter(sheet, getattr(sheet, indicator), said)

    assert (entry.verdict, entry.threshold, entry.said_text) == ("NO_DATA", None, said)


@pytest.mark.parametrize("verdict", ["MET", "NOT_MET"])
@pytest.mark.parametrize("indicator", ["roads", "poor", "water", "schools", "insured"])
def test_there_a_person_decides(sheet, indicator, verdict):
    node = getattr(sheet, indicator)
    said = Said(Figure(Decimal(95)), Verdict(verdict))

    entry = enter(sheet, node, said)

    assert (entry.verdict, entry.threshold, entry.said) == (verdict, None, said)


@pytest.mark.parametrize("verdict", ["MET", "NOT_MET", "NOT_APPLICABLE"])
def test_without_a_figure_a_person_decides_everywhere(sheet, verdict):
    said = Said(verdict=Verdict(verdict))

    entries = write(sheet, *(change(sheet, node, said) for node in sheet.indicators))

    assert [(one.verdict, one.threshold, one.said) for one in entries] == [
        (verdict, None, said)
    ] * len(sheet.indicators)


def test_a_verdict_against_a_verified_threshold_is_refused(sheet):
    assert refusal(sheet, change(sheet, sheet.income, "43,8 Đ")) == (
        f"{place(sheet, sheet.income)}: ghi Đạt nhưng mức đã đối chiếu là "
        "≥ 50 triệu đồng/người/năm (318/QĐ-TTg). Sửa con số, hoặc bỏ kết quả ghi tay."
    )


def test_a_verdict_that_agrees_is_that_of_the_threshold(sheet):
    entry = enter(sheet, sheet.income, "43,8 C")

    assert (entry.verdict, entry.threshold) == ("NOT_MET", sheet.income.thresholds.get())


def test_the_year_of_the_day_counts(sheet):
    ThresholdFactory(requirement=sheet.income, region=sheet.north, year=DAY.year + 1, value=40)
    last_day, next_day = date(DAY.year, 12, 31), date(DAY.year + 1, 1, 1)

    before = enter(sheet, sheet.income, "43,8", day=last_day)
    after = enter(sheet, sheet.income, "43,8", seen=before.pk, day=next_day)
    later = enter(sheet, sheet.income, "43,8", seen=after.pk, day=date(DAY.year + 2, 1, 1))

    assert [one.verdict for one in (before, after, later)] == ["NOT_MET", "MET", "NO_DATA"]


def test_a_difficult_commune_is_measured_by_the_northern_column(sheet):
    sheet.commune.region = RegionFactory(code="TN")
    sheet.commune.save()
    ThresholdFactory(requirement=sheet.income, region=sheet.commune.region, year=DAY.year, value=40)
    ThresholdColumnFactory(
        commune=sheet.commune, criteria_set=sheet.world.criteria_set, region=sheet.north
    )

    entry = enter(sheet, sheet.income, "43,8")

    assert (entry.verdict, entry.threshold.region) == ("NOT_MET", sheet.north)


# What is stored


@pytest.mark.parametrize(
    ("indicator", "said", "columns"),
    [
        pytest.param("income", "43,8", ("43.8", None, None, None, None), id="value"),
        pytest.param("roads", "14/15,7", (None, "14", "15.7", None, None), id="share"),
        pytest.param("roads", "1/3", (None, "1", "3", None, None), id="endless-share"),
        pytest.param(
            "insured", "95; 96,25; 94,0001", ("95", None, None, "96.25", "94.0001"), id="sexes"
        ),
        pytest.param("insured", "96; 94", (None, None, None, "96", "94"), id="only-the-sexes"),
        pytest.param(
            "income", "99999999999,9999", ("99999999999.9999", None, None, None, None), id="long"
        ),
    ],
)
def test_history_carries_the_figure_exactly_as_measured(sheet, indicator, said, columns):
    node = getattr(sheet, indicator)

    enter(sheet, node, said)

    (row,) = StatusEntry.objects.history(commune=sheet.commune, requirement=node)
    stored = (row.value, row.numerator, row.denominator, row.value_male, row.value_female)
    assert stored == tuple(one and Decimal(one) for one in columns)
    assert row.said_text == said


def test_a_row_says_who_when_in_which_voice_and_why(sheet):
    entry = enter(
        sheet,
        sheet.income,
        "43,8",
        note="  biên bản\u000bsố\x00 5\u200b ",
        voice=SELF,
        by=sheet.world.officer,
    )

    assert (entry.recorded_by, entry.observed_on, entry.voice, entry.note) == (
        sheet.world.officer,
        DAY,
        "SELF",
        "biên bản số 5",
    )
    assert (entry.verdict, entry.cell.commune, entry.cell.requirement) == (
        "NOT_MET",
        sheet.commune,
        sheet.income,
    )


def test_the_commune_and_the_office_do_not_meet(sheet):
    own = enter(sheet, sheet.income, "50", voice=SELF, by=sheet.world.officer)

    official = enter(sheet, sheet.income, "43,8")

    assert [(own.voice, own.verdict), (official.voice, official.verdict)] == [
        ("SELF", "MET"),
        ("OFFICE", "NOT_MET"),
    ]


def test_a_threshold_that_decided_cannot_be_taken_away(sheet):
    entry = enter(sheet, sheet.income, "43,8")

    with pytest.raises(ProtectedError):
        Threshold.objects.get(pk=entry.threshold_id).delete()


def test_emptying_a_figure_is_a_row_saying_so(sheet):
    first = enter(sheet, sheet.income, "43,8")

    second = enter(sheet, sheet.income, "", seen=first.pk)

    assert (second.verdict, second.figure, second.threshold) == ("NO_DATA", None, None)
    assert StatusEntry.objects.count() == 2


def test_emptying_an_empty_cell_leaves_no_trace(sheet):
    assert enter(sheet, sheet.income, "") is None
    assert (StatusEntry.objects.count(), Cell.objects.count()) == (0, 0)


@pytest.mark.parametrize("again", ["43,8", "43.80", "43,8 C", " 43,8000 "])
def test_the_same_figure_again_is_not_news(sheet, again):
    first = enter(sheet, sheet.income, "43,8")

    assert enter(sheet, sheet.income, again, seen=first.pk) == first
    assert StatusEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("indicator", "first", "second"),
    [
        pytest.param("income", "43,8", "43,9", id="another-value"),
        pytest.param("roads", "14/15,7", "28/31,4", id="the-same-share-of-others"),
        pytest.param("roads", "80", "80 Đ", id="a-person-decided"),
        pytest.param("roads", "80 Đ", "80", id="the-person-takes-it-back"),
        pytest.param("insured", "95; 96; 94", "95; 96; 94,5", id="one-sex"),
        pytest.param("insured", "96; 94", "95; 96; 94", id="the-whole-as-well"),
        pytest.param("roads", "80 Đ", "Đ", id="without-its-figure"),
    ],
)
def test_another_figure_is_news_also_with_the_same_verdict(sheet, indicator, first, second):
    node = getattr(sheet, indicator)
    one = enter(sheet, node, first)

    two = enter(sheet, node, second, seen=one.pk)

    assert [row.said_text for row in StatusEntry.objects.order_by("pk")] == [first, second]
    assert two.pk > one.pk


def test_the_same_figure_on_a_later_day_is_news(sheet):
    first = enter(sheet, sheet.income, "43,8")

    second = enter(sheet, sheet.income, "43,8", seen=first.pk, day=DAY + timedelta(days=1))

    assert (second.observed_on, StatusEntry.objects.count()) == (DAY + timedelta(days=1), 2)


def test_the_same_request_twice_stores_one_row(sheet):
    key = uuid.uuid4()
    first = enter(sheet, sheet.income, "43,8", request_key=key)

    assert enter(sheet, sheet.income, "43,8", request_key=key) == first
    assert StatusEntry.objects.count() == 1


# What is refused


def test_a_stale_cell_is_a_conflict_and_nothing_of_the_batch_is_stored(sheet):
    first = enter(sheet, sheet.income, "43,8")
    wanted = change(sheet, sheet.income, "50")

    with pytest.raises(StaleCells) as stale:
        write(sheet, change(sheet, sheet.roads, "90"), wanted)

    (conflict,) = stale.value.conflicts
    assert (conflict.newest, conflict.change.said) == (first, wanted.said)
    assert list(StatusEntry.objects.all()) == [first]


def test_one_bad_figure_and_nothing_of_the_batch_is_stored(sheet):
    bad = change(sheet, sheet.roads, Said(Figure(Decimal(101))))

    said = refusal(sheet, change(sheet, sheet.income, "43,8"), bad)

    assert said == f"{place(sheet, sheet.roads)}: ‘101’ quá 100 %. Xem lại con số."


@pytest.mark.parametrize(
    ("indicator", "figure", "sentence"),
    [
        pytest.param(
            "electric",
            Figure(Decimal(5)),
            "Chỉ tiêu 1.3 không ghi số. Ghi Đạt, Chưa đạt hoặc Không áp dụng.",
            id="value-for-words",
        ),
        pytest.param(
            "roads",
            Figure(numerator=Decimal(16), denominator=Decimal("15.7")),
            "‘16/15,7’: tử số lớn hơn mẫu số. Xem lại hai con số.",
            id="numerator-over-denominator",
        ),
        pytest.param(
            "roads",
            Figure(numerator=Decimal(16), denominator=Decimal(0)),
            "‘16/0’ chia cho 0. Mẫu số phải lớn hơn 0.",
            id="divided-by-nothing",
        ),
        pytest.param(
            "insured",
            Figure(Decimal(97), male=Decimal(96), female=Decimal(94)),
            "Số chung 97 phải nằm giữa số của nam 96 và của nữ 94. Xem lại ba con số.",
            id="whole-outside-the-sexes",
        ),
    ],
)
def test_a_figure_that_cannot_be_is_refused_with_its_place(sheet, indicator, figure, sentence):
    node = getattr(sheet, indicator)

    said = refusal(sheet, change(sheet, node, Said(figure)))

    assert said == f"{place(sheet, node)}: {sentence}"


def test_a_figure_that_the_column_cannot_hold_is_refused(sheet):
    longest = Said(Figure(Decimal(10) ** 12))

    said = refusal(sheet, change(sheet, sheet.income, longest))

    assert said.startswith(f"{place(sheet, sheet.income)}: ")


def test_a_criterion_has_no_figure(sheet):
    criterion = sheet.world.criteria[2]

    assert refusal(sheet, change(sheet, criterion, Said(Figure(Decimal(5))))) == (
        f"{sheet.commune.full_name}, tiêu chí 3: "
        "Tiêu chí 3 không ghi số. Ghi Đạt, Chưa đạt hoặc Không áp dụng."
    )


def test_a_set_that_the_commune_does_not_use_is_refused(sheet):
    foreign = CriteriaSetFactory()
    node = IndicatorFactory(parent=CriterionFactory(criteria_set=foreign))

    said = refusal(sheet, change(sheet, node, "43,8"), criteria_set=foreign)

    assert said == (
        f"{sheet.commune.full_name} không áp dụng {foreign} vào ngày 01/01/2024. "
        "Chọn bộ tiêu chí khác."
    )


def test_the_threshold_of_another_set_than_the_one_named_never_decides(sheet):
    """Both sets count for the commune; the page was opened for one of them."""
    other = CriteriaSetFactory()
    SetAdoptionFactory(unit=sheet.world.province, criteria_set=other)
    node = IndicatorFactory(parent=CriterionFactory(criteria_set=other))
    ThresholdFactory(requirement=node)

    entry = enter(sheet, node, "43,8")

    assert (entry.verdict, entry.threshold) == ("NO_DATA", None)


def test_a_day_to_come_is_refused(sheet):
    said = refusal(sheet, change(sheet, sheet.income, "43,8"), day=TODAY + timedelta(days=1))

    assert said == "Ngày 23/11/2026 chưa tới. Chỉ ghi được đến hôm nay, 22/11/2026."


def test_a_note_too_long_is_refused_with_its_place(sheet):
    said = refusal(sheet, change(sheet, sheet.income, "43,8", note="x" * 501))

    assert said == f"{place(sheet, sheet.income)}: ghi chú dài 501 ký tự, tối đa 500."


def test_the_same_cell_twice_is_refused(sheet):
    said = refusal(sheet, change(sheet, sheet.income, "43,8"), change(sheet, sheet.income, "43,9"))

    assert said == "Một ô được gửi hai lần trong cùng một lượt. Tải lại trang rồi làm lại."
