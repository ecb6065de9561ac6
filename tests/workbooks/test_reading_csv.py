"""A .csv in the encodings and with the separators of offices, and a block from the clipboard."""

import csv

import pytest

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.workbooks.delimited import read_delimited
from ntm_portal.lib.workbooks.limits import MOST_PACKED
from ntm_portal.lib.workbooks.model import CellKind, Workbook
from ntm_portal.lib.workbooks.reading import read_block, read_workbook

TEXT = "Xã;Thu nhập\r\nXuân Dương;43,8\r\n"
READ = [["Xã", "Thu nhập"], ["Xuân Dương", "43,8"]]


def rows(workbook: Workbook) -> list[list[str]]:
    (sheet,) = workbook.sheets
    assert {cell.kind for cell in sheet.cells.values()} == {CellKind.TEXT}
    return [
        [
            sheet.cells[row, column].text if (row, column) in sheet.cells else ""
            for column in range(1, sheet.last_column + 1)
        ]
        for row in range(1, sheet.last_row + 1)
    ]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TEXT.encode(), id="utf-8"),
        pytest.param(TEXT.encode("utf-8-sig"), id="utf-8-with-mark"),
        pytest.param(TEXT.encode("utf-16"), id="utf-16"),
        pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), id="utf-16-big"),
        pytest.param(TEXT.encode("utf-16-le"), id="utf-16-without-mark"),
        pytest.param(TEXT.encode("utf-16-be"), id="utf-16-big-without-mark"),
        pytest.param(TEXT.replace(";", "\t").encode("utf-16"), id="unicode-text-of-excel"),
        pytest.param(TEXT.replace("\r\n", "\n").encode(), id="lines-of-unix"),
        pytest.param(f"sep=;\r\n{TEXT}".encode(), id="separator-stated"),
    ],
)
def test_encodings(content):
    read = read_delimited(content)

    assert (rows(read), read.remarks) == (READ, ())


def test_the_old_vietnamese_codes_are_read_and_named():
    """Windows wrote tones as characters of their own: "ấ" is "â" and a tone."""
    old = "Xa\u0303;Thu nh\u00e2\u0323p\r\nXu\u00e2n Dương;43,8\r\n".encode("cp1258")

    read = read_delimited(old)

    assert rows(read) == READ
    assert read.remarks == (
        "Tệp không phải UTF-8, đọc theo bảng mã tiếng Việt CP1258. Xem lại dấu của chữ.",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a,b\n1,2\n", [["a", "b"], ["1", "2"]], id="comma"),
        pytest.param("a\tb\n1\t2\n", [["a", "b"], ["1", "2"]], id="tab"),
        pytest.param("a;b\n1,5;2,5\n", [["a", "b"], ["1,5", "2,5"]], id="decimal-comma"),
        pytest.param("1,5;2,5\n3,5;4,5\n", [["1,5", "2,5"], ["3,5", "4,5"]], id="only-decimals"),
        pytest.param(
            "Xã,Tiêu chí\nA,1; 2\nB,3; 4\n", [["Xã", "Tiêu chí"], ["A", "1; 2"], ["B", "3; 4"]],
            id="list-with-semicolons",
        ),
        pytest.param('a;"b;c"\n"x""y";"1\n2"\n', [["a", "b;c"], ['x"y', "1\n2"]], id="quotes"),
        pytest.param("chỉ một cột\nhai\n", [["chỉ một cột"], ["hai"]], id="one-column"),
        pytest.param("a;;c\n\n;2\n", [["a", "", "c"], ["", "", ""], ["", "2", ""]], id="gaps"),
        pytest.param("=1+1;00004\n", [["=1+1", "00004"]], id="text-stays-text"),
        pytest.param("Xa\u0303;\u200bĐạt\n", [["Xã", "Đạt"]], id="cleaned"),
    ],
)  # fmt: skip
def test_separators_and_quotes(text, expected):
    assert rows(read_delimited(text.encode())) == expected


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(
            b'a;b\n1;"2\n3;4\n',
            "Dòng 3 của tệp .csv có dấu nháy kép không khớp. Mở bằng Excel, lưu thành .xlsx rồi "
            "tải lại.",
            id="open-quote",
        ),
        pytest.param(
            b"<!DOCTYPE html><table>",
            "Chỉ nhận .xlsx. Trong Excel chọn Tệp > Lưu thành > Sổ làm việc Excel (.xlsx).",
            id="page",
        ),
        pytest.param(b";\n;\n", "‘CSV’ không có ô nào có chữ.", id="blank"),
        pytest.param(b"\0\0\xd8", "Tệp hỏng. Mở bằng Excel, lưu lại rồi tải lại.", id="bytes"),
        pytest.param(
            b"1\n" * 5001,
            "‘CSV’ dùng 5.001 dòng, nhiều nhất 5.000. Tách ra rồi tải lại.",
            id="rows",
        ),
        pytest.param(
            b";" * 256 + b"1", "Dòng 1 có hơn 256 cột. Tách ra rồi tải lại.", id="columns"
        ),
    ],
)
def test_what_is_refused(content, sentence):
    with pytest.raises(Refused) as refused:
        read_delimited(content)

    assert refused.value.message == sentence


def test_the_bounds_themselves_are_read():
    (long,) = read_delimited(b"1\n" * 5000).sheets
    (wide,) = read_delimited(b";" * 255 + b"1").sheets

    assert (long.last_row, wide.last_column) == (5000, 256)


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        pytest.param("Biểu 01.csv", "Biểu 01", id="plain"),
        pytest.param("../../a.CSV", "a", id="path"),
        pytest.param(f"{'a' * 300}.csv", "a" * 31, id="300-letters"),
        pytest.param(".csv", "CSV", id="nothing"),
    ],
)
def test_a_csv_is_told_by_its_name_and_names_its_sheet(name, sheet):
    (read,) = read_workbook(name=name, content=TEXT.encode()).sheets

    assert (read.name, len(read.cells)) == (sheet, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Xã\tĐạt\r\nA\tx\r\n", [["Xã", "Đạt"], ["A", "x"]], id="lines-of-windows"),
        pytest.param('a\t"b\nc"\td', [["a", "b\nc", "d"]], id="line-in-a-cell"),
        pytest.param('"a ""b"""\tc', [['a "b"', "c"]], id="doubled-quotes"),
        pytest.param('ống 5"\t"chưa đóng\nb', [['ống 5"', '"chưa đóng'], ["b", ""]], id="lone"),
        pytest.param('"a"b\tc', [['"a"b', "c"]], id="quote-within"),
        pytest.param('""\t1', [["", "1"]], id="empty-quotes"),
        pytest.param("\t\t3\n\n1", [["", "", "3"], ["", "", ""], ["1", "", ""]], id="gaps"),
        pytest.param("1;2,5", [["1;2,5"]], id="no-other-separator"),
        pytest.param("=1+1\t'00004", [["=1+1", "'00004"]], id="as-it-stands"),
    ],
)
def test_read_block(text, expected):
    read = read_block(text)

    assert (rows(read), read.sheets[0].name) == (expected, "Khối dán")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("", "‘Khối dán’ không có ô nào có chữ.", id="empty"),
        pytest.param(" \t\n", "‘Khối dán’ không có ô nào có chữ.", id="blank"),
        pytest.param(
            "1\n" * 5001,
            "‘Khối dán’ dùng 5.001 dòng, nhiều nhất 5.000. Tách ra rồi tải lại.",
            id="rows",
        ),
        pytest.param("a" * (MOST_PACKED + 1), "Tệp lớn hơn 10 MB.", id="bytes"),
    ],
)
def test_a_block_that_is_refused(text, sentence):
    with pytest.raises(Refused) as refused:
        read_block(text)

    assert refused.value.message == sentence


def test_a_short_file_bounds_nothing_that_is_read_after_it():
    """The bound of `csv` is one of the whole process, with all its threads."""
    read_delimited(b"a;b\n")

    assert next(csv.reader([f'"{"x" * 200_000}"\t"b"'], delimiter="\t")) == ["x" * 200_000, "b"]
