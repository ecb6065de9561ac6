"""What must hold of every merger, on several hundred made-up ones; the seed keeps them the same."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import permutations, product
from random import Random

import pytest

from criteria.figures import Figure, Said
from criteria.merging_rules import Merging, merged
from criteria.rules import Verdict, roll_up

ROUNDS = 300


def decimal(random: Random, most: int, decimals: int) -> Decimal:
    return Decimal(random.randint(0, most * 10**decimals)).scaleb(-decimals)


def values(seed: int) -> Iterator[tuple[list[Said], list[Decimal]]]:
    """Two to five shares in percent with up to four decimals, and their people."""
    random = Random(seed)
    for _ in range(ROUNDS):
        count, decimals = random.randint(2, 5), random.randint(0, 4)
        parts = [Said(Figure(decimal(random, 100, decimals)), Verdict.MET) for _ in range(count)]
        yield parts, [Decimal(random.randint(1, 20_000)) for _ in range(count)]


def fractions(seed: int) -> Iterator[list[Said]]:
    random = Random(seed)
    for _ in range(ROUNDS):
        parts = []
        for _ in range(random.randint(2, 5)):
            denominator = decimal(random, 9_000, 1) + 1
            numerator = min(denominator, decimal(random, 9_000, 1))
            figure = Figure(numerator=numerator, denominator=denominator)
            parts.append(Said(figure, Verdict.NOT_MET))
        yield parts


def quantity(said: Said | None) -> Fraction:
    assert said is not None
    assert said.figure is not None
    assert said.figure.quantity is not None
    return said.figure.quantity


def test_an_average_lies_between_the_least_and_the_greatest_part():
    for parts, by in values(1):
        least, *_, greatest = sorted(quantity(part) for part in parts)
        for is_share in (True, False):
            found = merged(parts, Merging.WEIGHTED, by, is_share=is_share)

            assert least <= quantity(found) <= greatest


def test_an_averaged_share_is_exact():
    for parts, by in values(2):
        found = merged(parts, Merging.WEIGHTED, by, is_share=True)

        total = sum(quantity(part) * Fraction(w) for part, w in zip(parts, by, strict=True))
        assert quantity(found) == total / Fraction(sum(by))


def test_a_rounded_average_never_changes_its_side_of_the_threshold():
    random = Random(3)
    for parts, by in values(3):
        exact = quantity(merged(parts, Merging.WEIGHTED, by, is_share=True))
        near = Decimal(round(exact * 10_000) + random.randint(-1, 1)).scaleb(-4)

        found = quantity(merged(parts, Merging.WEIGHTED, by, is_share=False, bound=near))

        bound = Fraction(near)
        assert (found < bound, found > bound) == (exact < bound, exact > bound)
        assert abs(found - exact) < Fraction(1, 10_000)


def test_a_sum_is_the_sum_of_the_parts():
    for parts, by in values(4):
        found = merged(parts, Merging.SUM, by, is_share=False)

        assert quantity(found) == sum(quantity(part) for part in parts)


@pytest.mark.parametrize("rule", [Merging.SUM, Merging.WEIGHTED])
def test_a_merged_share_is_that_of_the_summed_counts(rule):
    for parts in fractions(5):
        found = merged(parts, rule, [None] * len(parts), is_share=True)

        numerator = sum(Fraction(part.figure.numerator) for part in parts)
        denominator = sum(Fraction(part.figure.denominator) for part in parts)
        assert quantity(found) == 100 * numerator / denominator
        assert (found.figure.numerator, found.figure.denominator) == (numerator, denominator)


def test_the_order_of_the_parts_does_not_matter():
    random = Random(6)
    for parts, by in values(6):
        pairs = list(zip(parts, by, strict=True))
        random.shuffle(pairs)
        others, weights = zip(*pairs, strict=True)
        for rule, is_share in product(Merging, (True, False)):
            assert merged(others, rule, weights, is_share=is_share) == merged(
                parts, rule, by, is_share=is_share
            )


def test_a_part_without_a_figure_leaves_nothing_to_compute():
    random = Random(7)
    for parts, by in values(7):
        lacking = list(parts)
        lacking[random.randrange(len(parts))] = Said(verdict=random.choice(list(Verdict)))
        for rule, is_share in product((Merging.SUM, Merging.WEIGHTED), (True, False)):
            assert merged(lacking, rule, by, is_share=is_share) is None


@pytest.mark.parametrize("count", [1, 2, 3])
def test_all_must_pass_is_met_only_where_every_part_that_has_it_is(count):
    """All combinations of verdicts; "not applicable" is no failure and no pass."""
    for verdicts in product(Verdict, repeat=count):
        parts = [Said(verdict=one) for one in verdicts]
        found = merged(parts, Merging.ALL_MET, [None] * count, is_share=True)

        asked = set(verdicts) - {Verdict.NOT_APPLICABLE}
        assert (found == Said(verdict=Verdict.MET)) == (asked == {Verdict.MET})
        assert (found == Said(verdict=Verdict.NOT_MET)) == (Verdict.NOT_MET in asked)
        for order in permutations(parts):
            assert merged(order, Merging.ALL_MET, [None] * count, is_share=True) == found
        assert (found is None) == (roll_up(verdicts) == Verdict.NO_DATA)
