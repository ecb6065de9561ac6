"""A merged figure is a figure: stored as one, judged by the yardstick, shown on the sheet."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from communes.carrying import fingerprint
from communes.models import StatusEntry
from communes.services.carry_over import undo_carry_over
from communes.sheets import IndicatorLine, read_sheet
from criteria.figures import Figure
from criteria.models import MergeRule
from tests.factories.communes import CellFactory, StatusEntryFactory, ThresholdColumnFactory
from tests.factories.criteria import (
    CriterionFactory,
    IndicatorFactory,
    RegionFactory,
    ThresholdFactory,
)
from tests.factories.merging import FIRST, Merged
from tests.factories.passing import MergeRuleFactory
from tests.factories.world import TODAY, make_world

pytestmark = pytest.mark.django_db
NOTHING = ("NO_DATA", None)


@pytest.fixture
def merger() -> Merged:
    """Indicator 3.1 is averaged by people, 1000 and 3000 of them."""
    merger = Merged(make_world())
    MergeRuleFactory(criteria_set=merger.set, code="3.1", rule="WEIGHTED", base="POPULATION")
    return merger


def say_fractions(merger: Merged) -> list[StatusEntry]:
    """90/100 and 5/10: pooled 95/110, 86,36 %."""
    return [
        merger.say(0, merger.indicator, numerator=90, denominator=100),
        merger.say(1, merger.indicator, "NOT_MET", numerator=5, denominator=10),
    ]


def say_values(merger: Merged, first: str, second: str, **more) -> None:
    for commune, number in enumerate((first, second)):
        merger.say(commune, merger.indicator, "NO_DATA", value=Decimal(number), **more)


def line(merger: Merged) -> IndicatorLine:
    """The indicator on the sheet of the new commune, as the office sees it."""
    blocks = read_sheet(commune=merger.new, criteria_set=merger.set, day=TODAY, voice="OFFICE")
    return blocks[2].lines[0]


def entry(merger: Merged) -> StatusEntry:
    return StatusEntry.objects.get(cell__commune=merger.new)


def outcome(merger: Merged) -> tuple[str, Figure | None]:
    move = merger.move("3.1")
    return move.verdict.value, move.said.figure


def outcome_of_entry(merger: Merged) -> tuple[str, Figure | None]:
    return entry(merger).verdict, entry(merger).figure


def counts(numerator: int, denominator: int) -> Figure:
    return Figure(numerator=Decimal(numerator), denominator=Decimal(denominator))


def test_a_pooled_share_stands_on_the_sheet_with_its_threshold(merger):
    threshold = ThresholdFactory(requirement=merger.indicator, value=Decimal(80))
    rows = say_fractions(merger)

    run = merger.merge()

    shown = line(merger)
    assert (shown.verdict, shown.measured) == ("MET", "95/110 = 86,36%")
    assert shown.reason == "86,36 > 80 (mức chung; 318/QĐ-TTg)"
    assert shown.entry.figure == counts(95, 110)
    assert shown.entry.threshold == threshold
    assert shown.entry.note == (
        "Gộp (bình quân có trọng số, dân số) từ "
        f"{merger.world.communes[0].full_name}, {merger.world.communes[1].full_name}"
    )
    assert [one.origin for one in run.carried.order_by("origin")] == rows


def test_what_the_sheet_shows_can_be_saved_again_unchanged(merger):
    """The merged cell reads as the text that a person would have typed."""
    ThresholdFactory(requirement=merger.indicator, value=Decimal(80))
    say_fractions(merger)

    merger.merge()

    assert entry(merger).said_text == "95/110"


def test_an_average_that_does_not_end_is_stored_as_so_many_people(merger):
    """48,533325 % of 4000 have it; a percentage of four decimals would not be that."""
    ThresholdFactory(requirement=merger.indicator, value=Decimal("48.5333"))
    say_values(merger, "43.8", "50.1111")

    merger.merge()

    figure = Figure(numerator=Decimal("1941.333"), denominator=Decimal(4000))
    assert outcome_of_entry(merger) == ("MET", figure)


@pytest.mark.parametrize(
    ("provenance", "stored", "suggestion"),
    [
        pytest.param("VERIFIED", "MET", None, id="verified-decides"),
        pytest.param("UNVERIFIED", "NO_DATA", "MET", id="unverified-only-suggests"),
    ],
)
def test_only_a_verified_threshold_decides(merger, provenance, stored, suggestion):
    ThresholdFactory(requirement=merger.indicator, value=Decimal(80), provenance=provenance)
    say_fractions(merger)

    merger.merge()

    shown = line(merger)
    assert (shown.verdict, shown.suggestion) == (stored, suggestion)
    assert shown.entry.figure == counts(95, 110)
    assert bool(shown.entry.threshold) == (provenance == "VERIFIED")


@pytest.mark.parametrize(
    "threshold",
    [
        pytest.param(None, id="none"),
        pytest.param({"value": None, "provenance": "MISSING"}, id="missing"),
        pytest.param({"value": Decimal(80), "year": 2024}, id="of-another-year"),
        pytest.param({"value": Decimal(80), "text": "và có sổ"}, id="with-a-condition"),
    ],
)
def test_without_a_deciding_threshold_the_figure_waits(merger, threshold):
    if threshold:
        ThresholdFactory(requirement=merger.indicator, **threshold)
    say_fractions(merger)

    merger.merge()

    assert (line(merger).verdict_word, line(merger).suggestion) == ("Chờ kết luận", None)
    assert line(merger).entry.figure == counts(95, 110)


def test_the_row_of_the_new_communes_region_and_of_the_year_goes_first(merger):
    region = RegionFactory()
    merger.new.region = region
    merger.new.save()
    for value, scope in (
        (10, {}),
        (20, {"region": region}),
        (99, {"region": region, "year": FIRST.year}),
    ):
        ThresholdFactory(requirement=merger.indicator, value=Decimal(value), **scope)
    say_values(merger, "90", "90")

    assert merger.verdict("3.1") == "NOT_MET"


def test_a_difficult_commune_is_measured_by_its_own_column(merger):
    mountains = RegionFactory()
    ThresholdFactory(requirement=merger.indicator, value=Decimal(95))
    ThresholdFactory(requirement=merger.indicator, value=Decimal(85), region=mountains)
    say_values(merger, "90", "90")
    before = merger.verdict("3.1")

    ThresholdColumnFactory(
        commune=merger.new, criteria_set=merger.set, region=mountains, starts_on=FIRST
    )

    assert (before, merger.verdict("3.1")) == ("NOT_MET", "MET")


def test_a_threshold_that_follows_from_another_set_decides_too(merger):
    base = IndicatorFactory(
        parent=CriterionFactory(criteria_set__code="BO-GOC"), code="10.1", unit="%"
    )
    ThresholdFactory(requirement=base, value=Decimal(80))
    ThresholdFactory(
        requirement=merger.indicator,
        value=None,
        factor=Decimal("1.1"),
        base_set="BO-GOC",
        base_code="10.1",
        text="≥ 1,10 × mức gốc",
    )
    say_values(merger, "87", "88")

    assert outcome(merger) == ("NOT_MET", Figure(Decimal("87.75")))


def by_sex(merger: Merged) -> None:
    merger.indicator.by_sex = True
    merger.indicator.save()
    ThresholdFactory(requirement=merger.indicator, value=Decimal(80))


def test_each_sex_is_merged_and_judged_apart(merger):
    by_sex(merger)
    merger.say(0, merger.indicator, value=90, value_male=92, value_female=88)
    merger.say(1, merger.indicator, value=82, value_male=87, value_female=76)

    merger.merge()

    # By people (1 + 3): 84, men 88.25, women 79: the women are below 80.
    assert line(merger).verdict == "NOT_MET"
    assert line(merger).measured == "chung 84; nam 88,25; nữ 79%"


def test_without_the_sexes_of_a_part_the_whole_is_kept_and_waits(merger):
    by_sex(merger)
    merger.say(0, merger.indicator, value=90, value_male=92, value_female=88)
    merger.say(1, merger.indicator, value=82)

    merger.merge()

    assert outcome_of_entry(merger) == ("NO_DATA", Figure(Decimal(84)))


def test_three_numbers_that_contradict_each_other_are_not_stored(merger):
    """The whole has to lie between the sexes; averaged apart, it need not."""
    by_sex(merger)
    merger.say(0, merger.indicator, value=90, value_male=90, value_female=60)
    merger.say(1, merger.indicator, value=90, value_male=80, value_female=90)

    assert outcome(merger) == NOTHING


def test_percentages_are_never_added(merger):
    MergeRule.objects.update(rule="SUM", base="")
    ThresholdFactory(requirement=merger.indicator, value=Decimal(80))
    say_values(merger, "40", "45")

    assert outcome(merger) == NOTHING


def test_a_count_is_added_and_judged(merger):
    MergeRule.objects.update(rule="SUM", base="")
    merger.indicator.unit = "mô hình"
    merger.indicator.save()
    ThresholdFactory(requirement=merger.indicator, value=Decimal(2))
    say_values(merger, "1", "1")

    assert outcome(merger) == ("MET", Figure(Decimal(2)))


def test_an_average_is_never_rounded_up_to_a_pass(merger):
    """(49,9999 × 1000 + 50 × 3000) / 4000 = 49,999975 million dong against 50."""
    merger.indicator.unit = "triệu đồng/người/năm"
    merger.indicator.save()
    ThresholdFactory(requirement=merger.indicator, value=Decimal(50))
    say_values(merger, "49.9999", "50")

    merger.merge()

    assert outcome_of_entry(merger) == ("NOT_MET", Figure(Decimal("49.9999")))


def test_an_indicator_without_figures_gets_none(merger):
    merger.indicator.value_kind = "QUALITATIVE"
    merger.indicator.save()
    say_values(merger, "40", "45")

    assert outcome(merger) == NOTHING


def test_a_figure_that_waits_in_the_new_commune_is_left_alone(merger):
    say_fractions(merger)
    cell = CellFactory(commune=merger.new, requirement=merger.indicator)
    typed = StatusEntryFactory(cell=cell, verdict="NO_DATA", value=50, observed_on=FIRST)

    assert merger.merge() is None
    assert merger.move("3.1").is_kept
    assert list(cell.entries.all()) == [typed]


def test_a_second_merger_leaves_a_waiting_figure_as_it_is(merger):
    say_fractions(merger)
    merger.merge()

    assert merger.merge() is None
    assert StatusEntry.objects.filter(cell__commune=merger.new).count() == 1


def test_a_merger_and_back_leaves_the_old_rows_and_an_empty_sheet(merger):
    ThresholdFactory(requirement=merger.indicator, value=Decimal(80))
    say_fractions(merger)
    before = merger.old_rows()

    run = merger.merge()
    during = merger.old_rows()
    undone = undo_carry_over(run=run, today=TODAY, by=merger.world.province_office)

    assert before[0] == 2
    assert (during, merger.old_rows()) == (before, before)
    assert (len(undone.withdrawn), len(undone.left)) == (1, 0)
    assert (line(merger).verdict, line(merger).entry.figure, line(merger).measured) == (
        "NO_DATA",
        None,
        "",
    )
    assert merger.board() == ["NO_DATA"] * 3
    assert merger.move("3.1").is_written


def test_the_verdict_that_is_confirmed_is_the_verdict_that_is_stored(merger):
    ThresholdFactory(requirement=merger.indicator, value=Decimal("86.37"))
    say_fractions(merger)
    seen = outcome(merger)

    merger.merge()

    assert seen == ("NOT_MET", counts(95, 110))
    assert outcome_of_entry(merger) == seen


def test_a_threshold_that_moved_since_the_preview_is_refused(merger):
    say_fractions(merger)
    before = fingerprint(merger.moves())

    ThresholdFactory(requirement=merger.indicator, value=Decimal(80))

    assert fingerprint(merger.moves()) != before


def test_the_history_shows_a_waiting_figure_and_not_a_deletion(merger, client):
    say_fractions(merger)
    run = merger.merge()
    undo_carry_over(run=run, today=TODAY, by=merger.world.province_office)
    client.force_login(merger.world.province_office)

    page = client.get(
        reverse("communes:cell_history", args=[merger.new.code, merger.indicator.pk])
        + f"?bo={merger.set.code}"
    )

    said = re.findall(r'data-head="Kết quả">(.*?)</td>', page.text)
    assert [" ".join(strip_tags(one).split()) for one in said] == [
        "Đã xóa (chưa có số liệu)",
        "Chờ kết luận 95/110",
    ]
