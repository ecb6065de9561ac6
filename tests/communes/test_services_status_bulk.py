"""Many cells in one call: as one by one, with a number of queries that does not grow."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communes.models import Cell, StatusEntry
from communes.services import entries
from communes.services.figures import FigureChange, record_figures
from communes.services.status import Change, StaleCells, record_statuses
from criteria.figures import Figure, read_said
from criteria.models import Threshold
from ntm_portal.lib.refusals import Refused
from tests.factories.criteria import IndicatorFactory, ThresholdFactory
from tests.factories.world import DAY, TODAY, World, make_world

pytestmark = pytest.mark.django_db
OFFICE = StatusEntry.Voice.OFFICE
SELF = StatusEntry.Voice.SELF


@pytest.fixture
def world() -> World:
    return make_world(communes=4, criteria=5)


def write(world: World, *changes: Change, voice: str = OFFICE, by=None):
    return record_statuses(
        changes=changes, day=DAY, today=TODAY, voice=voice, by=by or world.office
    )


def everywhere(world: World, verdict: str, seen: dict | None = None, *, most: int = 99):
    """A change of each cell, commune by commune."""
    cells = [(commune, one) for commune in world.communes for one in world.criteria][:most]
    seen = seen or {}
    return [Change(c, r, verdict, seen.get((c.pk, r.pk), 0)) for c, r in cells]


def log() -> list[tuple]:
    return list(StatusEntry.objects.order_by("pk").values_list("cell__requirement", "verdict"))


def queries(action) -> int:
    with CaptureQueriesContext(connection) as captured:
        action()
    return len(captured)


def test_rows_have_their_ids_in_the_order_of_the_changes(world):
    changes = everywhere(world, "MET")

    outcome = write(world, *changes)

    ids = [entry.pk for entry in outcome]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(changes) == StatusEntry.objects.count()
    stored = StatusEntry.objects.order_by("pk").select_related("cell")
    assert [(row.cell.commune_id, row.cell.requirement_id) for row in stored] == [
        change.key for change in changes
    ]


@pytest.mark.parametrize("verdict", ["MET", "NOT_MET"], ids=["the-same-again", "others"])
def test_the_number_of_queries_does_not_grow(world, verdict):
    few, many = everywhere(world, "MET", most=3), everywhere(world, "MET")[3:]
    first = queries(lambda: write(world, *few))
    more = queries(lambda: write(world, *many))
    seen = {
        (row.cell.commune_id, row.cell.requirement_id): row.pk for row in StatusEntry.objects.all()
    }

    second = queries(lambda: write(world, *everywhere(world, verdict, seen, most=3)))
    third = queries(lambda: write(world, *everywhere(world, verdict, seen)[3:]))

    assert (more, third) == (first, second)


def test_cells_beyond_one_query_are_found_as_well(world, monkeypatch):
    monkeypatch.setattr(entries, "CHUNK", 3)
    first = write(world, *everywhere(world, "MET"))
    seen = {change.key: row.pk for change, row in zip(everywhere(world, "MET"), first, strict=True)}

    again = write(world, *everywhere(world, "MET", seen))

    assert again == first
    assert StatusEntry.objects.count() == len(first)


def test_an_indicator_of_the_batch_makes_the_same_verdict_of_its_criterion_news(world):
    commune, criterion = world.communes[0], world.criteria[0]
    indicator = IndicatorFactory(parent=criterion)
    (first,) = write(world, Change(commune, criterion, "MET", 0))

    write(
        world,
        Change(commune, indicator, "NOT_MET", 0),
        Change(commune, criterion, "MET", first.pk),
    )

    assert log() == [
        (criterion.pk, "MET"),
        (indicator.pk, "NOT_MET"),
        (criterion.pk, "MET"),
    ]


def test_an_indicator_behind_its_criterion_comes_too_late_for_that(world):
    commune, criterion = world.communes[0], world.criteria[0]
    indicator = IndicatorFactory(parent=criterion)
    (first,) = write(world, Change(commune, criterion, "MET", 0))

    write(
        world,
        Change(commune, criterion, "MET", first.pk),
        Change(commune, indicator, "NOT_MET", 0),
    )

    assert log() == [(criterion.pk, "MET"), (indicator.pk, "NOT_MET")]


@pytest.mark.parametrize(
    ("theirs", "rows"),
    [
        pytest.param(0, 2, id="of-another-commune"),
        pytest.param(1, 2, id="of-the-other-voice"),
    ],
)
def test_a_roll_up_of_somebody_else_is_none(world, theirs, rows):
    commune, criterion = world.communes[0], world.criteria[0]
    indicator = IndicatorFactory(parent=criterion)
    (first,) = write(world, Change(commune, criterion, "MET", 0))
    if theirs == 0:
        write(world, Change(world.communes[1], indicator, "NOT_MET", 0))
    else:
        write(world, Change(commune, indicator, "NOT_MET", 0), voice=SELF, by=world.officer)

    write(world, Change(commune, criterion, "MET", first.pk))

    assert len(log()) == rows


def test_what_a_column_cannot_hold_is_refused_as_clean_fields_says_it(world):
    changes = everywhere(world, "MET")
    wrong = Change(
        world.communes[3],
        IndicatorFactory(parent=world.criteria[0]),
        "MET",
        0,
        source_document="x" * 201,
        figure=Figure(Decimal("1.00001")),
    )

    with pytest.raises(Refused) as refused:
        write(world, *changes, wrong)

    row = StatusEntry(verdict="MET", source_document="x" * 201, value=Decimal("1.00001"))
    with pytest.raises(Exception) as said:  # noqa: PT011  # whatever Django says of that row
        row.clean_fields(exclude=["cell", "recorded_by", "observed_on", "voice"])
    assert refused.value.message == f"{wrong.place}: {' '.join(said.value.messages)}"
    assert (StatusEntry.objects.count(), Cell.objects.count()) == (0, 0)


def test_equal_figures_are_not_equally_long(world):
    """1 has passed; 1.00000 has a decimal too many all the same."""
    indicator = IndicatorFactory(parent=world.criteria[0])
    short, long = (
        Change(commune, indicator, "MET", 0, figure=Figure(value))
        for commune, value in zip(world.communes, map(Decimal, ("1", "1.00000")), strict=False)
    )

    with pytest.raises(Refused, match=long.place):
        write(world, short, long)

    assert StatusEntry.objects.count() == 0


def test_a_threshold_that_is_gone_is_refused_with_its_place(world):
    indicator = IndicatorFactory(parent=world.criteria[0])
    threshold = ThresholdFactory(requirement=indicator)
    change = Change(world.communes[0], indicator, "MET", 0, threshold=threshold)
    Threshold.objects.filter(pk=threshold.pk).delete()

    with pytest.raises(Refused, match=change.place):
        write(world, change)

    assert StatusEntry.objects.count() == 0


def test_what_cannot_be_held_is_said_before_what_is_stale(world):
    stale = Change(world.communes[0], world.criteria[0], "MET", 77)
    wrong = Change(world.communes[1], world.criteria[0], "MET", 0, source_document="x" * 201)

    with pytest.raises(Refused, match=wrong.place):
        write(world, stale, wrong)
    with pytest.raises(StaleCells):
        write(world, stale)

    assert StatusEntry.objects.count() == 0


def test_thresholds_are_read_once_for_all_figures(world):
    indicators = [IndicatorFactory(parent=one) for one in world.criteria]
    for one in indicators:
        ThresholdFactory(requirement=one, value=50)
    changes = [
        FigureChange(commune, one, read_said("43,8", one), 0)
        for commune in world.communes
        for one in indicators
    ]

    def write_figures(some):
        return record_figures(
            changes=some,
            criteria_set=world.criteria_set,
            day=DAY,
            today=TODAY,
            voice=OFFICE,
            by=world.office,
        )

    few = queries(lambda: write_figures(changes[:1]))
    many = queries(lambda: write_figures(changes[1:]))

    assert many == few
    assert set(StatusEntry.objects.values_list("verdict", flat=True)) == {"NOT_MET"}
