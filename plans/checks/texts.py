"""The figures in the text of a plan against its tables and stated figures. Pure.

A phrase is compared only with what its words name; where nothing is named, it is left alone.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from plans.checks import arithmetic, counted, text_lists, text_money
from plans.checks.facts import TIER_WORDS, Objective, PlanFacts
from plans.checks.findings import TABLE, Finding, Place, Severity, decimals_of, exactly, severity
from plans.checks.promises import increase
from plans.checks.said import Said, is_one_of, slip
from plans.phrases import Kind, Number, read
from plans.phrases.words import NOTHING


def said(facts: PlanFacts) -> list[Said]:
    """Every phrase of the narrative blocks and of the objectives' own words."""
    found = []
    for one in facts.narratives:
        phrases = read(f"{one.heading}\n{one.text}", facts.vocabulary)
        found += [Said(phrase, one.place) for phrase in phrases]
    for objective in facts.objectives:
        phrases = read(objective.text, facts.vocabulary, objective.criterion)
        found += [Said(phrase, objective.place, objective) for phrase in phrases]
    return found


def check(facts: PlanFacts, phrases: list[Said]) -> Iterator[Finding]:
    for one in phrases:
        if one.phrase.low or one.phrase.kind in _WITHOUT_FIGURE:
            yield from _CHECKS.get(one.phrase.kind, _nothing)(facts, one)


def reached(facts: PlanFacts, phrases: list[Said]) -> dict[str, set[str]]:
    """Official code -> tiers that the text says the commune has reached already."""
    tiers: dict[str, set[str]] = {}
    for one in phrases:
        if one.phrase.kind == Kind.REACHED:
            for name in one.phrase.communes:
                if row := facts.row_named(name):
                    tiers.setdefault(row.code, set()).add(one.phrase.tier)
    return tiers


def _nothing(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    yield from ()


def _share(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    """ "60/207 xã, chiếm 28,99%": right when one reading of the figures is right."""
    phrase = one.phrase
    kinds = {}
    for part in phrase.low.readings:
        for whole in phrase.of.readings:
            exact = Fraction(part) / Fraction(whole) * 100 if whole else None
            if exact is not None:
                share = phrase.share.value
                kinds[severity(share, exact, decimals_of(share))] = exact
    if None in kinds or not kinds:
        return
    exact = kinds.get(Severity.CUT) or kinds[Severity.ERROR]
    words = f"{exactly(phrase.low.value)}/{exactly(phrase.of.value)}"
    yield from arithmetic.share_finding(phrase.share.value, exact, words, (one.place,))


def _whole(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    """ "19/19 xã": the whole is the plan's communes, or those of one of its groups."""
    of, communes = one.phrase.of, facts.communes
    if not of or not communes:
        return
    sizes = [group.size for group in facts.groups]
    if not is_one_of(of, communes, *sizes):
        if not any(reading < communes for reading in of.readings):
            yield slip("whole", one, f"{communes} xã", TABLE, "tổng số xã")
    elif one.phrase.low.value > of.value:
        yield slip("count-over-whole", one, f"nhiều nhất {of.text}", None)


def _counted_whole(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    of, communes = one.phrase.of, facts.communes
    if of and communes and not is_one_of(of, communes):
        yield slip("whole", one, f"{communes} xã", TABLE, "tổng số xã")


def _criterion(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    phrase, code = one.phrase, one.phrase.criterion
    yield from _counted_whole(facts, one)
    figure = phrase.low or _all(facts)
    if not figure:
        return
    stated = _objective(facts, one, lambda other: other.criterion == code, "CRITERION")
    values, words, other = [], [], TABLE
    if stated is not None:
        other = stated.place
        if phrase.adds is not False and stated.increment is not None:
            values.append(stated.increment)
        if phrase.adds is not True and stated.total is not None:
            values.append(stated.total)
        words = [str(value) for value in values]
        if values and not is_one_of(figure, *values):
            what = f"số xã đạt tiêu chí {code}"
            yield slip("text-criterion", one, " hoặc ".join(words), other, what)
        if values:
            return  # the stated figure itself is compared with the rows
    yield from _criterion_rows(facts, one, figure)


def _criterion_rows(facts: PlanFacts, one: Said, figure: Number) -> Iterator[Finding]:
    phrase, code = one.phrase, one.phrase.criterion
    bounds = counted.criterion_communes(facts, code)
    promised = counted.criterion_added(facts, code)
    if bounds is None:
        return
    right, words = False, []
    if phrase.adds is not True:
        right = any(reading in bounds for reading in figure.readings)
        words.append(bounds.beside(figure.value))
    if phrase.adds is not False and promised is not None:
        right = right or is_one_of(figure, promised)
        words.insert(0, f"thêm {promised}")
    if words and not right:
        what = f"số xã đạt tiêu chí {code}"
        yield slip("text-criterion", one, ", tổng số ".join(words), TABLE, what)


def _all(facts: PlanFacts) -> Number:
    """ "100% các xã"."""
    communes = facts.communes
    return Number(str(communes), (Decimal(communes),)) if communes else NOTHING


def _objective(
    facts: PlanFacts, one: Said, fits: Callable[[Objective], bool], kind: str
) -> Objective | None:
    """The stated figure that the words name; None where none or several fit."""
    if one.about is not None and one.about.kind == kind and fits(one.about):
        return one.about
    found = [
        other
        for other in facts.objectives
        if other.kind == kind and not other.group and fits(other)
    ]
    return found[0] if len(found) == 1 else None


def _band(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    phrase, band = one.phrase, one.phrase.band
    if band is None:
        return
    yield from _counted_whole(facts, one)
    stated = _objective(facts, one, lambda other: (other.lowest, other.highest) == band, "BAND")
    if stated is not None and stated.total is not None:
        if not is_one_of(phrase.low, stated.total):
            yield slip("text-band", one, str(stated.total), stated.place)
        return
    computed = counted.in_band(facts, band)
    if computed is not None and not is_one_of(phrase.low, computed):
        yield slip("text-band", one, str(computed), TABLE)


def _tier(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    phrase = one.phrase
    values: list[int] = []
    other = TABLE
    if phrase.adds is not False:
        values += sorted(counted.tier_added(facts, phrase.tier, phrase.year) or ())
    if phrase.adds is not True and (total := counted.tier_total(facts, phrase.tier)) is not None:
        values.append(total)
    stated = _objective(facts, one, lambda other: other.tier == phrase.tier, "TIER")
    if stated is not None and (phrase.year is None or facts.first_year == facts.last_year):
        added, in_all = stated.increment, stated.total
        figures = {True: (added,), False: (in_all,), None: (added, in_all)}[phrase.adds]
        if any(figure is not None for figure in figures):
            values, other = [one for one in figures if one is not None], stated.place
    if values and not is_one_of(phrase.low, *values):
        words = " hoặc ".join(map(str, dict.fromkeys(values)))
        what = f"số xã đạt chuẩn {TIER_WORDS[phrase.tier]}"
        yield slip("text-tier", one, words, other, what)


def _group(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    for group in facts.groups:
        if group.words == one.phrase.group and group.size is not None:
            if not is_one_of(one.phrase.low, group.size):
                place = Place("group", f"nhóm ‘{group.name}’", group.key)
                yield slip("text-group", one, str(group.size), place)
            return


def _average(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    phrase = one.phrase
    low, high = phrase.low.value, phrase.high.value if phrase.high else None
    if phrase.group:
        groups = [group for group in facts.groups if phrase.group.startswith(group.words)]
        keys = {group.key for group in groups if group.words}
        stated = [
            other
            for other in facts.objectives
            if other.kind == "AVERAGE" and other.group and other.group in keys
        ]
    else:
        stated = [
            other for other in facts.objectives if other.kind == "AVERAGE" and not other.group
        ]
    if one.about is not None and one.about.kind == "AVERAGE":
        stated = [one.about]
    if any((other.value_from, other.value_to) == (low, high) for other in stated):
        return  # the stated figure itself is compared with everything else
    if len(stated) == 1:
        ends = [end for end in (stated[0].value_from, stated[0].value_to) if end is not None]
        words = " - ".join(f"{end.normalize():f}".replace(".", ",") for end in ends)
        yield slip("text-average", one, words, stated[0].place)
    elif not phrase.group:
        yield from arithmetic.average(facts, low, high, place=one.place)


def _total(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    stated = _objective(facts, one, lambda other: True, "TOTAL")
    if stated is not None and (total := arithmetic.stated_total(stated)) is not None:
        if not is_one_of(one.phrase.low, total):
            yield slip("text-total", one, f"{total.normalize():f}", stated.place)
        return
    yield from arithmetic.total(facts, one.phrase.low.value, place=one.place)


def _met_total(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    if facts.complete and all(facts.known.values()):
        computed = sum(len(row.met) for row in facts.rows)
        if not is_one_of(one.phrase.low, computed):
            yield slip("text-met", one, str(computed), TABLE, "tổng số tiêu chí đã đạt")


def _added(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    computed = counted.added_criteria(facts)
    if computed is not None and not is_one_of(one.phrase.low, computed):
        yield slip("text-added", one, str(computed), TABLE, "tổng số tiêu chí phấn đấu")


def _increase(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    if not any(other.kind == "INCREASE" for other in facts.objectives):
        yield from increase(facts, one.phrase.low.value, place=one.place)


_WITHOUT_FIGURE = {Kind.CRITERION, Kind.ROADMAP, Kind.GOAL}  # "100% các xã", names
_CHECKS = {
    Kind.SHARE: _share,
    Kind.OUT_OF: _whole,
    Kind.CRITERION: _criterion,
    Kind.BAND: _band,
    Kind.TIER: _tier,
    Kind.GROUP: _group,
    Kind.AVERAGE: _average,
    Kind.TOTAL: _total,
    Kind.MET_TOTAL: _met_total,
    Kind.ADDED: _added,
    Kind.INCREASE: _increase,
    Kind.MONEY: text_money.money,
    Kind.VILLAGES: text_lists.villages,
    Kind.LISTED: text_lists.listed,
    Kind.ROADMAP: text_lists.roadmap,
    Kind.GOAL: text_lists.goal,
    Kind.OF_COMMUNE: text_lists.of_commune,
    Kind.MET_OF_COMMUNE: text_lists.met_of_commune,
}
