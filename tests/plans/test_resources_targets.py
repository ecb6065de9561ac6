"""Phụ lục 02 by a sheet: what is met, what is promised, and where both contradict."""

from datetime import date

import pytest
from django.http import Http404

from communes.models import StatusEntry
from ntm_portal.lib.sheet_kinds import State
from ntm_portal.lib.workbooks.model import CellKind, SheetCell
from plans.models import PlanChange, PlanGoal
from plans.services.goals import set_goal
from tests.factories.accounts import UserFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.factories.world import DAY, TODAY
from tests.plans.target_world import (
    ADVANCED,
    HEADS,
    KIND,
    SILENT,
    make_target_world,
    met,
    observe,
    promise,
    scope_of,
    sheet,
    target,
)
from tests.sheet_tables import messages, questions, read, store, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_target_world()


@pytest.fixture
def scope(world):
    return scope_of(world)


def test_only_drafts_of_the_own_office_are_offered(world):
    signed = PlanFactory(unit=world.district)

    choices = [
        [code for code, _ in KIND.scope_form(user=user, today=TODAY).fields["plan"].choices]
        for user in (world.office, world.leader, world.officer, world.stranger)
    ]

    assert choices == [[world.plan.code], [], [], []]
    for user, code in [(world.office, signed.code), (world.stranger, world.plan.code)]:
        with pytest.raises(Http404):
            KIND.scope(user=user, today=TODAY, data={"plan": code})
    assert not KIND.scope_form(user=UserFactory(admin=True), today=TODAY).fields["plan"].choices


def test_what_is_met_goes_to_the_log_and_what_is_promised_to_the_plan(world, scope):
    rows = sheet(
        (1, "Xã An Hòa", 3, "1-3", 2, "4, 6", 5),
        (2, "Xã Bình Lục", 6, "1,2,…,6", "", ADVANCED, 6),
    )

    intake = read(KIND, scope, rows, answers=SILENT)
    store(KIND, scope, rows, by=world.office, answers=SILENT)

    assert [(one.row, one.column, one.state, one.read) for one in intake.readings] == [
        (3, 6, State.NEW, "4, 6"),
        (4, 6, State.NEW, ADVANCED),
        (3, 4, State.NEW, "1-3"),
        (4, 4, State.NEW, "1-6"),
    ]
    assert (met(world, 0), met(world, 1)) == (["1", "2", "3"], ["1", "2", "3", "4", "5", "6"])
    assert (promise(world, 0), promise(world, 1)) == ("4, 6", ADVANCED)
    entry = StatusEntry.objects.first()
    assert (entry.observed_on, entry.voice, entry.recorded_by) == (DAY, "OFFICE", world.office)
    assert PlanChange.objects.filter(what="Tiêu chí 4", after="phấn đấu").exists()


def test_the_same_sheet_twice_changes_nothing(world, scope):
    rows = sheet(
        (1, "An Hòa", 3, "1-3", 2, f"4, 6\n{ADVANCED}", 5),
        (2, "Chi Lăng", 1, "1", 1, "2", 2),
        (3, "Bình Lục", 0, "", 1, "2", ""),
    )
    store(KIND, scope, rows, by=world.office, answers=SILENT)
    before = (StatusEntry.objects.count(), PlanChange.objects.count())

    intake = read(KIND, scope_of(world), rows, answers=SILENT)
    store(KIND, scope_of(world), rows, by=world.office, answers=SILENT)

    assert (told(intake), intake.rows) == ([], ())
    assert (StatusEntry.objects.count(), PlanChange.objects.count()) == before


def test_a_list_is_the_whole_list(world, scope):
    target(world, "4", "5")

    rows = sheet((1, "An Hòa", "", "", 2, "5,6", ""))
    intake = read(KIND, scope, rows)
    store(KIND, scope, rows, by=world.office)

    assert [(one.state, one.before, one.read) for one in intake.readings] == [
        (State.CHANGED, "4, 5", "5, 6")
    ]
    assert promise(world) == "5, 6"


def test_an_empty_cell_says_nothing(world, scope):
    target(world, "4")
    set_goal(row=world.rows[0], action="BUILD", tier="ADVANCED", year=2024, by=world.office)
    observe(world, "1")

    intake = read(KIND, scope, sheet((1, "An Hòa", "", "", "", "", "")))

    assert (intake.readings, intake.rows) == ((), ())


def test_a_list_leaves_goals_and_a_goal_leaves_the_list(world, scope):
    target(world, "4")
    set_goal(row=world.rows[1], action="BUILD", tier="ADVANCED", year=2024, by=world.office)
    rows = sheet((1, "An Hòa", "", "", "", ADVANCED, ""), (2, "Bình Lục", "", "", 1, "5", ""))

    store(KIND, scope, rows, by=world.office)

    assert (promise(world, 0), promise(world, 1)) == (f"4; {ADVANCED}", f"5; {ADVANCED}")


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        pytest.param(
            (1, "An Hòa", 3, "1,2", "", "", ""),
            4,
            "Ghi 3 tiêu chí nhưng danh sách có 2.",
            id="count-of-met",
        ),
        pytest.param(
            (1, "An Hòa", 2, "", "", "", ""),
            4,
            "Ghi 2 tiêu chí nhưng chưa ghi tiêu chí nào.",
            id="count-alone",
        ),
        pytest.param(
            (1, "An Hòa", "", "", 3, "1,2", ""),
            6,
            "Ghi 3 tiêu chí nhưng danh sách có 2.",
            id="count-of-targets",
        ),
        pytest.param(
            (1, "An Hòa", "", "", "", "1,7", ""),
            6,
            "Không có tiêu chí 7. Bộ này có tiêu chí 1 đến 6.",
            id="no-such-criterion",
        ),
        pytest.param(
            (1, "An Hòa", "ba", "", "", "", ""),
            3,
            "‘ba’ không phải số tiêu chí. Viết như 12.",
            id="no-count",
        ),
        pytest.param(
            (1, "An Hòa", 2, "1,2", 1, "3", 4),
            7,
            "Ghi 4 tiêu chí nhưng đã đạt và phấn đấu cộng lại 3.",
            id="sum",
        ),
        pytest.param(
            (1, "Xã Xa", "", "", 1, "3", ""),
            2,
            "‘Xã Xa’ không phải xã ghi được của {unit}. Xem lại tên xã.",
            id="no-such-commune",
        ),
        pytest.param(
            (1, "An Hòa", "", "", "", "Duy trì, duy trì xã nông thôn mới nâng cao 2024 lần", ""),
            6,
            "‘Duy trì, duy trì xã nông thôn mới nâng cao 2024 lần’ không đọc được. "
            "Viết như Xây dựng xã nông thôn mới nâng cao.",
            id="goal",
        ),
        pytest.param(
            (1, "An Hòa", "", "", "", f"{ADVANCED} năm 2030", ""),
            6,
            "Năm 2030 nằm ngoài kế hoạch 2024. Xem lại năm.",
            id="year",
        ),
    ],
)
def test_what_contradicts_is_said_where_it_stands(world, scope, row, column, message):
    intake = read(KIND, scope, sheet(row), answers=SILENT)

    wrong = [(one.column, one.message) for one in intake.readings if one.state is State.ERROR]
    assert wrong == [(column, message.format(unit=world.district))]
    assert intake.rows == ()


@pytest.mark.parametrize("planned", [3, ""])
def test_a_sum_that_is_right_or_missing_is_taken(scope, planned):
    intake = read(KIND, scope, sheet((1, "An Hòa", 2, "1,2", 1, "3", planned)), answers=SILENT)

    assert [one.state for one in intake.readings] == [State.NEW, State.NEW]


def test_a_promise_that_is_met_already_is_a_note(world, scope):
    rows = sheet((1, "An Hòa", 2, "1,2", 2, "2,3", 3))

    intake = read(KIND, scope, rows, answers=SILENT)
    store(KIND, scope, rows, by=world.office, answers=SILENT)

    assert messages(intake) == ["Tiêu chí 2 đã đạt, không ghi vào phấn đấu."]
    assert promise(world) == "3"


def test_a_promise_that_the_portal_says_is_met_is_a_note_unless_the_sheet_says_otherwise(
    world, scope
):
    observe(world, "3")
    rows = sheet((1, "An Hòa", 1, "1", 1, "3", ""))
    not_met = {"tieu-chi-con-lai": "chua-dat"}

    silent = read(KIND, scope, rows, answers=SILENT)
    store(KIND, scope, rows, by=world.office, answers=not_met)

    assert "Tiêu chí 3 đã đạt, không ghi vào phấn đấu." in messages(silent)
    assert (met(world), promise(world)) == (["1"], "3")


def test_what_is_not_listed_is_asked_once_for_the_sheet(world, scope):
    rows = sheet((1, "An Hòa", 2, "1,2", "", "", ""), (2, "Bình Lục", 1, "1", "", "", ""))

    asked = read(KIND, scope, rows)
    store(KIND, scope, rows, by=world.office, answers={"tieu-chi-con-lai": "chua-dat"})

    assert questions(asked) == {"tieu-chi-con-lai": ("chua-dat", "khong-ghi")}
    assert StatusEntry.objects.filter(verdict="NOT_MET").count() == 4 + 5


def test_lists_that_excel_turned_into_days_and_figures_are_asked(scope):
    figure = SheetCell(CellKind.NUMBER, "1.2")
    rows = sheet((1, "An Hòa", "", date(2024, 1, 4), "", figure, ""))

    intake = read(KIND, scope, rows)

    assert [len(options) for options in questions(intake).values()] == [2, 1]
    assert intake.rows == ()


def test_a_look_alike_is_asked_and_its_spelling_is_the_plans(world, scope):
    rows = sheet((1, "Xã Bính Lục", "", "", 1, "3", ""))
    code = world.communes[1].code

    asked = read(KIND, scope, rows)
    store(KIND, scope, rows, by=world.office, answers={"xa:Xã Bính Lục": code})

    assert questions(asked) == {"xa:Xã Bính Lục": (code,)}
    assert world.plan.rows.get(commune=world.communes[1]).printed_name == "Xã Bính Lục"
    assert told(read(KIND, scope_of(world), rows)) == []


def test_a_commune_that_the_plan_does_not_have_is_added_in_its_place(world, scope):
    rows = sheet((1, "Bình Lục"), (2, "Chi Lăng", "", "", 1, "3"), (3, "An Hòa"))

    intake = read(KIND, scope, rows)
    store(KIND, scope, rows, by=world.office)

    assert (4, 2, State.NEW, "Chi Lăng") in told(intake)
    assert [row.commune.name for row in world.plan.rows.order_by("position")] == [
        "Bình Lục",
        "Chi Lăng",
        "An Hòa",
    ]
    assert promise(world, 2) == "3"


def test_a_sheet_of_some_communes_moves_nobody(world, scope):
    intake = read(KIND, scope, sheet((1, "Bình Lục", "", "", 1, "3")))

    assert [row["what"] for row in intake.rows] == ["commune"]


def test_a_commune_that_stands_twice_is_told_at_the_second(world, scope):
    rows = sheet((1, "An Hòa", "", "", 1, "3"), (2, "XA AN HOA", "", "", 1, "4"))

    intake = read(KIND, scope, rows)

    assert messages(intake) == [f"{world.communes[0].full_name} đã có ở dòng 3. Giữ một dòng."]
    assert len(intake.rows) == 1


def test_results_of_another_day_and_targets_of_another_year_are_asked(world, scope):
    heads = list(HEADS)
    heads[3] = "Cụ thể các tiêu chí đã đạt đến ngày 31/12/2022"
    heads[5] = "Cụ thể tiêu chí phấn đấu năm 2023"
    rows = sheet((1, "An Hòa", 1, "1", 1, "3", ""), heads=heads)

    asked = read(KIND, scope, rows, answers=SILENT)
    left = read(KIND, scope, rows, answers={**SILENT, "ngay-goc=2022-12-31": "", "nam=2023": ""})
    taken = {**SILENT, "ngay-goc=2022-12-31": "ghi", "nam=2023": "ghi"}
    store(KIND, scope, rows, by=world.office, answers=taken)

    assert questions(asked) == {"ngay-goc=2022-12-31": ("ghi",), "nam=2023": ("ghi",)}
    assert (asked.rows, left.rows) == ((), ())
    assert {one.state for one in left.readings} == {State.PASSED_OVER}
    assert (met(world), promise(world)) == (["1"], "3")


def test_a_goal_without_a_known_verb_or_year_is_asked(world):
    plan = PlanFactory(
        unit=world.district, criteria_set=world.criteria_set, status="DRAFT", last_year=2025
    )
    PlanCommuneFactory(plan=plan, commune=world.communes[0])
    rows = sheet((1, "An Hòa", "", "", "", "Đạt chuẩn NTM nâng cao", ""))
    answers = {"muc-tieu=dat chuan ntm nang cao": "COMPLETE"}

    first = read(KIND, scope_of(world, plan), rows)
    second = read(KIND, scope_of(world, plan), rows, answers=answers)
    answers["nam-muc-tieu:COMPLETE:ADVANCED"] = "2025"
    store(KIND, scope_of(world, plan), rows, by=world.office, answers=answers)

    assert list(questions(first)) == ["muc-tieu=dat chuan ntm nang cao"]
    assert questions(second) == {"nam-muc-tieu:COMPLETE:ADVANCED": ("2024", "2025")}
    goal = PlanGoal.objects.get()
    assert (goal.action, goal.tier, goal.year) == ("COMPLETE", "ADVANCED", 2025)


def test_goals_may_stand_in_a_column_of_remarks(world, scope):
    rows = sheet(
        (1, "An Hòa", "", "", 1, "3", "", ADVANCED),
        (2, "Bình Lục", "", "", 1, "4", "", "Xã biên giới"),
        heads=(*HEADS, "Ghi chú"),
    )

    intake = read(KIND, scope, rows)
    store(KIND, scope, rows, by=world.office)

    assert (promise(world, 0), promise(world, 1)) == (f"3; {ADVANCED}", "4")
    assert messages(intake) == ["Ghi chú không nêu mục tiêu cấp độ nên không nhập."]


def test_sums_of_the_sheet_are_told_where_they_do_not_hold(scope):
    rows = sheet(
        (1, "An Hòa", 2, "1,2", 1, "3", 3),
        (2, "Bình Lục", 1, "1", 1, "3", 2),
        ("Cộng toàn huyện", "", 4, "", 2, "", 5),
        ("Tỷ lệ đạt bình quân", "", "1,50", "", "", "", "2,50"),
    )

    intake = read(KIND, scope, rows, answers=SILENT)

    assert messages(intake) == ["Dòng cộng ghi 4, các dòng cộng lại 3."]


def test_a_baseline_day_to_come_takes_no_results(world):
    plan = PlanFactory(
        unit=world.district,
        criteria_set=world.criteria_set,
        status="DRAFT",
        baseline_on=date(2024, 1, 1),
    )
    PlanCommuneFactory(plan=plan, commune=world.communes[0])
    scope = scope_of(world, plan, today=date(2023, 12, 31))

    intake = read(KIND, scope, sheet((1, "An Hòa", 1, "1", 1, "3", 2)), answers=SILENT)

    assert messages(intake) == [
        "Ngày gốc 01/01/2024 chưa tới, chưa ghi được kết quả. Sửa ngày gốc của kế hoạch."
    ]
    assert [row["what"] for row in intake.rows] == ["commune"]


def test_a_commune_of_another_set_takes_no_results(world):
    plan = PlanFactory(unit=world.district, status="DRAFT")
    plan.criteria_set.requirements.create(
        code="1", name="Một", kind="CRITERION", position=1, value_kind="STATUS"
    )
    PlanCommuneFactory(plan=plan, commune=world.communes[0])

    intake = read(KIND, scope_of(world, plan), sheet((1, "An Hòa", 1, "1")), answers=SILENT)

    assert messages(intake) == ["Xã An Hòa không áp dụng bộ tiêu chí này vào ngày 01/01/2024."]
