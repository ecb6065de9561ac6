"""Merging the figures of old communes: the rule of each requirement, old rows untouched."""

from decimal import Decimal

import pytest

from communes.carrying import fingerprint
from communes.models import AdministrativeUnit, CarryOver, StatusEntry
from communes.services.carry_over import undo_carry_over
from ntm_portal.lib.refusals import Refused
from tests.factories.communes import (
    CellFactory,
    CommuneFactory,
    StatusEntryFactory,
    UnitFactory,
)
from tests.factories.criteria import ThresholdFactory
from tests.factories.merging import FIRST, LAST, Merged
from tests.factories.passing import MergeRuleFactory, UnitSuccessionFactory
from tests.factories.world import TODAY, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def merger() -> Merged:
    return Merged(make_world())


def test_without_a_rule_everything_is_measured_again(merger):
    for commune in (0, 1):
        merger.say(commune, merger.world.criteria[0])

    assert [move.verdict for move in merger.moves()] == ["NO_DATA"] * 3
    assert merger.merge() is None


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        pytest.param(("MET", "MET"), "MET", id="both"),
        pytest.param(("MET", "NOT_MET"), "NOT_MET", id="one-fails"),
        pytest.param(("MET", None), "NO_DATA", id="one-missing"),
        pytest.param(("NOT_APPLICABLE", "NOT_APPLICABLE"), "NOT_APPLICABLE", id="neither-has-it"),
    ],
)
def test_all_must_have_met(merger, verdicts, expected):
    MergeRuleFactory(criteria_set=merger.set, code="1")
    for commune, verdict in enumerate(verdicts):
        if verdict:
            merger.say(commune, merger.world.criteria[0], verdict)

    assert merger.verdict("1") == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # by 1000 and 3000 people: (x + 3 × 80) / 4 against 80
        pytest.param(("80", "80"), "MET", id="on-the-bound"),
        pytest.param(("79.9996", "80"), "NOT_MET", id="just-below-and-never-rounded"),
        pytest.param(("80.0004", "80"), "MET", id="just-above"),
        pytest.param(("100", "74"), "MET", id="the-smaller-lifts-it"),
        pytest.param(("100", "73"), "NOT_MET", id="the-bigger-decides"),
        pytest.param(("100", None), "NO_DATA", id="one-missing"),
    ],
)
def test_an_average_by_people_is_judged_by_the_new_communes_threshold(merger, values, expected):
    MergeRuleFactory(criteria_set=merger.set, code="3.1", rule="WEIGHTED", base="POPULATION")
    ThresholdFactory(requirement=merger.indicator, value=Decimal(80))
    for commune, value in enumerate(values):
        if value:
            merger.say(commune, merger.indicator, value=Decimal(value))

    assert merger.verdict("3.1") == expected


def test_a_missing_weight_is_not_guessed(merger):
    MergeRuleFactory(criteria_set=merger.set, code="3.1", rule="WEIGHTED", base="HOUSEHOLDS")
    ThresholdFactory(requirement=merger.indicator, value=Decimal(80))
    for commune in (0, 1):
        merger.say(commune, merger.indicator, value=Decimal(90))

    assert merger.verdict("3.1") == "NO_DATA"


@pytest.mark.parametrize(
    "part",
    [
        pytest.param({"share_percent": Decimal("99.99")}, id="not-all-of-it"),
        pytest.param({}, id="also-elsewhere"),
    ],
)
def test_a_commune_taken_over_in_part_leaves_nothing_to_merge(merger, part):
    MergeRuleFactory(criteria_set=merger.set, code="1")
    third = CommuneFactory(valid_to=LAST)
    UnitSuccessionFactory(old=third, new=merger.new, starts_on=FIRST, **part)
    if not part:
        UnitSuccessionFactory(old=third, starts_on=FIRST)
    for commune in (0, 1):
        merger.say(commune, merger.world.criteria[0])
    StatusEntryFactory(cell=CellFactory(commune=third, requirement=merger.world.criteria[0]))

    assert merger.verdict("1") == "NO_DATA"


def test_a_share_of_exactly_all_is_whole(merger):
    MergeRuleFactory(criteria_set=merger.set, code="1")
    third = CommuneFactory(valid_to=LAST)
    UnitSuccessionFactory(old=third, new=merger.new, starts_on=FIRST, share_percent=Decimal(100))
    for commune in (0, 1):
        merger.say(commune, merger.world.criteria[0])
    StatusEntryFactory(cell=CellFactory(commune=third, requirement=merger.world.criteria[0]))

    assert merger.verdict("1") == "MET"


def test_a_merger_and_back_leaves_every_row_of_the_old_communes_as_it_was(merger):
    for code in ("1", "2"):
        MergeRuleFactory(criteria_set=merger.set, code=code)
    for commune in (0, 1):
        merger.say(commune, merger.world.criteria[0])
        merger.say(commune, merger.world.criteria[1], ("MET", "NOT_MET")[commune])
        merger.say(commune, merger.world.criteria[2])
    before = merger.old_rows()

    run = merger.merge()
    merged, after = merger.board(), merger.old_rows()
    undo_carry_over(run=run, today=TODAY, by=merger.world.province_office)

    assert before[0] == 6
    assert (after, merger.old_rows()) == (before, before)
    assert (merged, merger.board()) == (["MET", "NOT_MET", "NO_DATA"], ["NO_DATA"] * 3)


def test_a_merged_row_keeps_its_origins_and_its_document(merger):
    MergeRuleFactory(criteria_set=merger.set, code="1")
    rows = [merger.say(commune, merger.world.criteria[0]) for commune in (0, 1)]

    run = merger.merge()

    entry = StatusEntry.objects.get(cell__commune=merger.new)
    assert (entry.observed_on, entry.voice) == (FIRST, "OFFICE")
    assert entry.source_document == "Gộp xã: Nghị quyết thử"
    assert entry.note == (
        f"Gộp (mọi xã cũ đều đạt) từ {merger.world.communes[0].full_name}, "
        f"{merger.world.communes[1].full_name}"
    )
    assert [one.origin for one in run.carried.order_by("origin")] == rows


def test_a_second_merger_changes_nothing(merger):
    MergeRuleFactory(criteria_set=merger.set, code="1")
    for commune in (0, 1):
        merger.say(commune, merger.world.criteria[0])
    merger.merge()

    assert merger.merge() is None
    assert (StatusEntry.objects.count(), CarryOver.objects.count()) == (3, 1)


def test_what_moved_since_the_preview_is_refused(merger):
    MergeRuleFactory(criteria_set=merger.set, code="1")
    seen = fingerprint(merger.moves())
    for commune in (0, 1):
        merger.say(commune, merger.world.criteria[0])

    with pytest.raises(Refused, match="Số liệu đã đổi"):
        merger.merge(seen=seen)

    assert (StatusEntry.objects.count(), CarryOver.objects.count()) == (2, 0)


def test_a_day_before_the_new_commune_is_refused(merger):
    with pytest.raises(Refused, match="Chưa ghi xã cũ nào mà Xã Mới kế thừa đến ngày 30/06/2025"):
        merger.merge(day=LAST)

    assert not CarryOver.objects.exists()


def test_a_ward_takes_no_part(merger):
    ward = UnitFactory(name="Phố", kind=AdministrativeUnit.Kind.WARD, valid_from=FIRST)
    UnitSuccessionFactory(old=CommuneFactory(valid_to=LAST), new=ward, starts_on=FIRST)

    with pytest.raises(Refused, match="Phường Phố không phải là xã"):
        merger.merge(unit=ward)


@pytest.mark.parametrize("more", [0, 2])
def test_the_dry_run_costs_the_same_whatever_the_number_of_old_communes(
    merger, more, django_assert_num_queries
):
    MergeRuleFactory(criteria_set=merger.set, code="1")
    for _ in range(more):
        UnitSuccessionFactory(old=CommuneFactory(valid_to=LAST), new=merger.new, starts_on=FIRST)
    merger.say(0, merger.world.criteria[0])

    with django_assert_num_queries(16):
        merger.moves()
