"""Doors of figures and their review."""

from tests.trust.lines import (
    AGENCIES,
    NOBODY,
    OFFICES,
    SEES_COMMUNE,
    SIGNED_IN,
    WRITES_CELLS,
    Door,
    On,
)

SCOPE = "ngay={day}&bo={set}"
AS_COMMUNE = f"{SCOPE}&tieng-noi=SELF"
FOR_EVERYBODY = [On("", SIGNED_IN, "200")]
CELL = (
    '{"set": "{set}", "day": "{day}", "cells": '
    '[{"row": "{commune}", "col": {%s}, "state": "%s", "version": 0}]}'
)
# The set no longer counted on the day, or was never adopted there.
CLOSED = {"set": "closed", "criterion": "closed", "indicator": "closed"}
NOT_ADOPTED = dict.fromkeys(CLOSED, "not adopted")
ENDED = {"commune": "ended"}
ON_LAST_DAY = {"commune": "ended", "day": "last"}
READ = [
    On("in force", SEES_COMMUNE, "200"),
    On("unit ended", SEES_COMMUNE, "200", uses=ENDED),
]


def writing(done: str) -> list[On]:
    """Figures and evidence: the offices above and the commune's own staff, while it counts.

    The day is the one that is written about. What was true of a commune up to its last day may
    still be set right when it has ended: history is corrected by newer rows, and what passes to
    the commune after it is read from there. The day after (`unit ended`) it says nothing more.
    """
    return [
        On("in force", WRITES_CELLS, done),
        On("set closed", NOBODY, done, uses=CLOSED),
        On("set not adopted", NOBODY, done, uses=NOT_ADOPTED),
        On("unit ended", NOBODY, done, uses=ENDED),
        On("unit ended, on its last day", WRITES_CELLS, done, uses=ON_LAST_DAY),
    ]


def on_the_board(voice: str, writers: frozenset[str]) -> list[On]:
    """The grid speaks for many communes: a wrong set is told to those who may speak there."""
    query = f"tieng-noi={voice}"
    return [
        On(voice, writers, "200+", query=query),
        On(f"{voice}, set closed", writers, "422", query=query, uses=CLOSED),
        On(f"{voice}, set not adopted", writers, "422", query=query, uses=NOT_ADOPTED),
        On(f"{voice}, unit ended", NOBODY, "200+", query=query, uses=ENDED),
        On(f"{voice}, unit ended, on its last day", writers, "200+", query=query, uses=ON_LAST_DAY),
    ]


FIGURES = [
    Door("bang-tieu-chi/", query=SCOPE, get=FOR_EVERYBODY),
    Door(
        "bang-tieu-chi/luu/",
        named=["commune"],
        json=CELL % ("criterion", "MET"),
        post=[*on_the_board("OFFICE", OFFICES), *on_the_board("SELF", WRITES_CELLS)],
    ),
    # Of the own units: the communes of another office do not go by this set.
    Door(
        "bang-tieu-chi/bieu-mau/",
        query=SCOPE,
        get=[On("", WRITES_CELLS | {"neighbour"}, "200", but={"foreign_office": "422"})],
    ),
    Door("lech/", query=SCOPE, get=FOR_EVERYBODY),
    Door("xa/", query=SCOPE, get=FOR_EVERYBODY),
    Door(
        "xa/<slug:code>/",
        parts=["commune"],
        query=SCOPE,
        form={
            "state-{criterion}": "MET",
            "was-{criterion}": "NO_DATA",
            "seen-{criterion}": "0",
        },
        get=READ,
        post=writing("302+"),
    ),
    Door("xa/<slug:code>/bieu-mau/", parts=["commune"], query=SCOPE, get=writing("200")),
    Door(
        "xa/<slug:code>/chi-tieu/",
        parts=["commune"],
        query=SCOPE,
        form={"said-{indicator}": "43,8", "was-{indicator}": "", "seen-{indicator}": "0"},
        get=READ,
        post=writing("302+"),
    ),
    Door(
        "xa/<slug:code>/chi-tieu/luu/",
        parts=["commune"],
        json=CELL % ("indicator", "43,8"),
        post=writing("200+"),
    ),
    Door(
        "xa/<slug:code>/lich-su/<int:requirement_id>/",
        parts=["commune", "criterion"],
        query=SCOPE,
        form={"state": "MET", "seen": "0", "note": ""},
        get=READ,
        post=[
            *writing("302+"),
            On("as the commune", WRITES_CELLS, "302+", query=AS_COMMUNE),
            On("as the office", OFFICES, "302+", query=f"{SCOPE}&tieng-noi=OFFICE"),
            On("as the agency", NOBODY, "302+", query=f"{SCOPE}&tieng-noi=AGENCY"),
        ],
    ),
]


def step(name: str, *, of: str) -> dict[str, str]:
    """The form that takes a step for the line of the scene in that state."""
    line = f"{{review/{of}}}"
    return {
        "step": name,
        "row": line,
        f"seen-{line}": f"{{review seen/{of}}}",
        "note": "thiếu minh chứng",
    }


# Every state and four eyes: tests/assignments/test_permissions.py.
REVIEWS = [
    Door("tham-tra/", query=SCOPE, get=FOR_EVERYBODY),
    Door(
        "xa/<slug:code>/tham-tra/",
        parts=["commune"],
        query=SCOPE,
        form=step("SUBMITTED", of="assessed"),
        get=READ,
        post=[
            On("assessed, submit", WRITES_CELLS, "302+"),
            On(
                "assessed, verify",
                AGENCIES | OFFICES,
                "422",
                form=step("VERIFIED", of="assessed"),
            ),
            On(
                "submitted, return",
                AGENCIES | OFFICES,
                "302+",
                form=step("RETURNED", of="submitted"),
            ),
            On(
                "submitted, verify",
                AGENCIES | OFFICES,
                "302+",
                form=step("VERIFIED", of="submitted"),
            ),
            On("submitted, confirm", OFFICES, "422", form=step("CONFIRMED", of="submitted")),
            On("verified, confirm", OFFICES, "302+", form=step("CONFIRMED", of="verified")),
            On("verified, submit", WRITES_CELLS, "422", form=step("SUBMITTED", of="verified")),
        ],
    ),
]
