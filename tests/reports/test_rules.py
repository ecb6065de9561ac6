from datetime import date

import pytest

from ntm_portal.lib.refusals import Refused
from reports.rules import chosen_format, file_name

BASELINE = date(2024, 1, 1)


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
