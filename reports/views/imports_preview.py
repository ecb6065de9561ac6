"""The preview of an import: what every cell would do, the questions, and the button that writes."""

from io import BytesIO

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ntm_portal.lib.file_names import split_ending
from ntm_portal.lib.http import query_text
from ntm_portal.lib.workbooks.marking import marked
from ntm_portal.lib.workbooks.model import Sheet
from reports import access_imports as access
from reports import previews
from reports.forms.imports import LEAVE_OUT, read_answers
from reports.import_kinds import KINDS
from reports.kept_workbooks import load_sheet
from reports.models import ImportRun
from reports.services.imports import answer, forget_answers, write_run
from reports.sheet_pages import (
    DIFFERENCES,
    EVERYTHING,
    MOST_PROBLEMS,
    VIEWS,
    column_labels,
    columns_shown,
    headline,
    notes_of,
    page_rows,
    problems_of,
    questions_of,
    rows_per_page,
    rows_shown,
    sheet_of,
)
from reports.views.imports_start import address

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def import_preview(request: HttpRequest, run: str) -> HttpResponse:
    """The query holds the state: `xem`, which rows; `trang`, `muc`, pages of rows, of problems."""
    found = access.get_run(request.user, run)
    if found.state != ImportRun.State.READY:
        return redirect(address(found))
    preview = previews.load(bytes(found.preview))
    sheet = _sheet(found, preview)
    view = query_text(request, "xem")
    view = view if view in VIEWS or view == EVERYTHING else DIFFERENCES
    columns = columns_shown(preview, sheet)
    numbers = rows_shown(preview, sheet, view)
    page = Paginator(numbers, rows_per_page(len(columns))).get_page(query_text(request, "trang"))
    problems = Paginator(problems_of(preview, sheet), MOST_PROBLEMS)
    context = {
        "run": found,
        "kind": KINDS[found.kind].name if found.kind in KINDS else found.kind,
        "counts": headline(preview),
        "view": view,
        "page": page,
        "letters": column_labels(sheet, columns),
        "titles": [preview.titles.get(column, "") for column in columns],
        "rows": page_rows(preview, sheet, page.object_list, columns),
        "questions": questions_of(preview, sheet, ImportRun.objects.last_answers(found)),
        "leave_out": LEAVE_OUT,
        "problems": problems.get_page(query_text(request, "muc")),
        "problem_count": preview.problem_count,
        "blocked": preview.blocked,
        "good": len(preview.good_rows),
        "may_mark": may_mark(found) and preview.problem_count > 0,
    }
    return render(request, "reports/import_preview.html", context)


def _sheet(run: ImportRun, preview: previews.Preview) -> Sheet:
    return sheet_of(preview, load_sheet(bytes(run.workbook), run.sheet) or Sheet(run.sheet, {}))


def may_mark(run: ImportRun) -> bool:
    """Notes fit only into a workbook of Excel."""
    return not run.is_block and run.file_name.lower().endswith(".xlsx")


@require_POST
def import_answer(request: HttpRequest, run: str) -> HttpResponse:
    found = access.get_run(request.user, run)
    if found.state != ImportRun.State.READY:
        return redirect(address(found))
    today = timezone.localdate()
    kinds = access.offered_kinds(request.user, today)
    if "lai" in request.POST:
        forget_answers(run=found, kinds=kinds, today=today)
    else:
        questions = previews.load(bytes(found.preview)).questions
        given = read_answers(request.POST, questions)
        answer(run=found, answers=given, kinds=kinds, today=today)
    return redirect(address(found))


@require_POST
def import_write(request: HttpRequest, run: str) -> HttpResponse:
    found = access.get_run(request.user, run)
    today = timezone.localdate()
    write_run(
        run=found,
        leaves_faults="phan-dung" in request.POST,
        kinds=access.offered_kinds(request.user, today),
        today=today,
    )
    return redirect(address(found))


@require_safe
def import_marked(request: HttpRequest, run: str) -> HttpResponse:
    """The same workbook, with a note in each cell that is not taken."""
    found = access.get_run(request.user, run)
    if found.state != ImportRun.State.READY or not may_mark(found):
        raise Http404
    preview = previews.load(bytes(found.preview))
    body = marked(bytes(found.content), notes_of(preview, _sheet(found, preview)))
    stem, _ = split_ending(found.file_name)
    name = f"{stem}-ghi-chu.xlsx"
    return FileResponse(BytesIO(body), as_attachment=True, filename=name, content_type=XLSX)
