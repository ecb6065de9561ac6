"""The sources of money: parts against wholes, shares, and their sum. Pure."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from plans.checks.arithmetic import share_finding
from plans.checks.facts import Capital, PlanFacts
from plans.checks.findings import Finding, Place, Severity, decimals_of, exactly, severity
from plans.phrases.words import fold_in_place

HUNDRED = 100


def check(facts: PlanFacts) -> Iterator[Finding]:
    tree = _children(facts)
    for line in facts.capital:
        yield from _sum(line.amount, tree.get(line.key, []), line.place, line.label)
    top = top_total(facts)
    if top is not None and not tree.get(top.key):
        parts = [line for line in tree.get("", []) if line.key != top.key]
        yield from _sum(top.amount, parts, top.place, top.label)
    whole = total(facts)
    amounts = {line.key: line.amount for line in facts.capital}
    for line in facts.capital:
        yield from _share(line, whole, amounts.get(line.parent))
    yield from _hundred(facts, tree)


def _children(facts: PlanFacts) -> dict[str, list[Capital]]:
    tree: dict[str, list[Capital]] = {}
    for line in facts.capital:
        tree.setdefault(line.parent, []).append(line)
    return tree


def top_total(facts: PlanFacts) -> Capital | None:
    """The line that is the sum of all: the only one on top, or the one called "Tổng …"."""
    roots = [line for line in facts.capital if not line.parent]
    if len(roots) == 1:
        return roots[0]
    named = [line for line in roots if fold_in_place(line.label).startswith("tong")]
    return named[0] if len(named) == 1 else None


def total(facts: PlanFacts) -> Decimal:
    top = top_total(facts)
    if top is not None:
        return top.amount
    return sum((line.amount for line in facts.capital if not line.parent), Decimal(0))


def _sum(amount: Decimal, parts: list[Capital], place: Place, label: str) -> Iterator[Finding]:
    """One part alone may be one of several ("trong đó …"); two and more have to add up."""
    together = sum((part.amount for part in parts), Decimal(0))
    if together == amount or not parts or (len(parts) == 1 and together < amount):
        return
    message = (
        f"Nguồn vốn ‘{label}’ ghi {exactly(amount)}, các phần cộng lại là {exactly(together)}."
    )
    places = (place, *(part.place for part in parts))
    yield Finding(
        "capital-sum", Severity.ERROR, message, places, exactly(amount), exactly(together)
    )


def _share(line: Capital, whole: Decimal, above: Decimal | None) -> Iterator[Finding]:
    """A share is of the whole programme; of the source above is taken for right too."""
    if line.share is None or not whole:
        return
    decimals = decimals_of(line.share)
    for base in (whole, above):
        if base and severity(line.share, _percent(line.amount, base), decimals) is None:
            return
    words = f"{exactly(line.amount)}/{exactly(whole)}"
    yield from share_finding(line.share, _percent(line.amount, whole), words, (line.place,))


def _percent(amount: Decimal, base: Decimal) -> Fraction:
    return Fraction(amount) / Fraction(base) * HUNDRED


def _hundred(facts: PlanFacts, tree: dict[str, list[Capital]]) -> Iterator[Finding]:
    """The shares of all sources on one level make 100 %, give or take their last digits."""
    top = top_total(facts)
    parts = tree.get(top.key, []) if top is not None else []
    parts = parts or [line for line in tree.get("", []) if top is None or line.key != top.key]
    shares = [line.share for line in parts if line.share is not None]
    if len(parts) < 2 or len(shares) != len(parts):
        return
    together = sum(shares, Decimal(0))
    off = abs(together - HUNDRED)
    allowed = sum(
        (Decimal(1).scaleb(-decimals_of(share)) for share in shares), Decimal(0)
    )  # or cut
    if off > allowed:
        printed = f"{together:f}%".replace(".", ",")
        message = f"Tỷ lệ các nguồn vốn cộng lại là {printed}, không phải 100%."
        places = tuple(line.place for line in parts)
        yield Finding("shares-sum", Severity.ERROR, message, places, printed, "100%")
