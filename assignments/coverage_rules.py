"""Who leads what of a set: which indicators have no lead, which have several, in words. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Node:
    """A criterion or an indicator: id, and number in its set."""

    pk: int
    code: str


@dataclass(frozen=True)
class Criterion(Node):
    """With its indicators, in the order of the set."""

    indicators: tuple[Node, ...]


@dataclass(frozen=True)
class Claim:
    """An agency answers for a criterion or an indicator; requirement None: for the whole set.

    field: of a criterion that is met in one field only (lĩnh vực), "" for all of it.
    """

    agency: int
    requirement: int | None
    field: str = ""


@dataclass(frozen=True)
class Finding:
    """An indicator that is not led by exactly one agency. agencies: ids, none for a gap.

    field: where several lead the same field of it.
    """

    criterion: Criterion
    indicator: Node
    agencies: tuple[int, ...]
    field: str = ""

    @property
    def is_gap(self) -> bool:
        return not self.agencies


@dataclass(frozen=True)
class Coverage:
    """count: how many indicators have exactly one lead, or one in each field, of `total`."""

    count: int
    total: int
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        return self.count == self.total

    @property
    def gaps(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.is_gap)

    @property
    def overlaps(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if not one.is_gap)


def cover(criteria: Iterable[Criterion], claims: Sequence[Claim]) -> Coverage:
    """claims: those that lead.

    Who leads a criterion leads each of its indicators; who leads the whole set, what nobody else
    does. Several agencies may share an indicator by field, as long as no field has two of them.
    """
    findings: list[Finding] = []
    count = total = 0
    for criterion in criteria:
        for indicator in criterion.indicators:
            total += 1
            found = list(_wrong(criterion, indicator, claims))
            count += not found
            findings += found
    return Coverage(count, total, tuple(findings))


def _wrong(criterion: Criterion, indicator: Node, claims: Sequence[Claim]) -> Iterator[Finding]:
    own = [claim for claim in claims if claim.requirement in (criterion.pk, indicator.pk)]
    own = own or [claim for claim in claims if claim.requirement is None]
    if not own:
        yield Finding(criterion, indicator, ())
    whole = _agencies(claim for claim in own if not claim.field)
    if whole and len(all_of_them := _agencies(own)) > 1:
        yield Finding(criterion, indicator, all_of_them)
    elif not whole:
        for field in dict.fromkeys(claim.field for claim in own):
            if len(agencies := _agencies(claim for claim in own if claim.field == field)) > 1:
                yield Finding(criterion, indicator, agencies, field)


def _agencies(claims: Iterable[Claim]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(claim.agency for claim in claims))


WHOLE_SET = "cả bộ"


def in_words(criteria: Iterable[Criterion], claims: Sequence[Claim]) -> str:
    """What one agency answers for, in the order of the set: "tiêu chí 3; chỉ tiêu 13.2, 13.3".

    All indicators of a criterion together are the criterion.
    """
    said = [("", WHOLE_SET)] if any(claim.requirement is None for claim in claims) else []
    for criterion in criteria:
        said += _said(criterion, claims)
    kinds = groupby(said, key=lambda pair: pair[0])
    return "; ".join(f"{kind} {', '.join(what for _, what in run)}".strip() for kind, run in kinds)


def _said(criterion: Criterion, claims: Sequence[Claim]) -> list[tuple[str, str]]:
    """(kind, numbers) of what is answered for within a criterion."""
    whole = {claim.requirement for claim in claims if not claim.field}
    parts = [one for one in criterion.indicators if one.pk in whole]
    if criterion.pk in whole or (parts and len(parts) == len(criterion.indicators)):
        return [("tiêu chí", criterion.code)]
    said = [("chỉ tiêu", one.code) for one in parts]
    for kind, node in [
        ("tiêu chí", criterion),
        *(("chỉ tiêu", one) for one in criterion.indicators),
    ]:
        fields = [claim.field for claim in claims if claim.requirement == node.pk and claim.field]
        if fields:
            said.append((kind, f"{node.code} ({', '.join(fields)})"))
    return said
