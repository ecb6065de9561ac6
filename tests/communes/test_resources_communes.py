"""Which commune a row of a sheet is: found, asked, or refused."""

from datetime import timedelta

import pytest

from communes.resources.statuses import StatusKind
from tests.communes.importing import Desk
from tests.factories.communes import CommuneFactory
from tests.factories.passing import UnitSuccessionFactory
from tests.factories.sheets import brief, make_table
from tests.factories.world import DAY

pytestmark = pytest.mark.django_db
KIND = StatusKind()
MARKS = {1: "commune", 2: "criterion:1", 3: "criterion:2", 4: "criterion:3"}
TITLES = ("Tên xã", "1", "2", "3")


@pytest.fixture
def desk(world) -> Desk:
    return Desk(KIND, world, MARKS)


# Communes


def test_a_commune_is_named_by_its_code_or_with_its_title(desk, world):
    one, other = world.communes
    table = make_table(TITLES, (one.code, "Đ"), (f"Xã {other.name.lower()}", "Đ"))

    assert [row["commune"] for row in desk.read(table).rows] == [one.pk, other.pk]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        pytest.param("Nơi Nào Đó", "‘Nơi Nào Đó’ không phải xã ghi được của ", id="unknown"),
        pytest.param("", "Dòng có số liệu nhưng chưa ghi tên xã. Ghi tên hoặc mã xã.", id="empty"),
    ],
)
def test_a_row_of_nobody_is_an_error_beside_its_name(desk, world, name, sentence):
    intake = desk.read(make_table(TITLES, (name, "Đ")))

    (wrong,) = intake.readings
    assert (wrong.row, wrong.column, wrong.state.name) == (2, 1, "ERROR")
    assert wrong.message.startswith(sentence)
    assert intake.rows == ()


def test_look_alikes_are_asked_by_name(desk, world):
    one, other = world.communes
    one.name, other.name = "Đông Tiến", "Đồng Tiến"
    one.save()
    other.save()
    table = make_table(TITLES, ("Dong Tien", "Đ"))

    (asked,) = desk.read(table).readings
    answered = desk.read(table, answers={asked.question.key: other.code})

    assert asked.state.name == "ASK"
    assert [value for value, _ in asked.question.options] == [one.code, other.code]
    assert [row["commune"] for row in answered.rows] == [other.pk]


def test_two_rows_that_speak_differently_of_a_commune_are_both_wrong(desk, world):
    name = world.communes[0].name
    table = make_table(TITLES, (name, "Đ", "Đ"), (name, "C", "Đ"))

    intake = desk.read(table)

    assert brief(intake.readings) == [
        (2, 2, "ERROR", "", ""),
        (2, 3, "NEW", "đạt", ""),
        (3, 2, "ERROR", "", ""),
        (3, 3, "PASSED_OVER", "", ""),
    ]
    assert len(intake.rows) == 1


def test_two_communes_in_one_cell_are_refused(desk, world):
    both = " và ".join(commune.name for commune in world.communes)

    (wrong,) = desk.read(make_table(TITLES, (both, "Đ"))).readings

    assert wrong.message == f"‘{both}’ là nhiều xã. Viết mỗi xã một dòng."


def test_a_commune_of_before_a_merger_is_asked(desk, world):
    old = CommuneFactory(parent=world.district, name="Ái Quốc", valid_to=DAY - timedelta(days=1))
    UnitSuccessionFactory(old=old, new=world.communes[1], starts_on=DAY)
    table = make_table(TITLES, ("xã Ái Quốc", "Đ"))

    (asked,) = desk.read(table).readings
    answered = desk.read(table, answers={asked.question.key: world.communes[1].code})

    name = world.communes[1].name
    assert asked.message == (f"Ái Quốc đã sáp nhập vào {name} từ ngày 01/01/2024, dùng {name}?")
    assert [row["commune"] for row in answered.rows] == [world.communes[1].pk]


def test_a_code_that_lost_its_zero_in_excel_is_the_same(desk, world):
    commune = world.communes[0]
    commune.code = "06562"
    commune.save()

    assert [row["commune"] for row in desk.read(make_table(TITLES, (6562, "Đ"))).rows] == [
        commune.pk
    ]


def test_a_name_without_marks_is_asked_when_another_commune_nearby_looks_alike(desk, world):
    """Only one of the two may be written, but the sheet may mean the other."""
    one, other = world.communes
    one.name, other.name = "Đông Tiến", "Đồng Tiến"
    one.save()
    other.save()
    own = desk.scope(user=world.officer, unit=str(one.pk), voice="SELF")
    table = make_table(TITLES, ("Dong Tien", "Đ"), ("Đồng Tiến", "Đ"), ("Đông Tiến", "Đ"))

    intake = desk.read(table, scope=own)

    assert brief(intake.readings) == [
        (2, 1, "ASK", "", ""),
        (3, 1, "ERROR", "", ""),
        (4, 2, "NEW", "đạt", ""),
    ]
