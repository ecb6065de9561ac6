"""The checks of a plan (kiểm tra kế hoạch): facts in, findings out, nothing raised. Pure."""

from dataclasses import replace

from plans.checks import arithmetic, capital, dates, duplicates, names, promises, texts, work
from plans.checks.facts import PlanFacts
from plans.checks.findings import Finding, Place, Severity

__all__ = ["Finding", "Place", "PlanFacts", "Severity", "run"]

_ORDER = list(Severity)


def run(facts: PlanFacts) -> list[Finding]:
    """Every finding, errors first, then in the order of the checks."""
    phrases = texts.said(facts)
    found = [
        *arithmetic.check(facts),
        *capital.check(facts),
        *promises.check(facts, texts.reached(facts, phrases)),
        *dates.check(facts),
        *texts.check(facts, phrases),
        *names.check(facts),
        *duplicates.check(facts),
        *work.check(facts),
    ]
    return sorted(_once(found), key=lambda one: _ORDER.index(one.severity))


def _once(found: list[Finding]) -> list[Finding]:
    """A slip that an objective and the text both carry is one finding with all its places."""
    merged: dict[tuple, Finding] = {}
    for one in found:
        key = (one.code, one.severity, one.message)
        if (first := merged.get(key)) is None:
            merged[key] = one
            continue
        places = dict.fromkeys((*first.places, *one.places))
        merged[key] = replace(first, places=tuple(places))
    return list(merged.values())
