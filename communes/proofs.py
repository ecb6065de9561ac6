"""What a commune has handed in for a set, beside what the offices ask for. Reads, never writes.

Evidence and lists are those that stand now; verdicts are as of a day.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from communes.boards import read_verdicts
from communes.models import AdministrativeUnit, Evidence, RequiredProof
from criteria.models import CriteriaSet, Requirement
from criteria.rules import Verdict


@dataclass(frozen=True)
class Line:
    """One piece of evidence (None: nothing yet) for a required proof (None: no list asks)."""

    requirement: Requirement
    verdict: Verdict
    proof: RequiredProof | None
    evidence: Evidence | None


@dataclass(frozen=True)
class Section:
    """One criterion: its lines and those of its indicators, in the order of the set.

    Within a requirement the lists come first, then what no list asks for.
    """

    criterion: Requirement
    verdict: Verdict
    lines: tuple[Line, ...]

    @property
    def asked_count(self) -> int:
        return len({line.proof.pk for line in self.lines if line.proof})

    @property
    def answered_count(self) -> int:
        return len({line.proof.pk for line in self.lines if line.proof and line.evidence})

    @property
    def evidence_count(self) -> int:
        return sum(line.evidence is not None for line in self.lines)


@dataclass(frozen=True)
class Dossier:
    """All criteria of a set in their order, also those without evidence.

    requirements, proofs: what evidence can be handed in for, in the order of the set.
    """

    commune: AdministrativeUnit
    criteria_set: CriteriaSet
    day: date
    sections: tuple[Section, ...]
    requirements: tuple[Requirement, ...]
    proofs: tuple[RequiredProof, ...]


def read_dossier(*, commune: AdministrativeUnit, criteria_set: CriteriaSet, day: date) -> Dossier:
    """Five queries, however much there is, with the commune's parents loaded."""
    requirements = tuple(criteria_set.requirements.order_by("position"))
    said = read_verdicts(communes=[commune], criteria_set=criteria_set, day=day)
    verdicts = {one.pk: said[commune.pk, one.pk] for one in requirements}
    lists = list(RequiredProof.objects.in_lists(units=commune.line, criteria_set=criteria_set))
    evidence = Evidence.objects.standing().of(commune=commune, criteria_set=criteria_set)
    lines = _lines(requirements, verdicts, lists, list(evidence))
    return Dossier(
        commune=commune,
        criteria_set=criteria_set,
        day=day,
        sections=tuple(
            Section(criterion, verdicts[criterion.pk], tuple(lines[criterion.pk]))
            for criterion in requirements
            if criterion.parent_id is None
        ),
        requirements=requirements,
        proofs=tuple(proof for proof in lists if proof.retired_on is None),
    )


def _lines(
    requirements: tuple[Requirement, ...],
    verdicts: dict[int, Verdict],
    lists: list[RequiredProof],
    evidence: list[Evidence],
) -> dict[int, list[Line]]:
    """Criterion id -> its lines."""
    newest = _newest(lists)
    answers: dict[tuple[int, int | None], list[Evidence]] = defaultdict(list)
    for one in evidence:
        answers[one.cell.requirement_id, newest.get(one.proof_id)].append(one)
    asked: dict[int, list[RequiredProof]] = defaultdict(list)
    for proof in lists:
        if proof.retired_on is None:
            asked[proof.requirement_id].append(proof)
    criterion_of: dict[int, int] = {}
    found: dict[int, list[Line]] = defaultdict(list)
    for requirement in requirements:  # parents stand before their children
        pk, parent = requirement.pk, requirement.parent_id
        criterion_of[pk] = pk if parent is None else criterion_of[parent]
        for proof in [*asked[pk], None]:
            handed_in = answers[pk, proof and proof.pk]
            found[criterion_of[pk]] += [
                Line(requirement, verdicts[pk], proof, one)
                for one in handed_in or ([None] if proof else [])
            ]
    return found


def _newest(lists: list[RequiredProof]) -> dict[int | None, int]:
    """Proof id -> id of the line that stands for it now; a retired one without heir is left out."""
    heirs = {proof.replaces_id: proof for proof in lists if proof.replaces_id}
    newest: dict[int | None, int] = {}
    for proof in lists:
        last = proof
        while last.pk in heirs:
            last = heirs[last.pk]
        if last.retired_on is None:
            newest[proof.pk] = last.pk
    return newest
