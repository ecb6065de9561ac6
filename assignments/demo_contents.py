"""The contents of a plan in the demo data: words, groups, figures, villages and money, as printed.

Written part by part through the service, into a plan that has just been made.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import User
from criteria.models import Requirement
from plans.models import (
    CapitalLine,
    LegalBasis,
    Mandate,
    Narrative,
    Objective,
    Plan,
    PlanCommune,
    PlanGroup,
    VillageGoal,
)
from plans.services.contents import add_part


@dataclass(frozen=True)
class _Names:
    """What the file calls by a code or a name: communes, criteria, groups."""

    rows: Mapping[str, PlanCommune]
    criteria: Mapping[str, Requirement]
    groups: dict[str, PlanGroup]

    def fields(self, line: Mapping) -> dict:
        """A line of the file as the fields of its model; the keys not named here are the same."""
        fields = dict(line)
        if "criterion" in fields:
            fields["requirement"] = self.criteria[str(fields.pop("criterion"))]
        if "group" in fields:
            fields["group"] = self.groups[fields["group"]]
        if "commune" in fields:
            fields["row"] = self.rows[fields.pop("commune")]
        if "value" in fields:
            fields |= _ends(fields.pop("value"))
        return fields


def seed_contents(
    *, data: Mapping, plan: Plan, criteria: Mapping[str, Requirement], by: User
) -> None:
    """data: the parsed demo file with its texts. criteria: those of the plan's set, by code."""
    rows = {row.commune.code: row for row in plan.rows.select_related("commune")}
    names = _Names(rows=rows, criteria=criteria, groups={})
    for text in data.get("legal_bases", ()):
        add_part(part=LegalBasis(plan=plan, text=text), by=by)
    for block in data.get("narratives", ()):
        add_part(part=Narrative(plan=plan, **block), by=by)
    for line in data.get("groups", ()):
        members = [rows[code] for code in line.get("members", ())]
        group = PlanGroup(plan=plan, name=line["name"], stated_count=line.get("stated_count"))
        names.groups[group.name] = add_part(part=group, members=members, by=by)
    for key, model in (
        ("mandates", Mandate),
        ("objectives", Objective),
        ("village_goals", VillageGoal),
    ):
        for line in data.get(key, ()):
            add_part(part=model(plan=plan, **names.fields(line)), by=by)
    _capital(data.get("capital", ()), plan, parent=None, by=by)


def _capital(lines: Iterable[Mapping], plan: Plan, *, parent: CapitalLine | None, by: User) -> None:
    """A source, then its parts, before the next source: the order of the plan."""
    for line in lines:
        source = CapitalLine(
            plan=plan,
            parent=parent,
            label=line["label"],
            amount=Decimal(str(line["amount"])),
            share=line.get("share", ""),
        )
        add_part(part=source, by=by)
        _capital(line.get("lines", ()), plan, parent=source, by=by)


def _ends(value: float | list[float]) -> dict[str, Decimal]:
    """A figure, or both ends of a range."""
    ends = value if isinstance(value, list) else [value]
    return dict(zip(("value_from", "value_to"), (Decimal(str(end)) for end in ends), strict=False))
