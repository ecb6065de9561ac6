"""The ZIP of a commune: order, names, index sheet, and the same bytes each time."""

import stat
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db.models import QuerySet
from openpyxl import load_workbook

from communes.dossier import dossier_name, write_dossier
from communes.models import Cell, Evidence
from communes.proofs import Dossier, read_dossier
from ntm_portal.lib.refusals import Refused
from tests.factories.communes import (
    EvidenceFactory,
    RequiredProofFactory,
    StatusEntryFactory,
    kept_evidence,
)
from tests.factories.criteria import IndicatorFactory
from tests.factories.files import PDF
from tests.factories.world import DAY, World, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence_folder")]
MOMENT = datetime(2026, 11, 20, 18, 30, 8, tzinfo=UTC)  # the 21st in Vietnam
INDEX = "00 Mục lục.xlsx"


@pytest.fixture
def world() -> World:
    world = make_world()
    rename(world, 0, "Quy hoạch")
    return world


def rename(world: World, criterion: int, name: str) -> None:
    world.criteria[criterion].name = name
    world.criteria[criterion].save()


def hand_in(world: World, criterion: int = 0, *, requirement=None, make=kept_evidence, **more):
    cell, _ = Cell.objects.get_or_create(
        commune=world.communes[0], requirement=requirement or world.criteria[criterion]
    )
    return make(cell=cell, added_by=world.office, **more)


def dossier(world: World) -> Dossier:
    return read_dossier(commune=world.communes[0], criteria_set=world.criteria_set, day=DAY)


def package(world: World) -> bytes:
    QuerySet(Evidence).update(added_at=MOMENT)  # whose clock must not decide
    target = BytesIO()
    write_dossier(dossier(world), target)
    return target.getvalue()


def archive(world: World) -> ZipFile:
    return ZipFile(BytesIO(package(world)))


def index(world: World):
    return load_workbook(BytesIO(archive(world).read(INDEX))).active


def rows(world: World) -> list[list[str]]:
    """The index sheet below its headings, "" for an empty cell."""
    read = index(world).iter_rows(min_row=6, values_only=True)
    return [[value or "" for value in row] for row in read]


def test_the_index_comes_first_then_the_criteria_in_their_order(world):
    hand_in(world, 1, title="Ảnh đường làng", file_name="IMG_1.JPG")
    hand_in(world, 0, title="Quyết định 12/QĐ-UBND")
    hand_in(world, 0, title="Biên bản")

    assert archive(world).namelist() == [
        INDEX,
        "01 Quy hoạch/01 Quyết định 12-QĐ-UBND.pdf",
        "01 Quy hoạch/02 Biên bản.pdf",
        "02 Tiêu chí số 2/01 Ảnh đường làng.jpg",
    ]


def test_an_empty_dossier_is_its_index(world):
    assert archive(world).namelist() == [INDEX]
    assert rows(world) == [
        ["1", "1. Quy hoạch", "", "Chưa có số liệu", *[""] * 7],
        ["2", "2. Tiêu chí số 2", "", "Chưa có số liệu", *[""] * 7],
        ["3", "3. Tiêu chí số 3", "", "Chưa có số liệu", *[""] * 7],
    ]


@pytest.mark.parametrize(
    ("title", "path"),
    [
        pytest.param("../../etc/passwd", "01 Quy hoạch/01 etc-passwd.pdf", id="way-out"),
        pytest.param("/etc/passwd", "01 Quy hoạch/01 etc-passwd.pdf", id="from-the-root"),
        pytest.param(r"C:\a", "01 Quy hoạch/01 C-a.pdf", id="windows"),
        pytest.param("\u202efdp.exe", "01 Quy hoạch/01 fdp.exe.pdf", id="right-to-left"),
        pytest.param("Biên bản.pdf", "01 Quy hoạch/01 Biên bản.pdf", id="with-ending"),
        pytest.param("...", "01 Quy hoạch/01 minh-chung.pdf", id="nothing-left"),
        pytest.param("đ" * 200, f"01 Quy hoạch/01 {'đ' * 60}.pdf", id="long"),
    ],
)
def test_names_of_files(world, title, path):
    hand_in(world, title=title)

    assert archive(world).namelist()[1:] == [path]


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        pytest.param("../Môi trường", "01 ..-Môi trường", id="way-out"),
        pytest.param("Điện: 22/0,4 kV", "01 Điện- 22-0,4 kV", id="forbidden-letters"),
        pytest.param("x" * 100, "01 " + "x" * 47, id="long"),
    ],
)
def test_names_of_folders(world, name, folder):
    rename(world, 0, name)
    hand_in(world, title="a")

    assert archive(world).namelist()[1:] == [f"{folder}/01 a.pdf"]


def test_equal_titles_are_numbered(world):
    hand_in(world, title="Biên bản", content=PDF)
    hand_in(world, title="Biên bản", content=PDF + b"\n")

    found = archive(world)

    assert [found.read(name) for name in found.namelist()[1:]] == [PDF, PDF + b"\n"]
    assert found.namelist()[1:] == ["01 Quy hoạch/01 Biên bản.pdf", "01 Quy hoạch/02 Biên bản.pdf"]


def test_entries_are_plain_files_dated_by_their_rows(world):
    hand_in(world, title="a")

    entries = archive(world).infolist()

    assert [one.date_time for one in entries] == [(2024, 1, 1, 0, 0, 0), (2026, 11, 21, 1, 30, 8)]
    assert {stat.filemode(one.external_attr >> 16) for one in entries} == {"-rw-r--r--"}
    assert archive(world).testzip() is None


def test_the_same_rows_give_the_same_bytes(world):
    hand_in(world, title="a")
    hand_in(world, make=EvidenceFactory, title="b")

    assert package(world) == package(world)


def test_the_index_says_what_proves_what(world):
    indicator = IndicatorFactory(parent=world.criteria[0])
    entry = hand_in(
        world,
        title="QĐ 12",
        page="tr. 3",
        quote="Phê duyệt",
        expires_on=date(2027, 1, 5),
        voice="SELF",
    )
    StatusEntryFactory(cell=entry.cell, verdict="MET")
    asked = RequiredProofFactory(unit=world.district, requirement=indicator, name="Bản đồ")
    RequiredProofFactory(unit=world.district, requirement=indicator, name="Ảnh")
    hand_in(
        world,
        requirement=indicator,
        proof=asked,
        make=EvidenceFactory,
        title="Bản đồ số 5",
        address="https://ban-do.example/5",
    )

    assert rows(world)[:3] == [
        [
            "1",
            "1. Quy hoạch",
            "",
            "Đạt",
            "QĐ 12",
            "tr. 3",
            "Phê duyệt",
            "hết hạn ngày 05/01/2027",
            "01 Quy hoạch/01 QĐ 12.pdf",
            "Văn phòng huyện (xã)",
            "21/11/2026",
        ],
        [
            "2",
            "1. Quy hoạch",
            "1.1. Chỉ tiêu số 1.1",
            "Chưa có số liệu",
            "Bản đồ: Bản đồ số 5",
            "",
            "",
            "",
            "https://ban-do.example/5",
            "Văn phòng huyện (văn phòng điều phối)",
            "21/11/2026",
        ],
        [
            "3",
            "1. Quy hoạch",
            "1.1. Chỉ tiêu số 1.1",
            "Chưa có số liệu",
            "Ảnh: chưa có",
            *[""] * 6,
        ],
    ]


def test_the_head_of_the_index(world):
    head = [row[0] for row in index(world).iter_rows(max_row=3, values_only=True)]

    assert head == [
        f"Mục lục hồ sơ minh chứng – {world.communes[0].long_name}",
        f"{world.criteria_set.name} ({world.criteria_set.decision_no})",
        "Kết quả tính đến ngày 01/01/2024",
    ]


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("https://a.example")', "+1", "-1", "@a"])
def test_nothing_that_people_typed_becomes_a_formula(world, text):
    RequiredProofFactory(unit=world.district, requirement=world.criteria[1], name=text)
    hand_in(world, make=EvidenceFactory, title=text, page=text, quote=text)

    sheet = archive(world).read(INDEX)

    cells = index(world)
    assert [cells.cell(6, column).value for column in (5, 6, 7)] == [text] * 3
    assert {cell.data_type for row in cells for cell in row} <= {"s", "n"}
    assert b"<f>" not in ZipFile(BytesIO(sheet)).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("how", ["lost", "changed"])
def test_a_dossier_is_whole_or_there_is_none(world, evidence_folder, how):
    hand_in(world, title="a", file_name="qd.pdf")
    (path,) = evidence_folder.iterdir()
    path.unlink() if how == "lost" else path.write_bytes(PDF + b" ")

    with pytest.raises(Refused) as caught:
        package(world)

    assert (caught.value.status, caught.value.message) == (
        410,
        ("Tệp ‘qd.pdf’ trên máy chủ bị mất hoặc hỏng. Báo quản trị viên khôi phục từ bản sao lưu."),
    )


def test_the_name_says_commune_set_and_day(world):
    code = world.communes[0].code

    assert dossier_name(dossier(world)) == f"Ho-so_{code}_BO-THU_2024-01-01.zip"
