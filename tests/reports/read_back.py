"""The cells of an appendix read back from each of its files, one text per column."""

import json
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from ntm_portal.lib.numbers import format_number
from reports.renderers import render
from reports.tables import AppendixTable


def from_json(table: AppendixTable) -> tuple[tuple[str, ...], ...]:
    content = json.loads(render(table, "json").body)
    return tuple(tuple(row["cells"]) for row in content["rows"])


def from_workbook(table: AppendixTable) -> tuple[tuple[str, ...], ...]:
    """The rows of the body as Excel shows them in a Vietnamese system."""
    sheet = load_workbook(BytesIO(render(table, "xlsx").body)).active
    first = int(sheet.freeze_panes[1:])
    last = first + len(table.rows) - 1
    return tuple(
        tuple(_shown(cell) for cell in row)
        for row in sheet.iter_rows(min_row=first, max_row=last, max_col=len(table.columns))
    )


def _shown(cell) -> str:
    if cell.value is None:
        return ""
    if isinstance(cell.value, str):
        return cell.value
    places = len(cell.number_format.partition(".")[2])
    return format_number(Decimal(str(cell.value)), places)
