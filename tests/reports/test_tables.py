from decimal import Decimal

import pytest

from reports.tables import (
    AppendixTable,
    Column,
    ColumnGroup,
    HeaderCell,
    Kind,
    Listing,
    Row,
    RowKind,
    print_value,
)

COLUMNS = (
    Column("STT", Kind.INTEGER, 1),
    Column("Nội dung", Kind.TEXT, 4, names_row=True),
    Column("Thời gian", Kind.TEXT, 2),
)


def make(*rows, header=COLUMNS):
    return AppendixTable(
        code="PL01", label="", title="PHỤ LỤC", subtitles=(), header=header, rows=rows
    )


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        pytest.param(None, 2, "", id="nothing"),
        pytest.param("", 2, "", id="empty"),
        pytest.param(0, 2, "0", id="zero-is-printed"),
        pytest.param(1234, 2, "1.234", id="integer-takes-no-decimals"),
        pytest.param(Decimal("12.945"), 2, "12,95", id="half-up"),
        pytest.param(Decimal("1234.5"), 1, "1.234,5", id="decimal"),
        pytest.param(Decimal(9), 2, "9,00", id="decimal-keeps-its-places"),
        pytest.param(Listing(("1", "2", "10")), 0, "1,2,10", id="list"),
        pytest.param(Listing((), "Duy trì"), 0, "Duy trì", id="remark"),
        pytest.param(Listing(("2", "5"), "Duy trì"), 0, "2,5\nDuy trì", id="list-and-remark"),
        pytest.param(Listing(()), 0, "", id="empty-list"),
        pytest.param("Xã\x0bA\x00", 0, "Xã\nA", id="controls-are-left-out"),
    ],
)
def test_print_value(value, decimals, expected):
    assert print_value(value, decimals) == expected


def test_header_of_one_level():
    assert make().header_rows == (
        (
            HeaderCell("STT", 0, 1, 1),
            HeaderCell("Nội dung", 1, 1, 1),
            HeaderCell("Thời gian", 2, 1, 1),
        ),
    )


def test_header_of_two_levels():
    header = (COLUMNS[0], ColumnGroup("Kết quả", COLUMNS[1:]))

    assert make(header=header).header_rows == (
        (HeaderCell("STT", 0, 1, 2), HeaderCell("Kết quả", 1, 2, 1)),
        (HeaderCell("Nội dung", 1, 1, 1), HeaderCell("Thời gian", 2, 1, 1)),
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (RowKind.ROW, [("a", 0, 1, False), ("b", 1, 1, True), ("c", 2, 1, False)]),
        (RowKind.SECTION, [("a", 0, 1, False), ("b", 1, 2, True)]),
        (RowKind.TOTAL, [("a", 0, 2, True), ("c", 2, 1, False)]),
    ],
)
def test_merged_cells(kind, expected):
    table = make(Row(kind, ("a", "b", "c")))

    cells = table.printed_cells(table.rows[0])

    assert [(c.text, c.index, c.colspan, c.is_heading) for c in cells] == expected


def test_a_row_may_have_its_own_decimals():
    row = Row(RowKind.TOTAL, (Decimal("1.5"), "", Decimal("2.25")), decimals=1)

    assert make(row).texts(row) == ("1,5", "", "2,3")


def test_a_row_has_one_value_per_column():
    with pytest.raises(ValueError, match=r"^row 2: 2 values for 3 columns$"):
        make(Row(RowKind.ROW, ("1", "a", "b")), Row(RowKind.ROW, ("2", "c")))
