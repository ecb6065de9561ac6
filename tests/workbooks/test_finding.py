from collections.abc import Sequence
from typing import Any

from ntm_portal.lib.workbooks.finding import (
    find_table,
    find_tables,
    reads_better_turned,
    transposed,
)
from ntm_portal.lib.workbooks.model import CellKind, Merge, Sheet, SheetCell

WORDS = ("Đơn vị", "Thu nhập", "Tỷ lệ hộ nghèo", "Số tiêu chí đạt", "1", "2")


def cell(value: Any) -> SheetCell:
    return SheetCell(CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER, str(value))


def sheet(rows: Sequence[Sequence[Any]], **options: Any) -> Sheet:
    """The rows from A1 on; None is an empty cell."""
    cells = {
        (row, column): cell(value)
        for row, values in enumerate(rows, start=1)
        for column, value in enumerate(values, start=1)
        if value is not None
    }
    return Sheet("Sheet1", cells, **options)


def titles(table) -> list[str]:
    return [heading.title for heading in table.headings]


def test_merged_headings_are_joined_from_above():
    found = find_table(
        sheet(
            [["Đơn vị", "Thu nhập", None], [None, "Năm trước", "Năm nay"], ["Ái Quốc", 40, 45]],
            merges=(Merge(1, 1, 2, 1), Merge(1, 2, 1, 3)),
        ),
        WORDS,
    )

    assert titles(found) == ["Đơn vị", "Thu nhập > Năm trước", "Thu nhập > Năm nay"]
    assert found.header_rows == (1, 2)


def test_headings_that_only_stand_left_of_their_columns_are_joined_too():
    found = find_table(
        sheet(
            [
                *(["STT", "Đơn vị", "Thu nhập", None, "Hộ nghèo", None],),
                *([None, None, "Năm trước", "Năm nay", "Số hộ", "Tỷ lệ"],),
                [1, "Ái Quốc", 40, 45, 12, 5],
            ]
        ),
        WORDS,
    )

    assert titles(found) == [
        *("STT", "Đơn vị", "Thu nhập > Năm trước", "Thu nhập > Năm nay"),
        *("Hộ nghèo > Số hộ", "Hộ nghèo > Tỷ lệ"),
    ]


def test_the_title_is_what_stands_above():
    found = find_table(
        sheet(
            [
                *(["UBND HUYỆN", None, "CỘNG HÒA XÃ HỘI"], ["BIỂU 1", None, "ĐVT: triệu"]),
                *(["STT", "Đơn vị", "Thu nhập"], [1, "Ái Quốc", 4]),
            ]
        ),
        WORDS,
    )

    assert found.title == "UBND HUYỆN CỘNG HÒA XÃ HỘI\nBIỂU 1 ĐVT: triệu"
    assert titles(found) == ["STT", "Đơn vị", "Thu nhập"]


def test_a_row_knows_the_group_above_it():
    found = find_table(
        sheet(
            [
                *(["STT", "Đơn vị", "Thu nhập"], ["I", "Khu vực I"], [1, "Ái Quốc", 40]),
                *(["II", "Khu vực II", 90], [1, "Tú Đoạn", 41], [2, "Lợi Bác", 42]),
            ]
        ),
        WORDS,
    )

    groups = [row.group for row in found.rows if not row.passed_over]
    assert groups == ["Khu vực I", "Khu vực II", "Khu vực II"]


def test_a_figure_merged_over_rows_says_so_where_it_was_not_written():
    found = find_table(
        sheet(
            [["Đơn vị", "Thu nhập"], ["Ái Quốc", 40], ["Tú Đoạn", None]],
            merges=(Merge(2, 2, 3, 2),),
        ),
        WORDS,
    )

    assert [row.cells[2].text for row in found.rows] == ["40", "40"]
    assert [row.cells[2].remark for row in found.rows] == [
        "",
        "Ô gộp B2:B3, tính cho từng dòng.",
    ]


def test_a_value_left_behind_a_merge_is_not_seen():
    found = find_table(
        sheet(
            [["Đơn vị", "Thu nhập"], ["Ái Quốc", 40], ["Tú Đoạn", 99]], merges=(Merge(2, 2, 3, 2),)
        ),
        WORDS,
    )

    assert found.rows[1].cells[2].text == "40"


def test_a_sheet_turned_round_still_names_its_own_cells():
    across = sheet([["Đơn vị", "Ái Quốc", "Tú Đoạn"], ["Thu nhập", 40, 41]])

    found = find_table(transposed(across), WORDS)

    assert titles(found) == ["Đơn vị", "Thu nhập"]
    (row, column), _ = next(
        (place, one) for place, one in found.sheet.cells.items() if one.text == "41"
    )
    assert (row, column) == (3, 2)
    assert found.sheet.address(row, column) == "C2"
    assert found.sheet.place(row, column) == (2, 3)


def test_turned_twice_a_sheet_is_as_it_was():
    one = sheet([["Đơn vị", 1]], merges=(Merge(1, 2, 5, 3),), hidden_rows=frozenset({4}))

    assert transposed(transposed(one)) == one
    assert one.address(4, 2) == "B4"


def test_which_way_a_sheet_reads_better():
    upright = sheet([["Đơn vị", "Thu nhập", "Tỷ lệ hộ nghèo"], ["Ái Quốc", 40, 5]])

    assert not reads_better_turned(upright, WORDS)
    assert reads_better_turned(transposed(upright), WORDS)


def test_bare_numbers_are_no_headings():
    """The headings of a kind may be "1" and "2"; a row of such figures is none for all that."""
    found = find_table(
        sheet([["Đơn vị", "Thu nhập"], ["Ái Quốc", 1, 2, 1, 2, 1, 2], ["Tú Đoạn", 1, 2]]), WORDS
    )

    assert found.header_rows == (1, 1)


def test_both_tables_of_a_sheet_are_found_with_their_titles():
    first, second = find_tables(
        sheet(
            [
                *(["Bảng 1"], ["Đơn vị", "Thu nhập"], ["Ái Quốc", 40], ["Tú Đoạn", 41]),
                *([None], ["Bảng 2"], ["Đơn vị", "Tỷ lệ hộ nghèo"], ["Ái Quốc", 5]),
            ]
        ),
        WORDS,
    )

    assert (first.title, second.title) == ("Bảng 1", "Bảng 2")
    assert [row.number for row in first.rows] == [3, 4]
    assert [row.number for row in second.rows] == [8]


def test_no_table_where_no_heading_is_known():
    assert find_table(sheet([["a", "b"], ["Ái Quốc", 5]]), WORDS) is None
    assert find_table(sheet([]), WORDS) is None


def test_rows_that_a_person_chose_are_taken_as_they_are():
    rows = [["Đơn vị", "Thu nhập"], ["a", "b"], ["Ái Quốc", 5]]

    found = find_table(sheet(rows), WORDS, header_rows=(2, 2))

    assert titles(found) == ["a", "b"]
    assert [row.number for row in found.rows] == [3]
    assert find_table(sheet(rows), WORDS, header_rows=(9, 9)) is None


def test_merges_without_end_do_no_harm():
    """Ranges lie over each other only in broken files; were all of them walked, this would hang."""
    rows = [["Đơn vị", "Thu nhập"], ["Ái Quốc", 40], *([None] for _ in range(400))]
    whole = Merge(3, 1, 1_048_576, 16_384)
    far = {(5_000, 250): cell("x")}

    found = find_table(Sheet("1", {**sheet(rows).cells, **far}, merges=(whole,) * 5_000), WORDS)

    assert found.rows[0].cells[2].text == "40"


def test_hidden_lines_are_read_only_when_asked_for():
    one = sheet(
        [["Đơn vị", "Thu nhập", "Tỷ lệ hộ nghèo"], ["Ái Quốc", 40, 5], ["Tú Đoạn", 41, 6]],
        hidden_rows=frozenset({3}),
        hidden_columns=frozenset({2}),
    )

    seen, whole = find_table(one, WORDS), find_table(one, WORDS, read_hidden=True)

    assert titles(seen) == ["Đơn vị", "Tỷ lệ hộ nghèo"]
    assert [row.passed_over for row in seen.rows] == ["", "dòng ẩn"]
    assert titles(whole) == ["Đơn vị", "Thu nhập", "Tỷ lệ hộ nghèo"]
    assert [row.passed_over for row in whole.rows] == ["", ""]
