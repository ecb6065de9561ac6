"""Imports of verdicts, handed in as pasted blocks, in every state."""

from datetime import date
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from communes.models import AdministrativeUnit
from criteria.models import CriteriaSet
from ntm_portal.lib.workbooks.matching import suggest
from reports.access_imports import offered_kinds
from reports.import_kinds import KINDS
from reports.import_tables import table_of
from reports.kept_workbooks import load_sheet
from reports.models import ImportRun
from reports.services.imports import choose_columns, choose_sheet, start_run
from tests.factories.world import DAY, TODAY

CODE = "hien-trang"


def block(*rows: tuple[str, ...]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def handed_in(by: User, text: str, *, today: date = TODAY) -> ImportRun:
    return start_run(
        name="",
        content=text.encode(),
        is_block=True,
        kinds=offered_kinds(by, today),
        today=today,
        by=by,
    )


def compared(
    by: User,
    text: str,
    *,
    unit: AdministrativeUnit,
    criteria_set: CriteriaSet,
    day: date = DAY,
    today: date = TODAY,
) -> ImportRun:
    """Through the choices, as they are suggested, to the preview of the office's verdicts."""
    run = handed_in(by, text, today=today)
    step = {"kinds": {CODE: KINDS[CODE]}, "today": today}
    answers = {
        "criteria_set": criteria_set.code,
        "unit": str(unit.pk),
        "day": day.strftime("%d/%m/%Y"),
        "voice": "OFFICE",
    }
    choose_sheet(run=run, sheet=run.sheet, kind=CODE, answers=answers, **step)
    if run.state == ImportRun.State.OPEN:
        columns = list(KINDS[CODE].columns(KINDS[CODE].scope(user=by, today=today, data=answers)))
        sheet = load_sheet(bytes(run.workbook), run.sheet)
        mapping = suggest(table_of(run, sheet, columns), columns)
        choose_columns(run=run, mapping=mapping, columns=columns, **step)
    return run


def copied(run: ImportRun, state: str, **fields: object) -> ImportRun:
    """The same import in another state; a written one has its receipt."""
    number = ImportRun.objects.count() + 1
    receipt = {"year": 1, "number": number, "done_at": timezone.now()}
    written = receipt if state in ImportRun.WRITTEN else {}
    if state == ImportRun.State.UNDONE:
        written |= {"undone_at": timezone.now(), "undone_by": run.by}
    copy = ImportRun.objects.get(pk=run.pk)
    copy.pk, copy.uuid, copy.state = None, uuid4(), state
    copy._state.adding = True
    for name, value in (written | fields).items():
        setattr(copy, name, value)
    copy.save()
    return copy
