"""Verdicts of communes from a sheet: what is read, what is asked, what is stored."""

from datetime import timedelta

import pytest

from communes.models import StatusEntry
from communes.resources.reading import column_of
from communes.resources.statuses import StatusKind
from ntm_portal.lib.refusals import Refused
from tests.communes.importing import Desk, log
from tests.factories.criteria import CriterionFactory, IndicatorFactory
from tests.factories.sheets import brief, make_table
from tests.factories.world import DAY

pytestmark = pytest.mark.django_db
KIND = StatusKind()
MARKS = {1: "commune", 2: "criterion:1", 3: "criterion:2", 4: "criterion:3"}
TITLES = ("Tên xã", "1", "2", "3")


@pytest.fixture
def desk(world) -> Desk:
    return Desk(KIND, world, MARKS)


# Marks


def test_marks_are_read_compared_and_stored(desk, world):
    one, other = (commune.name for commune in world.communes)
    desk.say(0, 1, "MET")
    desk.say(0, 2, "MET")
    table = make_table(TITLES, (one, "Đ", "Đạt", "Chưa đạt"), (other, "", "-", "Không áp dụng"))

    intake = desk.read(table)
    effects = desk.store(intake)

    assert brief(intake.readings) == [
        (2, 2, "NEW", "đạt", ""),
        (2, 3, "SAME", "đạt", "Đạt"),
        (2, 4, "CHANGED", "chưa đạt", "Đạt"),
        (3, 4, "NEW", "không áp dụng", ""),
    ]
    assert log()[2:] == [(one, "1", "MET"), (one, "3", "NOT_MET"), (other, "3", "NOT_APPLICABLE")]
    assert len(effects) == 3


def test_a_second_import_of_the_same_sheet_changes_nothing(desk, world):
    table = make_table(TITLES, (world.communes[0].name, "Đ", "C", "KAD"))
    desk.store(desk.read(table))
    before = log()

    again = desk.read(table)

    assert (again.rows, {one.state.name for one in again.readings}) == ((), {"SAME"})
    assert desk.store(again) == []
    assert log() == before


def test_a_blank_cell_says_nothing(desk, world):
    desk.say(0, 0, "MET")

    intake = desk.read(make_table(TITLES, (world.communes[0].name, "", "-", "…")))

    assert (intake.readings, intake.rows) == ((), ())


def test_the_same_on_a_later_day_is_recorded_for_that_day(desk, world):
    desk.say(0, 0, "MET", day=DAY - timedelta(days=30))

    intake = desk.read(make_table(TITLES, (world.communes[0].name, "Đ")))
    desk.store(intake)

    assert brief(intake.readings) == [(2, 2, "NEW", "đạt", "Đạt (02/12/2023)")]
    assert StatusEntry.objects.filter(observed_on=DAY).count() == 1


def test_an_unreadable_mark_is_an_error_and_hides_no_other(desk, world):
    intake = desk.read(make_table(TITLES, (world.communes[0].name, "Đ", "xong rồi", "C")))

    (wrong,) = [one for one in intake.readings if one.state.name == "ERROR"]
    assert (wrong.row, wrong.column, wrong.written) == (2, 3, "xong rồi")
    assert wrong.what == f"{world.communes[0].full_name}, tiêu chí 2"
    assert len(intake.rows) == 2


def test_an_x_is_asked_once_for_all_columns(desk, world):
    table = make_table(TITLES, *((one.name, "x", "x", "x") for one in world.communes))

    asked = desk.read(table)
    (key,) = {one.question.key for one in asked.readings}
    answered = desk.read(table, answers={key: "MET"})
    left_out = desk.read(table, answers={key: ""})

    assert {one.state.name for one in asked.readings} == {"ASK"}
    assert asked.rows == ()
    assert {(one.state.name, one.read) for one in answered.readings} == {("NEW", "đạt")}
    assert (len(answered.rows), left_out.rows) == (6, ())


def test_rows_that_hold_no_figures_are_passed_over(desk, world):
    table = make_table(TITLES, ("Tổng cộng", "1", "2", "3"), passed_over={2: "dòng tổng cộng"})

    assert desk.read(table).readings == ()


def test_a_mark_takes_no_figure_away(desk, world):
    indicator = IndicatorFactory(parent=world.criteria[0], code="1.1")
    desk.measure(indicator, "43,8")
    table = make_table(("Tên xã", "1.1"), (world.communes[0].name, "Đ"))

    desk.store(desk.read(table, {1: "commune", 2: "indicator:1.1"}))

    newest = StatusEntry.objects.order_by("-pk").first()
    assert (newest.said_text, newest.verdict) == ("43,8 Đ", "MET")


def test_a_criterion_said_again_stays_above_its_indicators(desk, world):
    desk.say(0, 0, "MET")
    IndicatorFactory(parent=world.criteria[0], code="1.1", value_kind="QUALITATIVE")
    mapping = {1: "commune", 2: "criterion:1", 3: "indicator:1.1"}
    table = make_table(("Tên xã", "1", "1.1"), (world.communes[0].name, "Đ", "C"))

    desk.store(desk.read(table, mapping))
    again = desk.read(table, mapping)

    assert [(code, verdict) for _, code, verdict in log()] == [
        ("1", "MET"),
        ("1.1", "NOT_MET"),
        ("1", "MET"),
    ]
    assert again.rows == ()


# One row per commune and criterion


def test_rows_of_commune_criterion_status_and_note(desk, world):
    name = world.communes[0].name
    titles = ("Xã", "Tiêu chí", "Kết quả", "Ghi chú")
    mapping = {1: "commune", 2: "requirement", 3: "status", 4: "note"}
    second = world.criteria[1].name
    table = make_table(
        titles, (name, "1", "Đạt", "biên bản số 5"), (name, second, "C"), (name, "9", "Đ")
    )

    intake = desk.read(table, mapping)
    desk.store(intake)

    assert [(one.row, one.state.name) for one in intake.readings] == [
        (4, "ERROR"),
        (2, "NEW"),
        (3, "NEW"),
    ]
    assert log() == [(name, "1", "MET"), (name, "2", "NOT_MET")]
    assert StatusEntry.objects.first().note == "biên bản số 5"


# What a sheet must have


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        pytest.param({2: "list"}, "Chưa chọn cột tên xã. Chọn cột có tên hoặc mã xã.", id="name"),
        pytest.param(
            {1: "commune"},
            "Chưa chọn cột tiêu chí nào. Chọn một cột, hoặc cột danh sách.",
            id="criteria",
        ),
        pytest.param(
            {1: "commune", 2: "requirement"},
            "Chưa chọn cột trạng thái. Chọn cột ghi Đạt hoặc Chưa đạt.",
            id="status",
        ),
    ],
)
def test_a_sheet_without_a_column_that_is_needed_is_refused(desk, world, mapping, sentence):
    with pytest.raises(Refused) as refused:
        desk.read(make_table(TITLES, ("Xã", "Đ")), mapping)

    assert refused.value.message == sentence


def test_queries_do_not_grow_with_the_rows(desk, world, django_assert_num_queries):
    one, other = (commune.name for commune in world.communes)
    few, many = make_table(TITLES, (one, "Đ")), make_table(TITLES, (one, *"ĐCĐ"), (other, *"CĐC"))
    scope = desk.scope()

    with django_assert_num_queries(7):
        desk.read(few, scope=scope)
    fresh = desk.scope()
    with django_assert_num_queries(7):
        desk.read(many, scope=fresh)


def test_a_bare_number_is_the_criterions_where_its_only_indicator_shares_it():
    criterion = CriterionFactory(code="5")
    alone, part = (IndicatorFactory(parent=criterion, code=code) for code in ("5", "5.1"))

    assert "5" in column_of(criterion).headings
    assert "5" not in column_of(alone).headings
    assert "5.1" in column_of(part).headings
