"""A sheet with its readings as a page shows it: like in Excel, a screenful at a time. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ntm_portal.lib.dates import format_day
from ntm_portal.lib.sheet_kinds import Question, Reading, State
from ntm_portal.lib.text import fold, shown
from ntm_portal.lib.workbooks.finding import transposed
from ntm_portal.lib.workbooks.model import Sheet, SheetCell, column_letters
from reports.previews import UNTOUCHED, Preview

MOST_CELLS = 600  # of one page: every cell is markup, and telephones read it too
LEAST_ROWS = 10
MOST_LETTERS = 120  # of a cell; notes of a page's length would push the others out of sight
MOST_PROBLEMS = 50
ADDRESSES = 6  # named in a question; the rest is a number
EVERYTHING, DIFFERENCES = "tat-ca", "khac"
VIEWS = {
    "moi": State.NEW,
    "doi": State.CHANGED,
    "khong-doi": State.SAME,
    "hoi": State.ASK,
    "loi": State.ERROR,
    "da-doi-tren-cong": State.CONFLICT,
    "bo-qua": State.PASSED_OVER,
}
# Beside the colour: read aloud, printed in black, seen by whoever sees no red.
SIGNS = {
    State.NEW: "+",
    State.CHANGED: "↻",
    State.SAME: "=",
    State.ASK: "?",
    State.ERROR: "✕",
    State.CONFLICT: "⇄",
    State.PASSED_OVER: "–",
}


@dataclass(frozen=True)
class PageCell:
    """state: "" for a cell that says nothing of its own."""

    text: str
    state: str = ""
    sign: str = ""
    words: str = ""
    read: str = ""
    before: str = ""


@dataclass(frozen=True)
class PageRow:
    """label: the row's number, or its letters where the sheet is read turned round."""

    label: str
    cells: list[PageCell]
    passed_over: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Count:
    """A part of the headline, "đổi 31", and where its cells are shown."""

    view: str
    words: str
    count: int
    sign: str
    state: str


@dataclass(frozen=True)
class Asked:
    """One question for all its equal cases. last: what the person answered the last time."""

    name: str
    question: Question
    places: str
    written: str
    last: str | None = None


@dataclass(frozen=True)
class Problem:
    place: str
    what: str
    written: str
    read: str
    before: str
    state: State
    message: str


def cell_words(cell: SheetCell) -> str:
    """As Vietnamese people write it; a percentage as Excel shows it."""
    number, day = cell.number, cell.day
    if day is not None:
        return format_day(day)
    if number is None:
        return cell.text
    if "%" in cell.number_format:
        return f"{format(number * 100, 'f').rstrip('0').rstrip('.')}%".replace(".", ",")
    return cell.text.replace(".", ",")


def sheet_of(preview: Preview, sheet: Sheet) -> Sheet:
    """As the preview counts its rows and columns."""
    return transposed(sheet) if preview.turned else sheet


def headline(preview: Preview) -> list[Count]:
    """Counts of what there is, in the order of the states; what there is none of is left out."""
    counts = preview.counts
    names = {state: view for view, state in VIEWS.items()}
    found = []
    for state in State:
        count = counts[state.name]
        words = state.value
        if state is State.PASSED_OVER:
            words = _passed_over_words(preview, count)
        if count:
            found.append(Count(names[state], words, count, SIGNS[state], state.name.lower()))
    return found


def _passed_over_words(preview: Preview, count: int) -> str:
    """ "bỏ qua 3 dòng tổng cộng" where all are of one kind, else "bỏ qua 5 dòng"."""
    why = set(preview.passed_over.values())
    rows = sum(1 for _ in preview.passed_over)
    if len(why) == 1 and rows == count:
        return f"bỏ qua {count} {next(iter(why))}"
    return f"bỏ qua {count} dòng"


def rows_shown(preview: Preview, sheet: Sheet, view: str) -> list[int]:
    """Numbers of the rows that the view shows, all pages together."""
    last_heading = preview.header_rows[1]
    faulty = {fault.row for fault in preview.faults if fault.row}
    if view == EVERYTHING:
        return sorted({row for row, _ in sheet.cells if row > last_heading} | faulty)
    state = VIEWS.get(view)
    if state is None:
        differ = {one.row for one in preview.readings if one.state not in UNTOUCHED}
        return sorted(differ | faulty)
    found = {one.row for one in preview.readings if one.state is state}
    if state is State.PASSED_OVER:
        found |= preview.passed_over.keys()
    if state is State.ERROR:
        found |= faulty
    return sorted(found)


def rows_per_page(columns: int) -> int:
    return max(LEAST_ROWS, MOST_CELLS // max(columns, 1))


def columns_shown(preview: Preview, sheet: Sheet) -> list[int]:
    below = {column for row, column in sheet.cells if row >= preview.header_rows[0]}
    return sorted(below | preview.titles.keys() | {one.column for one in preview.readings})


def page_rows(
    preview: Preview, sheet: Sheet, numbers: Sequence[int], columns: Sequence[int]
) -> list[PageRow]:
    read = {(one.row, one.column): one for one in preview.readings if one.row in set(numbers)}
    faults = {fault.row: fault.sentence for fault in preview.faults}
    return [
        PageRow(
            row_label(sheet, number),
            [
                _page_cell(sheet.cells.get((number, column)), read.get((number, column)))
                for column in columns
            ],
            preview.passed_over.get(number, ""),
            faults.get(number, ""),
        )
        for number in numbers
    ]


def _page_cell(cell: SheetCell | None, reading: Reading | None) -> PageCell:
    text = cell_words(cell) if cell else ""
    if reading is None:
        return PageCell(shown(text, MOST_LETTERS))
    state = reading.state
    text = reading.written or text
    is_told = state not in UNTOUCHED and fold(reading.read) != fold(text)
    return PageCell(
        shown(text, MOST_LETTERS),
        state.name.lower(),
        SIGNS[state],
        state.value,
        reading.read if is_told else "",
        reading.before if state in (State.CHANGED, State.CONFLICT) else "",
    )


def row_label(sheet: Sheet, row: int) -> str:
    return column_letters(row) if sheet.turned else str(row)


def column_labels(sheet: Sheet, columns: Sequence[int]) -> list[str]:
    return [str(column) if sheet.turned else column_letters(column) for column in columns]


def problems_of(preview: Preview, sheet: Sheet) -> list[Problem]:
    """Those of the trial run first, then cell by cell; what a question asks stands there."""
    line = "cột" if sheet.turned else "dòng"
    found = [
        Problem(
            f"{sheet.name}, {line} {row_label(sheet, fault.row)}" if fault.row else sheet.name,
            "",
            "",
            "",
            "",
            State.ERROR,
            fault.sentence,
        )
        for fault in preview.faults
    ]
    found += [
        Problem(
            f"{sheet.name}!{sheet.address(one.row, one.column)}",
            one.what,
            one.written,
            one.read,
            one.before,
            one.state,
            one.message,
        )
        for one in preview.problems
        if one.question is None
    ]
    return found


def questions_of(preview: Preview, sheet: Sheet, last: Mapping[str, str]) -> list[Asked]:
    """Those that wait for an answer, in the order of the preview's questions.

    last: the answers to the same questions in an import before, to be chosen beforehand.
    """
    places = {key: place for place, key in enumerate(preview.questions)}
    asked = [one for one in preview.problems if one.question is not None]
    asked.sort(key=lambda one: places[one.question.key])
    found = []
    for key, cases in groupby(asked, key=lambda one: one.question.key):
        cells = list(cases)
        found.append(
            Asked(
                f"cau-{places[key]}",
                preview.questions[key],
                _places(cells, sheet),
                shown(cells[0].written),
                last.get(key),
            )
        )
    return found


def _places(cells: Sequence[Reading], sheet: Sheet) -> str:
    named = ", ".join(sheet.address(one.row, one.column) for one in cells[:ADDRESSES])
    rest = len(cells) - ADDRESSES
    return f"{named} và {rest} ô nữa" if rest > 0 else named


def notes_of(preview: Preview, sheet: Sheet) -> dict[str, dict[tuple[int, int], str]]:
    """What to write beside the cells of the same workbook; empty where all is well."""
    first = min(preview.titles, default=1)
    found: dict[tuple[int, int], str] = {}
    for fault in preview.faults:
        found[sheet.place(fault.row or preview.header_rows[0], first)] = fault.sentence
    for one in preview.problems:
        said = one.message or (one.question.text if one.question else "")
        read = f" Cổng đọc là: {one.read}." if one.read else ""
        before = f" Cổng đang có: {one.before}." if one.before else ""
        found[sheet.place(one.row, one.column)] = f"{said}{read}{before}"
    return {sheet.name: found}
