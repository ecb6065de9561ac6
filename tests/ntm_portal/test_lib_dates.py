from datetime import date

import pytest

from ntm_portal.lib.dates import document_day, format_day, parse_day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2024-01-30", date(2024, 1, 30), id="iso"),
        pytest.param("30/01/2024", date(2024, 1, 30), id="vietnamese"),
        pytest.param("3/1/2024", date(2024, 1, 3), id="without-zeros"),
        pytest.param(" 30/01/2024\n", date(2024, 1, 30), id="spaces-around"),
        pytest.param("29/02/2024", date(2024, 2, 29), id="leap-day"),
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
        "30/01/24",
        "30/01",
        "30/01/2024/1",
        "-1/01/2024",
        "30-01-2024",
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
