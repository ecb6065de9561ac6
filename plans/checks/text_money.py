"""Amounts in the text against the plan's sources of money. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from plans.checks import capital
from plans.checks.facts import Capital, PlanFacts
from plans.checks.findings import Finding, decimals_of, exactly
from plans.checks.said import Said, is_one_of, slip
from plans.phrases.words import fold_in_place

THOUSAND = Decimal(1000)
FACTORS = {
    ("BILLION", "MILLION"): THOUSAND,
    ("MILLION", "BILLION"): 1 / THOUSAND,
}


def money(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    lines = _lines(facts, one.phrase.label)
    if not lines:
        return
    factor = FACTORS.get((one.phrase.unit, facts.capital_unit), Decimal(1))
    amounts = [line.amount / factor for line in lines]
    if not is_one_of(one.phrase.low, *amounts):
        if len(lines) == 1:
            yield slip("text-capital", one, exactly(amounts[0]), lines[0].place)
        return
    share = lines[0].share if len(lines) == 1 else None
    if share is not None and one.phrase.share and one.phrase.share.value != share:
        printed = f"{share:.{decimals_of(share)}f}%".replace(".", ",")
        yield slip("text-capital", one, printed, lines[0].place)


def _lines(facts: PlanFacts, label: str) -> list[Capital]:
    """The sources that the words name; the sum of all for "Tổng nguồn vốn …"."""
    words = _words(label)
    if len("".join(words)) < 5:
        return []
    exact = [line for line in facts.capital if _words(fold_in_place(line.label)) == words]
    if exact:
        return exact
    if words[0] == "tong" and {"von", "phi", "luc"} & set(words):
        top = capital.top_total(facts)
        if top is not None:
            return [top]
        if facts.capital:
            place = Capital("", "tổng các nguồn vốn", capital.total(facts))
            return [place]
        return []
    return [line for line in facts.capital if _begins(_words(fold_in_place(line.label)), words)]


def _begins(line: list[str], said: list[str]) -> bool:
    """Whether one is the other with a few words left out at its end."""
    shorter, longer = sorted((line, said), key=len)
    return len(shorter) >= 3 and longer[: len(shorter)] == shorter and len(said) <= len(line)


def _words(folded: str) -> list[str]:
    plain = re.sub(r"\([^()]*\)", " ", folded)
    return [word for word in re.findall(r"[a-z]+", plain) if word not in {"nguon", "va", "cac"}]
