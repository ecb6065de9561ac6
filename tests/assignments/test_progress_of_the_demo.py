"""Lộc Bình against reality: the signed figures on the baseline day, then one criterion recorded."""

from datetime import date

import pytest

from accounts.models import User
from communes.services.status import Change, record_statuses
from plans.models import Plan

pytestmark = pytest.mark.django_db
PAGE = "/ke-hoach/loc-binh-2024/tien-do/?ngay="
LATER = date(2024, 3, 1)


@pytest.fixture
def plan(demo, db) -> Plan:
    return Plan.objects.get(code="loc-binh-2024")


def numbers(context) -> tuple[list[int], dict[str, list[int]], dict[str, list[int]]]:
    """Totals, then by commune, then by criterion."""

    def counts(line) -> list[int]:
        return [one.count for one in line["numbers"]]

    communes = {line["row"].commune.code: counts(line) for line in context["lines"]}
    criteria = {line["criterion"].code: counts(line) for line in context["criteria"]}
    return counts(context), communes, criteria


def moved(before: dict, after: dict) -> dict[str, list[int]]:
    return {code: line for code, line in after.items() if line != before[code]}


def test_one_criterion_of_xuan_duong_moves_one_row(client, plan):
    office = User.objects.get(username="van-phong")
    client.force_login(office)
    signed = numbers(client.get(f"{PAGE}2024-01-01").context)
    row = plan.rows.get(commune__code="06607")
    criterion = plan.criteria_set.requirements.criteria().get(code="2")
    cell = row.commune.cells.get(requirement=criterion)
    change = Change(row.commune, criterion, "MET", seen=cell.entries.latest("pk").pk)
    record_statuses(changes=[change], day=LATER, today=LATER, voice="OFFICE", by=office)

    # Met on the baseline day, targets, both; reached, remaining; lost, extra, met on the day.
    assert signed[0] == [246, 27, 273, 0, 27, 0, 0, 246]
    assert numbers(client.get(f"{PAGE}2024-02-29").context) == signed
    later = numbers(client.get(f"{PAGE}2024-03-01").context)
    assert later[0] == [246, 27, 273, 1, 26, 0, 0, 247]
    assert moved(signed[1], later[1]) == {"06607": [9, 10, 19, 1, 9, 0, 0, 10]}
    assert moved(signed[2], later[2]) == {"2": [9, 2, 11, 1, 1, 0, 0, 10]}


def test_the_goals_of_the_plan_by_tier(client, plan):
    client.force_login(User.objects.get(username="lanh-dao"))

    context = client.get(f"{PAGE}2024-12-31").context

    assert [(tier["tier"], tier["count"]) for tier in context["goals"]] == [
        ("ADVANCED", 8),
        ("MODEL", 1),
    ]
