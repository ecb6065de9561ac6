"""The sections of a plan's contents: address, words, model and form of each kind of line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404

from plans.capital import sources
from plans.forms.parts import (
    CapitalLineForm,
    GroupForm,
    LegalBasisForm,
    MandateForm,
    NarrativeForm,
    ObjectiveForm,
    PartForm,
    VillageGoalForm,
)
from plans.models import CapitalLine, Plan, PlanPart
from plans.models.contents import written


@dataclass(frozen=True)
class Section:
    """slug: in addresses and as anchor. one: a line of it inside a sentence.

    related, members: what its lines show of other tables.
    """

    slug: str
    title: str
    one: str
    form: type[PartForm]
    related: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def model(self) -> type[PlanPart]:
        return self.form._meta.model

    @property
    def template(self) -> str:
        return f"plans/parts/_{self.model._meta.model_name}.html"

    def parts(self, plan: Plan) -> QuerySet:
        parts = self.model._default_manager.filter(plan=plan)
        return parts.select_related(*self.related).prefetch_related(*self.members)


@dataclass(frozen=True)
class Line:
    """One line on the page. depth, parts_sum, adds_up: of money, see plans.capital.Source."""

    part: PlanPart
    may_rise: bool
    may_sink: bool
    depth: int = 0
    parts_sum: Decimal | None = None
    adds_up: bool = True

    @property
    def written_sum(self) -> str:
        return "" if self.parts_sum is None else written(self.parts_sum)


SECTIONS = {
    section.slug: section
    for section in (
        Section("can-cu", "Căn cứ", "căn cứ", LegalBasisForm),
        Section("noi-dung", "Nội dung", "mục nội dung", NarrativeForm),
        Section("chi-tieu", "Chỉ tiêu", "chỉ tiêu", ObjectiveForm, ("requirement", "group")),
        Section(
            "bat-buoc",
            "Tiêu chí bắt buộc",
            "tiêu chí bắt buộc",
            MandateForm,
            ("requirement", "group"),
        ),
        Section("nhom-xa", "Nhóm xã", "nhóm xã", GroupForm, (), ("members__commune",)),
        Section(
            "thon",
            "Thôn, khu dân cư, vườn",
            "mục tiêu thôn, khu dân cư, vườn",
            VillageGoalForm,
            ("row__commune",),
        ),
        Section("von", "Nguồn vốn", "nguồn vốn", CapitalLineForm),
    )
}


def get_section(slug: str) -> Section:
    if slug not in SECTIONS:
        raise Http404
    return SECTIONS[slug]


def read_sections(plan: Plan) -> Iterator[tuple[Section, list[Line]]]:
    """Every section with its lines in reading order. One query each, two for groups."""
    for section in SECTIONS.values():
        parts = list(section.parts(plan))
        for part in parts:
            part.plan = plan
        if section.model is CapitalLine:
            tree = sources(parts)
            lines = _lines([source.line for source in tree])
            yield (
                section,
                [
                    Line(
                        line.part,
                        line.may_rise,
                        line.may_sink,
                        source.depth,
                        source.parts_sum,
                        source.adds_up,
                    )
                    for line, source in zip(lines, tree, strict=True)
                ],
            )
        else:
            yield section, _lines(parts)


def _lines(parts: Sequence[PlanPart]) -> list[Line]:
    """A line rises and sinks among those beside it only."""
    left = Counter(part.beside for part in parts)
    risen: Counter = Counter()
    lines = []
    for part in parts:
        risen[part.beside] += 1
        first, last = risen[part.beside] == 1, risen[part.beside] == left[part.beside]
        lines.append(Line(part, may_rise=not first, may_sink=not last))
    return lines
