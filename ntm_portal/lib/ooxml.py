"""Office files: text stays text, and they come out the same each time.

openpyxl reads "=…" as a formula; it and python-docx write the clock in.
"""

import re
from datetime import UTC, date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.cell import Cell

NOT_DATED = date(1980, 1, 1)  # the first day that a zip archive can hold
_CORE = "docProps/core.xml"
MOST_SHEET_TITLE = 31  # letters, of Excel
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\]+")
_CLOCK = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</)")


def moment_of(day: date | None) -> datetime:
    """The moment written as created and modified: midnight of the document's day."""
    return datetime.combine(day or NOT_DATED, time(), tzinfo=UTC)


def same_bytes(package: bytes, day: date | None) -> bytes:
    """The package with all its moments set to `day`; None for a document not dated yet."""
    moment = moment_of(day)
    written = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    target = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == _CORE:
                content = _CLOCK.sub(rb"\g<1>" + written + rb"\g<3>", content)
            stamped = ZipInfo(entry.filename, moment.timetuple()[:6])
            stamped.compress_type = ZIP_DEFLATED
            archive.writestr(stamped, content)
    return target.getvalue()


def put_text(cell: Cell, text: str) -> None:
    """Text as text: type "s" keeps "=…" from becoming a formula, "@" keeps it so when edited."""
    cell.number_format = "@"
    if text:
        cell.value = text
        cell.data_type = "s"


def sheet_title(text: str) -> str:
    """`text` as the name of a sheet: at most 31 letters, without what Excel does not take."""
    return _NOT_IN_TITLE.sub("-", text)[:MOST_SHEET_TITLE].strip("' -") or "Trang tính"
