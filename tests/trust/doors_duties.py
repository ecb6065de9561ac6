"""Doors of work: lists, single duties, many at once, the grid of an agency.

Duties are read like their plan; a plan that was replaced has none any more. They are written by
the office, by the head of the agency that does them and by whom they were handed to.
"""

from tests.trust.doors_plans import elsewhere
from tests.trust.lines import (
    AGENCIES,
    NOBODY,
    OFFICES,
    RECEIVES_PLAN,
    SEES_DISTRICT,
    SIGNED_IN,
    Door,
    On,
)

HEADS = frozenset({"agency_head"})
FOR_EVERYBODY = [On("", SIGNED_IN, "200")]
UNSIGNED = ("DRAFT", "SUBMITTED", "APPROVED")


def of(state: str) -> dict[str, str]:
    return {"duty": state}


def writing(who: frozenset[str], done: str, form: dict[str, str] | None = None) -> list[On]:
    """In a plan of every state; what was replaced is there for nobody."""
    return [
        *(On(one, who, done, uses=of(one), form=form) for one in ("SIGNED", *UNSIGNED)),
        On("SUPERSEDED", NOBODY, done, uses=of("SUPERSEDED"), form=form),
    ]


def bulk(url: str, form: dict[str, str]) -> Door:
    """Told to the offices what is not theirs or not there: no line of it moves."""
    sent = {"lines": "{tick}", "step": "save", "reason": "CV 12"} | form
    return Door(
        url,
        form=sent,
        post=[
            On("SIGNED", OFFICES, "302+"),
            On("preview", OFFICES, "200", form=sent | {"step": ""}),
            On("done", OFFICES, "422", uses={"tick": "done"}),
            On("SUPERSEDED", OFFICES, "409", uses={"tick": "SUPERSEDED"}),
            *elsewhere("duty of another unit", "tick", OFFICES, "409"),
        ],
    )


CELL = (
    '{"set": "{set}", "day": "{day}", "cells": '
    '[{"row": "{commune}", "col": {led}, "state": "MET", "version": {led seen}}]}'
)

DUTIES = [
    Door("", get=FOR_EVERYBODY),
    Door("viec/", get=FOR_EVERYBODY),
    Door("viec/tong-quan/", get=FOR_EVERYBODY),
    Door(
        "viec/<slug:key>/",
        parts=["duty"],
        get=[
            On("SIGNED", RECEIVES_PLAN, "200"),
            *(On(one, SEES_DISTRICT, "200", uses=of(one)) for one in UNSIGNED),
            On("SUPERSEDED", NOBODY, "200", uses=of("SUPERSEDED")),
            On("of another commune", RECEIVES_PLAN - {"officer"}, "200", uses=of("beside")),
            On("target", RECEIVES_PLAN - {"officer"}, "200", uses=of("target")),
        ],
    ),
    Door(
        "viec/<slug:key>/tinh-trang/",
        parts=["duty"],
        form={"state": "DOING", "seen": "0"},
        post=[
            *writing(OFFICES | HEADS, "302+"),
            On("handed to a member", OFFICES | AGENCIES, "302+", uses=of("handed")),
            On("moved since", OFFICES | HEADS, "409", uses=of("waiting")),
            On(
                "confirm",
                OFFICES,
                "302+",
                uses=of("waiting"),
                form={"state": "DONE", "seen": "{step of waiting}"},
                but={"agency_head": "422"},
            ),
            On("target", NOBODY, "302", uses=of("target")),
        ],
    ),
    Door(
        "viec/<slug:key>/giao/",
        parts=["duty"],
        form={"assignee": "{member id}", "seen": "0"},
        post=[
            *writing(OFFICES | HEADS, "302+"),
            On("handed to a member", OFFICES | HEADS, "302", uses=of("handed")),
            On("target", OFFICES | HEADS, "302+", uses=of("target")),
            On(
                "to somebody of another agency",
                OFFICES | HEADS,
                "422",
                form={"assignee": "{member id/foreign}", "seen": "0"},
            ),
        ],
    ),
    bulk("viec/doi-co-quan/", {"agency": "{second agency}"}),
    bulk("viec/doi-han/", {"due_on": "05/07/2024"}),
    Door(
        "viec/co-quan/<int:agency_id>/",
        parts=["agency"],
        get=[On("", SEES_DISTRICT, "200")],
    ),
    Door(
        "viec/co-quan/<int:agency_id>/luu/",
        parts=["agency"],
        named=["commune"],
        query="ke-hoach={signed code}",
        json=CELL,
        post=[On("its own indicator", AGENCIES, "200+")],
    ),
]
