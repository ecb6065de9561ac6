"""A review: what is stored with each step, what is refused, who was faster."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from communes.models import ReviewStep, StatusEntry
from communes.reviews import read_review
from communes.rules import Party, Step
from communes.services.figures import FigureChange, record_figures
from communes.services.review import StaleReview, take_step
from communes.services.status import Change, record_status
from criteria.figures import Figure, Said
from criteria.rules import Verdict
from ntm_portal.lib.append_only import AppendOnlyError
from ntm_portal.lib.refusals import Refused
from tests.factories.communes import CellFactory, StatusEntryFactory
from tests.factories.criteria import IndicatorFactory, ThresholdFactory
from tests.factories.reviews import AssessmentFactory, ReviewStepFactory
from tests.factories.world import DAY, TODAY, World

pytestmark = pytest.mark.django_db
EVERYBODY = frozenset(Party)
LATER = DAY + timedelta(days=30)


@pytest.fixture
def assessed(world) -> StatusEntry:
    """Commune 0 says MET of criterion 0."""
    return assess(world)


def assess(world: World, number: int = 0, verdict: str = "MET", **more) -> StatusEntry:
    cell = CellFactory(commune=world.communes[0], requirement=world.criteria[number])
    return AssessmentFactory(cell=cell, verdict=verdict, recorded_by=world.officer, **more)


def lines(world: World, day: date = TODAY) -> dict:
    found = read_review(commune=world.communes[0], criteria_set=world.criteria_set, day=day)
    return {line.requirement.pk: line for line in found}


def take(
    world: World, step: Step, *entries: StatusEntry, by=None, note="", parties=EVERYBODY, **more
):
    now = lines(world)
    pks = [entry.cell.requirement_id for entry in entries]
    arguments = {
        "seen": {pk: now[pk].version for pk in pks},
        "day": TODAY,
        **more,
    }
    return take_step(
        step=step,
        commune=world.communes[0],
        criteria_set=world.criteria_set,
        note=note,
        parties=parties,
        today=TODAY,
        by=by or world.office,
        **arguments,
    )


def official() -> list[tuple]:
    rows = StatusEntry.objects.official().order_by("pk")
    return list(rows.values_list("verdict", "observed_on", "voice"))


def steps() -> list[str]:
    return list(ReviewStep.objects.order_by("pk").values_list("step", flat=True))


def test_a_step_is_kept_with_its_author_and_note(world, assessed):
    take(world, Step.SUBMITTED, assessed, by=world.officer, note=" gửi\u000bhuyện ")

    kept = ReviewStep.objects.get()
    assert (kept.cell, kept.entry, kept.step) == (assessed.cell, assessed, "SUBMITTED")
    assert (kept.by, kept.note) == (world.officer, "gửi huyện")
    assert official() == []


@pytest.mark.parametrize(
    ("parties", "voice"),
    [
        pytest.param({Party.AGENCY}, "AGENCY", id="agency"),
        pytest.param({Party.OFFICE}, "OFFICE", id="office"),
        pytest.param({Party.AGENCY, Party.OFFICE}, "AGENCY", id="both"),
    ],
)
def test_verifying_says_the_same_officially(world, assessed, parties, voice):
    ReviewStepFactory(entry=assessed, by=world.officer)

    take(world, Step.VERIFIED, assessed, parties=parties)

    assert official() == [("MET", DAY, voice)]
    assert steps() == ["SUBMITTED", "VERIFIED"]


def test_confirming_adds_the_word_of_the_office(world, assessed):
    ReviewStepFactory(entry=assessed, by=world.officer)
    take(world, Step.VERIFIED, assessed, parties={Party.AGENCY}, by=world.reader)

    take(world, Step.CONFIRMED, assessed)

    assert official() == [("MET", DAY, "AGENCY"), ("MET", DAY, "OFFICE")]
    assert steps() == ["SUBMITTED", "VERIFIED", "CONFIRMED"]


def test_what_the_office_verified_it_confirms_without_a_second_row(world, assessed):
    ReviewStepFactory(entry=assessed, by=world.officer)
    take(world, Step.VERIFIED, assessed, parties={Party.OFFICE})

    take(world, Step.CONFIRMED, assessed)

    assert official() == [("MET", DAY, "OFFICE")]
    assert steps() == ["SUBMITTED", "VERIFIED", "CONFIRMED"]


def test_returning_changes_no_figure(world, assessed):
    ReviewStepFactory(entry=assessed, by=world.officer)

    take(world, Step.RETURNED, assessed, note="thiếu biên bản")

    assert official() == []
    assert ReviewStep.objects.first().note == "thiếu biên bản"


@pytest.fixture
def measured(world):
    """An indicator with a verified threshold of 80 %."""
    indicator = IndicatorFactory(parent=world.criteria[0])
    threshold = ThresholdFactory(requirement=indicator)
    said = Said(Figure(numerator=Decimal(9), denominator=Decimal(10)))
    entry = record_figures(
        changes=[FigureChange(world.communes[0], indicator, said, 0, source_document="số 5/BC")],
        criteria_set=world.criteria_set,
        day=DAY,
        today=TODAY,
        voice="SELF",
        by=world.officer,
    )[0]
    ReviewStepFactory(entry=entry, by=world.officer)
    return threshold, entry


def test_the_figure_is_verified_with_its_threshold(world, measured):
    threshold, entry = measured

    take(world, Step.VERIFIED, entry, note="đã xem")

    row = StatusEntry.objects.official().get()
    assert (row.verdict, row.figure, row.threshold) == ("MET", entry.figure, threshold)
    assert (row.source_document, row.note) == ("số 5/BC", "đã xem")


def test_a_threshold_that_changed_since_is_not_passed_over(world, measured):
    threshold, entry = measured
    type(threshold).objects.filter(pk=threshold.pk).update(value=95)

    with pytest.raises(Refused, match="mức đạt đã đổi từ khi xã ghi"):
        take(world, Step.VERIFIED, entry)

    assert (official(), steps()) == ([], ["SUBMITTED"])


def test_it_stands_over_an_official_row_of_an_earlier_day(world, assessed):
    ReviewStepFactory(entry=assessed, by=world.officer)
    StatusEntryFactory(cell=assessed.cell, verdict="NOT_MET", observed_on=DAY - timedelta(days=9))

    take(world, Step.VERIFIED, assessed)

    assert official()[1:] == [("MET", DAY, "AGENCY")]


def test_an_official_row_of_a_later_day_is_not_spoken_against(world, assessed):
    ReviewStepFactory(entry=assessed, by=world.officer)
    StatusEntryFactory(cell=assessed.cell, verdict="NOT_MET", observed_on=LATER)

    with pytest.raises(Refused) as refusal:
        take(world, Step.VERIFIED, assessed)

    assert refusal.value.message == (
        f"{world.communes[0].full_name}, tiêu chí 1: kết quả chính thức ‘Chưa đạt’ của ngày "
        "31/01/2024 mới hơn số liệu xã ngày 01/01/2024. Trả lại để xã đánh giá lại."
    )
    assert steps() == ["SUBMITTED"]


def test_an_official_row_of_a_later_day_that_agrees_is_no_hindrance(world, assessed):
    ReviewStepFactory(entry=assessed, by=world.officer)
    StatusEntryFactory(cell=assessed.cell, verdict="MET", observed_on=LATER)

    take(world, Step.VERIFIED, assessed)

    assert official() == [("MET", LATER, "OFFICE"), ("MET", DAY, "AGENCY")]


def test_a_newer_word_of_the_commune_begins_the_review_anew(world, assessed):
    ReviewStepFactory(entry=assessed, step="CONFIRMED")
    newer = assess_again(world, assessed)

    assert lines(world)[assessed.cell.requirement_id].is_stale is True
    with pytest.raises(Refused, match="đang ở bước ‘đã sửa sau khi nộp’, không xác nhận được"):
        take(world, Step.CONFIRMED, newer)
    take(world, Step.SUBMITTED, newer, by=world.officer)
    assert lines(world)[assessed.cell.requirement_id].is_stale is False


def assess_again(world: World, entry: StatusEntry, verdict: str = "NOT_MET") -> StatusEntry:
    return AssessmentFactory(cell=entry.cell, verdict=verdict, recorded_by=world.officer)


def test_the_past_keeps_its_own_state(world, assessed):
    ReviewStepFactory(entry=assessed, step="VERIFIED")
    newer = AssessmentFactory(cell=assessed.cell, observed_on=LATER, recorded_by=world.officer)
    ReviewStepFactory(entry=newer)
    pk = assessed.cell.requirement_id

    assert [lines(world, day)[pk].step_now for day in (DAY, LATER)] == ["VERIFIED", "SUBMITTED"]
    assert [lines(world, day)[pk].is_stale for day in (DAY, LATER)] == [False, False]


def test_a_late_step_about_an_old_row_does_not_hide_the_newest(world, assessed):
    newer = AssessmentFactory(cell=assessed.cell, observed_on=LATER, recorded_by=world.officer)
    ReviewStepFactory(entry=newer, step="VERIFIED")
    ReviewStepFactory(entry=assessed)

    line = lines(world, LATER)[assessed.cell.requirement_id]

    assert (line.step_now, line.is_stale) == (Step.VERIFIED, False)


def test_a_row_withdrawn_before_it_was_submitted_is_left_out(world):
    assess(world, verdict="NO_DATA")

    assert lines(world) == {}


REFUSALS = {
    "verify-before-submit": (None, Step.VERIFIED, "đang ở bước ‘chưa nộp’, không thẩm tra được"),
    "submit-twice": ("SUBMITTED", Step.SUBMITTED, "đang ở bước ‘đã nộp’, không nộp được"),
    "confirm-at-once": ("SUBMITTED", Step.CONFIRMED, "đang ở bước ‘đã nộp’, không xác nhận được"),
    "return-confirmed": ("CONFIRMED", Step.RETURNED, "đang ở bước ‘đã xác nhận’, không trả lại"),
}


@pytest.mark.parametrize(("now", "step", "sentence"), REFUSALS.values(), ids=REFUSALS)
def test_a_step_out_of_turn_is_refused(world, assessed, now, step, sentence):
    if now:
        ReviewStepFactory(entry=assessed, step=now)

    with pytest.raises(Refused, match=sentence):
        take(world, step, assessed, note="lý do")

    assert (official(), steps()) == ([], [now] if now else [])


@pytest.mark.parametrize("step", [Step.VERIFIED, Step.CONFIRMED])
@pytest.mark.parametrize("did", ["recorded", "submitted"])
def test_nobody_vouches_for_his_own_entry(world, step, did):
    cell = CellFactory(commune=world.communes[0], requirement=world.criteria[0])
    who = {did: world.office}
    entry = AssessmentFactory(cell=cell, recorded_by=who.get("recorded", world.officer))
    ReviewStepFactory(entry=entry, by=who.get("submitted", world.officer))
    if step is Step.CONFIRMED:
        ReviewStepFactory(entry=entry, step="VERIFIED", by=world.reader)

    with pytest.raises(Refused, match="bạn đã ghi hoặc nộp dòng này"):
        take(world, step, entry)

    assert official() == []
    take(world, step, entry, by=world.province_office)


@pytest.mark.parametrize("note", ["", " \u200b ", "\u000b"])
def test_a_return_says_why(world, assessed, note):
    ReviewStepFactory(entry=assessed)

    with pytest.raises(Refused, match="Trả lại thì phải ghi lý do"):
        take(world, Step.RETURNED, assessed, note=note)

    assert steps() == ["SUBMITTED"]


def test_a_note_has_room_for_500_letters(world, assessed):
    with pytest.raises(Refused, match="Ghi chú dài 501 ký tự, tối đa 500"):
        take(world, Step.SUBMITTED, assessed, note="x" * 501)
    assert steps() == []

    take(world, Step.SUBMITTED, assessed, note="x" * 500)

    assert steps() == ["SUBMITTED"]


def test_a_figure_without_a_verdict_is_not_submitted(world):
    indicator = IndicatorFactory(parent=world.criteria[0])
    cell = CellFactory(commune=world.communes[0], requirement=indicator)
    entry = AssessmentFactory(cell=cell, verdict="NO_DATA", value=Decimal(5))

    with pytest.raises(Refused, match=r"chỉ tiêu 1\.1 chưa có kết luận"):
        take(world, Step.SUBMITTED, entry)

    assert steps() == []


def test_a_step_of_another_party_is_refused(world, assessed):
    ReviewStepFactory(entry=assessed)

    with pytest.raises(Refused, match="không xác nhận được"):
        take(world, Step.CONFIRMED, assessed, parties={Party.AGENCY})


@pytest.mark.parametrize("seen", [{}, {0: "0-0-0"}], ids=["nothing", "unknown"])
def test_lines_that_are_not_there_are_refused(world, assessed, seen):
    with pytest.raises(Refused, match="Chưa chọn dòng nào có trong bảng"):
        take(world, Step.SUBMITTED, seen=seen)


def test_all_or_none(world, assessed):
    other = assess(world, 1)
    ReviewStepFactory(entry=assessed, by=world.officer)

    with pytest.raises(Refused, match="tiêu chí 2 đang ở bước ‘chưa nộp’"):
        take(world, Step.VERIFIED, assessed, other)

    assert (official(), steps()) == ([], ["SUBMITTED"])


@pytest.mark.parametrize("moved", ["step", "assessed", "official"])
def test_who_saw_something_else_is_told(world, assessed, moved):
    ReviewStepFactory(entry=assessed, by=world.officer)
    other = assess(world, 1)
    ReviewStepFactory(entry=other, by=world.officer)
    seen = {pk: line.version for pk, line in lines(world).items()}
    if moved == "step":
        ReviewStepFactory(entry=assessed, step="VERIFIED")
    else:
        StatusEntryFactory(
            cell=assessed.cell, voice="SELF" if moved == "assessed" else "OFFICE", verdict="NOT_MET"
        )
    before = (official(), steps())

    with pytest.raises(StaleReview) as stale:
        take(world, Step.VERIFIED, seen=seen)

    assert [line.requirement for line in stale.value.lines] == [world.criteria[0]]
    assert (official(), steps()) == before


def test_steps_are_never_changed(world, assessed):
    step = ReviewStepFactory(entry=assessed)

    with pytest.raises(AppendOnlyError):
        step.save()
    with pytest.raises(AppendOnlyError):
        ReviewStep.objects.all().delete()


@pytest.mark.parametrize(
    ("step", "note"),
    [pytest.param("RETURNED", "", id="no-reason"), pytest.param("LOST", "", id="unknown")],
)
def test_the_database_refuses(assessed, step, note):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewStepFactory(entry=assessed, step=step, note=note)


@pytest.mark.parametrize(
    ("who", "voice", "on_behalf"),
    [
        pytest.param("officer", "SELF", False, id="own"),
        pytest.param("office", "SELF", True, id="for-the-commune"),
        pytest.param("neighbour", "SELF", True, id="staff-of-another"),
        pytest.param("office", "OFFICE", False, id="official"),
    ],
)
def test_the_service_marks_what_is_written_on_behalf(world, who, voice, on_behalf):
    entry = record_status(
        change=Change(world.communes[0], world.criteria[0], Verdict.MET, 0),
        day=DAY,
        today=TODAY,
        voice=voice,
        by=getattr(world, who),
    )

    assert entry.on_behalf is on_behalf


@pytest.mark.parametrize("count", [1, 3])
def test_a_review_is_read_in_eight_queries(world, count, django_assert_num_queries):
    for number in range(count):
        entry = assess(world, number)
        ReviewStepFactory(entry=entry)
        ReviewStepFactory(entry=entry, step="RETURNED")

    with django_assert_num_queries(8):
        found = lines(world)
        assert [line.step.by.full_name != "" for line in found.values()] == [True] * count
