from datetime import date

import pytest

from ntm_portal.lib.dates import day_up_to, document_day, format_day, parse_day
from ntm_portal.lib.refusals import Refused

DEFAULT = date(2024, 1, 1)
TODAY = date(2024, 5, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2024-01-30", date(2024, 1, 30), id="iso"),
        pytest.param("30/01/2024", date(2024, 1, 30), id="vietnamese"),
        pytest.param("3/1/2024", date(2024, 1, 3), id="without-zeros"),
        pytest.param(" 30/01/2024\n", date(2024, 1, 30), id="spaces-around"),
        pytest.param("29/02/2024", date(2024, 2, 29), id="leap-day"),
        pytest.param("30-01-2024", date(2024, 1, 30), id="hyphens"),
        pytest.param("30.1.2024", date(2024, 1, 30), id="dots"),
        pytest.param("30/1/24", date(2024, 1, 30), id="two-digit-year"),
    ],
)
def test_parse_day(text, expected):
    assert parse_day(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2024",
        "29/02/2023",
        "2024-02-31",
        "30/13/2024",
        "0/1/2024",
        "30/01",
        "30/01/2024/1",
        "-1/01/2024",
        "30-01/2024",
        "30/01/224",
        "20240130",
        "2024-W05-2",
        "2024-1-30",
        "2024-01-30T00:00",
        "hôm nay",
        "//",
        "",
    ],
)
def test_parse_day_refuses(text):
    assert parse_day(text) is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2024, 1, 3), "03/01/2024"), (date(938, 12, 31), "31/12/0938")],
)
def test_format_day(day, expected):
    assert format_day(day) == expected


@pytest.mark.parametrize("day", [date(1, 1, 1), date(2024, 2, 29), date(9999, 12, 31)])
def test_format_day_is_read_back(day):
    assert parse_day(format_day(day)) == day


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2024, 1, 30), "ngày 30 tháng 01 năm 2024", id="january"),
        pytest.param(date(2024, 2, 9), "ngày 09 tháng 02 năm 2024", id="february"),
        pytest.param(date(2024, 3, 1), "ngày 01 tháng 3 năm 2024", id="march"),
        pytest.param(date(2024, 12, 10), "ngày 10 tháng 12 năm 2024", id="december"),
    ],
)
def test_document_day(day, expected):
    assert document_day(day) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", DEFAULT, id="not-given"),
        pytest.param(" ", DEFAULT, id="blank"),
        pytest.param("2024-05-05", TODAY, id="today"),
        pytest.param("30/04/2024", date(2024, 4, 30), id="as-people-write-it"),
    ],
)
def test_day_up_to(text, expected):
    assert day_up_to(text, today=TODAY, default=DEFAULT) == expected


def test_a_default_that_has_not_come_yet_is_taken():
    assert day_up_to("", today=TODAY, default=date(2025, 1, 1)) == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "2024-02-30",
            "Ngày ‘2024-02-30’ không có. Viết ngày/tháng/năm, ví dụ 05/05/2024.",
            id="no-such-day",
        ),
        pytest.param(
            "x" * 50,
            f"Ngày ‘{'x' * 40}…’ không có. Viết ngày/tháng/năm, ví dụ 05/05/2024.",
            id="long",
        ),
        pytest.param(
            "2024-05-06",
            "Ngày 06/05/2024 chưa tới. Chọn một ngày đến hôm nay, 05/05/2024.",
            id="tomorrow",
        ),
    ],
)
def test_day_up_to_refuses(text, message):
    with pytest.raises(Refused) as refusal:
        day_up_to(text, today=TODAY, default=DEFAULT)

    assert (refusal.value.message, refusal.value.status) == (message, 400)
