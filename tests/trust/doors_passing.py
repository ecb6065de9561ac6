"""Doors of what passes from one edition or one commune to the next."""

from tests.trust.lines import (
    FOREIGN,
    NOTHING,
    OFFICES,
    SEES_COMMUNE,
    SIGNED_IN,
    Door,
    On,
)

SCOPE = "ngay={day}&bo={set}"
SUCCEED = {
    "other": "{ended id}",
    "starts_on": "01/01/2024",
    "document": "Nghị quyết thử",
    "share_percent": "",
    "population": "",
    "households": "",
}
OTHER_UNIT = "a unit of another office"

PASSING = [
    Door("bo-tieu-chi/chuyen-doi/", get=[On("", SIGNED_IN, "200")]),
    Door(
        "bo-tieu-chi/chuyen-doi/xem-truoc/",
        named=["mapping", "district"],
        public=["mapping"],
        query="ngay={day}&bang={mapping}&don-vi={district}",
        form={"seen": "{carry seen}"},
        get=[On("to write", OFFICES, "200")],
        post=[
            On("to write", OFFICES, "302+"),
            On("moved since", OFFICES, "302", form={"seen": "cũ"}),
        ],
    ),
    Door(
        "bo-tieu-chi/chuyen-doi/<int:run_id>/hoan-tac/",
        parts=["run"],
        post=[
            On("standing", OFFICES, "302+"),
            On("undone", OFFICES, "422", uses={"run": "undone"}),
        ],
    ),
    Door(
        "xa/<slug:code>/hai-bo/",
        parts=["commune"],
        query="ngay={day}",
        get=[
            On("in force", SEES_COMMUNE, "200"),
            On("unit ended", SEES_COMMUNE, "200", uses={"commune": "ended"}),
        ],
    ),
    Door(
        "xa/<slug:code>/ke-thua/",
        parts=["commune"],
        query="ngay={day}",
        form=SUCCEED,
        get=[
            On("in force", SEES_COMMUNE, "200"),
            On("unit ended", SEES_COMMUNE, "200", uses={"commune": "ended"}),
        ],
        post=[
            On("none", OFFICES, "302+"),
            On("standing", OFFICES, "422", uses={"ended id": "taken over"}),
            On(
                "other side in another district",
                frozenset({"province_office"}),
                "302+",
                but={"office": "422"},
                uses={"ended id": "elsewhere"},
            ),
            *(
                On(OTHER_UNIT, OFFICES, "422", relation=relation, uses={"ended id": use})
                for relation, use in ((FOREIGN, "foreign"), (NOTHING, "nothing"))
            ),
        ],
    ),
    Door(
        "xa/<slug:code>/ke-thua/<int:succession_id>/huy/",
        parts=["commune", "succession"],
        post=[
            On("standing", OFFICES, "302+"),
            On("void", frozenset(), "302+", uses={"succession": "void"}),
            On(
                "standing, old side in another district",
                frozenset({"province_office"}),
                "302+",
                uses={"succession": "across"},
            ),
        ],
    ),
    Door(
        "xa/<slug:code>/gop/",
        parts=["commune"],
        query=SCOPE,
        form={"seen": "{merge seen}"},
        get=[
            On("to write", OFFICES, "200", uses={"commune": "merged"}),
            On("no old unit", OFFICES, "422", uses={"commune": "ended"}),
        ],
        post=[
            On("to write", OFFICES, "302+", uses={"commune": "merged"}),
            On("moved since", OFFICES, "302", uses={"commune": "merged"}, form={"seen": "cũ"}),
            On("no old unit", OFFICES, "422", uses={"commune": "ended"}),
        ],
    ),
]
