"""Writing to the status log: what is stored, what is refused, who was faster."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from communes.models import Cell, StatusEntry, VerdictChoice
from communes.services.status import Change, StaleCells, record_status, record_statuses
from criteria.rules import Verdict
from ntm_portal.lib.append_only import AppendOnlyError
from ntm_portal.lib.refusals import Refused
from tests.factories.criteria import CriterionFactory, IndicatorFactory
from tests.factories.world import DAY, TODAY, World

pytestmark = pytest.mark.django_db
OFFICE = StatusEntry.Voice.OFFICE
SELF = StatusEntry.Voice.SELF


def change(world: World, verdict: str = "MET", seen: int = 0, **more) -> Change:
    return Change(world.communes[0], world.criteria[0], verdict, seen, **more)


def write(world: World, one: Change, *, day: date = DAY, voice: str = OFFICE, by=None):
    return record_status(change=one, day=day, today=TODAY, voice=voice, by=by or world.office)


def log() -> list[tuple]:
    return list(StatusEntry.objects.order_by("pk").values_list("verdict", "observed_on", "voice"))


def test_record_appends_one_row_with_its_author(world):
    entry = write(world, change(world, note="  biên bản\u000bsố 5 "))

    assert (entry.cell.commune, entry.cell.requirement) == (world.communes[0], world.criteria[0])
    assert (entry.verdict, entry.observed_on, entry.voice) == (Verdict.MET, DAY, OFFICE)
    assert (entry.recorded_by, entry.note) == (world.office, "biên bản số 5")


def test_correction_is_a_newer_row(world):
    first = write(world, change(world))

    second = write(world, change(world, "NOT_MET", seen=first.pk))

    assert log() == [("MET", DAY, OFFICE), ("NOT_MET", DAY, OFFICE)]
    assert second.pk > first.pk


def test_withdrawal_is_a_row_saying_so(world):
    first = write(world, change(world))

    write(world, change(world, "NO_DATA", seen=first.pk))

    assert [verdict for verdict, *_ in log()] == ["MET", "NO_DATA"]


def test_saying_the_same_of_the_same_day_writes_nothing(world):
    first = write(world, change(world))

    assert write(world, change(world, seen=first.pk)) == first
    assert len(log()) == 1


def test_the_same_verdict_on_a_later_day_is_news(world):
    first = write(world, change(world))
    later = DAY + timedelta(days=30)

    write(world, change(world, seen=first.pk), day=later)

    assert log() == [("MET", DAY, OFFICE), ("MET", later, OFFICE)]


def test_the_same_verdict_in_another_official_voice_is_news(world):
    first = write(world, change(world), voice=StatusEntry.Voice.AGENCY)

    write(world, change(world, seen=first.pk))

    assert [voice for *_, voice in log()] == ["AGENCY", "OFFICE"]


def test_the_same_verdict_against_a_newer_roll_up_is_news(world):
    first = write(world, change(world))
    indicator = IndicatorFactory(parent=world.criteria[0])
    write(world, replace(change(world, "NOT_MET"), requirement=indicator))

    write(world, change(world, seen=first.pk))

    assert [verdict for verdict, *_ in log()] == ["MET", "NOT_MET", "MET"]


def test_withdrawing_nothing_leaves_no_trace(world):
    assert write(world, change(world, "NO_DATA")) is None
    assert (log(), Cell.objects.count()) == ([], 0)


def test_a_new_note_is_a_new_row(world):
    first = write(world, change(world))

    second = write(world, change(world, seen=first.pk, note="đã đo lại"))

    assert second.note == "đã đo lại"
    assert len(log()) == 2


def test_the_note_goes_when_the_verdict_changes(world):
    first = write(world, change(world, note="đủ hồ sơ"))

    assert write(world, change(world, "NOT_MET", seen=first.pk)).note == ""


def test_stale_version_is_a_conflict_and_stores_nothing(world):
    first = write(world, change(world))
    second = write(world, change(world, "NOT_MET", seen=first.pk))
    other = Change(world.communes[1], world.criteria[1], "MET", 0)

    with pytest.raises(StaleCells) as stale:
        record_statuses(
            changes=[other, change(world, "NOT_APPLICABLE", seen=first.pk)],
            day=DAY,
            today=TODAY,
            voice=OFFICE,
            by=world.office,
        )

    assert [conflict.newest for conflict in stale.value.conflicts] == [second]
    assert len(log()) == 2
    assert Cell.objects.count() == 1


def test_two_voices_do_not_conflict(world):
    write(world, change(world))

    write(world, change(world, "NOT_MET"), voice=SELF, by=world.officer)

    assert log() == [("MET", DAY, OFFICE), ("NOT_MET", DAY, SELF)]


def test_a_later_row_does_not_disturb_an_earlier_day(world):
    write(world, change(world), day=DAY + timedelta(days=10))

    write(world, change(world, "NOT_MET"), day=DAY)

    assert [day for _, day, _ in log()] == [DAY + timedelta(days=10), DAY]


def test_a_repeated_request_key_is_one_effect(world):
    key = uuid.uuid4()
    first = write(world, change(world, request_key=key))

    assert write(world, change(world, request_key=key)) == first
    assert len(log()) == 1


def test_a_retry_after_somebody_else_wrote_is_a_conflict(world):
    key = uuid.uuid4()
    first = write(world, change(world, request_key=key))
    theirs = write(world, change(world, "NOT_MET", seen=first.pk), by=world.leader)

    with pytest.raises(StaleCells) as stale:
        write(world, change(world, request_key=key))

    assert [conflict.newest for conflict in stale.value.conflicts] == [theirs]


def test_a_key_that_stands_for_something_else_is_refused(world):
    key = uuid.uuid4()
    write(world, change(world, request_key=key))
    elsewhere = replace(change(world, request_key=key), requirement=world.criteria[1])

    for attempt in (
        lambda: write(world, elsewhere),
        lambda: write(world, change(world, request_key=key), by=world.leader),
        lambda: write(world, change(world, request_key=key), day=DAY + timedelta(days=1)),
    ):
        with pytest.raises(Refused, match="trùng khóa"):
            attempt()

    assert len(log()) == 1


def test_one_key_for_two_cells_of_a_batch_is_refused(world):
    key = uuid.uuid4()
    one = change(world, request_key=key)

    with pytest.raises(Refused, match="hai lần"):
        record_statuses(
            changes=[one, replace(one, requirement=world.criteria[1])],
            day=DAY,
            today=TODAY,
            voice=OFFICE,
            by=world.office,
        )

    assert log() == []


def test_unknown_verdict_is_refused(world):
    with pytest.raises(Refused) as refused:
        write(world, change(world, "PASSED"))

    assert refused.value.message == (
        f"{world.communes[0].full_name}, tiêu chí 1: ‘PASSED’ không phải trạng thái. "
        "Chọn: Đạt, Chưa đạt, Không áp dụng, Chưa có số liệu."
    )
    assert log() == []


@pytest.mark.parametrize(
    ("day", "taken"),
    [
        pytest.param(TODAY - timedelta(days=1), True, id="yesterday"),
        pytest.param(TODAY, True, id="today"),
        pytest.param(TODAY + timedelta(days=1), False, id="tomorrow"),
    ],
)
def test_the_future_is_refused(world, day, taken):
    if taken:
        write(world, change(world), day=day)
    else:
        with pytest.raises(Refused, match="chưa tới"):
            write(world, change(world), day=day)

    assert len(log()) == taken


def test_a_commune_that_does_not_exist_on_the_day_is_refused(world):
    world.communes[0].valid_to = DAY - timedelta(days=1)
    world.communes[0].save()

    with pytest.raises(Refused, match="không tồn tại vào ngày 01/01/2024"):
        write(world, change(world))

    assert log() == []


def test_a_criterion_of_a_set_that_does_not_count_here_is_refused(world):
    foreign = CriterionFactory()

    with pytest.raises(Refused, match="không áp dụng"):
        write(world, replace(change(world), requirement=foreign))

    assert log() == []


def test_a_note_of_501_characters_is_refused(world):
    write(world, change(world, note="x" * 500))

    with pytest.raises(Refused, match="ghi chú dài 501 ký tự, tối đa 500"):
        write(world, change(world, note="x" * 501))


def test_the_same_cell_twice_in_a_batch_is_refused(world):
    with pytest.raises(Refused, match="hai lần"):
        record_statuses(
            changes=[change(world), change(world, "NOT_MET")],
            day=DAY,
            today=TODAY,
            voice=OFFICE,
            by=world.office,
        )

    assert log() == []


def test_the_log_cannot_be_changed_or_removed(world):
    entry = write(world, change(world))
    entry.verdict = VerdictChoice.NOT_MET

    for attempt in (
        entry.save,
        entry.delete,
        StatusEntry.objects.all().delete,
        lambda: StatusEntry.objects.update(verdict="NOT_MET"),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()

    assert log() == [("MET", DAY, OFFICE)]


@pytest.mark.parametrize("cells", [1, 6])
def test_a_batch_costs_the_same_reads_whatever_its_size(
    world, cells, django_assert_max_num_queries
):
    changes = [
        Change(commune, criterion, "MET", 0)
        for commune in world.communes
        for criterion in world.criteria
    ][:cells]

    with django_assert_max_num_queries(8 + cells):
        record_statuses(changes=changes, day=DAY, today=TODAY, voice=OFFICE, by=world.office)

    assert StatusEntry.objects.count() == cells
