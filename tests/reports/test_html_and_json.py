"""The page's fragment, the HTML file and the JSON, each read back."""

import dataclasses
import json
from html.parser import HTMLParser

from reports.renderers import html, render
from reports.tables import AppendixTable, Column, Kind, Listing, Row, RowKind
from tests.reports import loc_binh_2024 as golden


class TableReader(HTMLParser):
    """rows: of (tag, scope, colspan, text) per cell; tags: all that were opened."""

    def __init__(self, markup):
        super().__init__()
        self.rows, self.tags, self.caption = [], [], []
        self.inside = None
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        attrs = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append([tag, attrs.get("scope"), int(attrs.get("colspan", 1)), ""])
            self.inside = tag
        elif tag == "caption":
            self.inside = tag
        elif tag == "span" and self.inside == "caption":
            self.caption.append("")

    def handle_endtag(self, tag):
        if tag == self.inside:
            self.inside = None

    def handle_data(self, data):
        if self.inside == "caption" and self.caption:
            self.caption[-1] += data
        elif self.inside in ("td", "th"):
            self.rows[-1][-1][3] += data


def cells(row):
    """Texts, with "" in the place of each cell that a merge hides."""
    return tuple(text for _, _, span, shown in row for text in (shown, *[""] * (span - 1)))


def test_json(table):
    content = json.loads(render(table, "json").body)

    assert content == {
        "title": golden.TITLE,
        "columns": list(golden.COLUMNS),
        "rows": [{"kind": "row", "cells": list(cells)} for cells in golden.COMMUNES]
        + [{"kind": "total", "cells": list(cells)} for cells in golden.TOTALS],
        "notes": [],
    }


def test_json_is_readable_vietnamese(table):
    assert "Xã Sần Viên" in render(table, "json").body.decode()


def test_html_cells(table):
    reader = TableReader(html.fragment(table))

    assert tuple(cell[3] for cell in reader.rows[0]) == golden.TOP_HEADERS
    assert tuple(map(cells, reader.rows[2:])) == golden.ROWS


def test_html_headings_say_what_they_head(table):
    reader = TableReader(html.fragment(table))

    assert [cell[:3] for cell in reader.rows[0]] == [
        ["th", "col", 1],
        ["th", "col", 1],
        ["th", "colgroup", 2],
        ["th", "colgroup", 2],
        ["th", "col", 1],
    ]
    assert [cell[:2] for cell in reader.rows[2][:2]] == [["td", None], ["th", "row"]]
    assert reader.rows[21][0][:3] == ["th", "row", 2]
    assert reader.caption == [golden.TITLE, golden.SUBTITLE]


def test_html_file_stands_alone(table):
    document = render(table, "html").body.decode()

    assert document.startswith('<!doctype html>\n<html lang="vi">')
    assert f"<title>{golden.TITLE}</title>" in document
    assert "\u200b" not in document
    assert {"link", "script", "img"}.isdisjoint(TableReader(document).tags)


def test_html_escapes_what_people_typed():
    hostile = "<script>alert(1)</script></head>&amp;"
    table = AppendixTable(
        code="PL01",
        label=hostile,
        title=hostile,
        subtitles=(hostile,),
        header=(Column(hostile, Kind.TEXT, 1), Column(hostile, Kind.LIST, 1)),
        rows=(Row(RowKind.ROW, (hostile, Listing(("<b>", "<i>"), hostile))),),
        notes=(hostile,),
        author=hostile,
    )
    harmless = {
        field.name: "PL"
        for field in dataclasses.fields(AppendixTable)
        if field.name in ("label", "title", "author")
    }
    plain = dataclasses.replace(
        table,
        **harmless,
        subtitles=("PL",),
        header=(Column("A", Kind.TEXT, 1), Column("B", Kind.LIST, 1)),
        rows=(Row(RowKind.ROW, ("A", Listing(("1", "2"), "C"))),),
        notes=("PL",),
    )

    reader = TableReader(render(table, "html").body.decode())

    assert reader.tags == TableReader(render(plain, "html").body.decode()).tags
    assert reader.rows[1][0][3] == hostile
    assert reader.rows[1][1][3] == f"<b>,<i>\n{hostile}"
