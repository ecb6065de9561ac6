"""Doors of what a single-commune plan finds and does.

Only a plan about one commune has them, and only its own commune. They are read like the plan, and
written by the office of the plan while it is open; a signed plan is told apart only to that office.
"""

from collections.abc import Mapping

from tests.trust.doors_plans import OPEN, PAPER, STATES, elsewhere
from tests.trust.lines import (
    NOBODY,
    OFFICES,
    RECEIVES_PLAN,
    SEES_DISTRICT,
    Door,
    On,
)

ROW = "ke-hoach/<slug:code>/xa/<slug:commune_code>/"
PLAN = ["commune plan", "commune"]
DISTRICT_PLAN = {"commune plan": "of the district"}
BESIDE = {"commune": "beside"}
FINDING = {"text": "Đã xong", "printed_share": "", "seen": "{found seen}"}
MEASURE = {"requirement": "", "text": "Làm ngay", "due_on": "", "agencies": "{agency}"}
OTHER_AGENCY, OTHER_MEASURE = "agency of another unit", "measure of another plan"


def of(status: str, *named: str) -> dict[str, str]:
    return dict.fromkeys(("commune plan", *named), status)


def shut(then: str) -> list[On]:
    """No door for anybody: the plan is of many communes, the commune is not in it."""
    return [
        On("plan of many communes", NOBODY, then, uses=DISTRICT_PLAN),
        On("commune not in the plan", NOBODY, then, uses=BESIDE),
    ]


def editing(*named: str) -> list[On]:
    """The form; of a signed plan the office is led to what stands."""
    return [
        *(
            On(one, OFFICES, "200" if one in OPEN else "302", uses=of(one, *named))
            for one in STATES
        ),
        *shut("200"),
    ]


def writing(*named: str, form: Mapping[str, str] | None = None) -> list[On]:
    return [
        *(
            On(one, OFFICES, "302+" if one in OPEN else "422", uses=of(one, *named), form=form)
            for one in STATES
        ),
        *shut("302+"),
    ]


UNSAID = {"found": "unsaid", "found seen": "none"}
MEASURE_SEEN = ("measure", "measure seen")

SITUATIONS = [
    Door(
        f"{ROW}thuc-trang/",
        parts=PLAN,
        get=[
            *(
                On(one, RECEIVES_PLAN if one in PAPER else SEES_DISTRICT, "200", uses=of(one))
                for one in STATES
            ),
            *shut("200"),
        ],
    ),
    Door(
        f"{ROW}chi-tieu/<int:indicator_id>/",
        parts=[*PLAN, "found"],
        form=FINDING,
        get=[*editing(), On("unsaid", OFFICES, "200", uses=UNSAID)],
        post=[
            *writing(),
            On("unsaid", OFFICES, "302+", uses=UNSAID),
            On("moved since", OFFICES, "409", form=FINDING | {"seen": "cũ"}),
        ],
    ),
    Door(
        f"{ROW}chi-tieu/<int:indicator_id>/bo/",
        parts=[*PLAN, "found"],
        form={"seen": "{found seen}"},
        post=[
            *writing(),
            On("unsaid", OFFICES, "302", uses=UNSAID),
            On("moved since", OFFICES, "409", form={"seen": "cũ"}),
        ],
    ),
    Door(
        f"{ROW}chi-tieu/<int:indicator_id>/doi-cho/",
        parts=[*PLAN, "found"],
        form={"step": "down"},
        post=[
            *writing(),
            On("unsaid", NOBODY, "302+", uses=UNSAID),
            On("first, up", OFFICES, "302", form={"step": "up"}),
        ],
    ),
    Door(
        f"{ROW}giai-phap/",
        parts=PLAN,
        form=MEASURE,
        get=editing(),
        post=[*writing(), *elsewhere(OTHER_AGENCY, "agency", OFFICES, "422")],
    ),
    Door(
        f"{ROW}giai-phap/<int:measure_id>/",
        parts=[*PLAN, "measure"],
        # What was typed about a measure that is gone is given back to the office.
        told=["measure"],
        form=MEASURE | {"seen": "{measure seen}"},
        get=[*editing("measure"), *elsewhere(OTHER_MEASURE, "measure", NOBODY, "200")],
        post=[
            *writing(*MEASURE_SEEN),
            On("moved since", OFFICES, "409", form=MEASURE | {"seen": "cũ"}),
            *elsewhere(OTHER_MEASURE, "measure", OFFICES, "409"),
            *elsewhere(OTHER_AGENCY, "agency", OFFICES, "422"),
        ],
    ),
    Door(
        f"{ROW}giai-phap/<int:measure_id>/bo/",
        parts=[*PLAN, "measure"],
        form={"seen": "{measure seen}"},
        post=[
            *writing(*MEASURE_SEEN),
            On("moved since", OFFICES, "409", form={"seen": "cũ"}),
        ],
    ),
    Door(
        f"{ROW}giai-phap/<int:measure_id>/doi-cho/",
        parts=[*PLAN, "measure"],
        form={"step": "down"},
        post=[
            *writing("measure"),
            On("first, up", OFFICES, "302", form={"step": "up"}),
        ],
    ),
]
