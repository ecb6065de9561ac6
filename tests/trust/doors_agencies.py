"""Doors of agencies, and of who answers for what in a plan.

Agencies are read by whoever holds a role on their unit or above it, and written by its office.
Responsibilities are read like their plan, and written by its office while it is open.
"""

from tests.trust.doors_plans import READ, elsewhere, writing
from tests.trust.lines import OFFICES, SEES_DISTRICT, SIGNED_IN, Door, On

AGENCY = "co-quan/<int:agency_id>/"
FACTS = {"name": "Phòng mới", "short_name": "", "kind": "OFFICE"}
HANDED = "ke-hoach/<slug:code>/phan-cong/"
CELL = (
    '{"set": "{set}", "cells": '
    '[{"row": "{agency}", "col": {criterion}, "state": "LEAD", "version": 0}]}'
)
OTHER_AGENCY, OTHER_SET = "agency of another unit", "criterion of another set"

AGENCY_PAGES = [
    Door("co-quan/", get=[On("", SIGNED_IN, "200")]),
    Door(
        "co-quan/them/",
        query="don-vi={district}",
        named=["district"],
        form=FACTS,
        get=[On("", OFFICES, "200")],
        post=[On("", OFFICES, "302+")],
    ),
    Door(
        AGENCY,
        parts=["agency"],
        form=FACTS | {"seen": "{agency seen}"},
        get=[On("", SEES_DISTRICT, "200")],
        post=[
            On("", OFFICES, "302+"),
            On("moved since", OFFICES, "409", form=FACTS | {"seen": "cũ"}),
        ],
    ),
    Door(
        f"{AGENCY}cach-viet/",
        parts=["agency"],
        form={"name": "Cách viết mới"},
        post=[On("", OFFICES, "302+")],
    ),
    Door(
        f"{AGENCY}cach-viet/<int:alias_id>/bo/",
        parts=["agency", "alias"],
        told=["alias"],
        post=[
            On("", OFFICES, "302+"),
            *elsewhere("spelling of another agency", "alias", OFFICES, "302"),
        ],
    ),
    Door(
        f"{AGENCY}ke-thua/",
        parts=["agency"],
        form={"new": "{other agency}", "starts_on": "01/03/2024", "document": "1/QĐ-UBND"},
        post=[
            On("", OFFICES, "302+"),
            *elsewhere(OTHER_AGENCY, "other agency", OFFICES, "422"),
        ],
    ),
    Door(
        f"{AGENCY}ke-thua/<int:heir_id>/ghi-nham/",
        parts=["agency", "heir"],
        form={"reason": "Nhầm cơ quan"},
        post=[
            On("", OFFICES, "302+"),
            On("void", OFFICES, "302", uses={"heir": "void"}),
            On("without a reason", OFFICES, "422", form={"reason": ""}),
        ],
    ),
]

RESPONSIBILITIES = [
    Door(HANDED, parts=["plan"], get=READ),
    Door(f"{HANDED}kiem-tra/", parts=["plan"], get=READ),
    Door(
        f"{HANDED}luu/",
        parts=["plan"],
        json=CELL,
        post=[
            *writing("200+"),
            *elsewhere(OTHER_AGENCY, "agency", OFFICES, "422"),
            *elsewhere(OTHER_SET, "criterion", OFFICES, "422"),
        ],
    ),
    Door(
        f"{HANDED}xa/",
        parts=["plan"],
        form={"row": "{row}", "agency": "{agency}", "role": "LEAD"},
        post=[
            *writing("302+", "row"),
            *elsewhere(OTHER_AGENCY, "agency", OFFICES, "422"),
            *elsewhere("commune of another plan", "row", OFFICES, "422"),
        ],
    ),
    Door(
        f"{HANDED}co-quan/<int:agency_id>/",
        parts=["plan", "agency"],
        query="bo={set}",
        form={"thing": "{criterion}", "role": "LEAD", "field": ""},
        get=READ,
        post=[*writing("302+"), *elsewhere(OTHER_SET, "criterion", OFFICES, "422")],
    ),
    Door(
        f"{HANDED}dong/<int:line_id>/bo/",
        parts=["plan", "handed"],
        told=["handed"],
        form={"back": "agency"},
        post=[
            *writing("302+", "handed"),
            *elsewhere("line of another plan", "handed", OFFICES, "302"),
        ],
    ),
]
