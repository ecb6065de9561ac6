"""`manage.py import_status` as staff run it: exits, counts, and who answers for the figures."""

import os
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from openpyxl import Workbook, load_workbook

from communes.models import StatusEntry, UnitRole
from communes.resources.statuses import StatusKind
from communes.sheet_forms import status_form
from ntm_portal.lib.workbooks.forms import write_form
from tests.communes.importing import Desk
from tests.factories.criteria import IndicatorFactory
from tests.factories.world import DAY, World, make_world, person

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = ["STT", "Tên xã", "Tiêu chí 1", "Tiêu chí 2", "Tiêu chí 3"]


@pytest.fixture
def world(db) -> World:
    return make_world()


def workbook(*rows: list) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path, world) -> Path:
    one, other = (commune.name for commune in world.communes)
    path = tmp_path / "hien-trang.xlsx"
    path.write_bytes(
        workbook(
            ["BIỂU TỔNG HỢP HIỆN TRẠNG"],
            HEADINGS,
            [1, one, "Đ", "C", "Đ"],
            [2, other, "Đạt", "", "Không áp dụng"],
        )
    )
    return path


def run(world: World, file: Path, *more: str) -> tuple[int, str, str]:
    """(exit, what it says, what it complains of)"""
    out, errors = StringIO(), StringIO()
    arguments = ["--set", world.criteria_set.code, "--unit", world.district.code]
    try:
        call_command(
            "import_status",
            str(file),
            *arguments,
            "--on",
            DAY.isoformat(),
            *more,
            stdout=out,
            stderr=errors,
        )
    except SystemExit as stop:
        return stop.code, out.getvalue(), errors.getvalue()
    return 0, out.getvalue(), errors.getvalue()


COUNTS = "mới 5 · đổi 0 · không đổi 0 · hỏi 0 · lỗi 0 · đã đổi trên cổng 0 · bỏ qua 0\n"


def test_without_commit_it_is_a_trial(world, file):
    code, said, errors = run(world, file)

    where = f"{world.office.username}, {world.district}, 01/01/2024"
    assert (code, errors) == (0, "")
    assert said == f"{COUNTS}Chạy thử, chưa ghi gì: {where}.\n"
    assert StatusEntry.objects.count() == 0


def test_with_commit_it_is_stored_by_the_office_of_the_unit(world, file):
    code, said, errors = run(world, file, "--commit")

    where = f"{world.office.username}, {world.district}, 01/01/2024"
    assert (code, errors) == (0, "")
    assert said == f"{COUNTS}Đã ghi 5 ô: {where}.\n"
    rows = StatusEntry.objects.values_list("voice", "recorded_by", "observed_on")
    assert set(rows) == {("OFFICE", world.office.pk, DAY)}


def test_a_second_time_nothing_is_stored(world, file):
    run(world, file, "--commit")

    code, said, _ = run(world, file, "--commit")

    assert code == 0
    assert said.startswith("mới 0 · đổi 0 · không đổi 5 · ")
    assert StatusEntry.objects.count() == 5


def test_csv_is_read_as_well(world, tmp_path):
    file = tmp_path / "hien-trang.csv"
    line = f"1;{world.communes[0].name};Đ;C;Đ"
    file.write_text("\n".join([";".join(HEADINGS), line]), "utf-8-sig")

    assert run(world, file, "--commit")[0] == 0
    assert StatusEntry.objects.count() == 3


def test_a_list_says_nothing_of_the_rest_unless_it_is_told(world, tmp_path):
    file = tmp_path / "danh-sach.xlsx"
    name = world.communes[0].name
    file.write_bytes(workbook(["Tên xã", "Các tiêu chí đạt", "Số tiêu chí đạt"], [name, "1, 3", 2]))

    assert run(world, file, "--commit")[0] == 0
    assert StatusEntry.objects.count() == 2
    assert run(world, file, "--commit", "--answer", "tieu-chi-con-lai=chua-dat")[0] == 0
    assert sorted(StatusEntry.objects.values_list("verdict", flat=True)) == [
        "MET",
        "MET",
        "NOT_MET",
    ]


def test_figures_come_in_by_their_own_kind(world, tmp_path):
    IndicatorFactory(parent=world.criteria[0], code="1.1", name="Đường trục xã")
    file = tmp_path / "gia-tri.xlsx"
    file.write_bytes(workbook(["Tên xã", "Chỉ tiêu 1.1"], [world.communes[0].name, 43.8]))

    assert run(world, file, "--kind", "gia-tri", "--commit")[0] == 0
    assert [entry.said_text for entry in StatusEntry.objects.all()] == ["43,8"]


@pytest.mark.parametrize("commit", [[], ["--commit"]], ids=["trial", "commit"])
def test_what_has_to_be_seen_to_is_listed_and_nothing_is_stored(world, tmp_path, commit):
    file = tmp_path / "sai.xlsx"
    name = world.communes[0].name
    file.write_bytes(workbook(HEADINGS, [1, name, "Đ", "xong rồi", "C"]))

    code, said, errors = run(world, file, *commit)

    place = f"{world.communes[0].full_name}, tiêu chí 2"
    problem = (
        f"D2 ({place}): ‘xong rồi’ chưa rõ đạt hay chưa. Ghi Đạt, Chưa đạt hoặc Không áp dụng."
    )
    assert (code, errors) == (1, f"sai.xlsx: còn 1 chỗ cần xem, chưa ghi gì. {problem}\n")
    assert said.splitlines()[1:] == [problem]
    assert StatusEntry.objects.count() == 0


# A form of our own


@pytest.fixture
def form(world, tmp_path) -> Path:
    """Taken while nothing is said yet; "Đạt" was filled in for the first criterion."""
    desk = Desk(StatusKind(), world, {})
    path = tmp_path / "bieu-mau.xlsx"
    path.write_bytes(write_form(status_form(desk.scope())))
    book = load_workbook(path)
    sheet = book["Biểu mẫu"]
    (row,) = {cell.row for cell in sheet["A"] if cell.value == world.communes[0].code}
    (column,) = {cell.column for cell in sheet[1] if cell.value == "criterion:1"}
    sheet.cell(row, column).value = "Đạt"
    book.save(path)
    return path


def test_a_form_is_known_again(world, form):
    assert run(world, form, "--commit")[0] == 0
    assert list(StatusEntry.objects.values_list("verdict", flat=True)) == ["MET"]


def test_a_form_overwrites_nothing_that_was_said_since_it_was_taken(world, form):
    Desk(StatusKind(), world, {}).say(0, 0, "NOT_MET")

    code, said, _ = run(world, form, "--commit")

    assert code == 1
    assert "đã đổi trên cổng 1" in said
    assert list(StatusEntry.objects.values_list("verdict", flat=True)) == ["NOT_MET"]


def test_a_form_of_another_day_is_refused(world, form):
    code, _, errors = run(world, form, "--on", "2024-02-01", "--commit")

    assert (code, errors) == (
        1,
        "bieu-mau.xlsx: biểu mẫu này của bộ, đơn vị hoặc ngày khác. Xem lại các lựa chọn.\n",
    )


# Who answers for it


def test_commune_staff_write_for_themselves_in_their_own_voice(world, file):
    code, _, errors = run(world, file, "--by", world.officer.username)
    assert (code, errors) == (
        1,
        (
            f"{world.officer} không ghi được số liệu của {world.district}. "
            "Chọn người khác bằng --by.\n"
        ),
    )

    own = ["--unit", world.communes[0].code, "--by", world.officer.username, "--commit"]
    file.write_bytes(workbook(HEADINGS, [1, world.communes[0].name, "Đ", "C", "Đ"]))
    assert run(world, file, *own)[0] == 0
    assert set(StatusEntry.objects.values_list("voice", flat=True)) == {"SELF"}


def test_the_province_may_write_for_the_district(world, file):
    assert run(world, file, "--by", world.province_office.username, "--commit")[0] == 0
    assert set(StatusEntry.objects.values_list("recorded_by", flat=True)) == {
        world.province_office.pk
    }


@pytest.mark.parametrize("user", ["leader", "reader", "stranger"])
def test_nobody_else_writes(world, file, user):
    by = getattr(world, user)

    code, _, errors = run(world, file, "--by", by.username, "--commit")

    assert (code, errors) == (
        1,
        f"{by} không ghi được số liệu của {world.district}. Chọn người khác bằng --by.\n",
    )
    assert StatusEntry.objects.count() == 0


def test_of_two_offices_one_is_named(world, file):
    person("Văn phòng thứ hai", world.district, UnitRole.Role.OFFICE)

    assert run(world, file) == (
        1,
        "",
        f"{world.district} có nhiều tài khoản văn phòng. Ghi người nhập: --by TÊN.\n",
    )


def test_without_an_office_somebody_is_named(world, file):
    world.office.unit_roles.all().delete()

    assert run(world, file) == (
        1,
        "",
        f"{world.district} không có tài khoản văn phòng. Ghi người nhập: --by TÊN.\n",
    )


# What is refused


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(
            ["--unit", "không-có"],
            "Không có đơn vị mã ‘không-có’ vào ngày 01/01/2024. Xem lại mã.",
            id="unit",
        ),
        pytest.param(
            ["--by", "không-ai"],
            "Không có tài khoản ‘không-ai’ đang dùng. Xem lại --by.",
            id="user",
        ),
        pytest.param(
            ["--on", "2999-01-01"],
            "Ngày 01/01/2999 chưa tới. Chọn một ngày đến hôm nay, ",
            id="day-to-come",
        ),
    ],
)
def test_what_is_not_there_is_refused(world, file, arguments, sentence):
    code, said, errors = run(world, file, *arguments)

    assert (code, said) == (1, "")
    assert errors.startswith(sentence)


def test_a_set_that_is_not_used_there_is_refused(world, file):
    code, _, errors = run(world, file, "--set", "KHAC")

    assert (code, errors) == (
        1,
        f"{world.district} không áp dụng bộ tiêu chí ‘KHAC’. Xem lại --set.\n",
    )


def test_a_file_that_is_not_there_is_refused(world, tmp_path):
    assert run(world, tmp_path / "mat.xlsx") == (
        1,
        "",
        "Không đọc được tệp mat.xlsx. Xem lại tên và thư mục.\n",
    )


def test_a_file_of_something_else_is_refused(world, tmp_path):
    file = tmp_path / "khac.xlsx"
    file.write_bytes(workbook(["Món", "Giá"], ["Phở", "Rẻ"]))

    assert run(world, file) == (
        1,
        "",
        (
            "khac.xlsx: không có trang nào là ‘Hiện trạng xã × tiêu chí’. "
            "Cần cột ‘Xã’ và cột số liệu.\n"
        ),
    )


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="nothing"),
        pytest.param(
            ["a.xlsx", "--set", "A", "--unit", "1", "--on", "30/01/2024"], id="day-of-no-iso"
        ),
        pytest.param(["a.xlsx", "--set", "A", "--unit", "1"], id="no-day"),
        pytest.param(
            ["a.xlsx", "--set", "A", "--unit", "1", "--on", "2024-01-01", "--answer", "x"],
            id="answer-to-nothing",
        ),
    ],
)
def test_wrong_usage_exits_2(tmp_path, arguments):
    ended = subprocess.run(
        [sys.executable, "manage.py", "import_status", *arguments],
        cwd=ROOT,
        env=os.environ | {"NTM_VAR_DIR": str(tmp_path)},
        capture_output=True,
        check=False,
    )

    assert ended.returncode == 2
