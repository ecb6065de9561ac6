"""Forms to fill in Excel (biểu mẫu): verdicts and figures of communes, as the portal holds them.

They come back by communes/resources: same keys, and a row is known by the commune's code.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from communes import grid
from communes.models import AdministrativeUnit, StatusEntry, VerdictChoice
from communes.resources.comparing import Portal, Standing
from communes.resources.figures import FigureKind
from communes.resources.reading import COMMUNE, key_of
from communes.resources.said_cells import is_measured
from communes.resources.scopes import BoardScope
from communes.resources.statuses import StatusKind
from criteria.models import Requirement
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.file_names import plain_name
from ntm_portal.lib.text import upper_first
from ntm_portal.lib.workbooks.forms import Form, FormCell, FormColumn, FormRow, Holds, Value

WORDS = {code: word for code, word in grid.WORDS.items() if code != VerdictChoice.NO_DATA}
HINT = "Chọn Đạt, Chưa đạt hoặc Không áp dụng; để trống nếu chưa có kết quả."


def status_form(scope: BoardScope, only: Collection[str] | None = None) -> Form:
    """Communes against criteria. only: codes of the communes to have a row; None: all.

    Queries as of `Portal`, however many communes.
    """
    portal = Portal(scope)

    def cell(commune: AdministrativeUnit, criterion: Requirement) -> FormCell:
        entry = portal.standing(commune, criterion)
        said = WORDS.get(portal.verdict(commune, criterion), "")
        return FormCell(said, entry.pk if entry else 0)

    columns = [
        FormColumn(key_of(one), _title(one), 14, choices=tuple(WORDS.values()), hint=HINT)
        for one in scope.criteria
    ]
    rows = _rows(scope, scope.criteria, cell, only)
    return _form(StatusKind.code, "Hiện trạng theo tiêu chí", scope, columns, rows)


def figure_form(scope: BoardScope, only: Collection[str] | None = None) -> Form:
    """Communes against indicators: a figure, or what is chosen where none is measured."""
    portal = Portal(scope)

    def cell(commune: AdministrativeUnit, indicator: Requirement) -> FormCell:
        entry = portal.standing(commune, indicator)
        return FormCell(_said(entry, indicator), entry.pk) if entry else FormCell()

    columns = [_indicator_column(one) for one in scope.indicators]
    rows = _rows(scope, scope.indicators, cell, only)
    return _form(FigureKind.code, "Giá trị theo chỉ tiêu", scope, columns, rows)


def _said(entry: Standing, indicator: Requirement) -> Value:
    """A bare figure as a number, with a verdict or of both sexes as its words."""
    if not is_measured(indicator):
        return WORDS.get(entry.verdict, "")
    figure = entry.figure
    is_bare = figure is not None and figure.value is not None and figure.male is None
    if is_bare and figure and entry.said.verdict is None:
        return figure.value or 0
    return entry.said_text


def _indicator_column(one: Requirement) -> FormColumn:
    key, title = key_of(one), _title(one)
    if not is_measured(one):
        return FormColumn(key, title, 14, choices=tuple(WORDS.values()), hint=HINT)
    unit = f" Đơn vị tính: {one.unit}." if one.unit else ""
    hint = f"Ghi số như 43,8; tỷ lệ có thể ghi 14/15,7. Để trống nếu chưa có.{unit}"
    return FormColumn(key, title, 14, holds=Holds.NUMBER, hint=hint)


def _title(one: Requirement) -> str:
    unit = f" ({one.unit})" if one.unit else ""
    return f"{one.code}. {one.name}{unit}"


def _rows(
    scope: BoardScope,
    requirements: Iterable[Requirement],
    cell: Any,
    only: Collection[str] | None,
) -> list[FormRow]:
    requirements = list(requirements)
    communes = [one for one in scope.communes if only is None or one.code in only]
    return [
        FormRow(
            commune.code,
            {
                "STT": FormCell(number),
                COMMUNE.key: FormCell(commune.full_name),
                **{key_of(one): cell(commune, one) for one in requirements},
            },
        )
        for number, commune in enumerate(communes, start=1)
    ]


def _form(
    kind: str,
    title: str,
    scope: BoardScope,
    columns: Sequence[FormColumn],
    rows: Sequence[FormRow],
) -> Form:
    criteria_set, day = scope.criteria_set, scope.day
    voice = StatusEntry.Voice(scope.voice).label
    return Form(
        kind=kind,
        scope=scope.data,
        name=plain_name(f"bieu mau {kind} {criteria_set.code} {scope.unit.name} {day.isoformat()}"),
        title=(
            f"{title}, {scope.unit.full_name}, ngày {format_day(day)} – {criteria_set.name} "
            f"({criteria_set.decision_no}). {upper_first(voice)}."
        ),
        columns=[
            FormColumn("", "STT", 5, is_open=False),
            FormColumn(COMMUNE.key, COMMUNE.label, 24, is_open=False),
            *columns,
        ],
        rows=rows,
        day=day,
    )
