"""A letter as PDF: its own head and foot around the table that every renderer prints."""

from django.conf import settings
from django.template.loader import render_to_string

from ntm_portal.lib.pdf import render_pdf
from reports.letters import Letter
from reports.renderers import html


def render(letter: Letter) -> bytes:
    """Raises Refused (503) when the font or a library is not installed."""
    fragment = html.fragment(letter.table, line_break=html.BREAK_IN_PDF)
    document = render_to_string("reports/letter_pdf.html", {"letter": letter, "fragment": fragment})
    sheet = (settings.BASE_DIR / "static" / "css" / "letter_pdf.css").read_text(encoding="utf-8")
    return render_pdf(document, html.stylesheet(letter.table) + sheet)
