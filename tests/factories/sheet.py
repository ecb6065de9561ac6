"""A sheet with one indicator of each kind, on the criteria of a small world."""

from dataclasses import dataclass, field
from decimal import Decimal

from communes.models import Cell, StatusEntry
from criteria.models import Region, Requirement
from tests.factories.communes import StatusEntryFactory
from tests.factories.criteria import IndicatorFactory, RegionFactory, ThresholdFactory
from tests.factories.world import DAY, World, make_world


@dataclass
class SheetWorld:
    """The first commune lies in the north; the third criterion has no indicator.

    income: verified, 50 there in the year of DAY. roads: at least 80 %, unverified. insured: at
    least 90 % of both sexes, verified. poor: at most, but the figure is missing. electric: in
    words. schools: several conditions. homes: none at all, verified. water: nothing is known.
    """

    world: World
    north: Region
    income: Requirement
    roads: Requirement
    electric: Requirement
    insured: Requirement
    poor: Requirement
    schools: Requirement
    homes: Requirement
    water: Requirement
    indicators: list[Requirement] = field(init=False)

    def __post_init__(self) -> None:
        found = [one for one in vars(self).values() if isinstance(one, Requirement)]
        self.indicators = sorted(found, key=lambda one: one.position)

    @property
    def commune(self):
        return self.world.communes[0]

    def entry(self, requirement: Requirement, verdict: str, **more) -> StatusEntry:
        """A row of the office about the first commune."""
        cell, _ = Cell.objects.get_or_create(commune=self.commune, requirement=requirement)
        more = {"recorded_by": self.world.office, "observed_on": DAY} | more
        return StatusEntryFactory(cell=cell, verdict=verdict, **more)


def make_sheet_world() -> SheetWorld:
    world = make_world()
    north = RegionFactory(code="TDMNPB", name="Trung du miền núi phía Bắc", position=1)
    world.communes[0].region = north
    world.communes[0].save()
    first, second, _ = world.criteria
    words = {"value_kind": "QUALITATIVE", "comparator": "", "unit": "", "decimals": None}
    income = IndicatorFactory(parent=first, name="Thu nhập", unit="triệu đồng/người/năm")
    roads = IndicatorFactory(parent=first, name="Đường trục xã")
    electric = IndicatorFactory(parent=first, name="Hệ thống điện", **words)
    schools = IndicatorFactory(
        parent=first, name="Trường học", value_kind="COMPOSITE", comparator=""
    )
    insured = IndicatorFactory(parent=second, name="Bảo hiểm y tế", by_sex=True)
    poor = IndicatorFactory(parent=second, name="Hộ nghèo", comparator="AT_MOST")
    homes = IndicatorFactory(
        parent=second, name="Nhà tạm", comparator="EQUAL", unit="nhà", decimals=0
    )
    water = IndicatorFactory(parent=second, name="Nước sạch", if_any=True)
    ThresholdFactory(requirement=income, region=north, year=DAY.year, value=50)
    ThresholdFactory(requirement=roads, value=80, provenance="UNVERIFIED")
    ThresholdFactory(requirement=electric, value=None, text="Đạt", provenance="UNVERIFIED")
    ThresholdFactory(requirement=schools, value=None, text="Mức độ 1")
    ThresholdFactory(requirement=insured, value=90)
    ThresholdFactory(requirement=poor, value=None, provenance="MISSING")
    ThresholdFactory(requirement=homes, value=Decimal(0))
    return SheetWorld(world, north, income, roads, electric, insured, poor, schools, homes, water)


def fill_sheet(sheet: SheetWorld) -> None:
    """A figure of each kind as the office would have left it."""
    sheet.entry(sheet.income, "NOT_MET", value="43.8", threshold=sheet.income.thresholds.get())
    sheet.entry(sheet.roads, "NO_DATA", numerator=14, denominator="15.7")
    sheet.entry(sheet.electric, "MET")
    sheet.entry(
        sheet.insured,
        "MET",
        value=95,
        value_male=96,
        value_female=94,
        threshold=sheet.insured.thresholds.get(),
    )
    sheet.entry(sheet.poor, "NOT_MET", value="8.5")
    sheet.entry(sheet.schools, "NO_DATA", value=75)
    sheet.entry(sheet.homes, "MET", value=0, threshold=sheet.homes.thresholds.get())
    sheet.entry(sheet.water, "NOT_APPLICABLE")
