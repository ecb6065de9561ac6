"""The PDF read back: words by poppler, lines from its picture, fonts and boxes by pypdf."""

import itertools
import socket
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from plans.rules import PlanRow
from reports.appendices.commune_targets import arrange
from reports.renderers import render
from reports.tables import Orientation, Row, RowKind
from tests.reports import loc_binh_2024 as golden
from tests.reports.pdf_grid import grid, squeezed, text, words

MM = 72 / 25.4


def pdf(table):
    return render(table, "pdf").body


def many(count, *, goal="", name="Xã thứ {}"):
    rows = [
        PlanRow(position=n, name=name.format(n), met=("1", "2"), targeted=("5",), goal=goal)
        for n in range(1, count + 1)
    ]
    return arrange(plan=golden.unsaved_plan(), rows=rows, day=golden.DAY)


def body(pages):
    """The rows of all pages without each page's header."""
    return [tuple(row) for page in pages for row in page[1:]]


def expected(table):
    """Rows as the grid shows them: a merged cell once, no white space."""
    return [tuple(squeezed(cell.text) for cell in table.printed_cells(row)) for row in table.rows]


def test_cells(table, tmp_path):
    pages = grid(pdf(table), tmp_path)

    signed = [tuple(map(squeezed, row)) for row in golden.ROWS]
    assert body(pages) == signed[:19] + [(row[0], *row[2:]) for row in signed[19:]]


def test_headings(table):
    first, second = words(pdf(table))
    leaves = golden.COLUMNS[2:6]
    header = Counter(" ".join(golden.TOP_HEADERS + leaves).split())

    assert squeezed(text(pdf(table))).startswith(squeezed(golden.TITLE + golden.SUBTITLE))
    assert header - Counter(word.text for word in first) == Counter()
    assert header - Counter(word.text for word in second) == Counter()


def test_lists_break_after_a_comma_and_never_inside_a_number(table):
    first, _ = words(pdf(table))

    lines = [word.text for word in first if word.text.startswith(("1,2,3", "11,12", "17,18"))]
    assert lines == ["1,2,3,4,5,6,7,8,9,10,", "11,12,13,14,15,16,", "17,18,19"] * 9


def test_no_break_mark_is_left_in_the_text(table):
    assert "\u200b" not in text(pdf(table))


def test_paper_title_and_language(table):
    reader = PdfReader(BytesIO(pdf(table)))

    boxes = {tuple(round(edge / MM) for edge in page.mediabox) for page in reader.pages}
    assert boxes == {(0, 0, 210, 297)}
    assert reader.trailer["/Root"]["/Lang"] == "vi"
    assert dict(reader.metadata) == {
        "/Title": golden.TITLE,
        "/Author": "UBND huyện Lộc Bình",
        "/Producer": "WeasyPrint 70.0",
    }


def test_landscape(table):
    wide = replace(table, orientation=Orientation.LANDSCAPE)

    page = PdfReader(BytesIO(pdf(wide))).pages[0]

    assert [round(edge / MM) for edge in page.mediabox] == [0, 0, 297, 210]


def test_margins(table):
    """Nghị định 30/2020/NĐ-CP: left 30-35, right 15-20, top and bottom 20-25 mm."""
    found = [word for page in words(pdf(many(60))) for word in page if word.top > 19 * MM]

    assert min(word.left for word in found) >= 30 * MM
    assert max(word.right for word in found) <= (210 - 15) * MM
    assert min(word.top for word in found) >= 20 * MM
    assert max(word.bottom for word in found) <= (297 - 20) * MM


def test_only_subsets_of_liberation_serif_are_inside(table):
    reader = PdfReader(BytesIO(pdf(table)))

    names = {
        font.get_object()["/BaseFont"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {name.partition("+")[2] for name in names} == {
        "Liberation-Serif",
        "Liberation-Serif-Bold",
        "Liberation-Serif-Italic",
    }


def test_a_long_table_repeats_its_header_and_splits_no_row(tmp_path):
    table = many(60, goal="Xây dựng xã nông thôn mới nâng cao")

    pages = grid(pdf(table), tmp_path)

    assert len(pages) > 2
    assert {page[0][0] for page in pages} == {"STT"}
    assert body(pages) == expected(table)


def test_page_number_from_the_second_page():
    pages = words(pdf(many(60)))

    heads = [[w for w in page if w.bottom < 20 * MM] for page in pages]
    assert [[w.text for w in head] for head in heads] == [[]] + [
        [str(number)] for number in range(2, len(pages) + 1)
    ]
    assert {round(head[0].middle[0] / MM) for head in heads[1:]} == {30 + 165 // 2}


def test_no_page_number_when_the_appendix_has_none():
    pages = words(pdf(replace(many(60), page_numbers=False)))

    assert [[w.text for w in page if w.bottom < 20 * MM] for page in pages] == [[]] * len(pages)


@pytest.mark.parametrize("count", range(10, 23))
def test_totals_never_begin_a_page(tmp_path, count):
    """Row counts over a whole page, so that some of them would."""
    table = many(count, goal="Xây dựng xã nông thôn mới nâng cao")

    pages = grid(pdf(table), tmp_path)

    assert body(pages) == expected(table)
    assert {page[1][0].isdigit() for page in pages} == {True}


@pytest.mark.parametrize("before", range(20, 33))
def test_sections_and_parents_stay_with_what_follows(before):
    table = many(before + 10)
    section = Row(RowKind.SECTION, ("II", "Công tác tuyên truyền", *[None] * 5))
    parent = Row(RowKind.ROW, (99, "Y tế.", *[None] * 5), keeps_next=True)
    rows = (*table.rows[:before], section, parent, *table.rows[before:])

    pages = words(pdf(replace(table, rows=rows)))

    first_column = [[w.text for w in page if w.right < (30 + 165 * 7 / 100) * MM] for page in pages]
    assert [column[-1] for column in first_column if column[-1] in ("II", "99")] == []
    assert sum(column.count("II") + column.count("99") for column in first_column) == 2


def test_nothing_typed_leaves_its_cell(tmp_path):
    """Long words without a space, a full set and long lists: `grid` measures every word."""
    codes = tuple(f"{n}.{m}" for n, m in itertools.product(range(1, 20), range(1, 4)))
    rows = [
        PlanRow(1, "W" * 60, codes, codes, "Hoàn thành " + "m" * 60),
        PlanRow(2, "Xã Nghĩa Hưng Thượng Đông Nam Bộ Kéo Dài", codes, ()),
    ]
    table = arrange(plan=golden.unsaved_plan(), rows=rows, day=golden.DAY)

    pages = grid(pdf(table), tmp_path)

    assert body(pages) == expected(table)


def test_hostile_text_is_printed_and_nothing_is_fetched(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        hostile = (
            f"<link rel=attachment href=file:///etc/passwd><img src={address}>"
            f"<style>@import url({address})</style>&lt;"
        )
        table = many(1, name=hostile)
        table = replace(table, notes=(hostile,), subtitles=(hostile,), author=hostile)

        made = pdf(table)

        with pytest.raises(BlockingIOError):
            listener.accept()
    assert b"EmbeddedFile" not in made
    assert b"/Filespec" not in made
    assert body(grid(made, tmp_path))[0][1] == squeezed(hostile)
    assert squeezed(text(made)).count(squeezed(hostile)) == 3
