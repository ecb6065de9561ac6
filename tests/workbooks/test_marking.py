"""The same workbook back: notes in its wrong cells, and nothing else that has changed."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.workbooks.books import read_book
from ntm_portal.lib.workbooks.marking import marked
from ntm_portal.lib.workbooks.marks import marked_book
from ntm_portal.lib.workbooks.packing import framed, unframed
from ntm_portal.lib.workbooks.strings import OUR_NAME
from tests.workbooks.hostile import declared, leading_out, linked, with_macros
from tests.workbooks.reading_parts import (
    LINKS,
    SHEET,
    STYLES,
    book_of,
    links,
    parts_of,
    sheet_xml,
    styles_xml,
    text_cell,
    unzipped,
    zipped,
)

RED, NONE = "FFFFC7CE", "00000000"
FORMULA = '<c r="B2" s="1"><f>SUM(1,2)</f><v>3</v></c>'
ROWS = f'<row r="2">{text_cell("A2", "=1+1")}{FORMULA}</row><row r="5">{text_cell("B5", "x")}</row>'
STYLED = styles_xml('numFmtId="10" fillId="0"')


def marks_of(content: bytes, sheet: str = "PL02") -> dict[str, tuple[str | None, str]]:
    """Note and fill of every cell that has one of them."""
    cells = [c for row in openpyxl.load_workbook(BytesIO(content))[sheet].rows for c in row]
    both = {c.coordinate: (c.comment and c.comment.text, c.fill.fgColor.rgb) for c in cells}
    return {where: found for where, found in both.items() if found != (None, NONE)}


def test_marks_stand_in_their_cells_and_all_else_is_read_as_before():
    content = book_of(ROWS, styles=STYLED)
    notes = {(2, 2): "Ghi 3, nhiều nhất 2.", (3, 1): "Thiếu số", (5, 1): "a", (5, 3): "b"}

    back = marked(content, {"PL02": notes, "Không có": {(1, 1): "?"}})

    assert marks_of(back) == {
        "B2": ("Ghi 3, nhiều nhất 2.", RED),
        "A3": ("Thiếu số", RED),
        "A5": ("a", RED),
        "C5": ("b", RED),
    }
    assert read_book(back) == read_book(content)
    assert back == marked(content, {"PL02": notes})
    with ZipFile(BytesIO(back)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_only_what_has_to_changes():
    """A part that nobody knows, a formula with its value, the text that looks like one."""
    more = {"xl/media/image1.png": b"\x89PNG", "custom/a.bin": b"\0\1"}
    before = parts_of(ROWS, styles=STYLED) | more

    after = unzipped(marked_book(zipped(before), {"PL02": {(2, 1): "a"}}))

    changed = {n for n in after if n in before and bytes_of(before[n]) != after[n]}
    assert changed == {"[Content_Types].xml", STYLES, SHEET}
    assert set(after) - set(before) == {
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/ntm-comments1.xml",
        "xl/ntm-drawing1.vml",
    }
    assert FORMULA.encode() in after[SHEET]
    assert after[SHEET].count(b"<f") == 1


def bytes_of(part: bytes | str) -> bytes:
    return part if isinstance(part, bytes) else part.encode()


def test_without_notes_every_part_stays():
    content = book_of(ROWS, styles=STYLED)

    assert unzipped(marked_book(content, {})) == unzipped(content)


def test_marks_of_an_earlier_time_go():
    first = marked_book(book_of(ROWS, styles=STYLED), {"PL02": {(2, 1): "sai", (5, 2): "sai"}})

    second = marked_book(first, {"PL02": {(5, 2): "vẫn sai"}})
    third = marked_book(second, {})

    assert marks_of(second) == {"B5": ("vẫn sai", RED)}
    assert marks_of(third) == {}
    assert unzipped(second)[STYLES].count(b"<xf ") == unzipped(first)[STYLES].count(b"<xf ") + 1
    assert unzipped(second)["xl/ntm-drawing1.vml"].count(b"<v:shape ") == 1
    assert unzipped(third)["xl/ntm-drawing1.vml"].count(b"<v:shape ") == 0


def office_workbook() -> bytes:
    """With a note and a fill of the office's own, and things whose place in the sheet is fixed."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "PL02"
    sheet["A1"], sheet["B1"] = "Xã", 12.95
    sheet["A1"].comment = Comment("Hỏi chị Lan", "Lan")
    sheet["C1"].comment = Comment("Nháp", "Lan")
    sheet["B1"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet.auto_filter.ref = "A1:B1"
    sheet.oddHeader.center.text = "Mật"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_notes_of_the_office_stay_with_ours_below():
    content = office_workbook()

    once = marked_book(content, {"PL02": {(1, 1): "Không có xã này.", (1, 2): "a"}})
    twice = marked_book(once, {"PL02": {(1, 1): "Không có xã này.", (1, 2): "b"}})

    notes = {"A1": ("Hỏi chị Lan\nKhông có xã này.", RED), "C1": ("Nháp", NONE)}
    assert marks_of(once) == notes | {"B1": ("a", RED)}
    assert marks_of(twice) == notes | {"B1": ("b", RED)}
    authors = openpyxl.load_workbook(BytesIO(twice))["PL02"]
    assert [authors[w].comment.author for w in ("A1", "B1", "C1")] == ["Lan", OUR_NAME, "Lan"]


def test_the_box_of_a_note_stands_where_the_order_of_a_sheet_wants_it():
    after = '<pageMargins left="1"/><tableParts count="0"/>'
    content = book_of(sheets={"PL02": sheet_xml(ROWS, after=after)})

    sheet = unzipped(marked_book(content, {"PL02": {(2, 1): "a"}}))[SHEET].decode()

    order = [sheet.index(name) for name in ("pageMargins", "legacyDrawing", "tableParts")]
    assert order == sorted(order)


def test_an_old_drawing_that_is_no_sound_xml_gets_its_boxes_too():
    drawn = sheet_xml(ROWS, after='<legacyDrawing r:id="r1"/>')
    names = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    vml = f'<xml {names}><v:shape id="_x0000_s1030">a<br></v:shape></xml>'
    parts = parts_of(sheets={"PL02": drawn}) | {
        "xl/worksheets/_rels/sheet1.xml.rels": links("vmlDrawing ../d.vml"),
        "xl/d.vml": vml,
    }

    after = unzipped(marked_book(zipped(parts), {"PL02": {(2, 1): "a"}}))

    assert b'id="_x0000_s1031"' in after["xl/d.vml"]
    assert b'id="_x0000_s1030"' in after["xl/d.vml"]
    assert "xl/ntm-drawing1.vml" not in after


def test_cells_without_addresses_get_theirs():
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"

    back = marked_book(book_of(rows), {"PL02": {(1, 2): "a", (2, 2): "b"}})

    assert marks_of(back) == {"B1": ("a", RED), "B2": ("b", RED)}
    assert read_book(back) == read_book(book_of(rows))


def test_comments_in_the_xml_do_not_count():
    styles = styles_xml()
    for name in ("<fills>", "<cellXfs>"):
        styles = styles.replace(name, f"{name}<!-- -->")
    content = book_of(f'<!-- --><row r="2">{text_cell("A2", "x")}</row>', styles=styles)

    back = marked_book(content, {"PL02": {(2, 1): "a"}})

    assert marks_of(back) == {"A2": ("a", RED)}


def test_a_workbook_without_styles_has_notes_only():
    parts = parts_of(ROWS)
    del parts[STYLES]
    parts["xl/_rels/workbook.xml.rels"] = links("worksheet worksheets/sheet1.xml")

    back = marked_book(zipped(parts), {"PL02": {(5, 2): "a"}})

    assert b"ntm1" in unzipped(back)["xl/worksheets/_rels/sheet1.xml.rels"]
    assert STYLES not in unzipped(back)


@pytest.mark.parametrize("build", [leading_out, linked], ids=["names", "link"])
def test_entries_that_lead_out_do_not_go_back(build):
    back = marked_book(build(), {"PL02": {(1, 1): "a"}})

    with ZipFile(BytesIO(back)) as archive:
        names = set(archive.namelist())
    assert not names & {"../../tmp/ntm-out.xml", "/tmp/ntm-out.xml", "xl/worksheets/sheet9.xml"}
    assert SHEET in names


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "Tệp rỗng.", id="empty"),
        pytest.param(b"a;b", "Chỉ nhận .xlsx.", id="csv"),
        pytest.param(with_macros(), "Chỉ nhận .xlsx.", id="macros"),
        pytest.param(declared(SHEET), "Tệp hỏng hoặc không an toàn.", id="laughs-in-sheet"),
        pytest.param(declared(STYLES), "Tệp hỏng hoặc không an toàn.", id="laughs-in-styles"),
        pytest.param(
            book_of('<row r="1"><c r="A1" s="x"/></row>'), f"Tệp hỏng ở phần ‘{SHEET}’", id="style"
        ),
        pytest.param(
            book_of(sheets={"PL02": f'<worksheet xmlns:r="{LINKS}"/>'}),
            f"Tệp hỏng ở phần ‘{SHEET}’",
            id="no-cells",
        ),
    ],
)
def test_what_is_not_read_is_not_marked(content, sentence):
    with pytest.raises(Refused) as refused:
        marked(content, {"PL02": {(1, 1): "a"}})

    assert refused.value.message.startswith(sentence)


def test_notes_travel_in_front_of_the_workbook():
    notes = {"PL02": {(1, 1): "Đạt\n“?”", (2, 3): "b"}, "Ẩn": {(1, 1): "c\x0b\ud800d"}}

    clean = notes | {"Ẩn": {(1, 1): "c\nd"}}
    assert unframed(framed(b"PK\3\4", notes)) == (b"PK\3\4", clean)
