"""Doors of decisions on thresholds: entered and taken back by the office of the unit or above.

They are read by everybody at, above or below the unit for which they count.
"""

from tests.trust.lines import NOBODY, OFFICES, RECEIVES_PLAN, SIGNED_IN, Door, On

CONCERNED = RECEIVES_PLAN
# Of another district, below the same province.
OF_PROVINCE = CONCERNED | {"foreign_agency_head", "foreign_office"}
PROVINCE_OFFICE = frozenset({"province_office"})
LEVEL = "level-{indicator}-0-0-0"
ENTER = {
    "step": "save",
    "decision_no": "99/QĐ-UBND",
    "issued_on": "05/02/2024",
    "effective_from": "01/03/2024",
    "issuer": "UBND tỉnh Thử",
    "title": "Quy định mức đạt",
    LEVEL: "45",
}
AGAIN = ENTER | {"decision_no": "{entered no}", "level-{decided indicator}-0-0-0": "47"}

DECISIONS = [
    Door("bo-tieu-chi/quyet-dinh/", get=[On("", SIGNED_IN, "200")]),
    Door(
        "bo-tieu-chi/quyet-dinh/nhap/",
        named=["set", "district"],
        public=["set"],
        query="bo={set}&don-vi={district}",
        form=ENTER,
        get=[
            On("for a district", OFFICES, "200"),
            On("for a province", PROVINCE_OFFICE, "200", uses={"district": "of province"}),
            On("for a commune", NOBODY, "200", uses={"district": "of commune"}),
        ],
        post=[
            On("for a district", OFFICES, "302+"),
            On("for a province", PROVINCE_OFFICE, "302+", uses={"district": "of province"}),
            On("for a commune", NOBODY, "302+", uses={"district": "of commune"}),
            On("preview", OFFICES, "200", form=ENTER | {"step": "preview"}),
            On("back from the preview", OFFICES, "200", form=ENTER | {"step": "edit"}),
            On(
                "entered before",
                OFFICES,
                "422",
                form=AGAIN,
                query="bo={decided set}&don-vi={district}",
            ),
            On("no new level", OFFICES, "422", form=ENTER | {LEVEL: ""}),
            On(
                "after the set's last day",
                OFFICES,
                "422",
                uses={"set": "closed", "indicator": "closed"},
            ),
            On("unit ended", PROVINCE_OFFICE, "422", uses={"district": "ended"}),
        ],
    ),
    Door(
        "bo-tieu-chi/quyet-dinh/<int:decision_id>/",
        parts=["decision"],
        get=[
            On("standing", CONCERNED, "200"),
            On("withdrawn", CONCERNED, "200", uses={"decision": "withdrawn"}),
            On("of the province", OF_PROVINCE, "200", uses={"decision": "of province"}),
        ],
    ),
    Door(
        "bo-tieu-chi/quyet-dinh/<int:decision_id>/rut/",
        parts=["decision"],
        form={"reason": "Nhập nhầm mức"},
        get=[
            On("standing", OFFICES, "200"),
            On("of the province", PROVINCE_OFFICE, "200", uses={"decision": "of province"}),
        ],
        post=[
            On("standing", OFFICES, "302+"),
            On("without a reason", OFFICES, "422", form={"reason": ""}),
            On("withdrawn", OFFICES, "422", uses={"decision": "withdrawn"}),
            On("a verdict rests on it", OFFICES, "422", uses={"decision": "used"}),
            On("of the province", PROVINCE_OFFICE, "302+", uses={"decision": "of province"}),
        ],
    ),
]
