"""A form taken from a page, worked on as in Excel, and read as the import reads it."""

from collections import Counter
from collections.abc import Callable
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ntm_portal.lib.sheet_kinds import Intake, Reading, SheetKind, Stamp
from ntm_portal.lib.workbooks.reading import read_workbook
from ntm_portal.lib.workbooks.stamps import form_table, read_stamp, without_faults

Change = Callable[[Worksheet], object]


def worked_on(content: bytes, *changes: Change) -> bytes:
    book = load_workbook(BytesIO(content))
    for change in changes:
        change(book.worksheets[0])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def come_back(
    content: bytes, kind: SheetKind, *, user, today, answers=None
) -> tuple[Intake, object, Stamp]:
    """What is read, the scope that the form names, and its stamp. No mapping is asked for."""
    workbook = read_workbook(name="tra-lai.xlsx", content=content)
    found = read_stamp(workbook)
    assert found is not None
    stamp, name = found
    assert stamp.kind == kind.code
    scope = kind.scope(user=user, today=today, data=stamp.scope)
    missing = [
        one.key
        for one in kind.columns(scope)
        if one.required and one.key not in stamp.columns.values()
    ]
    assert missing == []
    table = form_table(next(one for one in workbook.sheets if one.name == name), stamp)
    assert table is not None
    read, faults = without_faults(table, stamp)
    intake = kind.read(read, stamp.columns, scope=scope, answers=answers or {}, stamp=stamp)
    return Intake((*faults, *intake.readings), intake.rows), scope, stamp


def states(intake: Intake) -> dict[str, int]:
    return dict(Counter(one.state.value for one in intake.readings))


def news(intake: Intake) -> list[tuple[str, str, str, str]]:
    """(state, place, before, read) of what is not the same."""
    return [
        (one.state.value, one.what, one.before, one.read) for one in intake.readings if is_news(one)
    ]


def is_news(one: Reading) -> bool:
    return one.state.value != "không đổi"


def reverse_rows(sheet: Worksheet) -> None:
    """The rows below the headings the other way round."""
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    for number, line in enumerate(reversed(lines), start=5):
        put(sheet, number, line)


def move_first_value_behind(sheet: Worksheet) -> None:
    """The first column of values goes to the end."""
    moved = [sheet.cell(number, 4).value for number in range(1, sheet.max_row + 1)]
    sheet.delete_cols(4)
    last = sheet.max_column + 1
    for number, value in enumerate(moved, start=1):
        put(sheet, number, [value], first=last)


def put(sheet: Worksheet, number: int, line: list, first: int = 1) -> None:
    for column, value in enumerate(line, start=first):
        cell = sheet.cell(number, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"


def find(sheet: Worksheet, identity: str, key: str):
    """The cell of a row and a column of values, wherever they are."""
    row = next(cell.row for cell in sheet["A"] if cell.value == identity)
    column = next(cell.column for cell in sheet[1] if cell.value == key)
    return sheet.cell(row, column)
