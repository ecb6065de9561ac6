"""A plan signed before a merger and a new edition keeps its old names and figures, byte by byte.

The succession, the rules and the mapping are test data; the plan is the demo's.
"""

from datetime import date

import pytest

from accounts.models import User
from communes.carrying import carried_communes, fingerprint, plan_carry_over
from communes.merging import plan_merge, read_merger
from communes.models import AdministrativeUnit, CarryOver
from communes.services.carry_over import carry_over
from communes.services.merge import merge_statuses
from communes.services.succession import record_succession
from criteria.models import CriteriaSet
from plans.models import Plan
from reports.appendices.commune_targets import build
from reports.renderers import CONTENT_TYPES, render
from tests.factories.passing import EditionMappingFactory, MappingLineFactory, MergeRuleFactory
from tests.reports.loc_binh_2024 import ROWS

pytestmark = pytest.mark.django_db
FIRST_OF_NEW, FRAME_FROM = date(2025, 7, 1), date(2026, 2, 15)
TODAY = date(2026, 11, 22)


@pytest.fixture
def plan(demo, db) -> Plan:
    return Plan.objects.get(code="loc-binh-2024")


def printed(plan: Plan) -> dict[str, bytes]:
    table = build(plan=plan, day=plan.baseline_on)
    return {kind: render(table, kind).body for kind in CONTENT_TYPES}


def merge_and_carry(by: User) -> list[CarryOver | None]:
    """Two communes of the plan become the new Khuất Xá, which passes into 2026-2030."""
    communes = AdministrativeUnit.objects.filter(level="COMMUNE")
    new = communes.existing_on(FIRST_OF_NEW).get(code="06565")
    for code in ("06565", "06562"):
        old = communes.existing_on(date(2025, 6, 30)).get(code=code)
        record_succession(old=old, new=new, starts_on=FIRST_OF_NEW, document="văn bản thử", by=by)
    old_set = CriteriaSet.objects.get(code="NTM-2021-2025")
    new_set = CriteriaSet.objects.get(code="NTM-2026-2030")
    for number in range(1, 20):
        MergeRuleFactory(criteria_set=old_set, code=str(number))
    moves = plan_merge(
        merger=read_merger(new, FIRST_OF_NEW), criteria_set=old_set, day=FIRST_OF_NEW
    )
    merged = merge_statuses(
        unit=new,
        criteria_set=old_set,
        day=FIRST_OF_NEW,
        today=TODAY,
        seen=fingerprint(moves),
        by=by,
    )
    mapping = EditionMappingFactory(code="thu", old_set=old_set, new_set=new_set)
    MappingLineFactory(mapping=mapping)
    province = AdministrativeUnit.objects.get(level="PROVINCE", code="20")
    below = list(carried_communes(mapping=mapping, unit=province, day=FRAME_FROM))
    moves = plan_carry_over(mapping=mapping, communes=below, day=FRAME_FROM)
    carried = carry_over(
        mapping=mapping,
        unit=province,
        day=FRAME_FROM,
        today=TODAY,
        seen=fingerprint(moves),
        by=by,
    )
    return [merged, carried]


def test_a_signed_plan_prints_the_same_bytes_after_merger_and_carry_over(plan):
    before = printed(plan)

    merged, carried = merge_and_carry(User.objects.get(username="tinh-lang-son"))

    assert (merged.carried.count(), carried.carried.count()) == (38, 1)
    plan = Plan.objects.get(pk=plan.pk)
    table = build(plan=plan, day=plan.baseline_on)
    assert tuple(table.texts(row) for row in table.rows) == ROWS
    assert printed(plan) == before
