"""The figures behind a plan as they stand: what a signature freezes, and what has moved since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from communes.cell_words import cell_words
from communes.models import AdministrativeUnit, Cell, StatusEntry, UnitSuccession
from criteria.figures import Said
from criteria.models import CriteriaSet
from criteria.rules import Verdict
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.text import upper_first
from plans.models import Plan
from reports.models import SignedFigure

Kind = SignedFigure.Kind
NOTHING = "Chưa có số liệu"
# (kind, unit id, requirement id)
Key = tuple[str, int | None, int | None]


@dataclass(frozen=True)
class Figure:
    """One figure in words; entry_id: the row of the log that says so."""

    kind: str
    place: str
    value: str
    unit_id: int | None = None
    requirement_id: int | None = None
    entry_id: int | None = None

    @property
    def key(self) -> Key:
        return self.kind, self.unit_id, self.requirement_id


def read_figures(plan: Plan, today: date) -> list[Figure]:
    """The edition, the names of the units, and every cell of the plan's communes.

    Cells as of the baseline day, names as of `today`; a cell of which nobody has spoken is left
    out. Six queries, whatever the number of communes.
    """
    rows = list(plan.rows.select_related("commune__parent").order_by("position"))
    communes = [row.commune for row in rows]
    names = {row.commune_id: row.name for row in rows}
    found = [_edition(plan.criteria_set)]
    found += _units([plan.unit, *communes], today)
    found += _cells(plan, communes, names, Kind.OFFICIAL)
    if plan.kind == Plan.Kind.COMMUNE:  # the one kind whose appendices print both voices
        found += _cells(plan, communes, names, Kind.SELF)
    return found


def _edition(criteria_set: CriteriaSet) -> Figure:
    until = criteria_set.effective_to
    value = (
        f"{criteria_set.code}: {criteria_set.name}, {criteria_set.decision_no} ngày "
        f"{format_day(criteria_set.issued_on)}, {criteria_set.get_status_display()}"
        + (f", hiệu lực đến {format_day(until)}" if until else "")
    )
    return Figure(Kind.EDITION, "Bộ tiêu chí", value)


def _units(units: list[AdministrativeUnit], today: date) -> Iterator[Figure]:
    """Each with its parent, its last day, and the units that have taken it over."""
    taken: dict[int, list[str]] = {}
    over = UnitSuccession.objects.standing().filter(old__in=units, starts_on__lte=today)
    for one in over.order_by("starts_on", "pk"):
        words = f"{one.new.full_name} từ {format_day(one.starts_on)}"
        taken.setdefault(one.old_id, []).append(words)
    for unit in units:
        heirs = "; ".join(taken.get(unit.pk, ()))
        value = f"{unit.long_name}, nay thuộc {heirs}" if heirs else unit.long_name
        yield Figure(Kind.UNIT, f"Tên đơn vị, mã {unit.code}", value, unit_id=unit.pk)


def _cells(
    plan: Plan, communes: Iterable[AdministrativeUnit], names: dict[int, str], kind: str
) -> Iterator[Figure]:
    requirements = {one.pk: one for one in plan.criteria_set.requirements.order_by("position")}
    cells = Cell.objects.of(communes=communes, requirements=list(requirements))
    official = kind == Kind.OFFICIAL
    entries = StatusEntry.objects.as_of(plan.baseline_on, cells=cells, official=official)
    order = {unit_id: place for place, unit_id in enumerate(names)}
    places = {pk: place for place, pk in enumerate(requirements)}
    for entry in sorted(
        entries.select_related("cell"),
        key=lambda one: (order[one.cell.commune_id], places[one.cell.requirement_id]),
    ):
        requirement = requirements[entry.cell.requirement_id]
        said = Said(entry.figure, Verdict(entry.verdict))
        what = f"{requirement.get_kind_display()} {requirement.code}"
        whose = "" if official else " (xã tự đánh giá)"
        yield Figure(
            kind,
            f"{names[entry.cell.commune_id]}, {what}{whose}",
            upper_first(cell_words(said, requirement, None)),
            entry.cell.commune_id,
            requirement.pk,
            entry.pk,
        )
