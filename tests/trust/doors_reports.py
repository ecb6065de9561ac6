"""Doors of reports on plans.

Whoever sees the plan's unit reads every report; a commune its own, of a signed plan. Members send
for their agency, officers for their commune, the office for everybody
(docs/adr/0021-reports-freeze-what-the-log-said.md).
"""

from tests.trust.lines import (
    AGENCIES,
    NOBODY,
    OFFICES,
    SEES_COMMUNE,
    SEES_DISTRICT,
    SIGNED_IN,
    Door,
    On,
)

REPORTS = "ke-hoach/<slug:code>/bao-cao/"
WORDS = dict.fromkeys(("results", "difficulties", "proposals", "next_tasks"), "a")
SEND = WORDS | {"correction": "", "received_on": "", "seen": "0"}
CLOSED = {"cycle": "closed"}
OF_COMMUNE = {"reporter": "commune"}
SENDS = OFFICES | AGENCIES
MAKE = {
    "loai": "thang",
    "nam": "2024",
    "ngay-gui": "30",
    "cach": "truoc",
    "thang": "nay",
    "ky": "thang-03-2024",
    "co-quan": "{agency}",
}

REPORTING = [
    Door("bao-cao/", get=[On("", SIGNED_IN, "200")]),
    Door(
        "bao-cao/<int:cycle_id>/<slug:who>/",
        parts=["cycle", "reporter"],
        form=SEND,
        get=[
            On("of an agency", SEES_DISTRICT, "200"),
            On("of a commune", SEES_COMMUNE, "200", uses=OF_COMMUNE),
            On("closed", SEES_DISTRICT, "200", uses=CLOSED),
        ],
        post=[
            On("of an agency", SENDS, "302+"),
            On("of a commune", OFFICES | {"officer"}, "302+", uses=OF_COMMUNE),
            On("closed", SENDS, "422", uses=CLOSED),
            On("moved since", SENDS, "409", uses={"cycle": "sent"}),
        ],
    ),
    Door(REPORTS, parts=["reported plan"], get=[On("", SEES_DISTRICT, "200")]),
    Door(
        f"{REPORTS}lap/",
        parts=["reported plan"],
        form=MAKE,
        get=[On("", OFFICES, "200")],
        post=[
            On("", OFFICES, "302+"),
            On("there already", OFFICES, "422", form=MAKE | {"ky": "thang-02-2024"}),
        ],
    ),
    Door(
        f"{REPORTS}<slug:period>/",
        parts=["reported plan", "period"],
        public=["period"],
        form=WORDS | {"seen": "0", "step": "save"},
        get=[
            On("", SEES_DISTRICT, "200"),
            On("closed", SEES_DISTRICT, "200", uses={"reported plan": "closed"}),
        ],
        post=[
            On("", OFFICES, "302+"),
            On("closed", OFFICES, "302+", uses={"reported plan": "closed"}),
            On("moved since", OFFICES, "409", uses={"reported plan": "summed"}),
        ],
    ),
    Door(
        f"{REPORTS}<slug:period>/buoc/",
        parts=["reported plan", "period"],
        public=["period"],
        form={"step": "close"},
        post=[
            On("", OFFICES, "302+"),
            On("closed", OFFICES, "409", uses={"reported plan": "closed"}),
        ],
    ),
    Door(
        "ke-hoach/<slug:plan>/phu-luc/tong-hop-bao-cao/",
        parts=["reported plan"],
        query="ky=thang-02-2024",
        get=[On("", SEES_DISTRICT, "200"), On("no period", NOBODY, "200", query="ky=nam-2024")],
    ),
]
