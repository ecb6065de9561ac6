"""Counted appendices of mixed cells, by dice, against counting square by square on the board."""

from datetime import timedelta

import pytest

from communes.boards import read_board
from criteria.rules import Verdict
from plans.models import Plan
from reports.appendices import APPENDICES
from tests.factories.mixed import DAY, Mixed, make_mixed
from tests.factories.plans import PlanCommuneFactory, PlanFactory, PlanTargetFactory

pytestmark = pytest.mark.django_db
DAYS = [pytest.param(timedelta(days=days), id=f"day{days:+}") for days in (-3, -1, 0, 1)]


@pytest.fixture(params=[1, 2])
def mixed(request) -> Mixed:
    return make_mixed(communes=12, seed=request.param)


@pytest.fixture
def plan(mixed) -> Plan:
    """Every third criterion is a target, met or not."""
    plan = PlanFactory(criteria_set=mixed.criteria_set)
    for place, commune in enumerate(mixed.communes):
        row = PlanCommuneFactory(plan=plan, commune=commune)
        for criterion in mixed.criteria[place % 3 :: 3]:
            PlanTargetFactory(row=row, requirement=criterion)
    return plan


class Counted:
    """Figures of the plan, square by square."""

    def __init__(self, mixed, plan, day):
        self.board = read_board(communes=mixed.communes, criteria_set=mixed.criteria_set, day=day)
        self.rows = list(plan.rows.order_by("position"))
        self.criteria = mixed.criteria
        self.unknown = [row for row in self.rows if not any(self.states(row))]

    def states(self, row):
        """Of each criterion, "" without data."""
        states = [square.state for square in self.board.row(row.commune)]
        return ["" if state == Verdict.NO_DATA else state for state in states]

    def met(self, row):
        return {
            one
            for one, state in zip(self.criteria, self.states(row), strict=True)
            if state == Verdict.MET
        }

    def targeted(self, row):
        return {target.requirement for target in row.targets.all()}

    def planned(self, row):
        return len(self.met(row) | self.targeted(row))


def figures(plan, code, day):
    """The numbers in the last columns, and how many communes the notes call unknown."""
    table = APPENDICES[code](plan=plan, day=day)
    unknown = table.notes[0].split()[5] if len(table.notes) > 1 else "0"
    return [table.texts(row)[2:] for row in table.rows], int(unknown)


@pytest.mark.parametrize("since", DAYS)
def test_completion(mixed, plan, since):
    day = DAY + since
    counted = Counted(mixed, plan, day)
    nothing = len(counted.unknown) == len(counted.rows)

    rows, unknown = figures(plan, "tieu-chi-hoan-thanh", day)

    planned = sum(counted.planned(row) for row in counted.rows)
    assert rows[-2][1] == ("" if nothing else str(planned))
    assert unknown == len(counted.unknown)


@pytest.mark.parametrize("since", DAYS)
def test_goals_of_each_criterion(mixed, plan, since):
    day = DAY + since
    counted = Counted(mixed, plan, day)
    nothing = len(counted.unknown) == len(counted.rows)

    rows, unknown = figures(plan, "muc-tieu-tieu-chi", day)

    added = [
        sum(one in counted.targeted(row) - counted.met(row) for row in counted.rows)
        for one in mixed.criteria
    ]
    total = [
        sum(one in counted.targeted(row) | counted.met(row) for row in counted.rows)
        for one in mixed.criteria
    ]
    assert [row[:2] for row in rows] == [
        (str(more), "" if nothing else str(all_))
        for more, all_ in [*zip(added, total, strict=True), (sum(added), sum(total))]
    ]
    assert unknown == len(counted.unknown)


@pytest.mark.parametrize("since", DAYS)
def test_bands(mixed, plan, since):
    day = DAY + since
    counted = Counted(mixed, plan, day)

    rows, unknown = figures(plan, "phan-nhom-xa", day)

    planned = [counted.planned(row) for row in counted.rows if row not in counted.unknown]
    all_five, fewer = planned.count(5), sum(one < 5 for one in planned)
    assert [row[0] for row in rows] == [str(all_five), str(fewer), str(len(counted.rows))]
    assert unknown == len(counted.unknown)
