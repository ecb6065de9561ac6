"""What is found in a text: one figure, and what the words around it say it is of. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from plans.phrases.words import NOTHING, Number


class Kind(StrEnum):
    """What a figure counts."""

    SHARE = "SHARE"  # 60/207 …, chiếm 28,99%
    OUT_OF = "OUT_OF"  # 19/19 xã: only its whole can be compared
    CRITERION = "CRITERION"  # communes that reach a criterion
    BAND = "BAND"  # communes with so many criteria
    TIER = "TIER"  # communes that reach a tier
    GROUP = "GROUP"  # communes of a group
    AVERAGE = "AVERAGE"  # criteria per commune
    TOTAL = "TOTAL"  # criteria of all communes together
    MET_TOTAL = "MET_TOTAL"  # criteria that all communes had met together
    ADDED = "ADDED"  # criteria that all communes add together
    INCREASE = "INCREASE"  # criteria that each commune adds
    OF_COMMUNE = "OF_COMMUNE"  # criteria that one commune adds
    MET_OF_COMMUNE = "MET_OF_COMMUNE"  # criteria that one commune has met
    MONEY = "MONEY"
    VILLAGES = "VILLAGES"
    LISTED = "LISTED"  # a count, and the list behind it
    ROADMAP = "ROADMAP"  # the communes that reach a tier in a year
    GOAL = "GOAL"  # a commune named with the tier it is to reach
    REACHED = "REACHED"  # communes named as having reached a tier


@dataclass(frozen=True)
class Phrase:
    """A figure or a list in the text. Empty fields: the words do not say.

    quote: as printed. low, high: the figure or its two ends. of, share: the whole and the
    percentage beside it. criterion: its number. adds: added to what there is, or all together;
    None when the words allow both. communes: names without "xã". label: folded words before it.
    criteria: numbers listed. listed: length of the list. promise: the words speak of what is to
    come.
    """

    kind: Kind
    quote: str
    low: Number = NOTHING
    high: Number = NOTHING
    of: Number = NOTHING
    share: Number = NOTHING
    criterion: str = ""
    tier: str = ""
    village: str = ""
    band: tuple[int, int] | None = None
    year: int | None = None
    adds: bool | None = None
    at_least: bool = False
    group: str = ""
    label: str = ""
    unit: str = ""
    communes: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    listed: int = 0
    promise: bool = False
