"""Sheets that come back, edits of others meanwhile, and imports that are taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from communes.models import Cell, StatusEntry
from communes.resources.statuses import StatusKind
from ntm_portal.lib.imports import ImportRefused, run_import
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import Stamp
from tests.communes.importing import Desk, log
from tests.factories.sheets import brief, make_table
from tests.factories.world import DAY

pytestmark = pytest.mark.django_db
KIND = StatusKind()
MARKS = {1: "commune", 2: "criterion:1", 3: "criterion:2", 4: "criterion:3"}
TITLES = ("Tên xã", "1", "2", "3")


@pytest.fixture
def desk(world) -> Desk:
    return Desk(KIND, world, MARKS)


# Who was faster


def test_an_edit_between_preview_and_commit_is_refused_and_named(desk, world):
    name = world.communes[0].name
    intake = desk.read(make_table(TITLES, (name, "Đ", "Đ")))
    desk.say(0, 1, "NOT_MET")
    before = log()

    with pytest.raises(ImportRefused) as refused:
        desk.store(intake)

    message = refused.value.message
    assert message.startswith(
        f"{world.communes[0].full_name}, tiêu chí 2: đã thay đổi từ lúc xem trước "
        f"({world.office} ghi ‘C’ lúc "
    )
    assert log() == before


def test_a_trial_leaves_nothing(desk, world):
    scope = desk.scope()
    intake = desk.read(make_table(TITLES, (world.communes[0].name, "Đ")))

    run_import(KIND.resource(scope), intake.rows, by=world.office, commit=False)

    assert (log(), Cell.objects.count()) == ([], 0)


# A form of our own that comes back


def stamp_for(desk: Desk, cells) -> Stamp:
    """Row 2 is the first commune, row 3 the second."""
    codes = [commune.code for commune in desk.world.communes]
    return Stamp(
        kind=KIND.code,
        scope=desk.data(),
        columns=MARKS,
        identities=dict(enumerate(codes, start=2)),
        cells={(codes[commune], key): said for (commune, key), said in cells.items()},
    )


def test_a_cell_that_says_what_the_form_said_wants_nothing(desk, world):
    first = desk.say(0, 0, "MET")
    stamp = stamp_for(desk, {(0, "criterion:1"): ("Đ", first.pk)})
    desk.say(0, 0, "NOT_MET")

    intake = desk.read(make_table(TITLES, ("tên đã xóa", "Đ")), stamp=stamp)

    assert brief(intake.readings) == [(2, 2, "SAME", "", "Chưa đạt")]
    assert intake.rows == ()


def test_an_edit_of_the_form_is_stored_with_the_version_it_had(desk, world):
    first = desk.say(0, 0, "MET")
    stamp = stamp_for(desk, {(0, "criterion:1"): ("Đ", first.pk)})

    intake = desk.read(make_table(TITLES, ("", "C")), stamp=stamp)
    desk.store(intake)

    assert brief(intake.readings) == [(2, 2, "CHANGED", "chưa đạt", "Đạt")]
    assert log()[-1][1:] == ("1", "NOT_MET")


def test_an_edit_on_both_sides_is_a_conflict_with_both_values(desk, world):
    first = desk.say(0, 0, "MET")
    stamp = stamp_for(desk, {(0, "criterion:1"): ("Đ", first.pk)})
    desk.say(0, 0, "NOT_APPLICABLE")

    intake = desk.read(make_table(TITLES, ("", "C")), stamp=stamp)

    (conflict,) = intake.readings
    assert (conflict.state.name, conflict.read, conflict.before) == (
        "CONFLICT",
        "chưa đạt",
        "Không áp dụng",
    )
    assert conflict.message == (
        f"{world.office} vừa đổi ô này thành ‘Không áp dụng’. Giữ một trong hai, sửa trên cổng."
    )
    assert intake.rows == ()


def test_the_same_edit_on_both_sides_is_none(desk, world):
    first = desk.say(0, 0, "MET")
    stamp = stamp_for(desk, {(0, "criterion:1"): ("Đ", first.pk)})
    desk.say(0, 0, "NOT_MET")

    intake = desk.read(make_table(TITLES, ("", "C")), stamp=stamp)

    assert [one.state.name for one in intake.readings] == ["SAME"]


@pytest.mark.parametrize(
    ("answer", "state", "rows"),
    [
        pytest.param(None, "ASK", 0, id="asked"),
        pytest.param("rut", "CHANGED", 1, id="taken-back"),
        pytest.param("giu", "PASSED_OVER", 0, id="kept"),
        pytest.param("", "PASSED_OVER", 0, id="left-out"),
    ],
)
def test_an_emptied_cell_of_a_form_is_asked(desk, world, answer, state, rows):
    first = desk.say(0, 0, "MET")
    stamp = stamp_for(desk, {(0, "criterion:1"): ("Đ", first.pk)})
    answers = {} if answer is None else {"o-da-xoa": answer}

    intake = desk.read(make_table(TITLES, ("", "", "")), stamp=stamp, answers=answers)

    assert [one.state.name for one in intake.readings] == [state]
    assert len(intake.rows) == rows
    desk.store(intake)
    assert log()[-1][2] == ("NO_DATA" if rows else "MET")


def test_a_row_of_a_form_keeps_its_commune_after_sorting(desk, world):
    stamp = replace(stamp_for(desk, {}), identities={2: world.communes[1].code})

    intake = desk.read(make_table(TITLES, (world.communes[0].name, "Đ")), stamp=stamp)

    assert [row["commune"] for row in intake.rows] == [world.communes[1].pk]


# Taking it back


def test_undo_says_again_what_stood_before_and_withdraws_what_was_new(desk, world):
    desk.say(0, 0, "MET", day=DAY - timedelta(days=30))
    scope = desk.scope()
    table = make_table(TITLES, (world.communes[0].name, "C", "Đ"))
    effects = desk.store(desk.read(table))

    KIND.undo(effects, scope=scope, by=world.office)

    newest = StatusEntry.objects.order_by("pk").values_list(
        "cell__requirement__code", "verdict", "observed_on", "source_document"
    )
    assert list(newest)[3:] == [
        ("1", "MET", DAY, "Hoàn tác lần nhập"),
        ("2", "NO_DATA", DAY, "Hoàn tác lần nhập"),
    ]


@pytest.mark.parametrize("days", [0, 40], ids=["same-day", "later-day"])
def test_undo_is_refused_where_somebody_has_written_since(desk, world, days):
    table = make_table(TITLES, (world.communes[0].name, "Đ", "Đ"))
    effects = desk.store(desk.read(table))
    desk.say(0, 1, "NOT_MET", day=DAY + timedelta(days=days))
    before = log()

    with pytest.raises(Refused) as refused:
        KIND.undo(effects, scope=desk.scope(), by=world.office)

    assert refused.value.message == (
        f"{world.communes[0].full_name}, tiêu chí 2: đã có người sửa sau lần nhập này, "
        "nên không hoàn tác ô nào. Sửa ở trang của xã."
    )
    assert log() == before


def test_the_other_voice_does_not_keep_an_import_from_being_taken_back(desk, world):
    effects = desk.store(desk.read(make_table(TITLES, (world.communes[0].name, "Đ"))))
    desk.say(0, 0, "NOT_MET", voice="SELF")

    KIND.undo(effects, scope=desk.scope(), by=world.office)

    assert log()[-1][2] == "NO_DATA"
