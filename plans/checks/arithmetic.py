"""Totals, shares and averages of the figures that a plan states. Pure."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from plans.checks import counted
from plans.checks import facts as facts_of
from plans.checks.facts import TIER_WORDS, Objective, PlanFacts
from plans.checks.findings import (
    TABLE,
    Finding,
    Place,
    Severity,
    decimals_of,
    exactly,
    rounded,
    severity,
)
from plans.phrases.words import NUMBER, number


def check(facts: PlanFacts) -> Iterator[Finding]:
    for one in facts.objectives:
        yield from _share(facts, one)
        yield from _counts(facts, one)
        if one.kind == "AVERAGE" and not one.group:
            yield from average(facts, *average_ends(one), place=one.place)
        if one.kind == "TOTAL" and not one.group and (stated := stated_total(one)) is not None:
            yield from total(facts, stated, place=one.place)
    yield from _bands(facts)
    for fraction in facts.fractions:
        yield from _fraction(facts, fraction)


def share_finding(
    share: Decimal, exact: Fraction, words: str, places: tuple[Place, ...]
) -> Iterator[Finding]:
    """words: the fraction as printed, "60/207"."""
    decimals = decimals_of(share)
    kind = severity(share, exact, decimals)
    if kind is None:
        return
    printed = f"{_printed(share)}%"
    computed = f"{_printed(rounded(exact, decimals))}%"
    how = "bị cắt bớt, làm tròn" if kind == Severity.CUT else "ghi sai, tính"
    message = f"Tỷ lệ {printed} {how} từ {words} phải là {computed}."
    yield Finding("share", kind, message, places, printed, computed)


def _printed(share: Decimal) -> str:
    """With its decimals: 29.50 -> "29,50"."""
    return f"{share:f}".replace(".", ",")


def _share(facts: PlanFacts, one: Objective) -> Iterator[Finding]:
    whole = _whole(facts, one)
    if one.share is None or one.total is None or not whole:
        return
    words = f"{one.total}/{whole}"
    yield from share_finding(one.share, Fraction(one.total * 100, whole), words, (one.place,))


def _whole(facts: PlanFacts, one: Objective) -> int | None:
    group = facts.group(one.group)
    return group.size if group else facts.communes


def _counts(facts: PlanFacts, one: Objective) -> Iterator[Finding]:
    whole, place = _whole(facts, one), one.place
    if one.kind in {"TOTAL", "OTHER"}:
        return
    if one.total is not None and whole and one.total > whole:
        message = f"{place.name.capitalize()} ghi {one.total} xã nhưng chỉ có {whole} xã."
        yield Finding(
            "count-over-whole", Severity.ERROR, message, (place,), str(one.total), str(whole)
        )
    if one.increment is not None and one.total is not None and one.increment > one.total:
        message = (
            f"{place.name.capitalize()}: thêm {one.increment} xã mà tổng số chỉ {one.total} xã."
        )
        yield Finding(
            "increment-over-total",
            Severity.ERROR,
            message,
            (place,),
            str(one.increment),
            str(one.total),
        )
    if one.group:
        return
    if one.kind == "CRITERION":
        yield from criterion(facts, one.criterion, one.increment, one.total, place=place)
    elif one.kind == "TIER":
        yield from _tier(facts, one)
    elif one.kind == "BAND" and one.total is not None:
        yield from band(facts, (one.lowest or 0, one.highest or 0), one.total, place=place)


def criterion(
    facts: PlanFacts, code: str, added: int | None, in_all: int | None, *, place: Place
) -> Iterator[Finding]:
    """The communes that reach a criterion, against the rows of the plan."""
    promised = counted.criterion_added(facts, code)
    if added is not None and promised is not None and added != promised:
        yield _against_table(
            "criterion-added", f"thêm {added} xã đạt tiêu chí {code}", added, str(promised), place
        )
    bounds = counted.criterion_communes(facts, code)
    if in_all is not None and bounds is not None and in_all not in bounds:
        yield _against_table(
            "criterion-total",
            f"{in_all} xã đạt tiêu chí {code}",
            in_all,
            bounds.beside(in_all),
            place,
        )


def _tier(facts: PlanFacts, one: Objective) -> Iterator[Finding]:
    """The communes that reach a tier, against the goals and targets of the rows."""
    added = counted.tier_added(facts, one.tier)
    words = f"xã đạt chuẩn {TIER_WORDS.get(one.tier, one.tier)}"
    if one.increment is not None and added is not None and one.increment not in added:
        computed = " hoặc ".join(map(str, sorted(added)))
        what = f"thêm {one.increment} {words}"
        yield _against_table("tier-added", what, one.increment, computed, one.place)
    in_all = counted.tier_total(facts, one.tier)
    if one.increment is None and in_all is None and added is not None:
        in_all = max(added)  # a plan that says only how many there will be
    if one.total is not None and in_all is not None and one.total != in_all:
        what = f"{one.total} {words}"
        yield _against_table("tier-total", what, one.total, str(in_all), one.place)


def band(facts: PlanFacts, of: tuple[int, int], stated: int, *, place: Place) -> Iterator[Finding]:
    computed = counted.in_band(facts, of)
    if computed is not None and computed != stated:
        yield _against_table(
            "band", f"{stated} xã đạt {of[0]}-{of[1]} tiêu chí", stated, str(computed), place
        )


def total(facts: PlanFacts, stated: Decimal, *, place: Place) -> Iterator[Finding]:
    """All criteria of all communes, against the rows and against the totals by criterion."""
    bounds = counted.all_criteria(facts)
    if bounds is not None and stated not in bounds:
        words = f"tổng số {exactly(stated)} tiêu chí"
        yield _against_table("criteria-total", words, stated, bounds.beside(stated), place)


def _against_table(
    code: str, what: str, printed: Decimal | int, computed: str, place: Place
) -> Finding:
    message = f"{_sentence(place)} ghi {what}; theo bảng của các xã là {computed}."
    return Finding(code, Severity.ERROR, message, (place, TABLE), exactly(printed), computed)


def _sentence(place: Place) -> str:
    return f"{place.name[:1].upper()}{place.name[1:]}"


def stated_total(one: Objective) -> Decimal | None:
    if one.value_from is not None:
        return one.value_from
    return None if one.total is None else Decimal(one.total)


def average_ends(one: Objective) -> tuple[Decimal | None, Decimal | None]:
    """The stated average with its decimals as printed, which only the text still knows."""
    return tuple(  # type: ignore[return-value]
        None if end is None else _with_printed_decimals(end, one.text)
        for end in (one.value_from, one.value_to)
    )


def _with_printed_decimals(value: Decimal, text: str) -> Decimal:
    for printed in re.findall(NUMBER, text):
        figure = number(printed)
        if figure and figure.value == value:
            return figure.value
    return value.normalize() if value != value.to_integral() else value.to_integral()


def average(
    facts: PlanFacts, low: Decimal | None, high: Decimal | None, *, place: Place
) -> Iterator[Finding]:
    """A stated average, or range of it, against everything else that the plan says."""
    communes = facts.communes
    if low is None or not communes:
        return
    printed = _printed(low) if high is None else f"{_printed(low)} - {_printed(high)}"
    sources = [
        (counted.all_criteria(facts), TABLE, "bảng của các xã", "average-table"),
        (
            _stated(facts),
            _stated_place(facts),
            "tổng số tiêu chí nêu trong kế hoạch",
            "average-total",
        ),
        (
            counted.stated_criteria(facts),
            Place("objectives", "số xã đạt từng tiêu chí"),
            "số xã đạt từng tiêu chí",
            "average-criteria",
        ),
        (
            counted.banded_criteria(facts),
            Place("objectives", "số xã theo số tiêu chí đạt"),
            "số xã theo số tiêu chí đạt",
            "average-bands",
        ),
    ]
    said: dict[str, Finding] = {}
    for bounds, other, words, code in sources:
        found = bounds and _average_slip(low, high, bounds, communes)
        if not found:
            continue
        kind, computed = found
        if computed in said:  # two sources that agree are one finding
            first = said[computed]
            said[computed] = replace(first, places=(*first.places, other))
            continue
        message = (
            f"{_sentence(place)} ghi bình quân {printed} tiêu chí/xã; "
            f"theo {words} là {computed} tiêu chí/xã."
        )
        said[computed] = Finding(code, kind, message, (place, other), printed, computed)
    yield from said.values()


def _stated(facts: PlanFacts) -> counted.Bounds | None:
    for one in facts.objectives:
        if one.kind == "TOTAL" and not one.group and (stated := stated_total(one)) is not None:
            return counted.Bounds(int(stated), int(stated))
    return None


def _stated_place(facts: PlanFacts) -> Place:
    totals = [one.place for one in facts.objectives if one.kind == "TOTAL" and not one.group]
    return totals[0] if totals else TABLE


def _average_slip(
    low: Decimal, high: Decimal | None, bounds: counted.Bounds, communes: int
) -> tuple[Severity, str] | None:
    """None where the stated average may be right."""
    least, most = counted.average_range(bounds, communes)
    if high is None and least == most:
        decimals = decimals_of(low)
        kind = severity(low, least, decimals)
        return None if kind is None else (kind, _printed(rounded(least, max(decimals, 2))))
    decimals = max(decimals_of(low), decimals_of(high or low))
    if rounded(most, decimals) < low:
        return Severity.ERROR, f"nhiều nhất {_printed(rounded(most, 2))}"
    if rounded(least, decimals) > (high if high is not None else low):
        return Severity.ERROR, f"ít nhất {_printed(rounded(least, 2))}"
    return None


def _bands(facts: PlanFacts) -> Iterator[Finding]:
    """The bands must not overlap, and their communes must add up."""
    bands = [one for one in facts.objectives if one.kind == "BAND" and not one.group]
    bands.sort(key=lambda one: (one.lowest or 0, one.highest or 0))
    for one, following in itertools.pairwise(bands):
        if (one.highest or 0) >= (following.lowest or 0):
            message = f"{_sentence(one.place)} và {following.place.name} trùng nhau."
            yield Finding("bands-overlap", Severity.ERROR, message, (one.place, following.place))
            return
    communes = facts.communes
    if not bands or not communes or any(one.total is None for one in bands):
        return
    together = sum(one.total or 0 for one in bands)
    covers = (bands[0].lowest or 0) == 0 and not _gaps(bands, len(facts.criteria))
    if together > communes or (covers and together != communes):
        message = f"Số xã theo số tiêu chí đạt cộng lại là {together}, kế hoạch có {communes} xã."
        places = tuple(one.place for one in bands)
        yield Finding("bands-sum", Severity.ERROR, message, places, str(together), str(communes))


def _gaps(bands: list[Objective], criteria: int) -> bool:
    joined = all(
        (one.highest or 0) + 1 == following.lowest for one, following in itertools.pairwise(bands)
    )
    return not joined or bands[-1].highest != criteria


def _fraction(facts: PlanFacts, fraction: facts_of.Fraction) -> Iterator[Finding]:
    """A percentage that a single-commune plan prints beside a fraction."""
    if not fraction.denominator:
        return
    row = next((row for row in facts.rows if row.code == fraction.commune), None)
    words = f"{exactly(fraction.numerator)}/{exactly(fraction.denominator)}"
    exact = Fraction(fraction.numerator) / Fraction(fraction.denominator) * 100
    place = Place("finding", f"thực trạng chỉ tiêu {fraction.indicator}", fraction.commune)
    places = (place, Place("sheet", "phiếu chỉ tiêu của xã", row.code)) if row else (place,)
    yield from share_finding(fraction.printed, exact, words, places)
