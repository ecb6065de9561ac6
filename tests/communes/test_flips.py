"""What a decision would turn round: on the bound, beside it, by commune, day, voice and scope."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from communes.decisions import NewLevel
from communes.flips import Outcome, read_flips
from communes.models import Cell, StatusEntry
from communes.services.decisions import draft_decision
from criteria.models import Threshold
from tests.factories.communes import (
    CommuneFactory,
    DistrictFactory,
    StatusEntryFactory,
)
from tests.factories.criteria import (
    CriteriaSetFactory,
    CriterionFactory,
    IndicatorFactory,
    RegionFactory,
    ThresholdFactory,
)
from tests.factories.decisions import DOCUMENT, FACTS, FIRST_DAY, decide, new_level
from tests.factories.sheet import SheetWorld, make_sheet_world
from tests.factories.world import DAY, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet() -> SheetWorld:
    return make_sheet_world()


def flips(sheet: SheetWorld, *new_levels: NewLevel, unit=None, **more) -> Outcome:
    draft = draft_decision(
        criteria_set=sheet.world.criteria_set,
        unit=unit or sheet.world.district,
        new_levels=new_levels,
        today=TODAY,
        **FACTS | more,
    )
    return read_flips(draft=draft, today=TODAY)


def turned(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [
        (one.commune.name, flip.requirement.code, flip.turn.words)
        for one in outcome.communes
        for flip in one.flips
    ]


MET, NOT_MET, WAITING = "Đạt", "Chưa đạt", "Chờ kết luận"


@pytest.mark.parametrize(
    ("value", "new", "turn"),
    [
        pytest.param("43.8", "43.8", f"{NOT_MET} → {MET}", id="on-the-bound"),
        pytest.param("43.7999", "43.8", None, id="just-below"),
        pytest.param("43.8001", "43.8", f"{NOT_MET} → {MET}", id="just-above"),
    ],
)
def test_a_lower_bound_turns_what_reaches_it(sheet, value, new, turn):
    sheet.entry(sheet.income, "NOT_MET", value=value, threshold=sheet.income.thresholds.get())

    outcome = flips(sheet, new_level(sheet.income, Decimal(new)))

    expected = [(sheet.commune.name, sheet.income.code, turn)] if turn else []
    assert turned(outcome) == expected
    assert outcome.compared_count == 1


@pytest.mark.parametrize(
    ("value", "turn"),
    [
        pytest.param("60", None, id="on-the-bound"),
        pytest.param("59.9999", f"{MET} → {NOT_MET}", id="just-below"),
        pytest.param("60.0001", None, id="just-above"),
    ],
)
def test_a_higher_bound_turns_what_no_longer_reaches_it(sheet, value, turn):
    sheet.entry(sheet.income, "MET", value=value, threshold=sheet.income.thresholds.get())

    outcome = flips(sheet, new_level(sheet.income, Decimal(60)))

    assert [words for *_, words in turned(outcome)] == ([turn] if turn else [])


def test_at_most_is_judged_the_other_way_round(sheet):
    sheet.entry(sheet.poor, "NO_DATA", value="8.5")

    outcome = flips(sheet, new_level(sheet.poor, Decimal("8.4")))

    assert turned(outcome) == [(sheet.commune.name, sheet.poor.code, f"{WAITING} → {NOT_MET}")]


def test_a_fraction_is_never_rounded(sheet):
    sheet.entry(sheet.roads, "NO_DATA", numerator=14, denominator="15.7")

    (below,) = turned(flips(sheet, new_level(sheet.roads, Decimal("89.1719"))))
    (above,) = turned(flips(sheet, new_level(sheet.roads, Decimal("89.1720"))))

    assert below[2] == f"{WAITING} → {MET}"
    assert above[2] == f"{WAITING} → {NOT_MET}"


def test_both_sexes_must_reach_the_new_bound(sheet):
    sheet.entry(sheet.insured, "MET", value=95, value_male=96, value_female=94)

    assert turned(flips(sheet, new_level(sheet.insured, Decimal(94)))) == []
    assert [words for *_, words in turned(flips(sheet, new_level(sheet.insured, Decimal(95))))] == [
        f"{MET} → {NOT_MET}"
    ]


def test_the_whole_alone_is_left_to_the_person(sheet):
    """Without the sexes the verdict stays what the person said: as when it is entered."""
    sheet.entry(sheet.insured, "MET", value=95)

    assert turned(flips(sheet, new_level(sheet.insured, Decimal(91)))) == []


def test_a_flip_shows_the_old_and_the_new_document(sheet):
    sheet.entry(
        sheet.income,
        "NOT_MET",
        value="43.8",
        observed_on=FIRST_DAY,
        threshold=sheet.income.thresholds.get(),
    )

    ((flip,),) = [one.flips for one in flips(sheet, new_level(sheet.income, 40)).communes]

    scope = "vùng Trung du miền núi phía Bắc, năm 2024"
    unit = "triệu đồng/người/năm"
    assert flip.figure == f"43,8 {unit}"
    assert (flip.old.words, flip.old.source) == (f"≥ 50 {unit}", f"{scope}; 318/QĐ-TTg")
    assert (flip.new.words, flip.new.source) == (f"≥ 40 {unit}", f"{scope}; {DOCUMENT}")


def test_where_nothing_was_known_there_is_no_old_threshold(sheet):
    sheet.entry(sheet.water, "NO_DATA", value=85)

    ((flip,),) = [one.flips for one in flips(sheet, new_level(sheet.water, 80)).communes]

    assert flip.old is None
    assert flip.turn.words == f"{WAITING} → {MET}"


@pytest.mark.parametrize(
    ("day", "is_earlier"),
    [
        pytest.param(FIRST_DAY - timedelta(days=1), True, id="the-day-before"),
        pytest.param(FIRST_DAY, False, id="first-day"),
    ],
)
def test_figures_of_earlier_days_are_marked(sheet, day, is_earlier):
    sheet.entry(sheet.roads, "NO_DATA", value=70, observed_on=day)

    outcome = flips(sheet, new_level(sheet.roads, 60))

    assert [flip.is_earlier for one in outcome.communes for flip in one.flips] == [is_earlier]
    assert outcome.earlier_count == is_earlier


def test_a_level_of_one_year_says_nothing_of_the_figure_of_another(sheet):
    sheet.entry(sheet.income, "NOT_MET", value="43.8", observed_on=date(2023, 12, 31))

    outcome = flips(sheet, new_level(sheet.income, 40))

    assert (turned(outcome), outcome.compared_count) == ([], 0)


def test_only_the_newest_figure_counts(sheet):
    sheet.entry(sheet.roads, "NO_DATA", value=70)
    sheet.entry(sheet.roads, "NO_DATA", value=50, observed_on=FIRST_DAY)

    outcome = flips(sheet, new_level(sheet.roads, 60))

    assert [words for *_, words in turned(outcome)] == [f"{WAITING} → {NOT_MET}"]


def test_a_withdrawn_figure_and_a_verdict_without_figure_are_not_compared(sheet):
    sheet.entry(sheet.roads, "NO_DATA", value=70)
    sheet.entry(sheet.roads, "NO_DATA", observed_on=FIRST_DAY)
    sheet.entry(sheet.water, "NOT_APPLICABLE")

    outcome = flips(sheet, new_level(sheet.roads, 60), new_level(sheet.water, 60))

    assert outcome == Outcome((), 0)


def test_the_communes_own_voice_is_shown_beside_the_official_one(sheet):
    sheet.entry(sheet.roads, "NO_DATA", value=70)
    sheet.entry(sheet.roads, "MET", value=90, voice="SELF")
    sheet.entry(sheet.income, "NOT_MET", value=45, voice="SELF")

    (one,) = flips(sheet, new_level(sheet.roads, 60), new_level(sheet.income, 40)).communes

    assert [(flip.requirement, flip.entry.voice) for flip in one.flips] == [
        (sheet.income, "SELF"),
        (sheet.roads, "OFFICE"),
    ]


def test_indicators_that_the_decision_does_not_name_are_left_alone(sheet):
    sheet.entry(sheet.roads, "MET", value=10)

    assert flips(sheet, new_level(sheet.income, 40)) == Outcome((), 0)


def test_communes_of_another_region_keep_their_threshold(sheet):
    south = RegionFactory(code="DBSH")
    there = CommuneFactory(parent=sheet.world.district, region=south)
    ThresholdFactory(requirement=sheet.income, region=south, year=DAY.year, value=60)
    cell = Cell.objects.create(commune=there, requirement=sheet.income)
    StatusEntryFactory(cell=cell, verdict="NOT_MET", value=45)

    assert flips(sheet, new_level(sheet.income, 40)) == Outcome((), 0)


def test_a_level_for_every_commune_leaves_the_row_of_a_region_alone(sheet):
    """The decision replaces the row of its scope; the closer row still goes before it."""
    ThresholdFactory(requirement=sheet.roads, region=sheet.north, value=75)
    sheet.entry(sheet.roads, "NOT_MET", value=70)
    everywhere = sheet.roads.thresholds.get(region=None)
    level = new_level(sheet.roads, 60)
    assert level.level.standing == everywhere

    assert flips(sheet, level) == Outcome((), 0)


def test_communes_outside_the_unit_are_left_alone(sheet):
    elsewhere = CommuneFactory(parent=DistrictFactory(parent=sheet.world.province))
    cell = Cell.objects.create(commune=elsewhere, requirement=sheet.roads)
    StatusEntryFactory(cell=cell, verdict="NO_DATA", value=70)

    level = new_level(sheet.roads, 60)
    assert turned(flips(sheet, level)) == []
    assert [name for name, *_ in turned(flips(sheet, level, unit=sheet.world.province))] == [
        elsewhere.name
    ]


def test_a_commune_that_ended_before_the_first_day_is_left_alone(sheet):
    for last in (FIRST_DAY - timedelta(days=1), FIRST_DAY):
        ended = CommuneFactory(parent=sheet.world.district, valid_to=last, name=f"{last}")
        cell = Cell.objects.create(commune=ended, requirement=sheet.roads)
        StatusEntryFactory(cell=cell, verdict="NO_DATA", value=70)

    assert [name for name, *_ in turned(flips(sheet, new_level(sheet.roads, 60)))] == ["2024-03-01"]


def test_the_criterion_turns_when_its_last_indicator_does(sheet):
    """Criterion 2: insured, poor, homes, water."""
    sheet.entry(sheet.insured, "NOT_MET", value=85, value_male=85, value_female=85)
    sheet.entry(sheet.poor, "MET", value=5)
    sheet.entry(sheet.homes, "MET", value=0)
    sheet.entry(sheet.water, "NOT_APPLICABLE")

    (one,) = flips(sheet, new_level(sheet.insured, 85)).communes

    assert [(flip.criterion.code, flip.turn.words) for flip in one.criteria] == [
        ("2", f"{NOT_MET} → {MET}")
    ]


def test_the_criterion_stays_while_another_indicator_fails(sheet):
    sheet.entry(sheet.insured, "NOT_MET", value=85, value_male=85, value_female=85)
    sheet.entry(sheet.poor, "NOT_MET", value=50)

    (one,) = flips(sheet, new_level(sheet.insured, 85)).communes

    assert (len(one.flips), one.criteria) == (1, ())


def test_a_multiple_of_the_level_turns_with_it(sheet):
    """QĐ 319/QĐ-TTg: kiểu mẫu asks 1,10 times the income of nâng cao."""
    model = CriteriaSetFactory(code="BO-KM")
    rich = IndicatorFactory(parent=CriterionFactory(criteria_set=model), unit="triệu đồng")
    ThresholdFactory(
        requirement=rich,
        value=None,
        text="1,10 × thu nhập",
        factor="1.1",
        base_set=sheet.world.criteria_set.code,
        base_code=sheet.income.code,
    )
    for value in ("43.9999", "44"):
        commune = CommuneFactory(parent=sheet.world.district, region=sheet.north, name=value)
        cell = Cell.objects.create(commune=commune, requirement=rich)
        StatusEntryFactory(cell=cell, verdict="NOT_MET", value=value)

    outcome = flips(sheet, new_level(sheet.income, 40))

    assert turned(outcome) == [("44", rich.code, f"{NOT_MET} → {MET}")]
    assert outcome.compared_count == 2


def test_a_second_decision_is_compared_with_the_first(sheet):
    decide(sheet.world.province, new_level(sheet.roads, 60))
    sheet.entry(sheet.roads, "MET", value=65, observed_on=FIRST_DAY)

    outcome = flips(sheet, new_level(sheet.roads, 70), decision_no="16/QĐ-UBND")

    ((flip,),) = [one.flips for one in outcome.communes]
    assert (flip.old.words, flip.new.words) == ("≥ 60 %", "≥ 70 %")
    assert flip.turn.words == f"{MET} → {NOT_MET}"


def test_totals_count_each_turn(sheet):
    sheet.entry(sheet.roads, "NO_DATA", value=70)
    sheet.entry(sheet.income, "NOT_MET", value=45)
    sheet.entry(sheet.poor, "NO_DATA", value=5)

    outcome = flips(
        sheet, new_level(sheet.roads, 60), new_level(sheet.income, 40), new_level(sheet.poor, 6)
    )

    assert (outcome.flip_count, outcome.compared_count) == (3, 3)
    assert outcome.turns == [(f"{WAITING} → {MET}", 2), (f"{NOT_MET} → {MET}", 1)]


def test_nothing_is_stored(sheet):
    sheet.entry(sheet.roads, "NO_DATA", value=70)
    before = [list(model.objects.values_list()) for model in (Threshold, StatusEntry)]

    flips(sheet, new_level(sheet.roads, 60))

    assert [list(model.objects.values_list()) for model in (Threshold, StatusEntry)] == before


@pytest.mark.parametrize("communes", [1, 3])
def test_reading_costs_the_same_whatever_the_number_of_communes(
    sheet, communes, django_assert_num_queries
):
    for _ in range(communes):
        commune = CommuneFactory(parent=sheet.world.district, region=sheet.north)
        cell = Cell.objects.create(commune=commune, requirement=sheet.roads)
        StatusEntryFactory(cell=cell, verdict="NO_DATA", value=70)
    draft = draft_decision(
        criteria_set=sheet.world.criteria_set,
        unit=sheet.world.district,
        new_levels=[new_level(sheet.roads, 60)],
        today=TODAY,
        **FACTS,
    )

    with django_assert_num_queries(11):
        outcome = read_flips(draft=draft, today=TODAY)

    assert outcome.flip_count == communes
