"""Two steps of an import: which sheet of which kind about what; which column is what."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ntm_portal.lib.http import query_text
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import SheetColumn, SheetKind
from ntm_portal.lib.text import clean_line, shown
from ntm_portal.lib.workbooks.matching import suggest
from ntm_portal.lib.workbooks.model import Sheet, column_letters
from ntm_portal.lib.workbooks.tables import SheetTable
from reports import access_imports as access
from reports.forms.imports import read_header_rows, read_mapping
from reports.import_tables import table_of
from reports.kept_workbooks import load_sheet, outline
from reports.models import ImportRun
from reports.scopes import names_foreign, sent, standing_answers
from reports.services.imports import choose_columns, choose_headings, choose_sheet
from reports.sheet_pages import cell_words
from reports.views.imports_start import address

TOP_ROWS, TOP_COLUMNS = 12, 12  # of the look at the sheet's beginning
SAMPLES = 3


def _is_over(run: ImportRun) -> bool:
    """Nothing to choose: it works, is written, or was never read."""
    return run.is_working or run.is_written or run.state == ImportRun.State.FAILED


@require_http_methods(["GET", "HEAD", "POST"])
def import_sheet(request: HttpRequest, run: str) -> HttpResponse:
    """The query names a kind whose form is to be shown: `loai`."""
    found = access.get_run(request.user, run)
    if _is_over(found):
        return redirect(address(found))
    today = timezone.localdate()
    kinds = access.offered_kinds(request.user, today)
    sheets, remarks = outline(bytes(found.workbook))
    asked = request.POST.get("loai", "") or query_text(request, "loai") or found.kind
    code = asked if asked in kinds else next(iter(kinds), "")
    chosen = clean_line(request.POST.get("trang", "")) or found.sheet
    form, fault, status = _scope_form(request, kinds, code, found, today), found.fault, 200
    if request.method == "POST" and "xem" not in request.POST:
        kind = access.get_kind(request.user, asked, today)
        if names_foreign(form):
            raise Http404
        fault, status = "", 422
        if chosen not in {one.name for one in sheets}:
            fault = f"Sổ tính không có trang ‘{shown(chosen)}’. Chọn lại trang tính."
        elif form.is_valid():
            try:
                choose_sheet(
                    run=found,
                    sheet=chosen,
                    kind=kind.code,
                    answers=sent(form),
                    kinds={kind.code: kind},
                    today=today,
                )
            except Refused as refusal:
                fault, status = refusal.message, refusal.status
            else:
                return redirect(address(found))
    context = {
        "run": found,
        "fault": fault,
        "sheets": sheets,
        "remarks": remarks,
        "chosen": chosen,
        "kinds": list(kinds.values()),
        "code": code,
        "form": form,
    }
    return render(request, "reports/import_sheet.html", context, status=status)


def _scope_form(request, kinds: dict[str, SheetKind], code: str, run: ImportRun, today: date):
    """Bound to what was sent for this kind, else filled with what the run says already."""
    if not code:
        return None
    kind = kinds[code]
    if request.method == "POST" and "xem" not in request.POST:
        return kind.scope_form(user=request.user, today=today, data=request.POST.dict())
    empty = kind.scope_form(user=request.user, today=today)
    chosen = run.scope if run.kind == code and run.scope_digest else standing_answers(empty)
    form = kind.scope_form(user=request.user, today=today)
    form.initial = {**form.initial, **chosen}
    return form


@dataclass(frozen=True)
class ColumnChoice:
    """A column of the sheet, what stands in it, and which key is preselected."""

    column: int
    letters: str
    title: str
    samples: list[str]
    key: str

    @property
    def name(self) -> str:
        return f"cot-{self.column}"


@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: HttpRequest, run: str) -> HttpResponse:
    found = access.get_run(request.user, run)
    if _is_over(found) or not found.scope_digest:
        return redirect(address(found))
    today = timezone.localdate()
    kind = access.get_kind(request.user, found.kind, today)
    scope = kind.scope(user=request.user, today=today, data=found.scope)
    columns = list(kind.columns(scope))
    sheet = load_sheet(bytes(found.workbook), found.sheet) or Sheet(found.sheet, {})
    fault, status, table = found.fault, 200, None
    try:
        if "tieu-de" in request.POST:
            choose_headings(
                run=found,
                header_rows=read_header_rows(request.POST),
                reads_hidden="an" in request.POST,
            )
            return redirect(address(found))
        table = table_of(found, sheet, columns)
        if request.method == "POST":
            places = [heading.column for heading in table.headings]
            choose_columns(
                run=found,
                mapping=read_mapping(request.POST, places, columns),
                columns=columns,
                kinds={kind.code: kind},
                today=today,
            )
            return redirect(address(found))
    except Refused as refusal:
        fault, status = refusal.message, refusal.status
    context = {
        "run": found,
        "kind": kind,
        "fault": fault,
        "table": table,
        "choices": _choices(request, found, table, columns) if table else [],
        "columns": columns,
        "required": [one.label for one in columns if one.required],
        "top": _top(sheet),
        "has_hidden": bool(sheet.hidden_rows or sheet.hidden_columns),
    }
    status = 200 if request.method != "POST" else status
    return render(request, "reports/import_columns.html", context, status=status)


def _choices(
    request: HttpRequest, run: ImportRun, table: SheetTable, columns: list[SheetColumn]
) -> list[ColumnChoice]:
    chosen = run.columns or suggest(table, columns)
    rows = [row for row in table.rows if not row.passed_over]
    found = []
    for heading in table.headings:
        place = heading.column
        written = [cell_words(row.cells[place]) for row in rows if place in row.cells]
        found.append(
            ColumnChoice(
                place,
                column_letters(place),
                heading.title,
                written[:SAMPLES],
                request.POST.get(f"cot-{place}", chosen.get(place, "")),
            )
        )
    return found


def _top(sheet: Sheet) -> list[tuple[int, list[str]]]:
    """How the sheet begins, by row, so that the rows of the headings can be counted."""
    width = min(sheet.last_column, TOP_COLUMNS)
    found = []
    for row in range(1, min(sheet.last_row, TOP_ROWS) + 1):
        cells = (sheet.cells.get((row, column)) for column in range(1, width + 1))
        found.append((row, [cell_words(cell) if cell else "" for cell in cells]))
    return found
