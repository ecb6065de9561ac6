"""HTML: the fragment for pages, and a whole document that a browser or WeasyPrint opens alone."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from reports.renderers.measure import may_break
from reports.tables import AppendixTable, Kind, PrintedCell, Row

# Where a list may break: browsers take <wbr>, which leaves nothing behind when text is copied.
# WeasyPrint is three times slower with it than with U+200B, which pdftotext leaves out.
BREAK_IN_BROWSER = format_html("<{}>", "wbr")
BREAK_IN_PDF = "\u200b"


def render(table: AppendixTable) -> bytes:
    """A document of its own, with its styles inside: no page of the portal carries any."""
    head, end, body = document(table, line_break=BREAK_IN_BROWSER).partition("</head>")
    return f"{head}<style>\n{stylesheet(table)}</style>\n{end}{body}".encode()


def fragment(table: AppendixTable, *, line_break: str = BREAK_IN_BROWSER) -> SafeString:
    """The <table> with its caption, and the notes under it."""
    context = {
        "table": table,
        "heading_lines": heading_lines(table),
        "header_rows": table.header_rows,
        "rows": [(_classes(table, row), _cells(table, row, line_break)) for row in table.rows],
    }
    return render_to_string("reports/_appendix_table.html", context)


def document(table: AppendixTable, *, line_break: str) -> str:
    """A whole document without styles."""
    context = {"table": table, "fragment": fragment(table, line_break=line_break)}
    return render_to_string("reports/appendix_pdf.html", context)


def stylesheet(table: AppendixTable) -> str:
    """The sheet of the document, read from disk as text, with this table's widths and paper."""
    sheet = (settings.BASE_DIR / "static" / "css" / "appendix_pdf.css").read_text(encoding="utf-8")
    total = sum(column.width for column in table.columns)
    widths = "".join(
        f"col:nth-child({place}) {{ width: {100 * column.width / total:.3f}% }}\n"
        for place, column in enumerate(table.columns, start=1)
    )
    number = "@top-center { content: counter(page) }" if table.page_numbers else ""
    pages = (
        f"@page {{ size: A4 {table.orientation}; {number} }}\n"
        "@page :first { @top-center { content: none } }\n"
    )
    return sheet + pages + widths


def heading_lines(table: AppendixTable) -> list[tuple[str, str]]:
    """(class, text) of each line above the table."""
    lines = [("label", table.label)] if table.label else []
    lines.append(("title", table.title))
    return lines + [("subtitle", line) for line in table.subtitles]


def _classes(table: AppendixTable, row: Row) -> str:
    keeps = " row--keeps-next" if row.keeps_next else ""
    return f"row row--{row.kind}{keeps}" + (" row--long" if may_break(table.texts(row)) else "")


def _cells(table: AppendixTable, row: Row, line_break: str) -> list[tuple[PrintedCell, SafeString]]:
    return [(cell, _markup(cell, line_break)) for cell in table.printed_cells(row)]


def _markup(cell: PrintedCell, line_break: str) -> SafeString:
    """The cell's text escaped; lists get a break opportunity after every comma."""
    if cell.column.kind != Kind.LIST:
        return conditional_escape(cell.text)
    *leading, last = cell.text.split(",")
    pieces = [f"{piece}," for piece in leading] + [last]
    return format_html_join(line_break, "{}", [(piece,) for piece in pieces])
