from datetime import date

import pytest

from ntm_portal.lib.refusals import Refused
from reports.rules import chosen_day, chosen_format, file_name

BASELINE = date(2024, 1, 1)
TODAY = date(2024, 5, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", BASELINE, id="not-given"),
        pytest.param(" ", BASELINE, id="blank"),
        pytest.param("2024-05-05", TODAY, id="today"),
        pytest.param("30/04/2024", date(2024, 4, 30), id="as-people-write-it"),
    ],
)
def test_chosen_day(text, expected):
    assert chosen_day(text, default=BASELINE, today=TODAY) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "2024-02-30",
            "Ngày “2024-02-30” không đọc được: ghi một ngày có thật theo dạng năm-tháng-ngày,"
            " ví dụ 2024-01-30, hoặc ngày/tháng/năm, ví dụ 30/01/2024.",
            id="no-such-day",
        ),
        pytest.param(
            "2024-05-06",
            "Ngày 06/05/2024 chưa đến: ghi một ngày không sau 05/05/2024.",
            id="tomorrow",
        ),
    ],
)
def test_chosen_day_refuses(text, message):
    with pytest.raises(Refused) as refusal:
        chosen_day(text, default=BASELINE, today=TODAY)

    assert (refusal.value.message, refusal.value.status) == (message, 400)


def test_a_baseline_that_has_not_come_yet_is_taken():
    assert chosen_day("", default=date(2025, 1, 1), today=TODAY) == date(2025, 1, 1)


@pytest.mark.parametrize(("text", "expected"), [("", "html"), ("pdf", "pdf"), ("json", "json")])
def test_chosen_format(text, expected):
    assert chosen_format(text) == expected


def test_chosen_format_refuses_and_shortens_what_was_typed():
    with pytest.raises(Refused) as refusal:
        chosen_format("x" * 50)

    shown = "x" * 40
    assert refusal.value.message == (
        f"Định dạng “{shown}…” không có: chọn html, pdf, xlsx, docx hoặc json."
    )
    assert refusal.value.status == 400


@pytest.mark.parametrize(
    ("plan_name", "expected"),
    [
        ("72/KH-UBND", "PL02_72-KH-UBND_2024-01-01.pdf"),
        ("72 /KH–UBND Đợt 1", "PL02_72-KH-UBND-Dot-1_2024-01-01.pdf"),
        ('x"\r\nSet-Cookie: a=1; ../..', "PL02_x-Set-Cookie-a-1_2024-01-01.pdf"),
        ("日本", "PL02_2024-01-01.pdf"),
        ("k" * 90, f"PL02_{'k' * 40}_2024-01-01.pdf"),
    ],
)
def test_file_name(plan_name, expected):
    assert file_name(code="PL02", plan_name=plan_name, day=BASELINE, extension="pdf") == expected
