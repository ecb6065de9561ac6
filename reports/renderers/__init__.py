"""Renderers: each turns an AppendixTable, and nothing else, into the bytes of a file."""

from dataclasses import dataclass
from importlib import import_module

from reports.letters import Letter
from reports.tables import AppendixTable

_OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "json": "application/json; charset=utf-8",
}


@dataclass(frozen=True)
class Rendered:
    """A file's bytes and its content type."""

    body: bytes
    content_type: str


def render(table: AppendixTable, file_format: str) -> Rendered:
    """file_format: a key of CONTENT_TYPES. The same table gives the same bytes.

    Loads the renderer on its first use: openpyxl, python-docx and WeasyPrint cost seconds that
    no other page should pay. Raises Refused (503) when this machine lacks what a PDF needs.
    """
    renderer = import_module(f"{__name__}.{file_format}")
    return Rendered(renderer.render(table), CONTENT_TYPES[file_format])


def render_letter(letter: Letter, file_format: str) -> Rendered:
    """file_format: "pdf" or "docx". As `render`."""
    renderer = import_module(f"{__name__}.letter_{file_format}")
    return Rendered(renderer.render(letter), CONTENT_TYPES[file_format])
