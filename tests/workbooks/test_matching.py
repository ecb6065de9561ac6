import pytest

from ntm_portal.lib.workbooks.matching import fingerprint, suggest
from ntm_portal.lib.workbooks.model import Sheet
from ntm_portal.lib.workbooks.tables import Heading, SheetColumn, SheetTable

SHEET = Sheet("Sheet1", {})
COMMUNE = SheetColumn("commune", "Xã", ("Đơn vị", "Tên xã"))
COUNT = SheetColumn("count", "Số tiêu chí đạt")
NOTE = SheetColumn("note", "Ghi chú", many=True)
CRITERIA = [
    SheetColumn(
        f"criterion:{code}", f"Tiêu chí {code}", (code, f"TC{code}", name, f"{code}. {name}")
    )
    for code, name in (
        ("1", "Quy hoạch"),
        ("2", "Giao thông"),
        ("5", "Trường học"),
        ("5.1", "Tỷ lệ trường"),
    )
]
COLUMNS = [COMMUNE, COUNT, NOTE, *CRITERIA]


def table(*titles: str, first: int = 1, sheet: Sheet = SHEET) -> SheetTable:
    headings = tuple(Heading(place, title) for place, title in enumerate(titles, start=first))
    return SheetTable(sheet, (1, 1), headings, ())


@pytest.mark.parametrize(
    ("title", "key"),
    [
        pytest.param("Xã", "commune", id="label"),
        pytest.param("ĐƠN VỊ", "commune", id="capitals"),
        pytest.param("don vi", "commune", id="no-marks"),
        pytest.param("Đơn vị:", "commune", id="signs"),
        pytest.param("Tên xã, phường", "commune", id="contains"),
        pytest.param("Kết quả > Số tiêu chí đạt", "count", id="last-part"),
        pytest.param("Số tiêu chí đạt đến 31/12", "count", id="contains-a-phrase"),
        pytest.param("Tiêu chí 5", "criterion:5", id="criterion"),
        pytest.param("Tiêu chí số 05", "criterion:5", id="criterion-with-zero"),
        pytest.param("TC5", "criterion:5", id="short"),
        pytest.param("TC 5", "criterion:5", id="short-with-a-space"),
        pytest.param("5", "criterion:5", id="number"),
        pytest.param("5. Trường học", "criterion:5", id="number-and-name"),
        pytest.param("Tiêu chí 5: Trường học các cấp", "criterion:5", id="longer-name"),
        pytest.param("Trường học", "criterion:5", id="name"),
        pytest.param("Tiêu chí > 5", "criterion:5", id="number-below"),
        pytest.param("Tiêu chí > 5 > Trường học", "criterion:5", id="number-and-name-below"),
        pytest.param("Tiêu chí 5 > Kết quả", "criterion:5", id="number-above"),
        pytest.param("Tiêu chí 5 > 5.1", "criterion:5.1", id="indicator"),
    ],
)
def test_a_heading_is_known(title, key):
    assert suggest(table(title), COLUMNS) == {1: key}


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("5. Giao thông", id="number-and-name-of-two"),
        pytest.param("Tiêu chí > 2 > Quy hoạch", id="name-below-another-number"),
        pytest.param("Tiêu chí 7", id="number-that-is-not-there"),
        pytest.param("STT", id="running-number"),
        pytest.param("", id="empty"),
        pytest.param("Số xã đạt chuẩn trong kỳ", id="one-word-among-many"),
    ],
)
def test_a_heading_is_left_to_the_person(title):
    assert suggest(table(title), COLUMNS) == {}


def test_no_two_columns_get_one_key():
    assert suggest(table("Xã", "Xã"), COLUMNS) == {}
    assert suggest(table("Xã", "Tên xã, phường"), COLUMNS) == {1: "commune"}


def test_what_is_left_open_is_not_filled_with_something_worse():
    assert suggest(table("Xã", "Đơn vị", "Tên xã, phường"), COLUMNS) == {}


def test_many_columns_may_get_a_key_that_is_many():
    assert suggest(table("Ghi chú", "Ghi chú"), COLUMNS) == {1: "note", 2: "note"}


def test_a_heading_that_two_keys_share_is_left_open():
    twins = [SheetColumn("a", "Kết quả"), SheetColumn("b", "Kết quả")]

    assert suggest(table("Kết quả"), twins) == {}


def test_a_number_under_a_heading_is_told_by_its_word():
    alone = SheetColumn("indicator:5", "Chỉ tiêu 5", ("CT5", "Tỷ lệ trường"))

    found = suggest(table("Kết quả > TC5", "Kết quả > CT5"), [*COLUMNS, alone])

    assert found == {1: "criterion:5", 2: "indicator:5"}


def test_a_layout_is_the_same_next_year():
    one = table("Đơn vị", "Kết quả đến 01/01/2024 > Số tiêu chí", "Kế hoạch năm 2024")
    other = table("ĐƠN VỊ", "Kết quả đến 31/12/2025 > Số tiêu chí", "Kế hoạch năm 2026")

    assert fingerprint(one) == fingerprint(other)


def test_another_layout_has_another_fingerprint():
    from ntm_portal.lib.workbooks.finding import transposed

    prints = [
        fingerprint(one)
        for one in (
            table("Đơn vị", "Tiêu chí 1"),
            table("Tiêu chí 1", "Đơn vị"),
            table("Đơn vị", "Tiêu chí 2"),
            table("Đơn vị"),
            table("Đơn vị", "Tiêu chí 1", first=2),
            table("Đơn vị", "Tiêu chí 1", sheet=transposed(SHEET)),
        )
    ]

    assert len(set(prints)) == 6
