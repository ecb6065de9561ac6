"""What a page, a file or a mail says and holds, as the program that opens it would see it."""

import csv
import json
import re
from base64 import b64decode
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO, StringIO
from zipfile import ZipFile

from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

FOREIGN_TAGS = {
    *("img", "iframe", "object", "embed", "base", "svg", "image", "math", "style", "video"),
    *("audio", "frame", "applet", "marquee", "template", "portal"),
}
ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "srcdoc", "xlink:href"}
OWN_ADDRESS = re.compile(r"(/(?!/)|[?#]|https?://|mailto:|$|[\w.-]+/?(\?|$))")
ACTIVE = re.compile(r'<f[ >/]|TargetMode="External"|<!DOCTYPE|vbaProject|<ddeLink')
SCRIPT = re.compile(r"/static/js/[\w/.]+\.js")


class Page(HTMLParser):
    """chunks: texts and values of attributes. faults: what our own pages never hold."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.chunks: list[str] = []
        self.faults: list[str] = []
        self._goes_on = False
        self._is_script = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._goes_on = tag == "wbr"
        self._is_script = tag == "script"
        values = {name: value or "" for name, value in attrs}
        self.chunks += values.values()
        if tag == "img" and is_code(values.pop("src", "")):
            tag = "code"
        if tag in FOREIGN_TAGS or re.search(r"[^a-z0-9]", tag):
            self.faults.append(f"<{tag}>")
        is_data = values.get("type") == "application/json"
        if tag == "script" and not is_data and not SCRIPT.fullmatch(values.get("src", "")):
            self.faults.append(f"<script {values}>")
        for name, value in values.items():
            if name.startswith(("on", "hx-")) or name in ("style", "srcdoc"):
                self.faults.append(f"<{tag} {name}>")
            if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
                self.faults.append(f"<{tag} {name!r}>")
            if name in ADDRESSES and not OWN_ADDRESS.match(value):
                self.faults.append(f"<{tag} {name}={value!r}>")

    def handle_endtag(self, tag: str) -> None:
        self._goes_on = self._is_script = False

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data[:40]}-->")

    def handle_data(self, data: str) -> None:
        if self._is_script:
            self.chunks += texts_of(json.loads(data)) if data.strip() else []
        elif self._goes_on:
            self.chunks[-1] += data
        else:
            self.chunks.append(data)
        self._goes_on = False


def is_code(address: str) -> bool:
    """Whether the address holds a QR code, drawn in one path and nothing else."""
    head, _, drawing = address.partition(",")
    if head != "data:image/svg+xml;base64":
        return False
    drawn = b64decode(drawing)
    return set(re.findall(rb"<(\w+)", drawn)) == {b"svg", b"path"} and not re.search(
        rb"\son\w+\s*=|href", drawn
    )


def texts_of(value: object) -> Iterator[str]:
    """Every text in what JSON said."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from texts_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_of(one)


def parts(body: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(body)) as archive:
        return {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


def office_faults(body: bytes) -> list[str]:
    """Of a workbook or a document: formulas, what is fetched when it is opened, macros."""
    return [
        f"{name}: {found[0]}" for name, xml in parts(body).items() for found in ACTIVE.finditer(xml)
    ]


def workbook_chunks(body: bytes) -> list[str]:
    book = load_workbook(BytesIO(body))
    return [
        str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def document_chunks(body: bytes) -> list[str]:
    document = Document(BytesIO(body))
    found = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        for row in table.rows:
            found += [cell.text for cell in row.cells]
    return [text.replace("\u200b", "") for text in found]


def csv_chunks(body: bytes) -> list[str]:
    rows = csv.reader(StringIO(body.decode("utf-8-sig")), delimiter=";")
    return [cell for row in rows for cell in row]


def pdf_faults(body: bytes) -> list[str]:
    words = (b"/EmbeddedFile", b"/JavaScript", b"/Launch", b"/AA ", b"/RichMedia", b"root:x:")
    reader = PdfReader(BytesIO(body))
    objects = (reader.get_object(number) for number in range(1, int(reader.trailer["/Size"])))
    streams = b"".join(one.get_data() for one in objects if hasattr(one, "get_data"))
    return [word.decode() for word in words if word in body or word in streams]


def pdf_text(body: bytes) -> str:
    """All of it without white space: lines of a narrow column are broken anywhere."""
    pages = PdfReader(BytesIO(body)).pages
    return re.sub(r"[\s\u200b-]+", "", "".join(page.extract_text() for page in pages))
