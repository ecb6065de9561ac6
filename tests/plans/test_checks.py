"""Each check on facts made by hand: on the bound, just beside it, and with nothing to compare."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from plans.checks import Severity, run
from plans.checks.facts import (
    Basis,
    Capital,
    Deadline,
    Fraction,
    Goal,
    Group,
    Mandate,
    Narrative,
    Objective,
    PlanFacts,
    Row,
    Village,
)

CRITERIA = (("1", "Quy hoạch"), ("2", "Giao thông"), ("3", "Thủy lợi"), ("4", "Điện"))
ALL = frozenset("1234")
EMPTY = PlanFacts(date(2024, 1, 30), 2024, 2024, "BASIC", CRITERIA)
D = Decimal


def row(name: str, met: str = "", targets: str = "", *goals: Goal, **more) -> Row:
    return Row(name, f"Xã {name}", frozenset(met), targets=tuple(targets), goals=goals, **more)


def plan(**parts) -> PlanFacts:
    return replace(EMPTY, **parts)


def codes(facts: PlanFacts) -> list[tuple[str, str]]:
    return [(one.code, one.severity.value) for one in run(facts)]


def test_an_empty_plan_has_no_findings():
    assert run(EMPTY) == []


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        pytest.param("29,5", [], id="rounded"),
        pytest.param("29,47", [], id="two-decimals"),
        pytest.param("29,4", [("share", "cut")], id="cut"),
        pytest.param("29,6", [("share", "error")], id="above"),
        pytest.param("29,3", [("share", "error")], id="below"),
        pytest.param("", [], id="no-share"),
    ],
)
def test_share(share, expected):
    printed = D(share.replace(",", ".")) if share else None
    one = Objective("1", "CRITERION", criterion="2", total=61, share=printed)

    assert codes(plan(objectives=(one,), stated_communes=207)) == expected


def test_a_share_needs_a_whole():
    one = Objective("1", "CRITERION", criterion="2", total=61, share=D("29.5"))

    assert codes(plan(objectives=(one,))) == []


@pytest.mark.parametrize(
    ("increment", "total", "expected"),
    [
        pytest.param(10, 10, [], id="all-are-new"),
        pytest.param(11, 10, [("increment-over-total", "error")], id="more-than-all"),
        pytest.param(1, 11, [("count-over-whole", "error")], id="more-than-there-are"),
    ],
)
def test_counts_of_communes(increment, total, expected):
    one = Objective("1", "CRITERION", criterion="2", increment=increment, total=total)

    assert codes(plan(objectives=(one,), stated_communes=10)) == expected


TWO = (row("A", "12", "3"), row("B", "1", "2"))


@pytest.mark.parametrize(
    ("increment", "total", "expected"),
    [
        pytest.param(1, 2, [], id="as-the-rows"),
        pytest.param(2, 2, [("criterion-added", "error")], id="added"),
        pytest.param(None, 1, [("criterion-total", "error")], id="in-all"),
    ],
)
def test_a_criterion_against_the_rows(increment, total, expected):
    one = Objective("1", "CRITERION", criterion="2", increment=increment, total=total)

    assert codes(plan(objectives=(one,), rows=TWO)) == expected


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        pytest.param(0, [("criterion-total", "error")], id="below-what-is-promised"),
        pytest.param(1, [], id="least"),
        pytest.param(2, [], id="most"),
    ],
)
def test_a_commune_without_data_may_have_met_a_criterion_or_not(total, expected):
    one = Objective("1", "CRITERION", criterion="2", total=total)

    assert codes(plan(objectives=(one,), rows=(row("A", "", "2"), row("B", "", "1")))) == expected


def test_a_commune_that_keeps_its_recognition_has_every_criterion():
    one = Objective("1", "CRITERION", criterion="3", total=0)
    kept = row("A", "", "", Goal("MAINTAIN", "BASIC", 2024))

    found = run(plan(objectives=(one,), rows=(kept, row("B", "1", "2"))))

    assert [(one.printed, one.computed) for one in found] == [("0", "1")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("2.50", [], id="as-the-rows"),
        pytest.param("2.5", [], id="one-decimal"),
        pytest.param("2.49", [("average-table", "error")], id="just-below"),
        pytest.param("2.51", [("average-table", "error")], id="just-above"),
    ],
)
def test_average_against_the_rows(value, expected):
    one = Objective("1", "AVERAGE", value_from=D(value))

    assert codes(plan(objectives=(one,), rows=TWO)) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        pytest.param("3", "3.5", [], id="within"),
        pytest.param("3.75", "4", [], id="on-the-most"),
        pytest.param("3.76", "4", [("average-criteria", "error")], id="above-the-most"),
        pytest.param("2", "2.75", [], id="on-the-least"),
        pytest.param("2", "2.74", [("average-criteria", "error")], id="below-the-least"),
    ],
)
def test_average_against_the_totals_by_criterion(low, high, expected):
    """Criterion 1 has no total: it may be met by none of the four communes, or by all."""
    totals = [
        Objective(code, "CRITERION", criterion=code, total=total)
        for code, total in (("2", 4), ("3", 4), ("4", 3))
    ]
    average = Objective("a", "AVERAGE", value_from=D(low), value_to=D(high))

    assert codes(plan(objectives=(average, *totals), stated_communes=4)) == expected


def test_average_against_the_total():
    parts = (
        Objective("t", "TOTAL", value_from=D(150)),
        Objective("a", "AVERAGE", value_from=D("16.66")),
    )

    found = run(plan(objectives=parts, stated_communes=9))

    assert [(one.code, one.severity, one.computed) for one in found] == [
        ("average-total", Severity.CUT, "16,67")
    ]


def band(low: int, high: int, total: int) -> Objective:
    return Objective(f"{low}", "BAND", lowest=low, highest=high, total=total)


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        pytest.param(((0, 1, 5), (2, 4, 5)), [], id="add-up"),
        pytest.param(((0, 1, 5), (2, 4, 4)), ["bands-sum"], id="one-is-missing"),
        pytest.param(((2, 4, 4),), [], id="the-rest-is-not-said"),
        pytest.param(((2, 4, 6), (0, 1, 5)), ["bands-sum"], id="too-many"),
        pytest.param(((0, 2, 5), (2, 4, 5)), ["bands-overlap"], id="overlap"),
    ],
)
def test_bands(bands, expected):
    found = run(plan(objectives=tuple(band(*one) for one in bands), stated_communes=10))

    assert [one.code for one in found] == expected


CAPITAL = (
    Capital("0", "Tổng nguồn vốn", D(1000)),
    Capital("1", "Vốn ngân sách", D(600), "0", D("60.0")),
    Capital("2", "Vốn lồng ghép", D(400), "0", D("40.0")),
    Capital("3", "Vốn sự nghiệp", D(200), "1"),
)


def test_capital_that_adds_up_has_no_findings():
    assert run(plan(capital=CAPITAL)) == []


@pytest.mark.parametrize(
    ("place", "change", "expected"),
    [
        pytest.param(0, {"amount": D(1001)}, ["capital-sum", "share"], id="total"),
        pytest.param(2, {"share": D("40.1")}, ["share"], id="share"),
        pytest.param(2, {"share": D("41.0")}, ["share", "shares-sum"], id="not-a-hundred"),
        pytest.param(3, {"amount": D(600)}, [], id="a-part-as-large"),
        pytest.param(3, {"amount": D(601)}, ["capital-sum"], id="a-part-larger"),
    ],
)
def test_capital(place, change, expected):
    lines = list(CAPITAL)
    lines[place] = replace(lines[place], **change)

    assert [one.code for one in run(plan(capital=tuple(lines)))] == expected


def test_a_target_that_is_met_already():
    assert codes(plan(rows=(row("A", "12", "23"),))) == [("target-met", "error")]


def test_a_mandate_is_met_or_planned():
    rows = (row("A", "1"), row("B", "2", "1"), row("C", "2"), row("D"))
    mandates = (Mandate("m", "1"),)

    found = run(plan(rows=rows, mandates=mandates))

    assert [one.where for one in found] == ["dòng xã C"]  # of D nobody knows what it has met


def test_a_mandate_of_a_group_is_for_its_members():
    rows = (row("A", "2"), row("B", "2"))
    group = Group("g", "Các xã còn lại", 1, frozenset({"B"}))
    found = run(plan(rows=rows, groups=(group,), mandates=(Mandate("m", "1", "g"),)))

    assert [one.where for one in found] == ["dòng xã B"]


@pytest.mark.parametrize(
    ("met", "targets", "expected"),
    [
        pytest.param("1", "23", [], id="on-the-bound"),
        pytest.param("1", "2", ["increase"], id="below"),
        pytest.param("1", "234", [], id="above"),
        pytest.param("123", "4", [], id="no-more-are-open"),
        pytest.param("", "", [], id="no-data"),
    ],
)
def test_every_commune_adds_so_many(met, targets, expected):
    one = Objective("i", "INCREASE", value_from=D(2), value_to=D(3))

    found = run(plan(rows=(row("A", met, targets),), objectives=(one,)))

    assert [one.code for one in found] == expected


ADVANCED, MODEL = Goal("BUILD", "ADVANCED", 2022), Goal("BUILD", "MODEL", 2023)


@pytest.mark.parametrize(
    ("goals", "recognised", "expected"),
    [
        pytest.param((MODEL,), set(), ["goal-without-tier"], id="nothing-before"),
        pytest.param((MODEL,), {"ADVANCED"}, [], id="recognised"),
        pytest.param((ADVANCED, MODEL), set(), [], id="planned-before"),
        pytest.param(
            (replace(ADVANCED, year=2023), MODEL), set(), ["goals-conflict"], id="same-year"
        ),
        pytest.param(
            (replace(ADVANCED, year=2024), MODEL),
            set(),
            ["goal-without-tier", "goals-conflict"],
            id="planned-after",
        ),
        pytest.param((ADVANCED,), {"ADVANCED"}, ["goal-met"], id="reached-already"),
        pytest.param((replace(MODEL, year=2026),), {"ADVANCED"}, ["goal-year"], id="outside"),
    ],
)
def test_goals(goals, recognised, expected):
    commune = row("A", "1234", "", *goals, recognised=frozenset(recognised))

    found = run(plan(rows=(commune,), first_year=2021, last_year=2025))

    assert [one.code for one in found] == expected


def test_the_text_may_say_which_tier_a_commune_has_reached():
    text = "xã đạt chuẩn nông thôn mới nâng cao Hữu Khánh, Khánh Xuân"
    commune = row("Khánh Xuân", "1234", "", Goal("COMPLETE", "MODEL", 2024))

    facts = plan(rows=(commune,), known_communes=("Hữu Khánh", "Khánh Xuân"))

    assert [one.code for one in run(facts)] == ["goal-without-tier"]
    assert run(replace(facts, narratives=(Narrative("1", "I", text),))) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("30/01/2024", [], id="same-day"),
        pytest.param("31/01/2024", ["date-after-plan"], id="next-day"),
        pytest.param("31 tháng 01 năm 2024", ["date-after-plan"], id="in-words"),
        pytest.param("31/02/2023", ["day-impossible"], id="no-such-day"),
    ],
)
def test_the_day_of_a_document(day, expected):
    basis = Basis("1", f"Nghị quyết số 12/NQ-HĐND ngày {day} của Hội đồng nhân dân")

    assert [one.code for one in run(plan(bases=(basis,)))] == expected


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        pytest.param(date(2024, 11, 30), [], id="same-day"),
        pytest.param(date(2024, 11, 29), [("deadline-order", "warning")], id="day-before"),
    ],
)
def test_the_dossier_follows_its_criteria(whole, expected):
    deadlines = (Deadline("A", "1", date(2024, 11, 30)), Deadline("A", "", whole))

    assert codes(plan(rows=(row("A", "1"),), deadlines=deadlines)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("xã Thông Nhất", ["Thông Nhất"], id="other-marks"),
        pytest.param("xã Thống Nhất", [], id="as-official"),
        pytest.param("XÃ THÔNG NHẤT", [], id="capitals"),
        pytest.param("thống nhất với các xã", [], id="a-verb"),
        pytest.param("thôn Thông Nhất", [], id="a-village"),
    ],
)
def test_spellings_of_a_name(text, expected):
    commune = row("Thống Nhất", "1", official="Thống Nhất")

    found = run(plan(rows=(commune,), narratives=(Narrative("1", "I", text),)))

    assert [one.printed for one in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Phụ trách xã A.\n\nHội phụ trách xã A.", ["two-leads"], id="two"),
        pytest.param("Phụ trách xã A.\n\nPhối hợp với Hội phụ trách xã A.", [], id="with-another"),
    ],
)
def test_two_agencies_in_charge_of_a_commune(text, expected):
    facts = plan(rows=(row("A", "1"),), narratives=(Narrative("1", "IV", text),))

    assert [one.code for one in run(facts)] == expected


def test_the_same_line_twice():
    bases = (Basis("1", "Kế hoạch số 1/KH-UBND;"), Basis("2", "Kế hoạch số 1/KH-UBND"))
    villages = (
        Village("1", "VILLAGE", 2024, 1, "Ngã Ba"),
        Village("2", "VILLAGE", 2024, 1, "Ngã Ba"),
    )

    assert codes(plan(bases=bases, villages=villages)) == [("duplicate", "warning")] * 2


def test_a_group_has_as_many_as_it_says():
    group = Group("g", "Xã biên giới", 3, frozenset({"A", "B"}))

    assert codes(plan(groups=(group,), rows=TWO)) == [("group-count", "error")]


def test_a_printed_percentage_beside_its_fraction():
    fraction = Fraction("A", "2.3", D(14), D("15.7"), D("88.17"))

    found = run(plan(rows=(row("A", "1"),), fractions=(fraction,)))

    assert [(one.printed, one.computed) for one in found] == [("88,17%", "89,17%")]
    assert [place.kind for place in found[0].places] == ["finding", "sheet"]


def test_one_slip_in_two_places_is_one_finding_with_both():
    one = Objective("1", "OTHER", total=90, share=D("43.4"))
    text = Narrative("2", "I.2", "tổng số lên 90/207 xã, chiếm tỷ lệ 43,4%")

    found = run(plan(objectives=(one,), narratives=(text,), stated_communes=207))

    assert [[place.kind for place in one.places] for one in found] == [["objective", "narrative"]]
