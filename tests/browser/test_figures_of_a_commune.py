"""The 57 indicators of the real set, entered for one commune with the keyboard alone."""

from itertools import cycle

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import expect

from communes.models import StatusEntry
from criteria.models import CriteriaSet, Region, Requirement
from tests.browser.figures import FigureSheet, said, verdicts
from tests.factories.communes import SetAdoptionFactory
from tests.factories.world import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SET = "NTM-2021-2025"
QUERY = f"?ngay=2024-06-01&bo={SET}"
# What a commune writes, where it is neither a share nor a verdict.
OWN = {"9.1": "0", "10": "43,85", "11": "12,35", "15.3": "21,8", "17.4": "2,5"}
SHARES = ("95,25", "14/15,7", "100", "87,5", "1234/1300")
BOTH_SEXES = ("95; 96; 94,5", "91,2; 92; 90,4")
SIGN_OF_KEY = {"1": "Đ", "0": "C", "2": "K"}


@pytest.fixture
def world(live_server) -> World:
    """One commune of the northern mountains, judged by the real set."""
    world = make_world(communes=1)
    path = settings.BASE_DIR / "fixtures" / "criteria" / "ntm-2021-2025.yaml"
    call_command("load_criteria_set", path, verbosity=0)
    world.criteria_set = CriteriaSet.objects.get(code=SET)
    SetAdoptionFactory(unit=world.province, criteria_set=world.criteria_set)
    world.communes[0].region = Region.objects.get(code="TDMNPB")
    world.communes[0].save()
    return world


def values(indicators: list[Requirement]) -> dict[str, str]:
    """Indicator -> what is typed: a figure of realistic length, or the key of a verdict."""
    shares, sexes, keys = cycle(SHARES), cycle(BOTH_SEXES), cycle("1110112")
    typed = {}
    for one in indicators:
        if one.value_kind == "QUALITATIVE":
            typed[one.code] = next(keys)
        elif one.by_sex:
            typed[one.code] = next(sexes)
        else:
            typed[one.code] = OWN.get(one.code) or next(shares)
    return typed


def test_57_indicators_cost_few_keys_more_than_their_own_characters(desk, world):
    indicators = list(world.criteria_set.requirements.indicators())
    typed = values(indicators)
    is_figure = {one.code: one.value_kind != "QUALITATIVE" for one in indicators}
    page = desk.sign_in(world.office)
    page.goto(f"/xa/{world.communes[0].code}/chi-tieu/{QUERY}")
    sheet = FigureSheet(page)
    assert len(indicators) == sheet.table.locator("td.c").count() == 57

    while sheet.place < 0:
        sheet.press("Tab")
    for code, text in typed.items():
        sheet.type(text)
        if is_figure[code]:
            sheet.press("Enter")
    sheet.wait_saved()

    characters = sum(map(len, typed.values()))
    assert sheet.keys <= 1.2 * characters + 60
    assert sheet.clicks == 0
    expect(page.locator(".c--refused")).to_have_count(0)
    assert said() == {
        code: text if is_figure[code] else SIGN_OF_KEY[text] for code, text in typed.items()
    }
    assert StatusEntry.objects.count() == 57
    found = verdicts()
    decided = {code: found[code] for code in is_figure if is_figure[code]}
    # Of all its figures only 15.1 has a threshold that was read in a named source.
    assert {code for code, verdict in decided.items() if verdict != "NO_DATA"} == {"15.1"}
    assert decided["15.1"] == "MET"
