"""Forms of verdicts and figures: taken from a page, sent back, exactly what was edited changes."""

from datetime import timedelta

import pytest

from communes.resources.figures import FigureKind
from communes.resources.statuses import StatusKind
from ntm_portal.lib.imports import run_import
from tests.communes.importing import Desk, log
from tests.factories.criteria import IndicatorFactory
from tests.factories.world import DAY, TODAY, World, make_world
from tests.form_desk import (
    come_back,
    find,
    move_first_value_behind,
    news,
    reverse_rows,
    states,
    worked_on,
)

pytestmark = pytest.mark.django_db
QUERY = {"ngay": DAY.isoformat(), "bo": "BO-THU"}
STATUS, FIGURES = StatusKind(), FigureKind()
URL = "/bang-tieu-chi/bieu-mau/"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def desk(world) -> Desk:
    return Desk(STATUS, world, {})


def taken(client, user, *, url: str = URL, **query: str) -> bytes:
    client.force_login(user)
    response = client.get(url, QUERY | query)
    assert response.status_code == 200
    return response.content


def back(content: bytes, world: World, kind=STATUS, user=None):
    return come_back(content, kind, user=user or world.office, today=TODAY)


def fill(desk: Desk) -> None:
    desk.say(0, 0, "MET")
    desk.say(0, 1, "NOT_MET", day=DAY - timedelta(days=30))
    desk.say(1, 2, "NOT_APPLICABLE")


def test_form_comes_back_all_the_same(client, world, desk):
    fill(desk)

    intake, _, stamp = back(taken(client, world.office), world)

    assert (states(intake), intake.rows) == ({"không đổi": 3}, ())
    assert stamp.faults == {}


@pytest.mark.parametrize(
    "changes",
    [(reverse_rows,), (move_first_value_behind,), (reverse_rows, move_first_value_behind)],
    ids=["sorted", "column moved", "both"],
)
def test_exactly_the_edited_cells_change_wherever_they_went(client, world, desk, changes):
    fill(desk)
    first, second = world.communes

    def edit(sheet):
        find(sheet, first.code, "criterion:1").value = "Chưa đạt"
        find(sheet, second.code, "criterion:2").value = "Đạt"

    content = worked_on(taken(client, world.office), *changes, edit)

    intake, _, _ = back(content, world)

    assert sorted(news(intake)) == [
        ("mới", f"{second.full_name}, tiêu chí 2", "", "đạt"),
        ("đổi", f"{first.full_name}, tiêu chí 1", "Đạt", "chưa đạt"),
    ]
    assert len(intake.rows) == 2


def test_cell_that_was_changed_on_the_portal_meanwhile_is_a_conflict(client, world, desk):
    fill(desk)
    content = taken(client, world.office)
    desk.say(0, 0, "NOT_APPLICABLE")
    edited = worked_on(
        content,
        lambda sheet: setattr(
            find(sheet, world.communes[0].code, "criterion:1"), "value", "Chưa đạt"
        ),
    )

    intake, _, _ = back(edited, world)

    place = f"{world.communes[0].full_name}, tiêu chí 1"
    assert news(intake) == [("đã đổi trên cổng", place, "Không áp dụng", "chưa đạt")]
    assert intake.rows == ()


def test_what_was_only_changed_on_the_portal_stays(client, world, desk):
    fill(desk)
    content = taken(client, world.office)
    desk.say(0, 0, "NOT_MET")

    intake, _, _ = back(content, world)

    assert (states(intake), intake.rows) == ({"không đổi": 3}, ())


def test_import_of_the_same_form_twice_changes_nothing_more(client, world, desk):
    fill(desk)
    content = worked_on(
        taken(client, world.office),
        lambda sheet: setattr(find(sheet, world.communes[1].code, "criterion:1"), "value", "Đạt"),
    )
    intake, scope, _ = back(content, world)
    run_import(STATUS.resource(scope), intake.rows, by=world.office, commit=True)
    before = log()

    again, _, _ = back(content, world)

    assert (news(again), again.rows, log()) == ([], (), before)
    assert len(before) == 4


def test_row_copied_twice_is_told_and_not_read(client, world, desk):
    def copy(sheet):
        for column in range(1, sheet.max_column + 1):
            sheet.cell(7, column).value = sheet.cell(5, column).value
        find(sheet, world.communes[0].code, "criterion:1").value = "Đạt"

    intake, _, _ = back(worked_on(taken(client, world.office), copy), world)

    assert [(one.state.value, one.row, one.message) for one in intake.readings] == [
        ("lỗi", 5, "Trùng với dòng 7: cùng một dòng của biểu mẫu. Giữ một dòng."),
        ("lỗi", 7, "Trùng với dòng 5: cùng một dòng của biểu mẫu. Giữ một dòng."),
    ]
    assert intake.rows == ()


def test_row_that_was_added_is_read_by_its_name(client, world, desk):
    content = taken(client, world.office)

    def exchange(sheet):
        """The second commune's row is deleted, and typed anew below."""
        sheet.delete_rows(6)
        sheet["C8"], sheet["D8"] = world.communes[1].full_name, "Đạt"

    intake, _, _ = back(worked_on(content, exchange), world)

    place = f"{world.communes[1].full_name}, tiêu chí 1"
    assert news(intake) == [("mới", place, "", "đạt")]


def test_officer_takes_the_form_of_the_own_commune_and_speaks_for_it(client, world, desk):
    desk.say(0, 0, "MET")
    desk.say(0, 1, "MET", voice="SELF")
    url = f"/xa/{world.communes[0].code}/bieu-mau/"

    intake, _, stamp = back(taken(client, world.officer, url=url), world, user=world.officer)

    assert (stamp.scope["voice"], stamp.scope["unit"]) == ("SELF", str(world.communes[0].pk))
    assert [one.what for one in intake.readings] == [f"{world.communes[0].full_name}, tiêu chí 2"]
    assert states(intake) == {"không đổi": 1}


def test_office_takes_the_form_of_one_commune(client, world, desk):
    fill(desk)
    url = f"/xa/{world.communes[1].code}/bieu-mau/"

    intake, _, stamp = back(taken(client, world.office, url=url), world)

    assert list(stamp.identities.values()) == [world.communes[1].code]
    assert states(intake) == {"không đổi": 1}


@pytest.fixture
def indicators(world):
    criterion = world.criteria[0]
    return [
        IndicatorFactory(parent=criterion, code="1.1", unit="%"),
        IndicatorFactory(parent=criterion, code="1.2", unit="%", value_kind="COMPOSITE"),
        IndicatorFactory(
            parent=criterion, code="1.3", value_kind="QUALITATIVE", comparator="", unit=""
        ),
    ]


def test_figures_come_back_all_the_same(client, world, desk, indicators):
    share, length, mark = indicators
    desk.measure(share, "43,8")
    desk.measure(length, "14/15,7")
    desk.measure(mark, "Đ")
    desk.measure(share, "55,5 C", commune=1)
    desk.measure(length, "12,95", commune=1)

    intake, _, _ = back(taken(client, world.office, loai="gia-tri"), world, FIGURES)

    assert (states(intake), news(intake)) == ({"không đổi": 5}, [])


def test_figures_that_were_edited(client, world, desk, indicators):
    share, length, _ = indicators
    desk.measure(share, "43,8")
    desk.measure(length, "14/15,7")
    first, second = world.communes

    def edit(sheet):
        find(sheet, first.code, "indicator:1.1").value = 45.5
        find(sheet, first.code, "indicator:1.2").value = 96
        find(sheet, second.code, "indicator:1.3").value = "Đạt"

    content = worked_on(taken(client, world.office, loai="gia-tri"), reverse_rows, edit)

    intake, scope, _ = back(content, world, FIGURES)
    run_import(FIGURES.resource(scope), intake.rows, by=world.office, commit=True)
    again, _, _ = back(content, world, FIGURES)

    assert sorted((state, what) for state, what, _, _ in news(intake)) == [
        ("mới", f"{second.full_name}, chỉ tiêu 1.3"),
        ("đổi", f"{first.full_name}, chỉ tiêu 1.1"),
        ("đổi", f"{first.full_name}, chỉ tiêu 1.2"),
    ]
    assert news(again) == []


def test_figures_are_numbers_and_titles_say_their_unit(client, world, desk, indicators):
    desk.measure(indicators[0], "43,8")
    cells = {}
    worked_on(
        taken(client, world.office, loai="gia-tri"),
        lambda sheet: cells.update({at: sheet[at].value for at in ("D1", "D5")}),
        lambda sheet: cells.update(title=sheet["D4"].value[-4:]),
    )

    assert cells == {"D1": "indicator:1.1", "D5": 43.8, "title": " (%)"}


@pytest.mark.parametrize("count", [1, 3])
def test_form_takes_as_many_queries_for_three_communes(client, count, django_assert_num_queries):
    world = make_world(communes=count)
    client.force_login(world.office)
    client.get(URL, QUERY)

    with django_assert_num_queries(32):
        client.get(URL, QUERY)


@pytest.mark.parametrize(
    ("who", "query"),
    [
        ("reader", {}),
        ("leader", {}),
        ("stranger", {}),
        ("office", {"loai": "khac"}),
        ("office", {"don-vi": "khong-co"}),
        ("office", {"tieng-noi": "KHAC"}),
        ("officer", {"tieng-noi": "OFFICE"}),
    ],
)
def test_who_may_not_write_gets_no_form(client, world, who, query):
    client.force_login(getattr(world, who))

    response = client.get(URL, QUERY | query)

    assert response.status_code == 404


def test_file_name_and_equal_bytes(client, world):
    client.force_login(world.office)

    first, second = (client.get(URL, QUERY) for _ in range(2))

    assert first.content == second.content
    assert first["Content-Disposition"].startswith(
        'attachment; filename="bieu-mau-hien-trang-bo-thu-'
    )
    assert first["Content-Disposition"].endswith(f'-{DAY.isoformat()}.xlsx"')
