"""Two communes of a small province that ended and became one."""

from datetime import date

from communes.boards import read_board
from communes.carrying import Move, fingerprint
from communes.merging import plan_merge, read_merger
from communes.models import CarryOver, Cell, StatusEntry
from communes.services.merge import merge_statuses
from criteria.models import Requirement
from tests.factories.communes import CommuneFactory, StatusEntryFactory
from tests.factories.criteria import IndicatorFactory
from tests.factories.passing import UnitSuccessionFactory
from tests.factories.world import TODAY, World
from tests.history import rows_hash

LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)


class Merged:
    """Two communes of the world ended and became one; indicator 3.1 in percent, at least 80."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.set = world.criteria_set
        self.new = CommuneFactory(name="Mới", parent=world.district, valid_from=FIRST)
        self.indicator = IndicatorFactory(parent=world.criteria[2], code="3.1")
        self.parts = []
        for commune, people in zip(world.communes, (1000, 3000), strict=True):
            commune.valid_to = LAST
            commune.save()
            self.parts.append(
                UnitSuccessionFactory(old=commune, new=self.new, starts_on=FIRST, population=people)
            )

    def say(
        self, commune: int, requirement: Requirement, verdict: str = "MET", **figures
    ) -> StatusEntry:
        """The office says it of an old commune."""
        cell, _ = Cell.objects.get_or_create(
            commune=self.world.communes[commune], requirement=requirement
        )
        return StatusEntryFactory(cell=cell, verdict=verdict, **figures)

    def moves(self, day: date = FIRST) -> list[Move]:
        merger = read_merger(self.new, day)
        return plan_merge(merger=merger, criteria_set=self.set, day=day)

    def move(self, code: str) -> Move:
        return next(move for move in self.moves() if move.requirement.code == code)

    def verdict(self, code: str) -> str:
        return self.move(code).verdict.value

    def merge(self, **more) -> CarryOver | None:
        given = {
            "unit": self.new,
            "criteria_set": self.set,
            "day": FIRST,
            "today": TODAY,
            "by": self.world.province_office,
        } | more
        given.setdefault("seen", fingerprint(self.moves()))
        return merge_statuses(**given)

    def board(self) -> list[str]:
        board = read_board(communes=[self.new], criteria_set=self.set, day=TODAY)
        return [square.state for square in board.row(self.new)]

    def old_rows(self) -> tuple[int, str]:
        return rows_hash(cell__commune__in=self.world.communes)
