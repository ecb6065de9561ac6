"""Arithmetic of a plan."""

from decimal import Decimal

import pytest

from plans.rules import PlanRow, PlanTotals, planned_total, totals


@pytest.mark.parametrize(
    ("met", "targeted", "expected"),
    [
        pytest.param("", "", 0, id="nothing"),
        pytest.param("1 3", "", 2, id="met-only"),
        pytest.param("", "5", 1, id="targeted-only"),
        pytest.param("1 3 4", "2 5", 5, id="both"),
    ],
)
def test_planned_total(met, targeted, expected):
    assert planned_total(frozenset(met.split()), frozenset(targeted.split())) == expected


def test_planned_total_refuses_a_criterion_in_both():
    with pytest.raises(ValueError, match="already met and targeted: 3"):
        planned_total(frozenset({"1", "3"}), frozenset({"3"}))


def test_a_reached_target_is_counted_once():
    row = PlanRow(1, "Xã A", met=("1", "2"), targeted=("2", "5"))

    assert (row.reached, row.met_count, row.targeted_count, row.planned_total) == (("2",), 2, 2, 3)


def test_totals_and_half_up_averages():
    rows = [
        PlanRow(1, "Xã A", met=("1",), targeted=("2",)),
        PlanRow(2, "Xã B", met=("1", "2"), targeted=()),
    ]

    assert totals(rows) == PlanTotals(communes=2, met=3, targeted=1, planned=4)
    assert totals(rows).met_average == Decimal("1.50")


def test_the_signed_averages_of_loc_binh():
    signed = PlanTotals(communes=19, met=246, targeted=27, planned=273)

    assert (signed.met_average, signed.planned_average) == (Decimal("12.95"), Decimal("14.37"))


def test_without_communes_there_is_no_average():
    assert totals([]).planned_average is None
