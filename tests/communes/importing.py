"""Sheets of a small world, read and stored: for the tests of the kinds of sheets."""

from communes.models import Cell, StatusEntry
from communes.services.figures import FigureChange, record_figures
from communes.services.status import Change, record_status
from criteria.figures import read_said
from ntm_portal.lib.imports import run_import
from ntm_portal.lib.sheet_kinds import Intake, SheetKind
from tests.factories.world import DAY, TODAY, World


class Desk:
    """The office of a world with a kind of sheet in hand."""

    def __init__(self, kind: SheetKind, world: World, mapping: dict[int, str]) -> None:
        self.kind, self.world, self.mapping = kind, world, mapping

    def data(self, **more: str) -> dict[str, str]:
        return {
            "criteria_set": self.world.criteria_set.code,
            "unit": str(self.world.district.pk),
            "day": DAY.isoformat(),
            "voice": "OFFICE",
        } | more

    def scope(self, *, user=None, **more: str):
        data = self.data(**more)
        return self.kind.scope(user=user or self.world.office, today=TODAY, data=data)

    def read(self, table, mapping=None, *, answers=None, stamp=None, scope=None) -> Intake:
        return self.kind.read(
            table,
            mapping or self.mapping,
            scope=scope or self.scope(),
            answers=answers or {},
            stamp=stamp,
        )

    def store(self, intake: Intake, *, scope=None, by=None, commit: bool = True):
        resource = self.kind.resource(scope or self.scope())
        return run_import(resource, intake.rows, by=by or self.world.office, commit=commit)

    def say(self, commune: int, criterion: int, verdict: str, *, day=DAY, voice="OFFICE"):
        """What the office writes on a page."""
        where = self.world.communes[commune], self.world.criteria[criterion]
        cells = Cell.objects.of(communes=[where[0]], requirements=[where[1]])
        standing = StatusEntry.objects.as_of(day, cells=cells, official=voice != "SELF").first()
        change = Change(*where, verdict, standing.pk if standing else 0)
        return record_status(change=change, day=day, today=TODAY, voice=voice, by=self.world.office)

    def measure(self, indicator, text: str, *, commune: int = 0, day=DAY, seen: int = 0):
        """A figure of the office."""
        said = read_said(text, indicator)
        change = FigureChange(self.world.communes[commune], indicator, said, seen)
        return record_figures(
            changes=[change],
            criteria_set=self.world.criteria_set,
            day=day,
            today=TODAY,
            voice="OFFICE",
            by=self.world.office,
        )[0]


def log() -> list[tuple]:
    rows = StatusEntry.objects.order_by("pk")
    return list(rows.values_list("cell__commune__name", "cell__requirement__code", "verdict"))
