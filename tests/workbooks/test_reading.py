"""What is read from an .xlsx: kinds of cells, formats, days, notes, hidden things, extents."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.workbooks import limits
from ntm_portal.lib.workbooks.books import read_book
from ntm_portal.lib.workbooks.model import CellKind, Merge, Sheet, SheetCell, SheetState, Workbook
from ntm_portal.lib.workbooks.packing import packed, unpacked
from ntm_portal.lib.workbooks.reading import read_workbook
from tests.workbooks.reading_parts import (
    MAIN,
    SHEET,
    TYPES,
    WORKBOOK,
    book_of,
    links,
    parts_of,
    sheet_xml,
    styles_xml,
    text_cell,
    zipped,
)

T, N = CellKind.TEXT, CellKind.NUMBER


def cell(xml: str, **more: object) -> SheetCell | None:
    """The cell A1 of a workbook, `xml` being its <c> element."""
    book = read_book(book_of(f'<row r="1">{xml}</row>', **more))
    return book.sheets[0].cells.get((1, 1))


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        pytest.param('<c r="A1"><v>12.95</v></c>', (N, "12.95"), id="number"),
        pytest.param('<c r="A1" t="n"><v>-3</v></c>', (N, "-3"), id="negative"),
        pytest.param('<c r="A1"><v>0.95499999999999996</v></c>', (N, "0.955"), id="as-shown"),
        pytest.param('<c r="A1"><v>12.950000000000001</v></c>', (N, "12.95"), id="sum"),
        pytest.param('<c r="A1"><v>1.5E+3</v></c>', (N, "1500"), id="exponent"),
        pytest.param('<c r="A1"><v>1E-05</v></c>', (N, "0.00001"), id="small"),
        pytest.param('<c r="A1"><v>-0</v></c>', (N, "0"), id="zero"),
        pytest.param('<c r="A1" t="b"><v>1</v></c>', (CellKind.TRUTH, "1"), id="true"),
        pytest.param('<c r="A1" t="b"><v>0</v></c>', (CellKind.TRUTH, "0"), id="false"),
        pytest.param('<c r="A1" t="e"><v>#N/A</v></c>', (CellKind.ERROR, "#N/A"), id="error"),
        pytest.param('<c r="A1" t="s"><v>0</v></c>', (T, "Xã"), id="shared"),
        pytest.param('<c r="A1" t="str"><f>B1</f><v> x </v></c>', (T, "x"), id="formula-text"),
        pytest.param('<c r="A1"><f>B1</f><v>4</v></c>', (N, "4"), id="formula-number"),
        pytest.param("<c><v>4</v></c>", (N, "4"), id="no-address"),
        pytest.param(text_cell("A1", "=1+1"), (T, "=1+1"), id="text-like-a-formula"),
        pytest.param(text_cell("A1", "00004"), (T, "00004"), id="text-with-zeros"),
        pytest.param(
            '<c r="A1"><f>B1+1</f><v></v></c>', (CellKind.UNCALCULATED, "=B1+1"), id="uncalculated"
        ),
        pytest.param(
            '<c r="A1" t="str"><f>B1</f></c>', (CellKind.UNCALCULATED, "=B1"), id="no-text-yet"
        ),
        pytest.param(
            '<c r="A1" t="d"><v>2024-01-30T00:00:00</v></c>',
            (CellKind.DAY, "2024-01-30"),
            id="iso-day",
        ),
    ],
)
def test_a_cell_is_what_its_part_says(xml, expected):
    found = cell(xml, strings="<si><t>Xã</t></si>")

    assert found is not None
    assert (found.kind, found.text) == expected


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param('<c r="A1" s="0"/>', id="format-only"),
        pytest.param('<c r="A1"><v/></c>', id="no-value"),
        pytest.param('<c r="A1" t="s"/>', id="no-text"),
        pytest.param('<c r="A1" t="str"><f>""</f><v></v></c>', id="formula-gives-nothing"),
        pytest.param(text_cell("A1", " \u00a0 "), id="blank"),
    ],
)
def test_an_empty_cell_is_none(xml):
    assert cell(xml) is None


@pytest.mark.parametrize(
    ("flag", "kind"), [("1", CellKind.UNCALCULATED), ("0", CellKind.NUMBER)], ids=["asked", "not"]
)
def test_a_zero_is_no_result_where_all_is_to_be_calculated_on_opening(flag, kind):
    """A common writer of workbooks stores 0 where it does not know."""
    calculation = f'<calcPr fullCalcOnLoad="{flag}"/>'

    found = cell('<c r="A1"><f>B1</f><v>0</v></c>', properties=calculation)
    other = cell('<c r="A1"><f>B1</f><v>7</v></c>', properties=calculation)

    assert (found.kind, other.kind) == (kind, CellKind.NUMBER)


DAYS = styles_xml(
    'numFmtId="14"',
    'numFmtId="164"',
    'numFmtId="165"',
    'numFmtId="166"',
    'numFmtId="10"',
    'numFmtId="167"',
    'numFmtId="30"',
    formats='<numFmt numFmtId="164" formatCode="dd/mm/yyyy hh:mm"/>'
    '<numFmt numFmtId="165" formatCode="[h]:mm"/>'
    '<numFmt numFmtId="166" formatCode="#,##0.0&quot; day&quot;\\d"/>'
    '<numFmt numFmtId="167" formatCode="[$-42A]d mmmm"/>',
)


@pytest.mark.parametrize(
    ("style", "value", "since", "expected"),
    [
        pytest.param(1, "45321", 1900, (CellKind.DAY, "2024-01-30"), id="day"),
        pytest.param(1, "45321", 1904, (CellKind.DAY, "2028-01-31"), id="day-since-1904"),
        pytest.param(1, "0", 1904, (CellKind.DAY, "1904-01-01"), id="first-since-1904"),
        pytest.param(1, "1", 1900, (CellKind.DAY, "1900-01-01"), id="first"),
        pytest.param(1, "59", 1900, (CellKind.DAY, "1900-02-28"), id="before-the-gap"),
        pytest.param(1, "60", 1900, (CellKind.NUMBER, "60"), id="the-day-that-never-was"),
        pytest.param(1, "61", 1900, (CellKind.DAY, "1900-03-01"), id="after-the-gap"),
        pytest.param(1, "2958465", 1900, (CellKind.DAY, "9999-12-31"), id="last"),
        pytest.param(1, "2958466", 1900, (CellKind.NUMBER, "2958466"), id="after-the-last"),
        pytest.param(1, "-1", 1900, (CellKind.NUMBER, "-1"), id="negative"),
        pytest.param(2, "45321.75", 1900, (CellKind.DAY, "2024-01-30T18:00:00"), id="time"),
        pytest.param(2, "0.5", 1900, (CellKind.NUMBER, "0.5"), id="time-without-day"),
        pytest.param(3, "1.5", 1900, (CellKind.NUMBER, "1.5"), id="elapsed"),
        pytest.param(4, "1", 1900, (CellKind.NUMBER, "1"), id="word-in-the-format"),
        pytest.param(5, "0.955", 1900, (CellKind.NUMBER, "0.955"), id="percent"),
        pytest.param(6, "45536", 1900, (CellKind.DAY, "2024-09-01"), id="day-and-month"),
        pytest.param(7, "45536", 1900, (CellKind.DAY, "2024-09-01"), id="east-asian"),
    ],
)
def test_a_day_follows_format_and_calendar(style, value, since, expected):
    properties = f'<workbookPr date1904="{int(since == 1904)}"/>|'

    found = cell(f'<c r="A1" s="{style}"><v>{value}</v></c>', styles=DAYS, properties=properties)

    assert (found.kind, found.text) == expected


def test_a_cell_tells_its_format_and_whether_it_is_bold():
    styles = styles_xml('numFmtId="10"', 'fontId="1"', fonts='<font><name val="Arial"/><b/></font>')
    rich = (
        '<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>Xã</t></r>'
        '<r><rPr><rFont val="Arial"/></rPr><t> An</t></r></is></c>'
    )

    percent = cell('<c r="A1" s="1"><v>0.955</v></c>', styles=styles)
    bold = cell(text_cell("A1", "Tổng cộng", 2), styles=styles)

    assert percent == SheetCell(N, "0.955", "0.00%")
    assert bold == SheetCell(T, "Tổng cộng", bold=True)
    assert cell(rich) == SheetCell(T, "Xã An")
    assert (percent.number, bold.number) == (Decimal("0.955"), None)


@pytest.mark.parametrize(
    ("text", "clean", "remark"),
    [
        pytest.param("Xa\u0303", "Xã", "Chữ Unicode tổ hợp, đã đổi sang dựng sẵn.", id="nfd"),
        pytest.param("Hoa\u00adLư", "HoaLư", "Đã bỏ ký tự lạ không nhìn thấy.", id="soft-hyphen"),
        pytest.param("Na\u200b Dương", "Na Dương", "Đã bỏ ký tự lạ không nhìn thấy.", id="width"),
        pytest.param("a\u202eb", "ab", "Đã bỏ ký tự lạ không nhìn thấy.", id="direction"),
        pytest.param("a_x000B_b", "a\nb", "Đã bỏ ký tự lạ không nhìn thấy.", id="soft-break"),
        pytest.param("a_xDC00_", "a", "Đã bỏ ký tự lạ không nhìn thấy.", id="half-a-pair"),
        pytest.param("_xD83D__xDE00_", "😀", "", id="whole-pair"),
        pytest.param("_x005F_x000B_", "_x000B_", "", id="escaped-underscore"),
        pytest.param("a_x000D_\nb", "a\nb", "", id="windows-line"),
        pytest.param(" Xã\u00a0An ", "Xã An", "", id="spaces"),
    ],
)
def test_text_is_cleaned_and_says_so(text, clean, remark):
    assert cell(text_cell("A1", text)) == SheetCell(T, clean, remark=remark)


def test_characters_that_xml_forbids_are_cleaned_too():
    parts = parts_of('<row r="1"><c r="A1" t="inlineStr"><is><t>Xã??&#11;An</t></is></c></row>')
    broken = parts[SHEET].encode().replace(b"??", b"\x0b\xed\xa0\x80")

    book = read_book(zipped(parts | {SHEET: broken}))

    remark = "Đã bỏ ký tự lạ không nhìn thấy."
    assert book.sheets[0].cells == {(1, 1): SheetCell(T, "Xã\n\nAn", remark=remark)}


def test_a_whole_workbook_of_openpyxl():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 01"
    sheet["A1"], sheet["B3"] = "Xã", date(2024, 1, 30)
    sheet["B3"].number_format = "dd/mm/yyyy"
    sheet["A1"].comment = Comment("Giá trị thật: 12,95", "Lan")
    sheet["D9"].comment = Comment("Hỏi lại", "Lan")
    sheet.merge_cells("A1:B2")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_chartsheet("Biểu đồ")
    book.create_sheet("Ẩn").sheet_state = "hidden"
    target = BytesIO()
    book.save(target)

    read = read_workbook(name="Bảng.xlsx", content=target.getvalue())

    first = Sheet(
        "Biểu 01",
        {
            (1, 1): SheetCell(T, "Xã", comment="Giá trị thật: 12,95"),
            (3, 2): SheetCell(CellKind.DAY, "2024-01-30", "dd/mm/yyyy"),
        },
        merges=(Merge(1, 1, 2, 2),),
        hidden_rows=frozenset({3}),
        hidden_columns=frozenset({3}),
        remarks=("Ô D9 để trống nhưng có ghi chú.",),
    )
    assert read == Workbook((first, Sheet("Ẩn", {}, SheetState.HIDDEN)))
    assert unpacked(packed(read)) == read


def test_the_words_of_a_thread_stand_for_its_note():
    parts = parts_of(f'<row r="1">{text_cell("A1", "x")}</row>')
    old = '<commentList><comment ref="A1"><text><t>[Threaded comment]</t></text></comment>'
    said = "".join(f'<threadedComment ref="A1"><text>{w}</text></threadedComment>' for w in "ab")
    parts |= {
        "xl/worksheets/_rels/sheet1.xml.rels": links(
            "comments ../c.xml", "threadedComment ../t.xml"
        ),
        "xl/c.xml": f'<comments xmlns="{MAIN}">{old}</commentList></comments>',
        "xl/t.xml": f"<ThreadedComments>{said}</ThreadedComments>",
    }

    read = read_book(zipped(parts))

    assert read.sheets[0].cells == {(1, 1): SheetCell(T, "x", comment="a\nb")}


def test_names_of_parts_may_differ_in_case_and_strokes():
    parts = parts_of(f'<row r="1">{text_cell("A1", "x")}</row>')
    renamed = {name.replace("worksheets/s", "Worksheets\\S"): xml for name, xml in parts.items()}

    assert read_book(zipped(renamed)).sheets[0].cells == {(1, 1): SheetCell(T, "x")}


def test_prefixes_and_the_strict_edition_are_read():
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    rows = '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    xml = f'<x:worksheet xmlns:x="{strict}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'

    assert read_book(book_of(sheets={"A": xml})).sheets[0].cells == {(1, 1): SheetCell(N, "1")}


def test_sheets_with_one_name_get_a_number():
    parts = parts_of(sheets={"A": sheet_xml(""), "B": sheet_xml("")})
    named = parts[WORKBOOK].replace('name="B"', 'name=" A"')

    assert [s.name for s in read_book(zipped(parts | {WORKBOOK: named})).sheets] == ["A", "A (2)"]


def rows_at(*numbers: int) -> str:
    return "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in numbers)


def columns_at(*letters: str) -> str:
    return f'<row r="1">{"".join(f"""<c r="{c}1"><v>1</v></c>""" for c in letters)}</row>'


@pytest.mark.parametrize(
    ("rows", "last", "remarks"),
    [
        pytest.param(rows_at(1, 5000), (5000, 1), [], id="last-row"),
        pytest.param(rows_at(1, 5101), (1, 1), ["A5101"], id="far-row"),
        pytest.param(columns_at("A", "IV"), (1, 256), [], id="last-column"),
        pytest.param(columns_at("A", "XFD"), (1, 1), ["XFD1"], id="far-column"),
        pytest.param(rows_at(9000), (0, 0), ["A9000"], id="nothing-near"),
    ],
)
def test_what_is_far_is_not_read_and_named(rows, last, remarks):
    (sheet,) = read_book(book_of(rows)).sheets

    assert (sheet.last_row, sheet.last_column) == last
    assert list(sheet.remarks) == [
        f"Trang tính có ô ở rất xa ({where}), không đọc đến đó." for where in remarks
    ]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        pytest.param(
            rows_at(*range(4990, 5003)), "dùng 5.002 dòng, nhiều nhất 5.000", id="no-gap-of-rows"
        ),
        pytest.param(
            rows_at(*range(1, 3000), *range(6000, 9000)),
            "dùng 8.000 dòng, nhiều nhất 5.000",
            id="many-behind-a-gap",
        ),
        pytest.param(rows_at(4901, 5001), "dùng 5.001 dòng, nhiều nhất 5.000", id="gap-of-100"),
        pytest.param(columns_at("IV", "IW"), "dùng 257 cột, nhiều nhất 256", id="columns"),
    ],
)
def test_a_sheet_that_goes_on_is_refused_with_its_count(rows, sentence):
    with pytest.raises(Refused) as refused:
        read_book(book_of(rows))

    assert refused.value.message == f"Trang tính ‘PL02’ {sentence}. Tách ra rồi tải lại."


def test_cells_without_value_do_not_count():
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(2, 6000))

    (sheet,) = read_book(book_of(rows_at(1) + empty)).sheets

    assert (len(sheet.cells), sheet.remarks) == (1, ())


def test_a_text_in_too_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr("ntm_portal.lib.workbooks.books.MOST_TEXT", 100)
    cells = '<c r="A{0}" t="s"><v>0</v></c>'
    rows = [f'<row r="{n}">{cells.format(n)}</row>' for n in (1, 2)]
    strings = f"<si><t>{'a' * 100}</t></si>"

    assert read_book(book_of(rows[0], strings=strings)).sheets[0].last_row == 1
    with pytest.raises(Refused, match="Tệp quá nặng"):
        read_book(book_of("".join(rows), strings=strings))


def test_too_many_cells_are_refused():
    columns = [f"{a}{b}" for a in ("", *"ABC") for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"][:51]
    one = "".join(f"<c r='{c}%d'><v>1</v></c>" for c in columns)
    rows = "".join(f"<row r='{n}'>{one.replace('%d', str(n))}</row>" for n in range(1, 4001))

    with pytest.raises(Refused, match=r"^Đến trang tính ‘PL02’ đã hơn 200\.000 ô"):
        read_book(book_of(rows))

    assert limits.MOST_CELLS < 51 * 4000


def test_a_merge_that_goes_on_for_ever_ends_with_what_is_read():
    merged = '<mergeCells><mergeCell ref="A2:XFD1048576"/><mergeCell ref="A1"/></mergeCells>'
    xml = sheet_xml(rows_at(1), after=merged)

    (sheet,) = read_book(book_of(sheets={"PL02": xml})).sheets

    assert sheet.merges == (Merge(2, 1, 5000, 256),)


@pytest.mark.parametrize(
    ("xml", "where"),
    [
        pytest.param('<c r="A1"><v>1,5</v></c>', "ô A1", id="number"),
        pytest.param('<c r="A1"><v>1e999</v></c>', "ô A1", id="infinite"),
        pytest.param('<c r="A1"><v>nan</v></c>', "ô A1", id="nan"),
        pytest.param('<c r="A1" t="b"><v>2</v></c>', "ô A1", id="truth"),
        pytest.param('<c r="A1" t="q"><v>2</v></c>', "ô A1", id="kind"),
        pytest.param('<c r="A1" t="s"><v>9</v></c>', f"phần ‘{SHEET}’", id="string"),
        pytest.param('<c r="A1" s="9"><v>9</v></c>', f"phần ‘{SHEET}’", id="style"),
        pytest.param('<c r="A1" s="-1"><v>9</v></c>', f"phần ‘{SHEET}’", id="style-below"),
        pytest.param('<c r="A0"><v>9</v></c>', f"phần ‘{SHEET}’", id="row-0"),
        pytest.param('<c r="XFE1"><v>9</v></c>', f"phần ‘{SHEET}’", id="column"),
        pytest.param('<c r="A1"><v>9</c>', f"phần ‘{SHEET}’", id="xml"),
        pytest.param('<c r="A2"><v>9</v></c>', f"phần ‘{SHEET}’", id="another-row"),
        pytest.param('<c r="A1"><v>9</v></c>' * 2, f"phần ‘{SHEET}’", id="twice"),
    ],
)
def test_what_cannot_be_read_names_its_place(xml, where):
    with pytest.raises(Refused) as refused:
        cell(xml)

    assert refused.value.message.startswith(f"Tệp hỏng ở {where}")


def test_a_package_without_the_list_of_types_is_no_workbook():
    parts = parts_of("")
    del parts[TYPES]

    with pytest.raises(Refused, match=r"^Chỉ nhận \.xlsx\."):
        read_book(zipped(parts))
