"""Doors of recognitions and evidence."""

from tests.trust.doors_figures import ENDED, FOR_EVERYBODY, READ, SCOPE, writing
from tests.trust.lines import (
    COMMUNE_STAFF,
    FOREIGN,
    NOBODY,
    NOTHING,
    OFFICES,
    SEES_COMMUNE,
    WRITES_CELLS,
    Door,
    On,
)

RECOGNISE = {
    "criteria_set": "{recognised set}",
    "decision_no": "15/QĐ-UBND",
    "decided_on": "31/12/2023",
    "issuer": "UBND tỉnh",
    "note": "",
}
REVOKE = {"decision_no": "16/QĐ-UBND", "decided_on": "01/01/2024", "reason": "Không còn đạt"}

# Written by the office above the commune, on any day: decisions arrive late.
RECOGNITIONS = [
    Door("cong-nhan/", query=SCOPE, get=FOR_EVERYBODY),
    Door(
        "xa/<slug:code>/cong-nhan/",
        parts=["commune"],
        query=SCOPE,
        form=RECOGNISE,
        get=[
            On("in force", SEES_COMMUNE, "200"),
            On("unit ended", SEES_COMMUNE, "200", uses=ENDED),
        ],
        post=[
            On("none", OFFICES, "302+"),
            On("standing", OFFICES, "422", uses={"recognised set": "standing"}),
            On("revoked", OFFICES, "302+", uses={"recognised set": "revoked"}),
            On("voided", OFFICES, "302+", uses={"recognised set": "voided"}),
            On("unit ended", OFFICES, "302+", uses=ENDED),
        ],
    ),
    Door(
        "xa/<slug:code>/cong-nhan/<int:recognition_id>/thu-hoi/",
        parts=["commune", "recognition"],
        query=SCOPE,
        form=REVOKE,
        get=[On("standing", OFFICES, "200")],
        post=[
            On("standing", OFFICES, "302+"),
            On("revoked", OFFICES, "422", uses={"recognition": "revoked"}),
            On("voided", OFFICES, "422", uses={"recognition": "voided"}),
        ],
    ),
    Door(
        "xa/<slug:code>/cong-nhan/<int:recognition_id>/ghi-nham/",
        parts=["commune", "recognition"],
        query=SCOPE,
        form={"reason": "Nhầm xã"},
        get=[On("standing", OFFICES, "200")],
        post=[
            On("standing", OFFICES, "302+"),
            On("revoked", OFFICES, "302+", uses={"recognition": "revoked"}),
            On("voided", OFFICES, "422", uses={"recognition": "voided"}),
        ],
    ),
]

HAND_IN = {
    "target": "yc-{criterion}",
    "address": "https://van-ban.example/",
    "title": "Báo cáo",
    "page": "tr. 3",
    "quote": "",
    "expires_on": "",
}
ASK = {
    "unit": "{district id}",
    "requirement": "{criterion}",
    "name": "Quyết định",
    "citation": "",
    "replaces": "",
}
# The three people who keep a list of their own: another unit is not among their choices.
KEEPERS = OFFICES | {"foreign_office"}
OTHER_LIST, OTHER_PROOF = "list of another unit", "correcting a line of another list"
OTHER_CRITERION = "criterion of another set"

EVIDENCE = [
    Door(
        "xa/<slug:code>/minh-chung/",
        parts=["commune"],
        query=SCOPE,
        form=HAND_IN,
        get=READ,
        post=[
            *writing("302+"),
            *(
                On(OTHER_CRITERION, WRITES_CELLS, "422", relation=relation, uses={"criterion": use})
                for relation, use in ((FOREIGN, "foreign"), (NOTHING, "nothing"))
            ),
        ],
    ),
    Door(
        "xa/<slug:code>/minh-chung/<int:evidence_id>/",
        parts=["commune", "evidence"],
        get=[
            On("standing", SEES_COMMUNE, "200"),
            On("withdrawn", NOBODY, "200", uses={"evidence": "withdrawn"}),
            On("an address, no file", NOBODY, "200", uses={"evidence": "address"}),
        ],
    ),
    Door(
        "xa/<slug:code>/minh-chung/<int:evidence_id>/bo/",
        parts=["commune", "evidence"],
        query=SCOPE,
        form={"reason": "nộp nhầm"},
        post=[
            On("standing, of the office", OFFICES, "302+"),
            On("standing, of the commune", COMMUNE_STAFF, "302+", uses={"evidence": "of commune"}),
            On("withdrawn", NOBODY, "302+", uses={"evidence": "withdrawn"}),
        ],
    ),
    Door("xa/<slug:code>/ho-so.zip", parts=["commune"], query=SCOPE, get=READ),
    Door(
        "minh-chung/danh-muc/",
        query=SCOPE,
        form=ASK,
        get=FOR_EVERYBODY,
        post=[
            On("", frozenset({"office"}), "302+", but=dict.fromkeys(KEEPERS - {"office"}, "422")),
            *(
                On(OTHER_LIST, KEEPERS, "422", relation=relation, uses={"district id": use})
                for relation, use in ((FOREIGN, "foreign"), (NOTHING, "nothing"))
            ),
            *(
                On(
                    OTHER_PROOF,
                    KEEPERS,
                    "422",
                    relation=relation,
                    uses={"proof": use},
                    form=ASK | {"replaces": "{proof}"},
                )
                for relation, use in ((FOREIGN, "foreign"), (NOTHING, "nothing"))
            ),
        ],
    ),
    Door(
        "minh-chung/danh-muc/<int:proof_id>/bo/",
        parts=["proof"],
        query=SCOPE,
        post=[
            On("standing", frozenset({"office"}), "302+"),
            On("retired", frozenset({"office"}), "422", uses={"proof": "retired"}),
        ],
    ),
]
