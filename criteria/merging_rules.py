"""What the figures of merged communes amount to (quy tắc gộp). Pure."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from criteria.figures import HUNDRED, Figure, Said
from criteria.rules import Verdict, roll_up
from ntm_portal.lib.numbers import MOST_DECIMALS, exact_decimal, round_beside


class Merging(StrEnum):
    """How the figures of merged communes become one (quy tắc gộp)."""

    SUM = "SUM"  # cộng
    WEIGHTED = "WEIGHTED"  # bình quân có trọng số
    ALL_MET = "ALL_MET"  # mọi xã cũ đều đạt
    MEASURE_AGAIN = "MEASURE_AGAIN"  # đo lại


class MergeBase(StrEnum):
    """By what an average is weighted."""

    POPULATION = "POPULATION"  # dân số
    HOUSEHOLDS = "HOUSEHOLDS"  # số hộ


def merged(
    parts: Sequence[Said],
    rule: Merging,
    weights: Sequence[Decimal | None],
    *,
    is_share: bool,
    bound: Decimal | None = None,
) -> Said | None:
    """What the cell of a commune made from `parts` says; None: measure again (đo lại).

    parts: one per old commune, each taken over whole. weights: theirs, in the same order, None
        where unknown; only an average of figures without fractions asks for them.
    is_share: in percent; such figures are pooled (sum of numerators / sum of denominators) or
        averaged, and never added. bound: the new commune's threshold, None where unknown.
    A missing part or weight is never guessed: the whole is then None. So it is where the
    requirement applies in some of the old communes only, unless all must pass. The verdict of a
    merged figure is left open: it is for the threshold of the new commune.
    """
    if rule == Merging.MEASURE_AGAIN or not parts:
        return None
    verdicts = [part.verdict or Verdict.NO_DATA for part in parts]
    if rule == Merging.ALL_MET or set(verdicts) == {Verdict.NOT_APPLICABLE}:
        verdict = roll_up(verdicts)
        return None if verdict == Verdict.NO_DATA else Said(verdict=verdict)
    figures = [part.figure for part in parts if part.figure is not None]
    if len(figures) < len(parts) or Verdict.NOT_APPLICABLE in verdicts:
        return None
    figure = _pooled(figures) if is_share else None
    if figure is None and rule == Merging.WEIGHTED:
        figure = _average(figures, weights, is_share=is_share, bound=bound)
    elif figure is None and not is_share:
        figure = _total(figures)
    return None if figure in (None, Figure()) else Said(figure)


def _pooled(figures: Sequence[Figure]) -> Figure | None:
    numerator = _sum([_exact(one.numerator) for one in figures])
    denominator = _sum([_exact(one.denominator) for one in figures])
    return _fraction(numerator, denominator) if numerator is not None and denominator else None


def _total(figures: Sequence[Figure]) -> Figure:
    """Each of the three numbers where all parts have it."""
    whole = _sum([_exact(one.value) for one in figures])
    male, female = (_sum(sex) for sex in _sexes(figures))
    return Figure(_stored(whole), male=_stored(male), female=_stored(female))


def _average(
    figures: Sequence[Figure],
    weights: Sequence[Decimal | None],
    *,
    is_share: bool,
    bound: Decimal | None,
) -> Figure | None:
    """A share stays exact, as so many of the people or households; what has no numerator keeps
    four decimals and its side of the threshold.
    """
    by = [_exact(weight) for weight in weights]
    people = _sum(by)
    if not people:
        return None
    whole = _mean([one.quantity if is_share else _exact(one.value) for one in figures], by)
    male, female = (_mean(sex, by) for sex in _sexes(figures))
    if is_share and whole is not None and male is None and female is None:
        return _share(whole, people)
    return Figure(_beside(whole, bound), male=_beside(male, bound), female=_beside(female, bound))


def _share(percent: Fraction, people: Fraction) -> Figure | None:
    """43,875 %; 1450/3000 where the percentage does not end; else in lowest terms."""
    if (value := exact_decimal(percent)) is not None:
        return Figure(value)
    part = percent / HUNDRED
    lowest = Fraction(part.numerator), Fraction(part.denominator)
    return _fraction(part * people, people) or _fraction(*lowest)


def _fraction(numerator: Fraction, denominator: Fraction) -> Figure | None:
    """None where a figure cannot hold it exactly."""
    part, whole = exact_decimal(numerator), exact_decimal(denominator)
    return None if part is None or whole is None else Figure(numerator=part, denominator=whole)


def _sexes(figures: Sequence[Figure]) -> tuple[list[Fraction | None], list[Fraction | None]]:
    return [_exact(one.male) for one in figures], [_exact(one.female) for one in figures]


def _sum(terms: Sequence[Fraction | None]) -> Fraction | None:
    """None when one of them is missing."""
    known = [term for term in terms if term is not None]
    return sum(known, Fraction(0)) if len(known) == len(terms) else None


def _mean(terms: Sequence[Fraction | None], by: Sequence[Fraction | None]) -> Fraction | None:
    pairs = zip(terms, by, strict=True)
    total = _sum([t * w if t is not None and w is not None else None for t, w in pairs])
    people = _sum(by)
    return total / people if total is not None and people else None


def _exact(number: Decimal | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def _stored(number: Fraction | None) -> Decimal | None:
    return None if number is None else exact_decimal(number)


def _beside(number: Fraction | None, bound: Decimal | None) -> Decimal | None:
    return None if number is None else round_beside(number, bound, MOST_DECIMALS)
