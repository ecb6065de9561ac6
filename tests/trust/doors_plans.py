"""Doors of plans and their appendices.

Until it is signed a plan is the work of those above the communes; signed, it is sent to every
commune in it. Only a draft is edited (docs/adr/0016-a-signature-freezes.md).
"""

from dataclasses import replace

from tests.trust.lines import (
    FOREIGN,
    NOBODY,
    NOTHING,
    OFFICES,
    RECEIVES_PLAN,
    SEES_DISTRICT,
    SIGNED_IN,
    Door,
    On,
)

# A year of every tier is sent, also of those that stay without a goal.
YEARS = {f"year-{tier}": "2024" for tier in ("BASIC", "ADVANCED", "MODEL", "MODERN")}
ROW = YEARS | {"action-ADVANCED": "BUILD", "targets": "{criterion}", "seen-{criterion}": "0"}

STATES = ("DRAFT", "SUBMITTED", "APPROVED", "SIGNED", "SUPERSEDED")
OPEN, PAPER = ("DRAFT",), ("SIGNED", "SUPERSEDED")
TARGET = '{"cells": [{"row": "{commune}", "col": {criterion}, "state": "TARGET", "version": 0}]}'


def state(name: str, who: frozenset[str], then: str, *also: str) -> On:
    """also: the other objects that are those of the plan in this state."""
    return On(name, who, then, uses=dict.fromkeys(("plan", *also), name))


FOREIGN_PAPER = On("SIGNED", NOBODY, "200", relation=FOREIGN, uses={"plan": "foreign, signed"})
READ = [
    *(state(one, RECEIVES_PLAN if one in PAPER else SEES_DISTRICT, "200") for one in STATES),
    FOREIGN_PAPER,
]
# The signed day was sent to the communes; what moved since was not.
ANOTHER_DAY = On(
    "SIGNED, as of another day",
    SEES_DISTRICT,
    "200",
    uses={"plan": "SIGNED"},
    query="ngay={another day}",
)
TWO_DAYS = replace(
    ANOTHER_DAY, state="SIGNED, against another day", query="ngay={day}&voi={another day}"
)
PROGRESS = [*READ, ANOTHER_DAY]


def writing(done: str, *also: str) -> list[On]:
    """A plan that is no draft is told apart only to those who could have written."""
    return [state(one, OFFICES, done if one in OPEN else "422", *also) for one in STATES]


def elsewhere(what: str, name: str, who: frozenset[str], then: str, **more) -> list[On]:
    """Something foreign, or nothing, beside what is one's own: told alike. more: as of On."""
    return [
        On(what, who, then, relation=relation, uses={name: use}, **more)
        for relation, use in ((FOREIGN, "foreign"), (NOTHING, "nothing"))
    ]


PLANS = [
    Door("ke-hoach/", get=[On("", SIGNED_IN, "200")]),
    Door("ke-hoach/<slug:code>/", parts=["plan"], get=READ),
    # Of a draft, for its office: whoever else has it could not bring it back.
    Door(
        "ke-hoach/<slug:code>/bieu-mau/",
        parts=["plan"],
        get=[state(one, OFFICES if one in OPEN else NOBODY, "200") for one in STATES],
    ),
    Door("ke-hoach/<slug:code>/lich-su/", parts=["plan"], get=READ),
    Door("ke-hoach/<slug:code>/tien-do/", parts=["plan"], get=[*PROGRESS, TWO_DAYS]),
    Door("ke-hoach/<slug:code>/tien-do/o/", parts=["plan"], query="loai=con-lai", get=PROGRESS),
    Door(
        "ke-hoach/so-sanh/",
        query="a={plan}&b={plan/SUPERSEDED}",
        named=["plan"],
        get=[
            *READ[:3],
            On("nothing chosen", SIGNED_IN, "200", query="a="),
            On("with one of a foreign district", NOBODY, "200", query="a={plan/foreign, signed}"),
        ],
    ),
    Door(
        "ke-hoach/<slug:code>/luu/",
        parts=["plan"],
        named=["commune"],
        json=TARGET,
        post=writing("200+"),
    ),
    Door(
        "ke-hoach/<slug:code>/tieu-de/",
        parts=["plan"],
        form={"heading": "AS_SIGNED"},
        post=writing("302+"),
    ),
    Door(
        "ke-hoach/<slug:code>/xa/<slug:commune_code>/",
        parts=["plan", "commune"],
        form=ROW,
        get=[state(one, OFFICES if one in OPEN else NOBODY, "200") for one in STATES],
        post=writing("302+"),
    ),
    Door(
        "ke-hoach/<slug:plan>/phu-luc/<slug:appendix>/",
        parts=["plan", "appendix"],
        public=["appendix"],
        get=[*READ, ANOTHER_DAY],
    ),
]
