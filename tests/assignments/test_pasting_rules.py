"""A table of work pasted from Word or Excel: rows into sections, items and sub-items."""

import pytest

from assignments.pasting_rules import read_block
from ntm_portal.lib.refusals import Refused

pytestmark = pytest.mark.sweep
HEADER = "STT\tNội dung công việc\tChỉ đạo\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian"


def rows(*lines):
    return "\n".join(lines)


def told(text):
    """[(section, [(text, cells behind it, [sub texts])])]"""
    return [
        (
            section.title,
            [
                (item.cells[0], item.cells[1:], [sub.cells[0] for sub in item.subs])
                for item in section.items
            ],
        )
        for section in read_block(text).sections
    ]


CELLS = ["UBND", "Phòng A", "", "Quý I"]


def test_a_whole_table():
    block = rows(
        HEADER,
        "I\tLập kế hoạch\t\t\t\t",
        "1\tXây dựng\tUBND\tPhòng A\t\tQuý I",
        "",
        HEADER.replace("STT", "TT"),
        "2.\tY tế.\t\t\t\t",
        "\tChấm điểm\tUBND\tPhòng A\t\tQuý I",
        "II\tTuyên truyền",
        "01\tPhát thanh\tUBND\tPhòng A\t\tQuý I",
    )

    assert told(block) == [
        (
            "Lập kế hoạch",
            [("Xây dựng", CELLS, []), ("Y tế.", ["", "", "", ""], ["Chấm điểm"])],
        ),
        ("Tuyên truyền", [("Phát thanh", CELLS, [])]),
    ]
    assert read_block(block).notes == []
    assert [item.cells[0] for item in read_block(block).items] == [
        "Xây dựng",
        "Y tế.",
        "Chấm điểm",
        "Phát thanh",
    ]


def test_a_row_that_a_page_break_cut_goes_on():
    block = rows(
        "1\tVăn hóa\tBCĐ, các Sở: VH,\tBQL cấp\tCác Sở\tQuý I",
        HEADER,
        "\t\tTN&MT\thuyện, xã\t\t",
    )

    assert told(block) == [
        ("", [("Văn hóa", ["BCĐ, các Sở: VH, TN&MT", "BQL cấp huyện, xã", "Các Sở", "Quý I"], [])])
    ]


def test_a_sub_item_that_a_page_break_cut_goes_on():
    block = rows("1\tY tế.\t\t\t\t", "\tChấm\ta\tb\tc\td", "\t\tmột\thai\t\t", "-\tRà\t\t\t\t")

    section = read_block(block).sections[0]

    assert [sub.cells for sub in section.items[0].subs] == [
        ["Chấm", "a một", "b hai", "c", "d"],
        ["Rà", "", "", "", ""],
    ]


def test_excel_quotes_cells_of_several_lines():
    block = '1\t"Xây dựng\nkế hoạch ""năm"""\tUBND\tPhòng A\t\tQuý I\r\n2\tHai\t\t\t\t\r\n'

    assert told(block) == [
        ("", [('Xây dựng kế hoạch "năm"', CELLS, []), ("Hai", ["", "", "", ""], [])])
    ]


def test_a_lone_quote_is_a_quote():
    block = rows('1\t"Lạng Sơn chung sức\ta\tb\tc\td', "2\tHai\ta\tb\tc\td")

    assert [item[0] for item in told(block)[0][1]] == ['"Lạng Sơn chung sức', "Hai"]


@pytest.mark.parametrize("sign", ["-", "+", "•", "a)", "b.", "1.1", "2.1."])
def test_signs_of_sub_items(sign):
    assert told(rows("1\tMột\t\t\t\t", f"{sign}\tCon\t\t\t\t"))[0][1][0][2] == ["Con"]


def test_numbers_that_will_be_others_are_told():
    block = rows("II\tMục", "3\tMột\t\t\t\t", "4\tHai\t\t\t\t")

    assert read_block(block).notes == [
        "Dòng 1: STT II sẽ là I, theo thứ tự.",
        "Dòng 2: STT 3 sẽ là 1, theo thứ tự.",
        "Dòng 3: STT 4 sẽ là 2, theo thứ tự.",
    ]


def test_items_for_a_section_that_is_there_have_numbers_behind_it():
    assert read_block("5\tMột\t\t\t\t").notes == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "Chưa có dòng nào", id="nothing"),
        pytest.param(HEADER, "Chưa có dòng nào", id="header-alone"),
        pytest.param("PHỤ LỤC 01", "Dòng 1 ‘PHỤ LỤC 01’ có 1 ô, cần 6", id="title"),
        pytest.param("1\tMột\ta\tb\tc", "Dòng 1 ‘1 Một a b c’ có 5 ô", id="five"),
        pytest.param("1\tMột\ta\tb\tc\td\te", "có 7 ô", id="seven"),
        pytest.param("1\tMột\t\t\t\t\nA\tMục\t\t\t\t", "Dòng 2: STT ‘A’ không đọc được", id="A"),
        pytest.param("I\tMục\ta\tb\tc\td", "mục ‘I’ có chữ ở các cột sau", id="full-section"),
        pytest.param("I\tMục\n\tCon\t\t\t\t", "Dòng 2: chưa có việc nào ở trên", id="sub-first"),
        pytest.param("\t\ta\t\t\t", "Dòng 1: chưa có việc nào ở trên", id="cut-first"),
        pytest.param("1\tMột\t\t\t\t\n" * 501, "Có 502 dòng, mỗi lần dán tối đa 500", id="many"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_row(text, words):
    with pytest.raises(Refused, match=words):
        read_block(text)


def test_the_first_of_many_rows_that_is_wrong():
    with pytest.raises(Refused, match=r"^Dòng 3 ‘2 Hai a’ có 3 ô"):
        read_block(rows(HEADER, "1\tMột\t\t\t\t", "2\tHai\ta"))
