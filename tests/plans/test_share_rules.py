from decimal import Decimal

import pytest

from criteria.figures import Figure
from plans.share_rules import share_slip

ROADS = Figure(numerator=Decimal(14), denominator=Decimal("15.7"))  # 89.171…


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("88.17", "kế hoạch in 88,17%, tính từ 14/15,7 là 89,17%"),
        ("89.16", "kế hoạch in 89,16%, tính từ 14/15,7 là 89,17%"),
        ("89.17", ""),
        ("89.18", "kế hoạch in 89,18%, tính từ 14/15,7 là 89,17%"),
        ("89.1700", ""),
        ("89.2", ""),
        ("89", ""),
        ("90", "kế hoạch in 90%, tính từ 14/15,7 là 89%"),
    ],
)
def test_the_share_is_compared_with_as_many_decimals_as_are_printed(printed, said):
    assert share_slip(Decimal(printed), ROADS) == said


@pytest.mark.parametrize(
    ("printed", "figure"),
    [(None, ROADS), (Decimal(88), None), (Decimal(88), Figure())],
    ids=["nothing-printed", "nothing-measured", "an-empty-figure"],
)
def test_nothing_is_said_where_there_is_nothing_to_compare(printed, figure):
    assert share_slip(printed, figure) == ""
