"""What an import says now: its table, as its kind reads it, beside what the portal holds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import Intake, Reading, SheetKind, Stamp
from ntm_portal.lib.text import clean_line
from ntm_portal.lib.workbooks.model import Sheet, Workbook
from ntm_portal.lib.workbooks.stamps import form_table, read_stamp, without_faults
from ntm_portal.lib.workbooks.tables import SheetTable
from reports.import_tables import table_of
from reports.kept_workbooks import load
from reports.models import ImportRun

Kinds = Mapping[str, SheetKind]  # what the person may bring in, by code


@dataclass(frozen=True)
class Look:
    """A table as its kind reads it now."""

    kind: SheetKind
    scope: Any
    table: SheetTable
    intake: Intake


def look_at(run: ImportRun, kinds: Kinds, today: date) -> Look:
    """Raises Refused, and Http404 for a scope that is not theirs any more."""
    kind = kind_of(run, kinds)
    workbook = load(bytes(run.workbook))
    scope = kind.scope(user=run.by, today=today, data=run.scope)
    sheet = sheet_called(workbook, run.sheet)
    stamp = stamp_of(run, workbook)
    table = form_table(sheet, stamp) if stamp else None
    table = table or table_of(run, sheet, kind.columns(scope))
    spoken: tuple[Reading, ...] = ()
    read = table
    if stamp:
        read, spoken = without_faults(table, stamp)
    intake = kind.read(read, run.columns, scope=scope, answers=run.answers, stamp=stamp)
    return Look(kind, scope, table, replace(intake, readings=(*spoken, *intake.readings)))


def kind_of(run: ImportRun, kinds: Kinds) -> SheetKind:
    kind = kinds.get(run.kind)
    if kind is None:
        raise Http404
    return kind


def sheet_called(workbook: Workbook, name: str) -> Sheet:
    for sheet in workbook.sheets:
        if clean_line(sheet.name) == name:
            return sheet
    raise Refused(f"Sổ tính không còn trang ‘{name}’. Chọn lại trang tính.")


def stamp_of(run: ImportRun, workbook: Workbook) -> Stamp | None:
    """Only while it is read as what it says that it is."""
    stamp, sheet = read_stamp(workbook) or (None, "")
    is_read = stamp and stamp.kind == run.kind and clean_line(sheet) == run.sheet
    return stamp if is_read else None
