"""By which column of thresholds a commune is measured: its region's, or the one recorded for it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from communes.models import AdministrativeUnit, ThresholdColumn
from communes.yardsticks import columns_of, columns_on
from criteria.models import CriteriaSet, Region
from criteria.yardsticks import Column, Yardsticks
from tests.factories.communes import CommuneFactory, ThresholdColumnFactory
from tests.factories.criteria import (
    CommuneGroupFactory,
    CriteriaSetFactory,
    CriterionFactory,
    IndicatorFactory,
    RegionFactory,
    ThresholdFactory,
)

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2022, 1, 1), date(2024, 12, 31)
BEFORE, AFTER = date(2021, 12, 31), date(2025, 1, 1)


@pytest.fixture
def criteria_set() -> CriteriaSet:
    return CriteriaSetFactory()


@pytest.fixture
def north() -> Region:
    return RegionFactory(code="TDMNPB")


@pytest.fixture
def commune() -> AdministrativeUnit:
    return CommuneFactory(region=RegionFactory(code="TN"))


# Which column


def test_a_commune_is_measured_by_the_column_of_its_region(commune, criteria_set):
    assert columns_on([commune], criteria_set, FIRST) == {commune.pk: Column(commune.region_id)}


def test_a_commune_without_a_region_has_the_rows_for_every_commune_only(criteria_set):
    commune = CommuneFactory()

    assert columns_on([commune], criteria_set, FIRST) == {commune.pk: Column()}


def test_a_difficult_commune_of_another_region_takes_the_northern_threshold(
    commune, criteria_set, north
):
    criterion = CriterionFactory(criteria_set=criteria_set)
    indicator = IndicatorFactory(parent=criterion)
    ThresholdFactory(requirement=indicator, region=commune.region, value=80)
    ThresholdFactory(requirement=indicator, region=north, value=50)
    easy = CommuneFactory(region=commune.region)
    ThresholdColumnFactory(commune=commune, criteria_set=criteria_set, region=north)

    columns = columns_on([commune, easy], criteria_set, FIRST)

    yardsticks = Yardsticks(criteria_set)
    values = [yardsticks.of(indicator, columns[one.pk], 2022).value for one in (commune, easy)]
    assert values == [Decimal(50), Decimal(80)]


def test_a_commune_of_a_group_takes_the_column_of_the_group(commune, criteria_set):
    group = CommuneGroupFactory(criteria_set=criteria_set)
    ThresholdColumnFactory(
        commune=commune,
        criteria_set=criteria_set,
        reason="GROUP",
        region=None,
        commune_group=group,
    )

    found = columns_on([commune], criteria_set, FIRST)

    assert found == {commune.pk: Column(None, group.pk)}


@pytest.mark.parametrize(
    ("day", "is_inside"),
    [
        pytest.param(BEFORE, False, id="the-day-before"),
        pytest.param(FIRST, True, id="first-day"),
        pytest.param(LAST, True, id="last-day"),
        pytest.param(AFTER, False, id="the-day-after"),
    ],
)
def test_outside_its_days_the_region_counts(commune, criteria_set, north, day, is_inside):
    ThresholdColumnFactory(
        commune=commune, criteria_set=criteria_set, region=north, starts_on=FIRST, ends_on=LAST
    )

    column = Column(north.pk if is_inside else commune.region_id)
    assert columns_on([commune], criteria_set, day) == {commune.pk: column}
    assert columns_of(commune, criteria_set, [day]) == {day: column}


def test_a_row_without_a_last_day_goes_on(commune, criteria_set, north):
    ThresholdColumnFactory(commune=commune, criteria_set=criteria_set, region=north)

    assert columns_on([commune], criteria_set, AFTER) == {commune.pk: Column(north.pk)}
    assert columns_of(commune, criteria_set, [AFTER]) == {AFTER: Column(north.pk)}


@pytest.mark.parametrize("other", ["commune", "criteria_set"])
def test_the_row_of_another_commune_or_set_does_not_count(commune, criteria_set, north, other):
    whose = {"commune": commune, "criteria_set": criteria_set}
    del whose[other]
    ThresholdColumnFactory(**whose, region=north)

    own = Column(commune.region_id)
    assert columns_on([commune], criteria_set, FIRST) == {commune.pk: own}
    assert columns_of(commune, criteria_set, [FIRST]) == {FIRST: own}


def test_a_commune_changes_its_column_with_the_days(
    django_assert_num_queries, commune, criteria_set, north
):
    group = CommuneGroupFactory(criteria_set=criteria_set)
    ThresholdColumnFactory(
        commune=commune, criteria_set=criteria_set, region=north, starts_on=FIRST, ends_on=LAST
    )
    ThresholdColumnFactory(
        commune=commune,
        criteria_set=criteria_set,
        region=None,
        commune_group=group,
        starts_on=AFTER,
    )

    with django_assert_num_queries(2):
        found = columns_of(commune, criteria_set, [BEFORE, FIRST, AFTER])

    assert found == {
        BEFORE: Column(commune.region_id),
        FIRST: Column(north.pk),
        AFTER: Column(None, group.pk),
    }


@pytest.mark.parametrize("count", [1, 3])
def test_columns_cost_two_queries(django_assert_num_queries, criteria_set, north, count):
    communes = CommuneFactory.create_batch(count)
    for one in communes:
        ThresholdColumnFactory(commune=one, criteria_set=criteria_set, region=north)

    with django_assert_num_queries(2):
        found = columns_on(communes, criteria_set, FIRST)

    assert found == {one.pk: Column(north.pk) for one in communes}


# What the database refuses


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


def test_a_row_begins_once_per_commune_set_and_day(commune, criteria_set):
    ThresholdColumnFactory(commune=commune, criteria_set=criteria_set)
    ThresholdColumnFactory(commune=commune)
    ThresholdColumnFactory(criteria_set=criteria_set)

    # SQLite names a unique constraint by its columns, PostgreSQL by its name.
    with refused("starts_on|thresholdcolumn_once_per_first_day"):
        ThresholdColumnFactory(commune=commune, criteria_set=criteria_set)


@pytest.mark.parametrize("names_both", [True, False])
def test_a_row_names_a_region_or_a_group(criteria_set, north, names_both):
    group = CommuneGroupFactory(criteria_set=criteria_set)
    columns = (north, group) if names_both else (None, None)

    with refused("thresholdcolumn_names_one_column"):
        ThresholdColumnFactory(
            criteria_set=criteria_set, region=columns[0], commune_group=columns[1]
        )


def test_a_row_ends_after_it_begins():
    assert ThresholdColumnFactory(starts_on=FIRST, ends_on=FIRST).pk is not None

    with refused("thresholdcolumn_ends_after_it_begins"):
        ThresholdColumnFactory(starts_on=FIRST, ends_on=BEFORE)


# What a form says


def messages(**row) -> list[str]:
    given = {"reason": "DIFFICULT", "starts_on": FIRST, "document": "quyết định thử"}
    try:
        ThresholdColumn(**given | row).full_clean()
    except ValidationError as error:
        return error.messages
    return []


def test_a_whole_row_is_taken(commune, criteria_set, north):
    assert messages(commune=commune, criteria_set=criteria_set, region=north) == []


def test_a_group_of_another_set_is_refused(commune, criteria_set):
    foreign = CommuneGroupFactory(name="Xã nhóm 1")

    said = messages(commune=commune, criteria_set=criteria_set, commune_group=foreign)

    assert said == [f"Xã nhóm 1 không thuộc {criteria_set}. Chọn nhóm của bộ đó."]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "overlaps"),
    [
        pytest.param(date(2023, 1, 1), None, True, id="inside"),
        pytest.param(date(2020, 1, 1), None, True, id="around"),
        pytest.param(LAST, None, True, id="from-the-last-day"),
        pytest.param(date(2020, 1, 1), FIRST, True, id="to-the-first-day"),
        pytest.param(AFTER, None, False, id="after"),
        pytest.param(date(2020, 1, 1), BEFORE, False, id="before"),
    ],
)
def test_two_rows_for_one_day_are_refused(commune, north, starts_on, ends_on, overlaps):
    there = ThresholdColumnFactory(commune=commune, region=north, starts_on=FIRST, ends_on=LAST)

    said = messages(
        commune=commune,
        criteria_set=there.criteria_set,
        region=north,
        starts_on=starts_on,
        ends_on=ends_on,
    )

    sentence = f"{there} đã ghi cho thời gian này (từ 01/01/2022). Khép lại dòng cũ trước."
    assert said == ([sentence] if overlaps else [])


def test_a_row_does_not_overlap_itself(commune, criteria_set, north):
    row = ThresholdColumnFactory(commune=commune, criteria_set=criteria_set, region=north)

    row.full_clean()

    assert str(row) == f"{commune}: {north}"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        pytest.param(
            {"region": None}, "Chọn một vùng hoặc một nhóm xã, không chọn cả hai.", id="no-column"
        ),
        pytest.param(
            {"ends_on": BEFORE}, "Ngày kết thúc phải sau ngày bắt đầu.", id="ends-before-it-begins"
        ),
        pytest.param({"starts_on": None}, "Trường này không thể để trống.", id="no-first-day"),
        pytest.param({"document": ""}, "Trường này không được để trắng.", id="no-document"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(commune, criteria_set, north, changed, sentence):
    row = {"commune": commune, "criteria_set": criteria_set, "region": north}

    assert messages(**row | changed) == [sentence]


def test_an_empty_form_is_refused_field_by_field():
    with pytest.raises(ValidationError) as refusal:
        ThresholdColumn().full_clean()

    assert {"commune", "criteria_set", "reason", "starts_on", "document"} <= set(
        refusal.value.message_dict
    )
