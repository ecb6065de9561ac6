"""What is asked for beside what is there, in the order of the criteria."""

import pytest

from communes.boards import read_board, read_verdicts
from communes.proofs import Line, read_dossier
from criteria.rules import Verdict
from tests.factories.communes import (
    CellFactory,
    EvidenceFactory,
    EvidenceWithdrawalFactory,
    RequiredProofFactory,
    StatusEntryFactory,
)
from tests.factories.criteria import CriterionFactory, IndicatorFactory
from tests.factories.world import DAY, World

pytestmark = pytest.mark.django_db


def read(world: World):
    return read_dossier(commune=world.communes[0], criteria_set=world.criteria_set, day=DAY)


def lines(world: World) -> list[list[tuple]]:
    """Per criterion (code, asked for, handed in)."""
    return [[words(line) for line in section.lines] for section in read(world).sections]


def words(line: Line) -> tuple[str, str, str]:
    asked, there = ("" if one is None else str(one) for one in (line.proof, line.evidence))
    return line.requirement.code, asked, there


def evidence(world: World, requirement, title: str, commune: int = 0, **more):
    cell = CellFactory._meta.model.objects.get_or_create(
        commune=world.communes[commune], requirement=requirement
    )[0]
    return EvidenceFactory(cell=cell, title=title, **more)


def proof(world: World, requirement, name: str, **more):
    return RequiredProofFactory(
        **({"unit": world.district, "requirement": requirement, "name": name} | more)
    )


def test_nothing_asked_and_nothing_there(world):
    assert lines(world) == [[], [], []]


def test_lists_come_first_and_what_is_missing_is_said(world):
    first, second, _ = world.criteria
    indicator = IndicatorFactory(parent=first)
    asked = proof(world, first, "Quyết định")
    proof(world, first, "Ảnh", unit=world.province)
    proof(world, indicator, "Biên bản", unit=world.communes[0])
    evidence(world, first, "khác")
    evidence(world, first, "QĐ 1", proof=asked)
    evidence(world, first, "QĐ 2", proof=asked)
    evidence(world, second, "thư")

    found = lines(world)

    assert sorted(found[0][:3]) == [
        ("1", "Quyết định", "QĐ 1"),
        ("1", "Quyết định", "QĐ 2"),
        ("1", "Ảnh", ""),
    ]
    assert found[0][3:] == [("1", "", "khác"), ("1.1", "Biên bản", "")]
    assert found[1:] == [[("2", "", "thư")], []]


def test_counts_of_a_criterion(world):
    asked = proof(world, world.criteria[0], "Quyết định")
    proof(world, world.criteria[0], "Ảnh")
    evidence(world, world.criteria[0], "QĐ 1", proof=asked)
    evidence(world, world.criteria[0], "QĐ 2", proof=asked)
    evidence(world, world.criteria[0], "khác")

    counts = [(s.asked_count, s.answered_count, s.evidence_count) for s in read(world).sections]

    assert counts == [(2, 1, 3), (0, 0, 0), (0, 0, 0)]


def test_what_does_not_count(world):
    first = world.criteria[0]
    proof(world, first, "của xã khác", unit=world.communes[1])
    proof(world, first, "đã bỏ", retired_on=DAY, retired_by=world.office)
    proof(world, CriterionFactory(), "của bộ khác")
    evidence(world, first, "của xã khác", commune=1)
    evidence(world, CriterionFactory(), "của bộ khác")
    EvidenceWithdrawalFactory(evidence=evidence(world, first, "đã bỏ"))

    assert lines(world) == [[], [], []]
    assert read(world).proofs == ()


def test_evidence_follows_its_line_through_corrections(world):
    first = world.criteria[0]
    gone = {"retired_on": DAY, "retired_by": world.office}
    oldest = proof(world, first, "Biên bản", **gone)
    newer = proof(world, first, "Biên bản họp", replaces=oldest, **gone)
    proof(world, first, "Biên bản họp thôn", replaces=newer)
    dropped = proof(world, first, "Ảnh", **gone)
    evidence(world, first, "a", proof=oldest)
    evidence(world, first, "b", proof=newer)
    evidence(world, first, "c", proof=dropped)

    assert lines(world)[0] == [
        ("1", "Biên bản họp thôn", "a"),
        ("1", "Biên bản họp thôn", "b"),
        ("1", "", "c"),
    ]


def test_verdicts_of_a_set_are_those_of_the_board(world):
    first, second, third = world.criteria
    parts = [IndicatorFactory(parent=second) for _ in range(2)]
    below = IndicatorFactory(parent=parts[0], criteria_set=world.criteria_set, code="2.1.a")
    for requirement, verdict, voice in [
        (first, "MET", "OFFICE"),
        (parts[1], "MET", "OFFICE"),
        (below, "NOT_MET", "AGENCY"),
        (third, "MET", "SELF"),
    ]:
        cell = CellFactory(commune=world.communes[0], requirement=requirement)
        StatusEntryFactory(cell=cell, verdict=verdict, voice=voice)

    said = read_verdicts(communes=world.communes, criteria_set=world.criteria_set, day=DAY)

    verdicts = {
        one.pk: said[world.communes[0].pk, one.pk] for one in (*world.criteria, *parts, below)
    }
    assert said[world.communes[1].pk, parts[1].pk] == Verdict.NO_DATA
    board = read_board(communes=world.communes, criteria_set=world.criteria_set, day=DAY)
    squares = board.row(world.communes[0])
    assert [verdicts[one.pk].value for one in world.criteria] == [s.state for s in squares]
    assert {code: verdicts[one.pk] for code, one in zip("123", world.criteria, strict=True)} == {
        "1": Verdict.MET,
        "2": Verdict.NOT_MET,
        "3": Verdict.NO_DATA,
    }
    assert [verdicts[one.pk] for one in (*parts, below)] == [
        Verdict.NOT_MET,
        Verdict.MET,
        Verdict.NOT_MET,
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_a_dossier_is_read_in_five_queries(world, django_assert_num_queries, count):
    for number in range(count):
        asked = proof(world, world.criteria[number], "Quyết định")
        evidence(world, world.criteria[number], "QĐ", proof=asked)
        EvidenceFactory(
            cell=CellFactory(
                commune=world.communes[0], requirement=IndicatorFactory(parent=world.criteria[0])
            )
        )

    with django_assert_num_queries(5):
        sections = read(world).sections
        people = {line.evidence.submitter for section in sections for line in section.lines}
    assert len(people) == 2 * count
