from datetime import date
from decimal import Decimal

import pytest

from ntm_portal.lib.workbooks.day_cells import day_of_serial, is_near, read_day, serial_of_day
from ntm_portal.lib.workbooks.model import CellKind, SheetCell

TODAY = date(2026, 3, 2)


def day_cell(text: str) -> SheetCell:
    return SheetCell(CellKind.DAY, text)


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        pytest.param("1", date(1900, 1, 1), id="first"),
        pytest.param("59", date(1900, 2, 28), id="before-the-day-that-never-was"),
        pytest.param("61", date(1900, 3, 1), id="after-it"),
        pytest.param("45321", date(2024, 1, 30), id="loc-binh"),
        pytest.param("0", None, id="none"),
        pytest.param("-1", None, id="negative"),
        pytest.param("45321.5", None, id="with-hours"),
        pytest.param("9999999", None, id="after-the-year-9999"),
    ],
)
def test_a_number_of_days(serial, day):
    assert day_of_serial(Decimal(serial)) == day


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("1900-01-01", "1"),
        ("1900-03-01", "61"),
        ("1905-07-16", "2024"),
        ("1900-04-04T12:00:00", "95.5"),
    ],
)
def test_the_number_behind_a_day(text, serial):
    assert serial_of_day(day_cell(text)) == Decimal(serial)


@pytest.mark.parametrize(
    ("year", "near"), [(2010, False), (2011, True), (2041, True), (2042, False)]
)
def test_years_around_today(year, near):
    assert is_near(date(year, 6, 1), TODAY) is near


def test_a_day_far_from_today_is_asked():
    question = read_day(day_cell("1998-01-30"), today=TODAY, key="day").question

    assert question.text == "Năm 1998 xa năm nay. Ngày 30/01/1998 có đúng không?"
    read = read_day(
        day_cell("1998-01-30"), today=TODAY, key="day", answers={question.key: "1998-01-30"}
    )
    assert read.value == date(1998, 1, 30)


def test_a_day_that_may_be_turned_round_offers_both():
    question = read_day(day_cell("2024-05-03"), today=TODAY, key="day", beside_texts=True).question

    assert question.options == (("2024-05-03", "03/05/2024"), ("2024-03-05", "05/03/2024"))


@pytest.mark.parametrize("text", ["2024-05-13", "2024-05-05"])
def test_a_day_that_cannot_be_turned_round_is_read(text):
    read = read_day(day_cell(text), today=TODAY, key="day", beside_texts=True)

    assert read.value == date.fromisoformat(text)


def test_other_kinds_of_cells_are_no_days():
    for kind, text in ((CellKind.TRUTH, "1"), (CellKind.ERROR, "#REF!")):
        assert "không phải một ngày" in read_day(SheetCell(kind, text), today=TODAY, key="d").fault
