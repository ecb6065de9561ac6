"""Doors of the list of work of a plan (phụ lục 01).

It is read like the plan. Its words are written by the office of the plan's unit or of one above
it, in a draft; what the words mean, and who does the work, also when the plan is signed.
"""

from dataclasses import replace

from tests.trust.doors_contents import GONE, OTHER_LINE, SEEN, reading_forms
from tests.trust.doors_plans import OPEN, READ, STATES, elsewhere, state, writing
from tests.trust.lines import NOBODY, OFFICES, Door, On

WORK = "ke-hoach/<slug:code>/cong-viec/"
KIND = f"{WORK}<slug:kind>/"
LINE = f"{KIND}<int:part_id>/"
BLOCK = "1\tMột\t\t\t\tTháng 3"
ITEM = {"section": "{section}", "parent": "", "text": "Rà soát", "timing": "Tháng 3"}
SECTION = {"title": "Tuyên truyền"}
OF_SECTION = {"work kind": "muc", "item": "section"}
HEADS = {
    "number_head": "TT",
    "text_head": "Nội dung",
    "directing_head": "Chỉ đạo",
    "leading_head": "Chủ trì",
    "cooperating_head": "Phối hợp",
    "timing_head": "Tiến độ",
}
MOVED_SINCE = {"seen": "7"}


def section(then: str, **more) -> On:
    """The other kind of line, in the draft."""
    return On("DRAFT, muc", OFFICES, then, uses=OF_SECTION, **more)


def copied_into_nothing(ons: list[On]) -> list[On]:
    return [replace(one, uses={**one.uses, "plan": "empty"}) for one in ons]


# A form that could not come back is not given.
FORM = [state(one, OFFICES if one in OPEN else NOBODY, "200") for one in STATES]


WORK_DOORS = [
    Door(WORK, parts=["plan"], get=READ),
    Door(f"{WORK}bieu-mau/", parts=["plan"], get=FORM),
    Door(
        f"{WORK}trinh-bay/",
        parts=["plan"],
        form=HEADS | {"seen": "0"},
        get=reading_forms(),
        post=writing("302+"),
    ),
    Door(
        f"{WORK}doc-lai/",
        parts=["plan"],
        post=[state(one, OFFICES, "302+") for one in STATES],
    ),
    Door(
        f"{WORK}chep/",
        parts=["plan"],
        form={"source": "{work source}"},
        post=[
            *copied_into_nothing([On("empty", OFFICES, "302+")]),
            *(state(one, OFFICES, "422") for one in STATES),
            *copied_into_nothing(elsewhere("another unit's list", "work source", OFFICES, "302")),
        ],
    ),
    Door(
        f"{WORK}dan/",
        parts=["plan"],
        form={"block": BLOCK, "into": "{section}", "seen": "{paste seen}", "store": "1"},
        get=reading_forms(),
        post=[
            *writing("302+", "section", "paste seen"),
            On("shown first", OFFICES, "200", form={"block": BLOCK, "into": "{section}"}),
            *elsewhere("section of another plan", "section", OFFICES, "422"),
        ],
    ),
    Door(
        f"{KIND}them/",
        parts=["plan", "work kind"],
        public=["work kind"],
        form=ITEM,
        get=[*reading_forms(), section("200")],
        post=[
            *writing("302+", "section"),
            section("302+", form=SECTION),
            *elsewhere("section of another plan", "section", OFFICES, "422"),
            *elsewhere(
                "under an item of another plan",
                "item",
                OFFICES,
                "422",
                form=ITEM | {"parent": "{item}"},
            ),
        ],
    ),
    Door(
        LINE,
        parts=["plan", "work kind", "item"],
        public=["work kind"],
        # What was typed for a line that is gone is given back to the office.
        told=["item"],
        form=ITEM | SEEN,
        get=[
            *reading_forms("item"),
            section("200"),
            *elsewhere(OTHER_LINE, "item", NOBODY, "200"),
        ],
        post=[
            *writing("302+", "item", "section"),
            section("302+", form=SECTION | SEEN),
            On("moved since", OFFICES, "409", form=ITEM | MOVED_SINCE),
            *elsewhere(OTHER_LINE, "item", OFFICES, "409"),
        ],
    ),
    Door(
        f"{LINE}bo/",
        parts=["plan", "work kind", "item"],
        public=["work kind"],
        told=["item"],
        form=SEEN,
        get=[
            *reading_forms("item"),
            section("200"),
            *elsewhere(OTHER_LINE, "item", NOBODY, "200"),
        ],
        post=[
            *writing("302+", "item"),
            section("422"),  # it holds items
            On("moved since", OFFICES, "409", form=MOVED_SINCE),
            *elsewhere(OTHER_LINE, "item", OFFICES, GONE),
        ],
    ),
    Door(
        f"{LINE}len/",
        parts=["plan", "work kind", "second item"],
        public=["work kind"],
        told=["second item"],
        post=[
            *writing("302+", "second item"),
            *elsewhere(OTHER_LINE, "second item", OFFICES, GONE),
        ],
    ),
    Door(
        f"{LINE}xuong/",
        parts=["plan", "work kind", "item"],
        public=["work kind"],
        told=["item"],
        post=[*writing("302+", "item"), *elsewhere(OTHER_LINE, "item", OFFICES, GONE)],
    ),
    Door(
        f"{WORK}viec/<int:item_id>/cach-hieu/",
        parts=["plan", "item"],
        form={"which": "timing", "terms": "05/09/2024"},
        get=[state(one, OFFICES, "200", "item") for one in STATES],
        post=[
            *(state(one, OFFICES, "302+", "item") for one in STATES),
            On("agency", OFFICES, "302+", form={"which": "parties", "LEAD": "{agency}"}),
            *elsewhere(
                "agency of another district",
                "agency",
                OFFICES,
                "422",
                form={"which": "parties", "LEAD": "{agency}"},
            ),
        ],
    ),
]
