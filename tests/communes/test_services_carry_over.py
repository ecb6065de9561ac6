"""Carrying an edition over and back: old rows untouched, every new row with its origin."""

from datetime import date, timedelta

import pytest

from communes.boards import read_board
from communes.carrying import fingerprint
from communes.models import CarriedEntry, CarryOver, CarryUndo, StatusEntry
from communes.services.carry_over import undo_carry_over, write_moves
from ntm_portal.lib.append_only import AppendOnlyError
from ntm_portal.lib.refusals import Refused
from tests.factories.communes import CellFactory, CommuneFactory, StatusEntryFactory
from tests.factories.criteria import IndicatorFactory
from tests.factories.editions import CARRIED_ON, Passage, make_passage
from tests.factories.passing import MappingLineFactory
from tests.factories.world import TODAY
from tests.history import rows_hash

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage() -> Passage:
    """Commune 0 has met 1 to 4, commune 1 has met none of 1 to 4."""
    passage = make_passage()
    for code in ("1", "2", "3", "4"):
        passage.say("MET", code=code)
        passage.say("NOT_MET", code=code, commune=1)
    return passage


def old_rows(passage: Passage) -> tuple[int, str]:
    return rows_hash(cell__requirement__criteria_set=passage.world.criteria_set)


def new_board(passage: Passage, day: date = TODAY) -> list[list[str]]:
    """The states of the new set, commune by commune."""
    communes = passage.world.communes
    board = read_board(communes=communes, criteria_set=passage.new_set, day=day)
    return [[square.state for square in board.row(commune)] for commune in communes]


EMPTY = [["NO_DATA"] * 4, ["NO_DATA"] * 4]
CARRIED = [["MET", "NO_DATA", "MET", "NO_DATA"], ["NOT_MET", "NOT_MET", "NO_DATA", "NO_DATA"]]


def test_an_edition_and_back_leaves_every_old_row_as_it_was(passage):
    before = old_rows(passage)

    run = passage.carry()
    carried, after_carry = new_board(passage), old_rows(passage)
    undo_carry_over(run=run, today=TODAY, by=passage.world.office)

    assert before[0] == 8
    assert (after_carry, old_rows(passage)) == (before, before)
    assert (carried, new_board(passage)) == (CARRIED, EMPTY)


def test_no_row_is_lost_on_the_way(passage):
    run = passage.carry()
    undo_carry_over(run=run, today=TODAY, by=passage.world.office)

    assert StatusEntry.objects.count() == 8 + 4 + 4


def test_a_carried_row_is_the_offices_and_says_where_it_comes_from(passage):
    passage.carry()

    entry = StatusEntry.objects.get(
        cell__commune=passage.world.communes[0], cell__requirement=passage.new_criteria[0]
    )
    assert (entry.verdict, entry.observed_on, entry.voice) == ("MET", CARRIED_ON, "OFFICE")
    assert entry.recorded_by == passage.world.office
    assert entry.note == "Chuyển từ tiêu chí 1"
    assert entry.source_document == "Bảng chuyển đổi thu--moi"


def test_each_carried_cell_keeps_its_origin(passage):
    run = passage.carry()

    pairs = CarriedEntry.objects.filter(run=run).order_by("entry")
    assert [
        (one.entry.cell.commune, one.entry.cell.requirement.code, one.origin.cell.requirement.code)
        for one in pairs
    ] == [
        (passage.world.communes[0], "1", "1"),
        (passage.world.communes[0], "3", "3"),
        (passage.world.communes[1], "1", "1"),
        (passage.world.communes[1], "2", "2"),
    ]
    assert all(one.origin.cell.commune == one.entry.cell.commune for one in pairs)


def test_a_cell_made_of_several_keeps_all_of_them():
    passage = make_passage(lines=(("1", "1", "SAME"), ("2", "1", "SAME")))
    rows = [passage.say("MET", code=code) for code in ("1", "2")]

    run = passage.carry()

    assert [one.origin for one in run.carried.order_by("origin")] == rows
    assert run.carried.first().entry.note == "Chuyển từ tiêu chí 1, tiêu chí 2"


def test_a_second_run_changes_nothing(passage):
    passage.carry()
    count = StatusEntry.objects.count()

    assert passage.carry() is None
    assert (StatusEntry.objects.count(), CarryOver.objects.count()) == (count, 1)


def test_a_run_after_an_undo_carries_again(passage):
    undo_carry_over(run=passage.carry(), today=TODAY, by=passage.world.office)

    passage.carry()

    assert new_board(passage) == CARRIED


def test_a_cell_of_the_new_set_that_says_something_is_left_alone(passage):
    there = passage.say("NOT_MET", new=True, observed_on=CARRIED_ON)

    passage.carry()

    assert new_board(passage)[0] == ["NOT_MET", "NO_DATA", "MET", "NO_DATA"]
    assert list(there.cell.entries.all()) == [there]


def test_before_the_day_nothing_is_carried(passage):
    passage.carry()

    assert new_board(passage, CARRIED_ON - timedelta(days=1)) == EMPTY
    assert new_board(passage, CARRIED_ON) == CARRIED


def test_a_carried_criterion_stands_above_its_carried_indicators(passage):
    """Both are written for one day: the criterion's own row has to be the newer one."""
    old = IndicatorFactory(parent=passage.world.criteria[0], code="1.1")
    IndicatorFactory(parent=passage.new_criteria[0], code="1.1")
    IndicatorFactory(parent=passage.new_criteria[0], code="1.2")
    MappingLineFactory(mapping=passage.mapping, old_code="1.1", new_code="1.1")
    passage.world.criteria.append(old)
    passage.say("MET", code="1.1")
    passage.say("MET", code="1", observed_on=date(2024, 2, 1))

    passage.carry()

    assert new_board(passage)[0][0] == "MET"


def test_what_moved_since_the_preview_is_refused_and_stores_nothing(passage):
    seen = fingerprint(passage.plan())
    passage.say("NOT_MET", observed_on=CARRIED_ON)
    count = StatusEntry.objects.count()

    with pytest.raises(Refused) as refused:
        passage.carry(seen=seen)

    assert refused.value.message == (
        "Số liệu đã đổi từ khi bạn mở trang. Xem lại bản xem trước rồi xác nhận lại."
    )
    assert refused.value.status == 409
    assert (StatusEntry.objects.count(), CarryOver.objects.count()) == (count, 0)


def test_the_future_is_refused_and_stores_nothing(passage):
    count = StatusEntry.objects.count()

    with pytest.raises(Refused, match="chưa tới"):
        passage.carry(day=CARRIED_ON, today=CARRIED_ON - timedelta(days=1))

    assert (StatusEntry.objects.count(), CarryOver.objects.count()) == (count, 0)
    assert CarriedEntry.objects.count() == 0


def test_one_cell_that_is_refused_keeps_all_out(passage):
    """The new set does not count for the last commune."""
    foreign = CommuneFactory()
    cell = CellFactory(commune=foreign, requirement=passage.world.criteria[0])
    StatusEntryFactory(cell=cell)
    before = StatusEntry.objects.count()
    moves = passage.plan(communes=[*passage.world.communes, foreign])
    run = CarryOver(
        mapping=passage.mapping,
        unit=passage.world.district,
        day=CARRIED_ON,
        run_by=passage.world.office,
    )

    with pytest.raises(Refused, match=f"{foreign.full_name} không áp dụng"):
        write_moves(run=run, moves=moves, source_document="x", today=TODAY, by=passage.world.office)

    assert sum(move.is_written for move in moves) == 5
    assert (StatusEntry.objects.count(), CarryOver.objects.count()) == (before, 0)


def test_nothing_to_write_stores_no_run():
    passage = make_passage()

    assert passage.carry() is None
    assert not CarryOver.objects.exists()


def test_undo_leaves_what_was_recorded_since_and_reports_it(passage):
    run = passage.carry()
    newer = passage.say("NOT_MET", new=True, observed_on=CARRIED_ON)

    undone = undo_carry_over(run=run, today=TODAY, by=passage.world.office)

    assert [(e.cell.commune.pk, e.cell.requirement.code) for e in undone.left] == [
        (passage.world.communes[0].pk, "1")
    ]
    assert len(undone.withdrawn) == 3
    assert new_board(passage)[0] == ["NOT_MET", "NO_DATA", "NO_DATA", "NO_DATA"]
    assert newer.cell.entries.count() == 2
    stored = CarryUndo.objects.get()
    assert (stored.withdrawn_count, stored.left_count) == (3, 1)
    assert stored.undone_by == passage.world.office


def test_undo_does_not_disturb_a_later_day(passage):
    run = passage.carry()
    passage.say("MET", new=True, code="2", observed_on=CARRIED_ON + timedelta(days=30))
    passage.say("NOT_MET", new=True, observed_on=CARRIED_ON + timedelta(days=30))

    undo_carry_over(run=run, today=TODAY, by=passage.world.office)

    assert new_board(passage, CARRIED_ON)[0] == ["NO_DATA"] * 4
    assert new_board(passage)[0] == ["NOT_MET", "MET", "NO_DATA", "NO_DATA"]


def test_undo_twice_is_refused_and_stores_nothing(passage):
    run = passage.carry()
    undo_carry_over(run=run, today=TODAY, by=passage.world.office)
    count = StatusEntry.objects.count()

    with pytest.raises(Refused) as refused:
        undo_carry_over(run=run, today=TODAY, by=passage.world.office)

    assert refused.value.message == (
        "Lượt chuyển này đã được hoàn tác trước đó. Tải lại trang để xem."
    )
    assert (StatusEntry.objects.count(), CarryUndo.objects.count()) == (count, 1)


def test_undo_takes_back_its_own_run_only(passage):
    first = passage.carry()
    passage.say("MET", code="1", commune=1, observed_on=date(2024, 5, 1))
    other = passage.carry(day=CARRIED_ON + timedelta(days=1))

    undo_carry_over(run=first, today=TODAY, by=passage.world.office)

    assert other is None
    assert new_board(passage) == EMPTY


def test_runs_and_origins_are_history(passage):
    run = passage.carry()

    for attempt in (run.save, run.delete, run.carried.first().delete, run.carried.all().delete):
        with pytest.raises(AppendOnlyError):
            attempt()


@pytest.mark.parametrize("communes", [1, 3])
def test_a_run_costs_its_reads_and_one_row_per_cell(communes, django_assert_max_num_queries):
    passage = make_passage(communes=communes)
    for number in range(communes):
        passage.say("MET", commune=number)
    seen = fingerprint(passage.plan())

    with django_assert_max_num_queries(49 + communes):
        passage.carry(seen=seen)

    assert CarriedEntry.objects.count() == communes
