"""Sheets that say themselves what they are: forms of ours, and layouts that were read before."""

from datetime import date

from django.http import Http404

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line
from ntm_portal.lib.workbooks.matching import fingerprint
from ntm_portal.lib.workbooks.model import Workbook
from ntm_portal.lib.workbooks.stamps import read_stamp
from reports import scopes
from reports.import_looks import Kinds, Look, kind_of, sheet_called, stamp_of
from reports.import_tables import best_guess, found_table
from reports.kept_workbooks import load
from reports.models import ImportLayout, ImportRun

NO_STAMP = (
    "Biểu mẫu này của nơi bạn không ghi được, hoặc nơi ấy đã đóng. Chọn lại loại bảng và phạm vi."
)


def from_stamp(run: ImportRun, workbook: Workbook, kinds: Kinds, today: date) -> bool:
    """A form of ours says itself what it is."""
    try:
        found = read_stamp(workbook)
    except Refused as refusal:
        run.fault = refusal.message
        return False
    if found is None:
        return False
    stamp, sheet = found
    kind = kinds.get(stamp.kind)
    answers = dict(stamp.scope)
    try:
        if kind is None:
            raise Http404
        kind.scope(user=run.by, today=today, data=answers)
    except (Http404, Refused):
        run.fault = NO_STAMP
        return False
    form = kind.scope_form(user=run.by, today=today, data=answers)
    set_scope(run, stamp.kind, answers, scopes.in_words(form))
    run.sheet = clean_line(sheet)
    run.mapping = {str(column): key for column, key in stamp.columns.items()}
    return True


def from_layout(run: ImportRun, workbook: Workbook, kinds: Kinds, today: date) -> bool:
    """A layout that the person has used; else the best guess, for the next page to show.

    Of a workbook with two appendices, the second one once the first was written.
    """
    before = ImportRun.objects.of(run.by).still_standing().filter(sha256=run.sha256)
    kept = set(before.values_list("sheet", flat=True))
    written = [sheet.name for sheet in workbook.sheets if clean_line(sheet.name) in kept]
    guess = best_guess(workbook, kinds, user=run.by, today=today, written=written)
    run.sheet, run.kind = clean_line(guess.sheet), guess.kind
    if guess.layout is None:
        return False
    kind = kinds[guess.kind]
    form = kind.scope_form(user=run.by, today=today)
    answers = scopes.recalled_answers(form, guess.layout.scope)
    if answers is None:
        return False
    try:
        kind.scope(user=run.by, today=today, data=answers)
    except (Http404, Refused):
        return False
    filled = kind.scope_form(user=run.by, today=today, data=answers)
    set_scope(run, guess.kind, answers, scopes.in_words(filled))
    _use_layout(run, guess.layout)
    return True


def recall_layout(run: ImportRun, kinds: Kinds, today: date) -> bool:
    """Take the columns as the person chose them for the last sheet of this layout."""
    kind = kind_of(run, kinds)
    scope = kind.scope(user=run.by, today=today, data=run.scope)
    sheet = sheet_called(load(bytes(run.workbook)), run.sheet)
    table = found_table(sheet, kind.columns(scope))
    known = ImportLayout.objects.filter(user=run.by, kind=run.kind)
    layout = known.filter(fingerprint=fingerprint(table)).first() if table else None
    if layout is None:
        return False
    _use_layout(run, layout)
    return True


def remember(run: ImportRun, look: Look) -> None:
    """Under the fingerprint of what is found without help: that is what the next file shows."""
    workbook = load(bytes(run.workbook))
    if stamp_of(run, workbook):
        return
    columns = look.kind.columns(look.scope)
    found = found_table(sheet_called(workbook, run.sheet), columns)
    if found is None:
        return
    ImportLayout.objects.update_or_create(
        user=run.by,
        kind=run.kind,
        fingerprint=fingerprint(found),
        defaults={
            name: getattr(run, name)
            for name in ("header_first", "header_last", "reads_hidden", "mapping", "scope")
        },
    )


def set_scope(run: ImportRun, code: str, answers: dict[str, str], words: str) -> None:
    run.kind, run.scope, run.scope_words = code, answers, words
    run.scope_digest = scopes.digest(answers)


def _use_layout(run: ImportRun, layout: ImportLayout) -> None:
    run.header_first, run.header_last = layout.header_rows or (None, None)
    run.reads_hidden, run.mapping = layout.reads_hidden, layout.mapping
