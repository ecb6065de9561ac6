"""Verdicts of communes from a sheet: what is read, what is asked, what is stored and taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import Http404

from communes.models import Cell, StatusEntry
from communes.resources.statuses import StatusKind
from communes.services.status import Change, record_status
from ntm_portal.lib.imports import ImportRefused, run_import
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import Stamp
from tests.factories.criteria import IndicatorFactory
from tests.factories.sheets import brief, make_table
from tests.factories.world import DAY, TODAY, World, make_world

pytestmark = pytest.mark.django_db
KIND = StatusKind()
MARKS = {1: "commune", 2: "criterion:1", 3: "criterion:2", 4: "criterion:3"}
TITLES = ("Tên xã", "1", "2", "3")


@pytest.fixture
def world() -> World:
    return make_world()


def data(world: World, **more: str) -> dict[str, str]:
    return {
        "criteria_set": world.criteria_set.code,
        "unit": str(world.district.pk),
        "day": DAY.isoformat(),
        "voice": "OFFICE",
    } | more


def scope_of(world: World, *, user=None, **more: str):
    return KIND.scope(user=user or world.office, today=TODAY, data=data(world, **more))


def read(world: World, table, mapping=None, *, answers=None, stamp=None, scope=None):
    return KIND.read(
        table,
        mapping or MARKS,
        scope=scope or scope_of(world),
        answers=answers or {},
        stamp=stamp,
    )


def store(world: World, intake, *, scope=None, by=None):
    scope = scope or scope_of(world)
    return run_import(KIND.resource(scope), intake.rows, by=by or world.office, commit=True)


def say(world: World, commune: int, criterion: int, verdict: str, *, day=DAY, voice="OFFICE"):
    """What the office writes on a page."""
    where = world.communes[commune], world.criteria[criterion]
    standing = StatusEntry.objects.as_of(
        day,
        cells=Cell.objects.of(communes=[where[0]], requirements=[where[1]]),
        official=voice != "SELF",
    ).first()
    change = Change(*where, verdict, standing.pk if standing else 0)
    return record_status(change=change, day=day, today=TODAY, voice=voice, by=world.office)


def log() -> list[tuple]:
    rows = StatusEntry.objects.order_by("pk")
    return list(rows.values_list("cell__commune__name", "cell__requirement__code", "verdict"))


# Marks


def test_marks_are_read_compared_and_stored(world):
    one, other = (commune.name for commune in world.communes)
    say(world, 0, 1, "MET")
    say(world, 0, 2, "MET")
    table = make_table(TITLES, (one, "Đ", "Đạt", "Chưa đạt"), (other, "", "-", "Không áp dụng"))

    intake = read(world, table)
    effects = store(world, intake)

    assert brief(intake.readings) == [
        (2, 2, "NEW", "đạt", ""),
        (2, 3, "SAME", "đạt", "Đạt"),
        (2, 4, "CHANGED", "chưa đạt", "Đạt"),
        (3, 4, "NEW", "không áp dụng", ""),
    ]
    assert log()[2:] == [(one, "1", "MET"), (one, "3", "NOT_MET"), (other, "3", "NOT_APPLICABLE")]
    assert len(effects) == 3


def test_a_second_import_of_the_same_sheet_changes_nothing(world):
    table = make_table(TITLES, (world.communes[0].name, "Đ", "C", "KAD"))
    store(world, read(world, table))
    before = log()

    again = read(world, table)

    assert (again.rows, {one.state.name for one in again.readings}) == ((), {"SAME"})
    assert store(world, again) == []
    assert log() == before


def test_a_blank_cell_says_nothing(world):
    say(world, 0, 0, "MET")

    intake = read(world, make_table(TITLES, (world.communes[0].name, "", "-", "…")))

    assert (intake.readings, intake.rows) == ((), ())


def test_the_same_on_a_later_day_is_recorded_for_that_day(world):
    say(world, 0, 0, "MET", day=DAY - timedelta(days=30))

    intake = read(world, make_table(TITLES, (world.communes[0].name, "Đ")))
    store(world, intake)

    assert brief(intake.readings) == [(2, 2, "NEW", "đạt", "Đạt (02/12/2023)")]
    assert StatusEntry.objects.filter(observed_on=DAY).count() == 1


def test_an_unreadable_mark_is_an_error_and_hides_no_other(world):
    intake = read(world, make_table(TITLES, (world.communes[0].name, "Đ", "xong rồi", "C")))

    (wrong,) = [one for one in intake.readings if one.state.name == "ERROR"]
    assert (wrong.row, wrong.column, wrong.written) == (2, 3, "xong rồi")
    assert wrong.what == f"{world.communes[0].full_name}, tiêu chí 2"
    assert len(intake.rows) == 2


def test_an_x_is_asked_once_for_all_columns(world):
    table = make_table(TITLES, *((one.name, "x", "x", "x") for one in world.communes))

    asked = read(world, table)
    (key,) = {one.question.key for one in asked.readings}
    answered = read(world, table, answers={key: "MET"})
    left_out = read(world, table, answers={key: ""})

    assert {one.state.name for one in asked.readings} == {"ASK"}
    assert asked.rows == ()
    assert {(one.state.name, one.read) for one in answered.readings} == {("NEW", "đạt")}
    assert (len(answered.rows), left_out.rows) == (6, ())


def test_rows_that_hold_no_figures_are_passed_over(world):
    table = make_table(TITLES, ("Tổng cộng", "1", "2", "3"), passed_over={2: "dòng tổng cộng"})

    assert read(world, table).readings == ()


def test_a_mark_takes_no_figure_away(world):
    indicator = IndicatorFactory(parent=world.criteria[0], code="1.1")
    say_figure(world, indicator, "43,8")
    table = make_table(("Tên xã", "1.1"), (world.communes[0].name, "Đ"))

    store(world, read(world, table, {1: "commune", 2: "indicator:1.1"}))

    newest = StatusEntry.objects.order_by("-pk").first()
    assert (newest.said_text, newest.verdict) == ("43,8 Đ", "MET")


def say_figure(world, indicator, text):
    from communes.services.figures import FigureChange, record_figures
    from criteria.figures import read_said

    change = FigureChange(world.communes[0], indicator, read_said(text, indicator), 0)
    return record_figures(
        changes=[change],
        criteria_set=world.criteria_set,
        day=DAY,
        today=TODAY,
        voice="OFFICE",
        by=world.office,
    )[0]


def test_a_criterion_said_again_stays_above_its_indicators(world):
    say(world, 0, 0, "MET")
    IndicatorFactory(parent=world.criteria[0], code="1.1", value_kind="QUALITATIVE")
    mapping = {1: "commune", 2: "criterion:1", 3: "indicator:1.1"}
    table = make_table(("Tên xã", "1", "1.1"), (world.communes[0].name, "Đ", "C"))

    store(world, read(world, table, mapping))
    again = read(world, table, mapping)

    assert [(code, verdict) for _, code, verdict in log()] == [
        ("1", "MET"),
        ("1.1", "NOT_MET"),
        ("1", "MET"),
    ]
    assert again.rows == ()


# Communes


def test_a_commune_is_named_by_its_code_or_with_its_title(world):
    one, other = world.communes
    table = make_table(TITLES, (one.code, "Đ"), (f"Xã {other.name.lower()}", "Đ"))

    assert [row["commune"] for row in read(world, table).rows] == [one.pk, other.pk]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        pytest.param("Nơi Nào Đó", "‘Nơi Nào Đó’ không phải xã ghi được của ", id="unknown"),
        pytest.param("", "Dòng có số liệu nhưng chưa ghi tên xã. Ghi tên hoặc mã xã.", id="empty"),
    ],
)
def test_a_row_of_nobody_is_an_error_beside_its_name(world, name, sentence):
    intake = read(world, make_table(TITLES, (name, "Đ")))

    (wrong,) = intake.readings
    assert (wrong.row, wrong.column, wrong.state.name) == (2, 1, "ERROR")
    assert wrong.message.startswith(sentence)
    assert intake.rows == ()


def test_look_alikes_are_asked_by_name(world):
    one, other = world.communes
    one.name, other.name = "Đông Tiến", "Đồng Tiến"
    one.save()
    other.save()
    table = make_table(TITLES, ("Dong Tien", "Đ"))

    (asked,) = read(world, table).readings
    answered = read(world, table, answers={asked.question.key: other.code})

    assert asked.state.name == "ASK"
    assert [value for value, _ in asked.question.options] == [one.code, other.code]
    assert [row["commune"] for row in answered.rows] == [other.pk]


def test_two_rows_that_speak_differently_of_a_commune_are_both_wrong(world):
    name = world.communes[0].name
    table = make_table(TITLES, (name, "Đ", "Đ"), (name, "C", "Đ"))

    intake = read(world, table)

    assert brief(intake.readings) == [
        (2, 2, "ERROR", "", ""),
        (2, 3, "NEW", "đạt", ""),
        (3, 2, "ERROR", "", ""),
        (3, 3, "PASSED_OVER", "", ""),
    ]
    assert len(intake.rows) == 1


# Lists


LISTED = {1: "commune", 2: "list", 3: "count"}
LIST_TITLES = ("Tên xã", "Tiêu chí đạt", "Số tiêu chí đạt")
REST = "tieu-chi-con-lai"


def test_a_list_says_nothing_of_the_rest_before_a_person_does(world):
    table = make_table(LIST_TITLES, (world.communes[0].name, "1, 3", 2))

    intake = read(world, table, LISTED)

    (asked,) = intake.readings
    assert (asked.state.name, asked.read, asked.question.key) == ("ASK", "1, 3", REST)
    assert [row["said"] for row in intake.rows] == ["Đ", "Đ"]


@pytest.mark.parametrize(
    ("answer", "stored"),
    [
        pytest.param("chua-dat", [("1", "MET"), ("2", "NOT_MET"), ("3", "MET")], id="not-met"),
        pytest.param("khong-ghi", [("1", "MET"), ("3", "MET")], id="silent"),
        pytest.param("", [("1", "MET"), ("3", "MET")], id="left-out"),
    ],
)
def test_the_answer_decides_about_the_rest(world, answer, stored):
    table = make_table(LIST_TITLES, (world.communes[0].name, "1, 3", 2))

    intake = read(world, table, LISTED, answers={REST: answer})
    store(world, intake)

    assert [one.state.name for one in intake.readings] == ["NEW"]
    assert sorted((code, verdict) for _, code, verdict in log()) == stored


def test_nothing_is_asked_where_the_rest_is_not_met_already(world):
    table = make_table(LIST_TITLES, (world.communes[0].name, "1, 3", 2))
    store(world, read(world, table, LISTED, answers={REST: "chua-dat"}))

    again = read(world, table, LISTED)

    assert brief(again.readings) == [(2, 2, "SAME", "1, 3", "1, 3")]
    assert again.rows == ()


def test_what_does_not_apply_is_no_rest(world):
    say(world, 0, 1, "NOT_APPLICABLE")
    table = make_table(LIST_TITLES, (world.communes[0].name, "1, 3", 2))

    intake = read(world, table, LISTED)

    assert [one.state.name for one in intake.readings] == ["NEW"]


def test_a_count_that_speaks_against_its_list_keeps_the_row_out(world):
    table = make_table(
        LIST_TITLES, (world.communes[0].name, "1, 3", 3), (world.communes[1].name, "1-3", "3/3")
    )

    intake = read(world, table, LISTED)

    wrong, right = sorted(intake.readings, key=lambda one: one.row)
    assert (wrong.state.name, wrong.message) == (
        "ERROR",
        "Ghi 3 tiêu chí nhưng danh sách có 2.",
    )
    assert (right.state.name, right.read) == ("NEW", "1-3")
    assert {row["commune"] for row in intake.rows} == {world.communes[1].pk}


def test_a_count_that_speaks_against_the_marks_keeps_the_row_out(world):
    mapping = MARKS | {5: "count"}
    one, other = (commune.name for commune in world.communes)
    table = make_table(
        (*TITLES, "Số tiêu chí đạt"), (one, "Đ", "C", "Đ", 3), (other, "Đ", "KAD", "Đ", "3/3")
    )

    intake = read(world, table, mapping)

    (wrong,) = [found for found in intake.readings if found.state.name == "ERROR"]
    assert (wrong.row, wrong.column, wrong.message) == (
        2,
        5,
        "Ghi 3 tiêu chí nhưng các cột có 2 ô đạt. Sửa số hoặc sửa ô.",
    )
    assert {row["commune"] for row in intake.rows} == {world.communes[1].pk}


def test_a_count_of_another_set_is_told(world):
    table = make_table(LIST_TITLES, (world.communes[0].name, "1", "1/19"))

    wrong = next(one for one in read(world, table, LISTED).readings if one.column == 3)

    assert wrong.message == "Ghi trên tổng 19 tiêu chí, bộ này có 3. Chọn lại bộ tiêu chí."


def test_a_list_and_a_column_that_disagree_keep_the_list_out(world):
    mapping = {1: "commune", 2: "criterion:1", 3: "list"}
    table = make_table(("Tên xã", "1", "Tiêu chí đạt"), (world.communes[0].name, "C", "1, 2"))

    intake = read(world, table, mapping)

    assert [(one.column, one.state.name) for one in intake.readings] == [(2, "ERROR"), (3, "ERROR")]
    assert intake.rows == ()


# One row per commune and criterion


def test_rows_of_commune_criterion_status_and_note(world):
    name = world.communes[0].name
    titles = ("Xã", "Tiêu chí", "Kết quả", "Ghi chú")
    mapping = {1: "commune", 2: "requirement", 3: "status", 4: "note"}
    second = world.criteria[1].name
    table = make_table(
        titles, (name, "1", "Đạt", "biên bản số 5"), (name, second, "C"), (name, "9", "Đ")
    )

    intake = read(world, table, mapping)
    store(world, intake)

    assert [(one.row, one.state.name) for one in intake.readings] == [
        (4, "ERROR"),
        (2, "NEW"),
        (3, "NEW"),
    ]
    assert log() == [(name, "1", "MET"), (name, "2", "NOT_MET")]
    assert StatusEntry.objects.first().note == "biên bản số 5"


# Who was faster


def test_an_edit_between_preview_and_commit_is_refused_and_named(world):
    name = world.communes[0].name
    intake = read(world, make_table(TITLES, (name, "Đ", "Đ")))
    say(world, 0, 1, "NOT_MET")
    before = log()

    with pytest.raises(ImportRefused) as refused:
        store(world, intake)

    message = refused.value.message
    assert message.startswith(
        f"{world.communes[0].full_name}, tiêu chí 2: đã thay đổi từ lúc xem trước "
        f"({world.office} ghi ‘C’ lúc "
    )
    assert log() == before


def test_a_trial_leaves_nothing(world):
    scope = scope_of(world)
    intake = read(world, make_table(TITLES, (world.communes[0].name, "Đ")))

    run_import(KIND.resource(scope), intake.rows, by=world.office, commit=False)

    assert (log(), Cell.objects.count()) == ([], 0)


# A form of our own that comes back


def stamp_for(world: World, cells) -> Stamp:
    """Row 2 is the first commune, row 3 the second."""
    codes = [commune.code for commune in world.communes]
    return Stamp(
        kind=KIND.code,
        scope=data(world),
        columns=MARKS,
        identities=dict(enumerate(codes, start=2)),
        cells={(codes[commune], key): said for (commune, key), said in cells.items()},
    )


def test_a_cell_that_says_what_the_form_said_wants_nothing(world):
    first = say(world, 0, 0, "MET")
    stamp = stamp_for(world, {(0, "criterion:1"): ("Đ", first.pk)})
    say(world, 0, 0, "NOT_MET")

    intake = read(world, make_table(TITLES, ("tên đã xóa", "Đ")), stamp=stamp)

    assert brief(intake.readings) == [(2, 2, "SAME", "", "Chưa đạt")]
    assert intake.rows == ()


def test_an_edit_of_the_form_is_stored_with_the_version_it_had(world):
    first = say(world, 0, 0, "MET")
    stamp = stamp_for(world, {(0, "criterion:1"): ("Đ", first.pk)})

    intake = read(world, make_table(TITLES, ("", "C")), stamp=stamp)
    store(world, intake)

    assert brief(intake.readings) == [(2, 2, "CHANGED", "chưa đạt", "Đạt")]
    assert log()[-1][1:] == ("1", "NOT_MET")


def test_an_edit_on_both_sides_is_a_conflict_with_both_values(world):
    first = say(world, 0, 0, "MET")
    stamp = stamp_for(world, {(0, "criterion:1"): ("Đ", first.pk)})
    say(world, 0, 0, "NOT_APPLICABLE")

    intake = read(world, make_table(TITLES, ("", "C")), stamp=stamp)

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


def test_the_same_edit_on_both_sides_is_none(world):
    first = say(world, 0, 0, "MET")
    stamp = stamp_for(world, {(0, "criterion:1"): ("Đ", first.pk)})
    say(world, 0, 0, "NOT_MET")

    intake = read(world, make_table(TITLES, ("", "C")), stamp=stamp)

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
def test_an_emptied_cell_of_a_form_is_asked(world, answer, state, rows):
    first = say(world, 0, 0, "MET")
    stamp = stamp_for(world, {(0, "criterion:1"): ("Đ", first.pk)})
    answers = {} if answer is None else {"o-da-xoa": answer}

    intake = read(world, make_table(TITLES, ("", "", "")), stamp=stamp, answers=answers)

    assert [one.state.name for one in intake.readings] == [state]
    assert len(intake.rows) == rows
    store(world, intake)
    assert log()[-1][2] == ("NO_DATA" if rows else "MET")


def test_a_row_of_a_form_keeps_its_commune_after_sorting(world):
    stamp = replace(stamp_for(world, {}), identities={2: world.communes[1].code})

    intake = read(world, make_table(TITLES, (world.communes[0].name, "Đ")), stamp=stamp)

    assert [row["commune"] for row in intake.rows] == [world.communes[1].pk]


# Taking it back


def test_undo_says_again_what_stood_before_and_withdraws_what_was_new(world):
    say(world, 0, 0, "MET", day=DAY - timedelta(days=30))
    scope = scope_of(world)
    table = make_table(TITLES, (world.communes[0].name, "C", "Đ"))
    effects = store(world, read(world, table))

    KIND.undo(effects, scope=scope, by=world.office)

    newest = StatusEntry.objects.order_by("pk").values_list(
        "cell__requirement__code", "verdict", "observed_on", "source_document"
    )
    assert list(newest)[3:] == [
        ("1", "MET", DAY, "Hoàn tác lần nhập"),
        ("2", "NO_DATA", DAY, "Hoàn tác lần nhập"),
    ]


@pytest.mark.parametrize("days", [0, 40], ids=["same-day", "later-day"])
def test_undo_is_refused_where_somebody_has_written_since(world, days):
    table = make_table(TITLES, (world.communes[0].name, "Đ", "Đ"))
    effects = store(world, read(world, table))
    say(world, 0, 1, "NOT_MET", day=DAY + timedelta(days=days))
    before = log()

    with pytest.raises(Refused) as refused:
        KIND.undo(effects, scope=scope_of(world), by=world.office)

    assert refused.value.message == (
        f"{world.communes[0].full_name}, tiêu chí 2: đã có người sửa sau lần nhập này, "
        "nên không hoàn tác ô nào. Sửa ở trang của xã."
    )
    assert log() == before


def test_the_other_voice_does_not_keep_an_import_from_being_taken_back(world):
    effects = store(world, read(world, make_table(TITLES, (world.communes[0].name, "Đ"))))
    say(world, 0, 0, "NOT_MET", voice="SELF")

    KIND.undo(effects, scope=scope_of(world), by=world.office)

    assert log()[-1][2] == "NO_DATA"


# Whose sheet


def choices(user) -> dict[str, list[str]]:
    form = KIND.scope_form(user=user, today=TODAY)
    names = ("criteria_set", "unit", "voice")
    return {name: [str(one) for one, _ in form.fields[name].choices] for name in names}


def test_the_form_offers_what_one_may_write(world):
    everything = {
        "criteria_set": ["BO-THU"],
        "unit": [str(world.district.pk)],
        "voice": ["OFFICE", "SELF"],
    }
    assert choices(world.office) == everything
    assert choices(world.province_office) == everything | {
        "unit": [str(world.province.pk), str(world.district.pk)]
    }
    assert choices(world.officer) == everything | {
        "unit": [str(world.communes[0].pk)],
        "voice": ["SELF"],
    }


def test_readers_and_leaders_are_offered_nothing(world):
    nothing = {"unit": [], "voice": []}

    for user in (world.leader, world.reader):
        found = choices(user)
        assert {name: found[name] for name in nothing} == nothing


@pytest.mark.parametrize("name", ["unit", "voice", "criteria_set"])
def test_what_is_not_theirs_is_not_there(world, name):
    other = {"unit": str(world.province.pk), "voice": "AGENCY", "criteria_set": "KHAC"}

    with pytest.raises(Http404):
        scope_of(world, **{name: other[name]})


@pytest.mark.parametrize("user", ["leader", "reader", "stranger"])
def test_strangers_have_no_scope(world, user):
    with pytest.raises(Http404):
        scope_of(world, user=getattr(world, user))


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        pytest.param("", "Chưa ghi ngày của số liệu. Viết ngày/tháng/năm.", id="none"),
        pytest.param(
            "31/02/2024",
            "Ngày ‘31/02/2024’ không có. Viết ngày/tháng/năm, ví dụ 22/11/2026.",
            id="no-day",
        ),
        pytest.param(
            "23/11/2026",
            "Ngày 23/11/2026 chưa tới. Chọn một ngày đến hôm nay, 22/11/2026.",
            id="to-come",
        ),
    ],
)
def test_a_day_that_cannot_be_is_refused(world, day, sentence):
    with pytest.raises(Refused) as refused:
        scope_of(world, day=day)

    assert refused.value.message == sentence


def test_commune_staff_assess_their_own_commune_only(world):
    scope = scope_of(world, user=world.officer, unit=str(world.communes[0].pk), voice="SELF")
    table = make_table(TITLES, (world.communes[0].name, "Đ"), (world.communes[1].name, "Đ"))

    intake = read(world, table, scope=scope)
    store(world, intake, scope=scope, by=world.officer)

    assert [(one.row, one.state.name) for one in intake.readings] == [(3, "ERROR"), (2, "NEW")]
    assert list(StatusEntry.objects.values_list("voice", "on_behalf")) == [("SELF", False)]


def test_a_row_of_another_commune_is_refused_at_the_door(world):
    intake = read(world, make_table(TITLES, (world.communes[1].name, "Đ")))
    narrow = scope_of(world, user=world.officer, unit=str(world.communes[0].pk), voice="SELF")

    with pytest.raises(ImportRefused) as refused:
        store(world, intake, scope=narrow, by=world.officer)

    assert refused.value.message == (
        "Dòng 2: Ô này không thuộc xã hoặc bộ tiêu chí bạn ghi được. Xem trước lại."
    )
    assert log() == []


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
def test_a_sheet_without_a_column_that_is_needed_is_refused(world, mapping, sentence):
    with pytest.raises(Refused) as refused:
        read(world, make_table(TITLES, ("Xã", "Đ")), mapping)

    assert refused.value.message == sentence


def test_queries_do_not_grow_with_the_rows(world, django_assert_num_queries):
    one, other = (commune.name for commune in world.communes)
    few, many = make_table(TITLES, (one, "Đ")), make_table(TITLES, (one, *"ĐCĐ"), (other, *"CĐC"))
    scope = scope_of(world)

    with django_assert_num_queries(7):
        read(world, few, scope=scope)
    fresh = scope_of(world)
    with django_assert_num_queries(7):
        read(world, many, scope=fresh)
