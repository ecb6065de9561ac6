"""What a plan says and what the log says of its communes, as plain data. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from ntm_portal.lib.text import lower_first
from plans.checks.findings import Place, short
from plans.checks.work_facts import Work
from plans.phrases import Vocabulary
from plans.phrases.words import fold_in_place

TIER_ORDER = ("BASIC", "ADVANCED", "MODEL")
TIER_WORDS = {
    "BASIC": "nông thôn mới",
    "ADVANCED": "nông thôn mới nâng cao",
    "MODEL": "nông thôn mới kiểu mẫu",
    "MODERN": "nông thôn mới hiện đại",
}
VILLAGE_WORDS = {
    "VILLAGE_MODEL": "thôn nông thôn mới kiểu mẫu",
    "VILLAGE": "thôn nông thôn mới",
    "RESIDENTIAL": "khu dân cư nông thôn mới kiểu mẫu",
    "GARDEN": "vườn mẫu",
}


@dataclass(frozen=True)
class Goal:
    """action: BUILD, MAINTAIN or COMPLETE."""

    action: str
    tier: str
    year: int

    @property
    def reaches(self) -> bool:
        """Whether the tier is to be reached; what is kept has been reached before."""
        return self.action != "MAINTAIN"

    @property
    def words(self) -> str:
        verb = {"BUILD": "xây dựng", "MAINTAIN": "duy trì", "COMPLETE": "hoàn thành"}[self.action]
        return f"{verb} xã {TIER_WORDS[self.tier]} năm {self.year}"


@dataclass(frozen=True)
class Row:
    """A commune of the plan: what it had met on the baseline day, what it promises.

    name: as printed, with "Xã". official: its official name without. met, not_met: numbers of the
    criteria with a verdict in the log; the others have no data. recognised: tiers with a
    recognition that stands on the baseline day.
    """

    code: str
    name: str
    met: frozenset[str] = frozenset()
    not_met: frozenset[str] = frozenset()
    targets: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    recognised: frozenset[str] = frozenset()
    official: str = ""

    @property
    def plain(self) -> str:
        """The name as printed, without "Xã"."""
        kind, _, rest = self.name.partition(" ")
        return rest if rest and fold_in_place(kind) == "xa" else self.name

    @property
    def planned(self) -> frozenset[str]:
        return self.met | frozenset(self.targets)

    def known(self, criteria: int) -> bool:
        """Whether the plan lists what the commune has met: then what is not listed is not met."""
        return bool(self.met) or len(self.not_met) == criteria

    def keeps(self, tier: str) -> bool:
        """Whether the commune has been recognised or is to keep what it was recognised for."""
        kept = {goal.tier for goal in self.goals if not goal.reaches}
        return tier in self.recognised | kept

    @property
    def place(self) -> Place:
        return Place("row", f"dòng {lower_first(self.name)}", self.code)

    @property
    def board(self) -> Place:
        return Place("board", f"bảng tiêu chí của {lower_first(self.name)}", self.code)


@dataclass(frozen=True)
class Group:
    """stated: how many the plan says there are. members: official codes."""

    key: str
    name: str
    stated: int | None = None
    members: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        """The folded name without "xã": "Các xã biên giới" is spoken of as "20 xã biên giới"."""
        words = fold_in_place(self.name).split()
        while words and words[0] in {"cac", "nhom", "xa", "nhung"} | {str(self.stated)}:
            words = words[1:]
        return " ".join(words)

    @property
    def size(self) -> int | None:
        return self.stated if self.stated is not None else (len(self.members) or None)


@dataclass(frozen=True)
class Mandate:
    key: str
    criterion: str
    group: str = ""


@dataclass(frozen=True)
class Objective:
    """As plans.models.Objective; share: as printed, None where there is none."""

    key: str
    kind: str
    text: str = ""
    criterion: str = ""
    group: str = ""
    tier: str = ""
    lowest: int | None = None
    highest: int | None = None
    increment: int | None = None
    total: int | None = None
    share: Decimal | None = None
    value_from: Decimal | None = None
    value_to: Decimal | None = None
    unit: str = ""
    words: str = ""

    @property
    def place(self) -> Place:
        return Place("objective", f"chỉ tiêu ‘{short(self.text or self.words)}’", self.key)


@dataclass(frozen=True)
class Capital:
    key: str
    label: str
    amount: Decimal
    parent: str = ""
    share: Decimal | None = None

    @property
    def place(self) -> Place:
        return Place("capital", f"nguồn vốn ‘{short(self.label)}’", self.key)


@dataclass(frozen=True)
class Village:
    key: str
    kind: str
    year: int
    count: int = 1
    name: str = ""
    commune: str = ""

    @property
    def place(self) -> Place:
        return Place("village", f"{VILLAGE_WORDS[self.kind]} năm {self.year}", self.key)


@dataclass(frozen=True)
class Narrative:
    """A block of text with its heading."""

    key: str
    heading: str
    text: str = ""

    @property
    def place(self) -> Place:
        return Place("narrative", f"nội dung ‘{short(self.heading)}’", self.key)


@dataclass(frozen=True)
class Basis:
    key: str
    text: str

    @property
    def place(self) -> Place:
        return Place("basis", f"căn cứ ‘{short(self.text)}’", self.key)


@dataclass(frozen=True)
class Fraction:
    """A figure of a single-commune plan with the percentage printed beside it."""

    commune: str
    indicator: str
    numerator: Decimal
    denominator: Decimal
    printed: Decimal


@dataclass(frozen=True)
class Deadline:
    """By when something is done for a commune. criterion: "" for the commune as a whole."""

    commune: str
    criterion: str
    due_on: date
    text: str = ""


@dataclass(frozen=True)
class PlanFacts:
    """Everything that the checks look at. criteria: (number, name) of the plan's set, in order.

    known_communes: official names of the communes of the plan's unit, without "xã". communes: how
    many the plan speaks of, None where nobody knows. capital_unit: MILLION or BILLION.
    """

    signed_on: date | None
    first_year: int
    last_year: int
    tier: str
    criteria: tuple[tuple[str, str], ...]
    stated_communes: int | None = None
    capital_unit: str = "MILLION"
    rows: tuple[Row, ...] = ()
    groups: tuple[Group, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    objectives: tuple[Objective, ...] = ()
    capital: tuple[Capital, ...] = ()
    villages: tuple[Village, ...] = ()
    narratives: tuple[Narrative, ...] = ()
    bases: tuple[Basis, ...] = ()
    fractions: tuple[Fraction, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    work: tuple[Work, ...] = ()
    known_communes: tuple[str, ...] = ()

    @property
    def communes(self) -> int | None:
        return self.stated_communes or len(self.rows) or None

    @property
    def complete(self) -> bool:
        """Whether every commune that the plan speaks of has its row."""
        return bool(self.rows) and len(self.rows) == self.communes

    @cached_property
    def known(self) -> dict[str, bool]:
        """Official code -> whether the plan lists what the commune has met."""
        return {row.code: row.known(len(self.criteria)) for row in self.rows}

    def group(self, key: str) -> Group | None:
        return next((group for group in self.groups if group.key == key), None)

    def members(self, key: str) -> tuple[Row, ...]:
        """The rows of a group; all rows where no group is named."""
        group = self.group(key)
        if not key or group is None:
            return self.rows
        return tuple(row for row in self.rows if row.code in group.members)

    def row_named(self, name: str) -> Row | None:
        return self._by_name.get(fold_in_place(name))

    @cached_property
    def _by_name(self) -> dict[str, Row]:
        """Folded names, as printed and official, of the communes with a row."""
        official = {fold_in_place(row.official): row for row in self.rows if row.official}
        return official | {fold_in_place(row.plain): row for row in self.rows}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        names = {fold_in_place(name): name for name in self.known_communes}
        names |= {fold_in_place(row.plain): row.plain for row in self.rows}
        groups = tuple(group.words for group in self.groups if group.words)
        return Vocabulary(self.criteria, tuple(names.values()), groups)
