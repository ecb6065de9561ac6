"""Writes of the review: a commune submits, others return, verify and confirm."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db import transaction

from accounts.models import User
from communes.models import AdministrativeUnit, Cell, ReviewStep, StatusEntry
from communes.reviews import ReviewLine, read_review
from communes.rules import Party, Step, allowed, may_take, needs_other_eyes
from communes.services.figures import FigureChange, record_figures
from criteria.models import CriteriaSet
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line

NOTE_LENGTH = ReviewStep._meta.get_field("note").max_length or 0
_TO_DO = {
    Step.SUBMITTED: "nộp",
    Step.RETURNED: "trả lại",
    Step.VERIFIED: "thẩm tra",
    Step.CONFIRMED: "xác nhận",
}


class StaleReview(Exception):
    """Raised when a line is no longer what the person saw. Nothing of the batch is stored.

    lines: as they are now.
    """

    def __init__(self, lines: Sequence[ReviewLine]) -> None:
        super().__init__(f"{len(lines)} stale lines")
        self.lines = list(lines)


@transaction.atomic
def take_step(
    *,
    step: Step,
    commune: AdministrativeUnit,
    criteria_set: CriteriaSet,
    seen: Mapping[int, str],
    note: str,
    parties: Collection[Party],
    day: date,
    today: date,
    by: User,
) -> list[ReviewStep]:
    """Take one step for some lines of a commune's review, all or none.

    seen: requirement id -> the version (ReviewLine.version) that the person saw as of `day`.
    parties: in which capacities the person acts. VERIFIED and CONFIRMED also record the official
    row, with the verdict, figure and day of the self-assessment.
    Raises Refused for a step that cannot follow, StaleReview when a line moved meanwhile.
    """
    note = clean_line(note)
    _check_note(step, note)
    if not may_take(parties, step):
        raise Refused(f"Bạn không {_TO_DO[step]} được cho {commune.full_name}.")
    _lock(commune, seen)
    known = {
        line.requirement.pk: line
        for line in read_review(commune=commune, criteria_set=criteria_set, day=day)
    }
    if not seen or not known.keys() >= seen.keys():
        raise Refused("Chưa chọn dòng nào có trong bảng. Đánh dấu ít nhất một dòng rồi làm lại.")
    lines = [known[pk] for pk in seen]
    stale = [line for line in lines if line.version != seen[line.requirement.pk]]
    if stale:
        raise StaleReview(stale)
    for line in lines:
        _check(line, step, commune, by=by)
    if step in (Step.VERIFIED, Step.CONFIRMED):
        is_agency = step is Step.VERIFIED and Party.AGENCY in parties
        voice = StatusEntry.Voice.AGENCY if is_agency else StatusEntry.Voice.OFFICE
        _say_officially(lines, commune, criteria_set, note, today=today, voice=voice, by=by)
    return ReviewStep.objects.bulk_create(
        ReviewStep(
            cell_id=line.assessed.cell_id, entry=line.assessed, step=step.value, note=note, by=by
        )
        for line in lines
    )


def _check_note(step: Step, note: str) -> None:
    if step is Step.RETURNED and not note:
        raise Refused("Trả lại thì phải ghi lý do. Viết điều xã cần sửa vào ô ghi chú.")
    if len(note) > NOTE_LENGTH:
        raise Refused(f"Ghi chú dài {len(note)} ký tự, tối đa {NOTE_LENGTH}. Viết ngắn lại.")


def _lock(commune: AdministrativeUnit, seen: Mapping[int, str]) -> None:
    """Keep everybody else from these cells until the transaction ends, in one fixed order."""
    cells = Cell.objects.of(communes=[commune], requirements=list(seen))
    list(cells.order_by("pk").select_for_update())


def _check(line: ReviewLine, step: Step, commune: AdministrativeUnit, *, by: User) -> None:
    place = f"{commune.full_name}, {line.place}"
    if not allowed(line.step_now, step, is_stale=line.is_stale):
        stands = "chưa nộp" if line.step is None else line.step.get_step_display()
        stands = "đã sửa sau khi nộp" if line.is_stale else stands
        raise Refused(f"{place} đang ở bước ‘{stands}’, không {_TO_DO[step]} được. Bỏ chọn dòng.")
    if needs_other_eyes(step) and line.is_own(by):
        raise Refused(f"{place}: bạn đã ghi hoặc nộp dòng này. Người khác {_TO_DO[step]}.")
    if step is Step.SUBMITTED and not line.has_conclusion:
        raise Refused(
            f"{place} chưa có kết luận. Ghi Đạt, Chưa đạt hoặc Không áp dụng rồi mới nộp."
        )


def _say_officially(
    lines: Sequence[ReviewLine],
    commune: AdministrativeUnit,
    criteria_set: CriteriaSet,
    note: str,
    *,
    today: date,
    voice: str,
    by: User,
) -> None:
    by_day: dict[date, list[ReviewLine]] = {}
    for line in lines:
        _refuse_under_a_later_word(line, commune)
        by_day.setdefault(line.assessed.observed_on, []).append(line)
    for day, of_day in by_day.items():
        standing = _standing(of_day, day)
        rows = record_figures(
            changes=[
                FigureChange(
                    commune,
                    line.requirement,
                    line.assessed.said,
                    seen=standing.get(line.assessed.cell_id, 0),
                    note=note or None,
                    source_document=line.assessed.source_document,
                )
                for line in of_day
            ],
            criteria_set=criteria_set,
            day=day,
            today=today,
            voice=voice,
            by=by,
        )
        for line, row in zip(of_day, rows, strict=True):
            if row is None or row.verdict != line.assessed.verdict:
                raise Refused(
                    f"{commune.full_name}, {line.place}: mức đạt đã đổi từ khi xã ghi, kết quả "
                    "không còn như xã tự đánh giá. Trả lại để xã ghi lại."
                )


def _refuse_under_a_later_word(line: ReviewLine, commune: AdministrativeUnit) -> None:
    """What the commune said of an earlier day cannot stand against an official later day."""
    official, assessed = line.official, line.assessed
    if official is None or official.observed_on <= assessed.observed_on:
        return
    if official.verdict != assessed.verdict:
        raise Refused(
            f"{commune.full_name}, {line.place}: kết quả chính thức "
            f"‘{official.get_verdict_display()}’ của ngày {format_day(official.observed_on)} mới "
            f"hơn số liệu xã ngày {format_day(assessed.observed_on)}. Trả lại để xã đánh giá lại."
        )


def _standing(lines: Sequence[ReviewLine], day: date) -> dict[int, int]:
    """Cell id -> the official row as of `day`; the cells are locked, so it cannot move."""
    cells = Cell.objects.filter(pk__in=[line.assessed.cell_id for line in lines])
    return dict(StatusEntry.objects.as_of(day, cells=cells).values_list("cell_id", "pk"))
