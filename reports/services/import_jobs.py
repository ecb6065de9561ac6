"""The work of an import, step by step: read the file, compare, write, take back.

Every job begins from what stands in the database and ends by saying there how far it came, so that
one that was killed is begun anew, or has written nothing.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from ntm_portal.lib.held_work import AlreadyHeld, held
from ntm_portal.lib.imports import ImportRefused, run_import
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.workbooks.model import Workbook
from ntm_portal.lib.workbooks.reading import read_block, read_workbook
from reports import previews
from reports.import_looks import Kinds, Look, kind_of, look_at
from reports.kept_workbooks import dump, load
from reports.models import ImportRun
from reports.previews import Fault, Preview
from reports.services.import_layouts import from_layout, from_stamp, remember
from reports.services.import_process import is_heavy, launch, lock_of

State = ImportRun.State
NOT_YOURS = "Bạn không còn quyền ghi vào nơi này, nên chưa ghi gì. Chọn lại loại bảng và phạm vi."


class Moved(Refused):
    """Something has changed since the preview was read."""


def proceed(run: ImportRun, kinds: Kinds, today: date) -> None:
    """Do what the run's state asks for: here, or in a process of its own where it takes long."""
    if is_heavy(run):
        transaction.on_commit(lambda: launch(run))
    else:
        work_on(run, kinds, today)


def work_on(run: ImportRun, kinds: Kinds, today: date) -> None:
    """Nothing where another process is at it already, or nothing is to be done."""
    try:
        with held(lock_of(run)):
            run.refresh_from_db()
            job = JOBS.get(run.state)
            if job:
                job(run, kinds, today)
    except AlreadyHeld:
        return


def parsed(run: ImportRun) -> Workbook:
    """Raises Refused with the sentence of the reader."""
    content = bytes(run.content)
    if run.is_block:
        return read_block(content.decode())
    return read_workbook(name=run.file_name, content=content)


def keep_parsed(run: ImportRun, workbook: Workbook) -> None:
    run.workbook = dump(workbook)
    run.cell_count = sum(len(sheet.cells) for sheet in workbook.sheets)


def read_file(run: ImportRun, kinds: Kinds, today: date) -> None:
    """Read the bytes and, where sheet, kind and columns are known, compare at once."""
    if not run.workbook:
        try:
            keep_parsed(run, parsed(run))
        except Refused as refusal:
            run.content = b""
            _leave(run, State.FAILED, refusal.message, "content")
            return
    workbook = load(bytes(run.workbook))
    known = from_stamp(run, workbook, kinds, today) or from_layout(run, workbook, kinds, today)
    _save(run, "workbook", "cell_count", *_CHOICES)
    if known:
        check(run, kinds, today)
    else:
        _leave(run, State.OPEN, run.fault)


def check(run: ImportRun, kinds: Kinds, today: date, fault: str = "") -> None:
    """Compare with the portal and try to write; everything that was tried is taken back."""
    run.state = State.CHECKING
    _save(run, "state")
    try:
        look = look_at(run, kinds, today)
        preview = previews.make_preview(look.table, look.intake, _tried(run, look))
    except Refused as refusal:
        _leave(run, State.OPEN, refusal.message)
        return
    except Http404:
        _leave(run, State.OPEN, NOT_YOURS)
        return
    run.preview = previews.dump(preview)
    run.preview_digest = previews.digest(look.intake)
    run.counts = preview.counts
    run.checked_at = timezone.now()
    _leave(run, State.READY, fault, "preview", "preview_digest", "counts", "checked_at")


def write(run: ImportRun, kinds: Kinds, today: date) -> None:
    """All of it, or nothing and a sentence."""
    try:
        with transaction.atomic():
            _write(run, kinds, today)
    except Http404:
        _leave(run, State.OPEN, NOT_YOURS)
    except Refused as refusal:
        check(run, kinds, today, fault=refusal.message)


def take_back(run: ImportRun, kinds: Kinds, today: date) -> None:
    """Raises nothing: what was edited since is named in the run's fault, and all stays."""
    try:
        with transaction.atomic():
            ImportRun.objects.select_for_update().only("pk").get(pk=run.pk)
            kind = kind_of(run, kinds)
            scope = kind.scope(user=run.by, today=today, data=run.scope)
            kind.undo(run.effects, scope=scope, by=run.by)
            run.undone_at, run.undone_by = timezone.now(), run.by
            _leave(run, State.UNDONE, "", "undone_at", "undone_by")
    except Http404:
        _undo_names(run)
        _leave(run, State.DONE, "Bạn không còn quyền ghi vào nơi này, nên chưa hoàn tác gì.")
    except Refused as refusal:
        _undo_names(run)
        _leave(run, State.DONE, refusal.message)


JOBS: dict[str, Callable[[ImportRun, Kinds, date], None]] = {
    State.READING: read_file,
    State.CHECKING: check,
    State.WRITING: write,
    State.UNDOING: take_back,
}
_CHOICES = (
    "kind",
    "scope",
    "scope_words",
    "scope_digest",
    "sheet",
    "header_first",
    "header_last",
    "reads_hidden",
    "mapping",
)


def _tried(run: ImportRun, look: Look) -> list[Fault]:
    """What the services say to these rows; row by row, then to all that is left."""
    faults: list[Fault] = []
    rows: Sequence[Any] = look.intake.rows
    while rows:
        try:
            run_import(look.kind.resource(look.scope), rows, by=run.by, commit=False)
        except ImportRefused as refusal:
            found = [Fault(fault.row, fault.sentence) for fault in refusal.faults]
            faults += found
            bad = {fault.row for fault in found}
            if None in bad:
                break
            rows = [row for row in rows if row["row"] not in bad]
        else:
            break
    return faults


def _write(run: ImportRun, kinds: Kinds, today: date) -> None:
    ImportRun.objects.select_for_update().only("pk").get(pk=run.pk)
    _refuse_done_meanwhile(run)
    look = look_at(run, kinds, today)
    seen = previews.load(bytes(run.preview))
    if previews.digest(look.intake) != run.preview_digest:
        raise Moved(_moved(seen, look))
    good = set(seen.good_rows)
    rows = [row for row in look.intake.rows if row["row"] in good]
    run.effects = list(run_import(look.kind.resource(look.scope), rows, by=run.by, commit=True))
    run.done_at = timezone.now()
    remember(run, look)
    _leave(run, State.DONE, "", "effects", "done_at")


def _refuse_done_meanwhile(run: ImportRun) -> None:
    done = ImportRun.objects.same_sheet(run).still_standing().filter(done_at__gte=run.checked_at)
    other = done.select_related("by").order_by("-done_at").first()
    if other:
        at = timezone.localtime(other.done_at)
        raise Moved(
            f"Tệp này {other.by} vừa ghi lúc {at:%H:%M ngày %d/%m/%Y}, mã {other.reference}. "
            "Chưa ghi lại gì."
        )


def _moved(seen: Preview, look: Look) -> str:
    """Names the first place that says something else than it did."""
    before = {(one.row, one.column): (one.state, one.read, one.before) for one in seen.readings}
    for one in look.intake.readings:
        if before.get((one.row, one.column)) != (one.state, one.read, one.before):
            where = one.what or f"Dòng {one.row}"
            return f"{where}: đã thay đổi từ lúc xem trước, nên chưa ghi gì. Xem lại rồi ghi."
    return "Số liệu trên cổng đã thay đổi từ lúc xem trước, nên chưa ghi gì. Xem lại rồi ghi."


def _undo_names(run: ImportRun) -> None:
    run.undone_at = run.undone_by = None


def _leave(run: ImportRun, state: str, fault: str, *names: str) -> None:
    run.state, run.fault = state, fault
    _save(run, "state", "fault", *names)


def _save(run: ImportRun, *names: str) -> None:
    run.save(update_fields=[*names, "touched_at"])
