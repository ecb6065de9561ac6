"""Doors of a plan's way to the signature, and of what is read and kept of the signed one.

Who takes a step follows from plans/step_rules.py: the office submits and signs, the leader approves
and returns, each of the plan's unit or of a unit above. Whoever may take such a step is told why
it cannot follow now; for everybody else the page is not there.
"""

from tests.trust.doors_plans import FOREIGN_PAPER, PAPER, STATES, state
from tests.trust.lines import (
    FOREIGN,
    LEADERS,
    NOBODY,
    OFFICES,
    RECEIVES_PLAN,
    SEES_DISTRICT,
    Door,
    On,
)

PLAN = "ke-hoach/<slug:code>/"
SEEN = {"seen": "{step seen}"}
SIGNATURE = SEEN | {"number": "72/KH-UBND", "signed_on": "30/01/2024", "signer": "Người Ký"}
BY_LEADER = {"plan": "by the leader", "step seen": "by the leader"}


def step(who: frozenset[str], *follows: str) -> list[On]:
    """follows: the states in which the step may be taken."""
    return [state(one, who, "302+" if one in follows else "422", "step seen") for one in STATES]


def stale(who: frozenset[str], after: str) -> On:
    """Somebody took a step since the form was shown."""
    return On("a step since", who, "409", uses={"plan": after, "step seen": "nothing"})


def read_by(who: frozenset[str]) -> list[On]:
    return [state(one, who, "200") for one in STATES]


STEPS = [
    Door(
        f"{PLAN}trinh/",
        parts=["plan"],
        form=SEEN,
        get=read_by(OFFICES),
        post=[*step(OFFICES, "DRAFT"), stale(OFFICES, "DRAFT")],
    ),
    Door(
        f"{PLAN}duyet/",
        parts=["plan"],
        form=SEEN,
        get=read_by(LEADERS),
        post=[
            *step(LEADERS, "SUBMITTED"),
            stale(LEADERS, "SUBMITTED"),
            On("submitted by oneself", LEADERS, "422", uses=BY_LEADER),
        ],
    ),
    Door(
        f"{PLAN}tra-lai/",
        parts=["plan"],
        form=SEEN | {"remark": "Sửa số xã"},
        get=read_by(LEADERS),
        post=[
            *step(LEADERS, "SUBMITTED", "APPROVED"),
            stale(LEADERS, "SUBMITTED"),
            On(
                "without a reason",
                LEADERS,
                "422",
                uses=dict.fromkeys(("plan", "step seen"), "SUBMITTED"),
                form=SEEN,
            ),
        ],
    ),
    Door(
        "ke-hoach/<slug:plan>/ky/",
        parts=["plan"],
        form=SIGNATURE,
        get=read_by(OFFICES),
        post=[*step(OFFICES, "APPROVED"), stale(OFFICES, "APPROVED")],
    ),
    Door(
        f"{PLAN}ban-quet/",
        parts=["plan"],
        file="file",
        get=read_by(OFFICES),
        post=[state(one, OFFICES, "302+" if one in PAPER else "422") for one in STATES],
    ),
    Door(
        f"{PLAN}ban-quet/<int:scan_id>/",
        parts=["plan", "scan"],
        get=[
            *(state(one, RECEIVES_PLAN, "200", "scan") for one in PAPER),
            On(
                "scan of another plan", NOBODY, "200", uses={"plan": "SIGNED", "scan": "SUPERSEDED"}
            ),
            On(
                "of a signed plan",
                NOBODY,
                "200",
                relation=FOREIGN,
                uses={"plan": "foreign, signed", "scan": "foreign"},
            ),
        ],
    ),
    # What moved since, and what is wrong, is not sent to the communes with the signed plan.
    Door(
        "ke-hoach/<slug:plan>/lech/",
        parts=["plan"],
        get=[*read_by(SEES_DISTRICT), FOREIGN_PAPER],
    ),
    Door(f"{PLAN}kiem-tra/", parts=["plan"], get=[*read_by(SEES_DISTRICT), FOREIGN_PAPER]),
]
