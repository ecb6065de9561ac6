"""A decision on the figures that the plan of Chi Lăng (March 2024) prints for xã Nhân Lý.

The decision itself is test data: no decision of Lạng Sơn on these levels is in our data.
"""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from accounts.models import User
from communes.decisions import NewLevel, read_levels
from communes.flips import read_flips
from communes.models import AdministrativeUnit
from communes.services.decisions import draft_decision, enter_decision
from communes.sheets import read_sheet
from criteria.models import CriteriaSet, Threshold
from tests.factories.world import TODAY
from tests.history import rows_hash

pytestmark = pytest.mark.django_db
PLAN_DAY = date(2024, 3, 31)
SCOPE = "vùng Trung du miền núi phía Bắc"
DOCUMENT = "15/QĐ-UBND ngày 15/03/2024 của UBND tỉnh Lạng Sơn"
# Indicator -> the new level beside what the plan measured.
LEVELS = {
    "12.1": "71.01",  # 71: just below
    "17.5": "43.8",  # 43,8: on the bound
    "17.8": "73.69",  # 73,7: just above
    "17.12": "43.81",  # 43,8: just below
    "18.7": "72.4",  # 72,4: on the bound
}
TURNED = ["17.5", "17.8", "18.7"]


@pytest.fixture
def chi_lang(demo, db) -> SimpleNamespace:
    criteria_set = CriteriaSet.objects.get(code="NTM-NC-2021-2025")
    unit = AdministrativeUnit.objects.get(level="DISTRICT", code="187")
    groups = read_levels(unit=unit, criteria_set=criteria_set)
    places = {level.requirement.code: level for group in groups for level in group.levels}
    decided = {
        "criteria_set": criteria_set,
        "unit": unit,
        "decision_no": "15/QĐ-UBND",
        "issued_on": date(2024, 3, 15),
        "effective_from": PLAN_DAY,
        "issuer": "UBND tỉnh Lạng Sơn",
        "title": "Quyết định thử",
        "new_levels": [NewLevel(places[code], Decimal(text)) for code, text in LEVELS.items()],
        "today": TODAY,
    }
    return SimpleNamespace(criteria_set=criteria_set, decided=decided)


def test_exactly_the_rows_that_reach_the_new_level_turn(chi_lang):
    outcome = read_flips(draft=draft_decision(**chi_lang.decided), today=TODAY)

    (one,) = outcome.communes
    assert one.commune.full_name == "Xã Nhân Lý"
    assert [flip.requirement.code for flip in one.flips] == TURNED
    assert {flip.turn.words for flip in one.flips} == {"Chưa đạt → Đạt"}
    assert outcome.compared_count == len(LEVELS)
    shown = one.flips[0]
    assert (shown.figure, shown.old.words, shown.new.words) == ("43,8%", "≥ 50 %", "≥ 43,8 %")
    assert shown.new.source == f"{SCOPE}; {DOCUMENT}"


def test_storing_it_leaves_every_old_row_and_shows_the_new_document(chi_lang):
    thresholds, log = list(Threshold.objects.order_by("pk").values_list()), rows_hash()
    office = User.objects.get(username="van-phong-chi-lang")

    entry = enter_decision(**chi_lang.decided, by=office)

    old = Threshold.objects.exclude(decision=entry.decision).order_by("pk")
    assert (list(old.values_list()), rows_hash()) == (thresholds, log)
    commune = AdministrativeUnit.objects.get(level="COMMUNE", code="06496", valid_to="2025-06-30")
    blocks = read_sheet(
        commune=commune, criteria_set=chi_lang.criteria_set, day=PLAN_DAY, voice="OFFICE"
    )
    reasons = {one.requirement.code: one.reason for block in blocks for one in block.lines}
    assert reasons["17.5"] == f"43,8 = 43,8 ({SCOPE}; {DOCUMENT})"
    assert reasons["17.12"] == f"43,8 < 43,81 ({SCOPE}; {DOCUMENT})"
