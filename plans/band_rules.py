"""Communes by how many criteria they meet (phân nhóm xã). Pure: no database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass

# Where a band begins. Source: Kế hoạch 46/KH-UBND Lạng Sơn (22/02/2019), mục I.1: "15-18",
# "10-14", "5-9"; the whole set above them and "dưới 5" below are of the same report.
BEGINNINGS = (15, 10, 5, 0)


@dataclass(frozen=True)
class Band:
    """lowest, highest: criteria counts, both included."""

    lowest: int
    highest: int

    def overlaps(self, other: "Band") -> bool:
        return self.lowest <= other.highest and other.lowest <= self.highest

    @property
    def words(self) -> str:
        """ "19 tiêu chí", "15-18 tiêu chí", "dưới 5 tiêu chí"."""
        if self.lowest == 0:
            return f"dưới {self.highest + 1} tiêu chí"
        if self.lowest == self.highest:
            return f"{self.lowest} tiêu chí"
        return f"{self.lowest}-{self.highest} tiêu chí"


def usual_bands(criteria_count: int) -> tuple[Band, ...]:
    """The whole set first, then down to nothing: 19, 15-18, 10-14, 5-9, dưới 5."""
    bands = [Band(criteria_count, criteria_count)]
    for lowest in BEGINNINGS:
        if lowest < bands[-1].lowest:
            bands.append(Band(lowest, bands[-1].lowest - 1))
    return tuple(bands)


def count_by_band(totals: Iterable[int], bands: Iterable[Band]) -> list[int]:
    """How many of the communes' totals lie in each band."""
    found = list(totals)
    return [sum(band.lowest <= one <= band.highest for one in found) for band in bands]
