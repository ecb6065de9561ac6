"""PDF: the HTML document through the one closed door to WeasyPrint."""

from ntm_portal.lib.pdf import render_pdf
from reports.renderers import html
from reports.tables import AppendixTable


def render(table: AppendixTable) -> bytes:
    """Raises Refused (503) when the font or a library is not installed."""
    document = html.document(table, line_break=html.BREAK_IN_PDF)
    return render_pdf(document, html.stylesheet(table))
