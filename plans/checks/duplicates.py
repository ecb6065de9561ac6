"""The same thing twice. Pure."""

import re
from collections.abc import Hashable, Iterable, Iterator

from plans.checks.facts import PlanFacts
from plans.checks.findings import Finding, Place, Severity
from plans.phrases.words import fold_in_place


def check(facts: PlanFacts) -> Iterator[Finding]:
    yield from _twice(
        ((one.kind, one.criterion, one.lowest, one.highest, one.group), one.place)
        for one in facts.objectives
        if one.kind in {"CRITERION", "BAND"}
    )
    yield from _twice((_same(basis.text), basis.place) for basis in facts.bases)
    yield from _twice(((line.parent, _same(line.label)), line.place) for line in facts.capital)
    yield from _twice(
        ((one.kind, _same(one.name), one.commune), one.place) for one in facts.villages if one.name
    )
    yield from _twice((_same(row.name), row.place) for row in facts.rows)
    yield from _leads(facts)


_LEADS = re.compile(r"\bphu trach xa (?P<name>[^\n.;,]+)")


def _leads(facts: PlanFacts) -> Iterator[Finding]:
    """A commune that two agencies are in charge of, not one with the other ("phối hợp")."""
    seen: dict[str, Place] = {}
    for one in facts.narratives:
        for line in fold_in_place(one.text).split("\n"):
            found = _LEADS.search(line)
            row = facts.row_named(found["name"].strip()) if found else None
            if row is None or "phoi hop" in line:
                continue
            if row.code in seen:
                message = f"{row.name} được hai cơ quan phụ trách."
                yield Finding(
                    "two-leads", Severity.WARNING, message, (one.place, seen[row.code], row.place)
                )
            seen.setdefault(row.code, one.place)


def _same(text: str) -> str:
    return " ".join(fold_in_place(text).split()).strip(" .;")


def _twice(things: Iterable[tuple[Hashable, Place]]) -> Iterator[Finding]:
    seen: dict[Hashable, Place] = {}
    for thing, place in things:
        if thing in seen:
            message = f"{place.name[:1].upper()}{place.name[1:]} ghi hai lần."
            yield Finding("duplicate", Severity.WARNING, message, (place, seen[thing]))
        seen.setdefault(thing, place)
