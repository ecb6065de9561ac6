"""What would come of a pasted table: each line with what the portal reads of it. Stores nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from assignments.agency_names import read_agencies
from assignments.bodies import known_names
from assignments.models import Agency, WorkSection
from assignments.pasting_rules import Block, PastedItem
from assignments.timing_rules import Kind, Occurrence
from assignments.timings import PlanTimings, days
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import fold
from plans.models import Plan

HEADS = ("Chỉ đạo", "Chủ trì", "Phối hợp")


@dataclass(frozen=True)
class ReadCell:
    head: str
    words: str
    agencies: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def is_plain(self) -> bool:
        """Whether the agencies are called just as they are printed."""
        return bool(self.agencies) and fold(", ".join(self.agencies)) == fold(self.words)


@dataclass(frozen=True)
class PreviewLine:
    """cells: None of a section. why: of a timing that is not read; read: what was, in words."""

    row: int
    number: str
    words: str
    cells: tuple[ReadCell, ...] | None = None
    timing: str = ""
    read: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Preview:
    """count: of the items; asked: of those whose timing is not read; agencies: how many differ."""

    lines: tuple[PreviewLine, ...]
    notes: tuple[str, ...]
    count: int
    asked: int
    agencies: int


def preview(plan: Plan, block: Block, into: WorkSection | None) -> Preview:
    """Raises Refused for what `add_block` would refuse: no section, a deadline long before."""
    if into is None and any(not section.title for section in block.sections):
        raise Refused("Các dòng đầu chưa thuộc mục nào. Chọn mục, hoặc dán cả dòng mục (I, II, …).")
    reading = BlockReading(plan)
    lines = tuple(reading.lines(block, into))
    named = {name for line in lines for cell in line.cells or () for name in cell.agencies}
    return Preview(
        lines,
        tuple(block.notes),
        count=len(block.items),
        asked=sum(bool(line.why) for line in lines),
        agencies=len(named),
    )


class BlockReading:
    """What the portal reads of single items."""

    def __init__(self, plan: Plan) -> None:
        self.timings = PlanTimings(plan)
        self.known = known_names(plan.unit)
        agencies = Agency.objects.filter(unit=plan.unit_id)
        self.label_of = {agency.pk: agency.label for agency in agencies}

    def lines(self, block: Block, into: WorkSection | None) -> Iterator[PreviewLine]:
        for section in block.sections:
            words = section.title or (into.title if into else "")
            yield PreviewLine(section.row, "", words)
            for number, item in enumerate(section.items, start=1):
                # Behind what a section holds already the number is another one: none is shown.
                yield self.line(item, str(number) if section.title else "")
                for sub in item.subs:
                    yield self.line(sub, "")

    def line(self, item: PastedItem, number: str) -> PreviewLine:
        """Raises Refused for a deadline long before the plan."""
        words, *agencies, timing = item.cells
        read = self.timings.read(timing)
        if read.early:
            raise Refused(f"Dòng {item.row}: thời gian ‘{timing}’: {read.why}. Xem lại năm.")
        said = [_time(one) for one in read.occurrences]
        if read.kind == Kind.OPEN and not (item.subs and not timing):
            said = [days(None, None)]
        return PreviewLine(
            item.row,
            number,
            words,
            tuple(map(self._cell, HEADS, agencies)),
            timing,
            tuple(said),
            read.why,
        )

    def _cell(self, head: str, words: str) -> ReadCell:
        reading = read_agencies(words, self.known)
        return ReadCell(
            head, words, tuple(self.label_of[one] for one in reading.found), reading.unread
        )


def _time(one: Occurrence) -> str:
    communes = "các xã còn lại" if one.others else ", ".join(one.communes)
    return days(one.starts_on, one.due_on) + (f" ({communes})" if communes else "")
