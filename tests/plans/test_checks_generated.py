"""A thousand plans with one slip each, and their twins without: what is found, and what is not."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from plans.checks import Severity, run
from tests.plans.generated import Dice, plan
from tests.plans.slips import SLIPS

PLANS = pytest.mark.parametrize("plans", [300, pytest.param(1000, marks=pytest.mark.long)])
FEWEST_FOUND = 0.95  # of the plans


def slipped(seed: int):
    """(kind, plan with one slip of that kind); the kind is dice, of those that fit the plan."""
    dice = Dice(random.Random(-seed))
    clean = plan(seed)
    kinds = sorted(SLIPS)
    dice.pick.shuffle(kinds)
    return next(
        (kind, changed) for kind in kinds if (changed := SLIPS[kind](dice, clean)) is not None
    )


@pytest.mark.slow
@PLANS
def test_nothing_is_found_in_a_plan_that_agrees_with_itself(plans):
    found = {seed: run(plan(seed)) for seed in range(1, plans + 1)}

    assert {seed: findings for seed, findings in found.items() if findings} == {}


@pytest.mark.slow
@PLANS
def test_one_slip_in_a_plan_is_found(plans):
    missed: Counter[str] = Counter()
    for seed in range(1, plans + 1):
        kind, facts = slipped(seed)
        missed[kind] += not run(facts)

    assert plans - missed.total() >= FEWEST_FOUND * plans, +missed


@pytest.mark.parametrize("kind", sorted(SLIPS))
def test_every_kind_of_slip_is_found(kind):
    dice = Dice(random.Random(kind))
    tried = (SLIPS[kind](dice, plan(seed)) for seed in range(1, 40))

    assert run(next(facts for facts in tried if facts is not None)) != []


WORDS = "xã thôn tiêu chí đạt chuẩn nông thôn mới nâng cao chiếm tỷ lệ bình quân tổng số năm gồm: ("
SIGNS = [
    "12",
    "0/0",
    "3/4",
    "1.234",
    "9" * 30,
    "2024:",
    "%",
    "/xã",
    "- 02",
    ")",
    ";",
    ".",
    "\n",
    "ngày",
]


def test_no_words_make_it_stumble():
    pick = random.Random(2)
    pool = [*WORDS.split(), *SIGNS, "Ái Quốc", "triệu đồng", "31/02/2024", "Tiêu chí số 3"]
    for seed in range(1, 40):
        facts = plan(seed)
        text = " ".join(pick.choices(pool, k=300))
        block = replace(facts.narratives[0], text=text)

        assert isinstance(run(replace(facts, narratives=(block,))), list)


def test_a_cut_share_is_of_its_own_kind():
    dice = Dice(random.Random(1))
    tried = (SLIPS["share_cut"](dice, plan(seed)) for seed in range(1, 40))

    found = run(next(facts for facts in tried if facts is not None))

    assert {one.severity for one in found} == {Severity.CUT}
