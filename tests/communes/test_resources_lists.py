"""A cell that lists the criteria that are met, and the count beside it."""

import pytest

from communes.resources.statuses import StatusKind
from tests.communes.importing import Desk, log
from tests.factories.sheets import brief, make_table

pytestmark = pytest.mark.django_db
KIND = StatusKind()
MARKS = {1: "commune", 2: "criterion:1", 3: "criterion:2", 4: "criterion:3"}
TITLES = ("Tên xã", "1", "2", "3")


@pytest.fixture
def desk(world) -> Desk:
    return Desk(KIND, world, MARKS)


# Lists


LISTED = {1: "commune", 2: "list", 3: "count"}
LIST_TITLES = ("Tên xã", "Tiêu chí đạt", "Số tiêu chí đạt")
REST = "tieu-chi-con-lai"


def test_a_list_says_nothing_of_the_rest_before_a_person_does(desk, world):
    table = make_table(LIST_TITLES, (world.communes[0].name, "1, 3", 2))

    intake = desk.read(table, LISTED)

    (asked,) = intake.readings
    assert (asked.state.name, asked.read, asked.question.key) == ("ASK", "1, 3", REST)
    assert [row["said"][0] for row in intake.rows] == ["MET", "MET"]


@pytest.mark.parametrize(
    ("answer", "stored"),
    [
        pytest.param("chua-dat", [("1", "MET"), ("2", "NOT_MET"), ("3", "MET")], id="not-met"),
        pytest.param("khong-ghi", [("1", "MET"), ("3", "MET")], id="silent"),
        pytest.param("", [("1", "MET"), ("3", "MET")], id="left-out"),
    ],
)
def test_the_answer_decides_about_the_rest(desk, world, answer, stored):
    table = make_table(LIST_TITLES, (world.communes[0].name, "1, 3", 2))

    intake = desk.read(table, LISTED, answers={REST: answer})
    desk.store(intake)

    assert [one.state.name for one in intake.readings] == ["NEW"]
    assert sorted((code, verdict) for _, code, verdict in log()) == stored


def test_nothing_is_asked_where_the_rest_is_not_met_already(desk, world):
    table = make_table(LIST_TITLES, (world.communes[0].name, "1, 3", 2))
    desk.store(desk.read(table, LISTED, answers={REST: "chua-dat"}))

    again = desk.read(table, LISTED)

    assert brief(again.readings) == [(2, 2, "SAME", "1, 3", "1, 3")]
    assert again.rows == ()


def test_what_does_not_apply_is_no_rest(desk, world):
    desk.say(0, 1, "NOT_APPLICABLE")
    table = make_table(LIST_TITLES, (world.communes[0].name, "1, 3", 2))

    intake = desk.read(table, LISTED)

    assert [one.state.name for one in intake.readings] == ["NEW"]


def test_a_count_that_speaks_against_its_list_keeps_the_row_out(desk, world):
    table = make_table(
        LIST_TITLES, (world.communes[0].name, "1, 3", 3), (world.communes[1].name, "1-3", "3/3")
    )

    intake = desk.read(table, LISTED)

    wrong, right = sorted(intake.readings, key=lambda one: one.row)
    assert (wrong.state.name, wrong.message) == (
        "ERROR",
        "Ghi 3 tiêu chí nhưng danh sách có 2.",
    )
    assert (right.state.name, right.read) == ("NEW", "1-3")
    assert {row["commune"] for row in intake.rows} == {world.communes[1].pk}


def test_a_count_that_speaks_against_the_marks_keeps_the_row_out(desk, world):
    mapping = MARKS | {5: "count"}
    one, other = (commune.name for commune in world.communes)
    table = make_table(
        (*TITLES, "Số tiêu chí đạt"), (one, "Đ", "C", "Đ", 3), (other, "Đ", "KAD", "Đ", "3/3")
    )

    intake = desk.read(table, mapping)

    (wrong,) = [found for found in intake.readings if found.state.name == "ERROR"]
    assert (wrong.row, wrong.column, wrong.message) == (
        2,
        5,
        "Ghi 3 tiêu chí nhưng các cột có 2 ô đạt. Sửa số hoặc sửa ô.",
    )
    assert {row["commune"] for row in intake.rows} == {world.communes[1].pk}


def test_a_count_of_another_set_is_told(desk, world):
    table = make_table(LIST_TITLES, (world.communes[0].name, "1", "1/19"))

    wrong = next(one for one in desk.read(table, LISTED).readings if one.column == 3)

    assert wrong.message == "Ghi trên tổng 19 tiêu chí, bộ này có 3. Chọn lại bộ tiêu chí."


def test_a_list_and_a_column_that_disagree_keep_the_list_out(desk, world):
    mapping = {1: "commune", 2: "criterion:1", 3: "list"}
    table = make_table(("Tên xã", "1", "Tiêu chí đạt"), (world.communes[0].name, "C", "1, 2"))

    intake = desk.read(table, mapping)

    assert [(one.column, one.state.name) for one in intake.readings] == [(2, "ERROR"), (3, "ERROR")]
    assert intake.rows == ()
