"""What a printed timing means: every text of the signed appendices, and hundreds of variants."""

import pytest

from assignments.timing_rules import Kind, read_timing
from ntm_portal.lib.dates import format_day
from tests.assignments.timings import (
    ASKED,
    COMMUNES,
    LANG_SON,
    LOC_BINH,
    OF_A_PERIOD,
    OPEN,
    VARIANTS,
)

pytestmark = pytest.mark.sweep
YEAR = range(2024, 2025)


def each(table):
    return [(text, told) for told, texts in table.items() for text in texts]


def told(text, years=YEAR):
    """The reading in the words of the tables."""
    timing = read_timing(text, years=years, communes=COMMUNES)
    if timing.kind == Kind.UNREAD:
        assert (timing.occurrences, bool(timing.why)) == ((), True)
        return ASKED
    if timing.kind == Kind.OPEN:
        return OPEN
    return " | ".join(map(in_words, timing.occurrences))


def in_words(one):
    days = [format_day(day) if day else "" for day in (one.starts_on, one.due_on)]
    scope = "còn lại" if one.others else ", ".join(one.communes)
    return ("-".join(days) if any(days) else "?") + (f" [{scope}]" if scope else "")


@pytest.mark.parametrize(("text", "wanted"), LOC_BINH.items(), ids=LOC_BINH)
def test_each_timing_of_loc_binh(text, wanted):
    assert told(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), LANG_SON.items(), ids=LANG_SON)
def test_each_timing_of_lang_son(text, wanted):
    assert told(text, range(2019, 2020)) == wanted


@pytest.mark.parametrize(("text", "wanted"), each(VARIANTS))
def test_each_variant(text, wanted):
    assert told(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), each(OF_A_PERIOD))
def test_a_text_without_a_year_in_a_plan_of_five(text, wanted):
    assert told(text, range(2021, 2026)) == wanted


def test_there_are_three_hundred_variants_and_none_stands_twice():
    texts = [text for text, _ in each(VARIANTS)]

    assert (len(texts) >= 300, len(texts)) == (True, len(set(texts)))
