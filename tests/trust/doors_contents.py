"""Doors of what a plan says: its contents, its communes, a new plan and the copy of an old one.

Contents are read like the plan. They are written by the office of the plan's unit or of one above
it, and only in a draft: of any other plan that office is told why not, everybody else finds
nothing. All kinds of lines have one view, so one of them (can-cu) goes through every state and
relation and the others through the draft.
"""

from collections.abc import Mapping
from dataclasses import replace

from tests.trust.doors_plans import READ, STATES, elsewhere, state, writing
from tests.trust.lines import NOBODY, OFFICES, Door, On

PLAN = "ke-hoach/<slug:code>/"
KIND = f"{PLAN}noi-dung/<slug:kind>/"
LINE = f"{KIND}<int:part_id>/"
ROW = f"{PLAN}cac-xa/<slug:commune_code>/"
FIRST = {"text": "Nghị quyết số 20/NQ-HĐND", "seen": "1"}
SEEN = {"seen": "1"}
# One sound form for each of the other kinds; what they point at is the draft's own.
KINDS: dict[str, Mapping[str, str]] = {
    "noi-dung": {"heading": "I. MỤC ĐÍCH", "text": "Đoạn một."},
    "chi-tieu": {
        "kind": "CRITERION",
        "requirement": "{criterion}",
        "group": "{group}",
        "total": "61",
    },
    "bat-buoc": {"requirement": "{criterion}", "group": "{group}"},
    "nhom-xa": {"name": "Xã điểm", "stated_count": "1", "members": "{row}"},
    "thon": {
        "kind": "VILLAGE",
        "action": "BUILD",
        "year": "2024",
        "name": "Ngã Ba",
        "row": "{row}",
        "count": "1",
    },
    "von": {"label": "Vốn tín dụng", "amount": "3", "parent": "{source}"},
}
# (what a form names of another plan, kind of line, object)
OF_ANOTHER = (
    ("group of another plan", "bat-buoc", "group"),
    ("commune of another plan", "thon", "row"),
    ("member of another plan", "nhom-xa", "row"),
    ("source of another plan", "von", "source"),
    ("criterion of another set", "bat-buoc", "criterion"),
)
OTHER_LINE, GONE = "line of another plan", "302"


def of_kind(kind: str, *also: str) -> dict[str, str]:
    return dict.fromkeys(("kind", *also), kind)


def reading_forms(*also: str) -> list[On]:
    """A form of a plan that is no draft is refused with the reason."""
    return writing("200", *also)


def each_kind(then: str, *also: str) -> list[On]:
    """The other kinds, in the draft."""
    return [
        On(f"DRAFT, {kind}", OFFICES, then, uses=of_kind(kind, *also), form=form | SEEN)
        for kind, form in KINDS.items()
    ]


def naming_others() -> list[On]:
    """A line cannot point at what is another plan's."""
    return [
        replace(one, uses={**one.uses, "kind": kind})
        for what, kind, name in OF_ANOTHER
        for one in elsewhere(what, name, OFFICES, "422", form=KINDS[kind])
    ]


MOVED_SINCE = {"seen": "7"}
NEW = {
    "title": "Kế hoạch năm sau",
    "first_year": "2025",
    "baseline_on": "01/01/2025",
    "criteria_set": "{set}",
    "code": "nam-sau",
}
NEW_OF_UNIT = NEW | {"unit": "{district id}", "kind": "ANNUAL", "with_communes": "1"}
FACTS = {
    "title": "Kế hoạch viết lại",
    "kind": "ANNUAL",
    "issuer": "UBND huyện",
    "first_year": "2024",
    "heading": "DECREE_30",
    "capital_unit": "{capital unit}",
}
# Offices of other units make plans of their own; they cannot name the district.
PLANNERS = OFFICES | {"foreign_office"}

CONTENTS = [
    Door(
        "ke-hoach/moi/",
        form=NEW_OF_UNIT,
        get=[On("", PLANNERS, "200")],
        post=[
            On("for the district", OFFICES, "302+", but={"foreign_office": "422"}),
            *elsewhere("for another district", "district id", PLANNERS, "422"),
        ],
    ),
    Door(
        f"{PLAN}chep/",
        parts=["plan"],
        form=NEW,
        # Also a signed plan: last year's is the start of the next.
        get=[state(one, OFFICES, "200") for one in STATES],
        post=[state(one, OFFICES, "302+") for one in STATES],
    ),
    Door(f"{PLAN}noi-dung/", parts=["plan"], get=READ),
    Door(
        f"{PLAN}noi-dung/thong-tin/",
        parts=["plan"],
        form=FACTS,
        get=reading_forms(),
        post=[
            *writing("302+"),
            On("moved since", OFFICES, "409", form=FACTS | {"seen": "cũ"}),
            On("replaces another", OFFICES, "302+", form=FACTS | {"replaces": "{replaced}"}),
            *elsewhere(
                "replaces a plan of another district",
                "replaced",
                OFFICES,
                "422",
                form=FACTS | {"replaces": "{replaced}"},
            ),
        ],
    ),
    Door(
        f"{KIND}them/",
        parts=["plan", "kind"],
        public=["kind"],
        form=FIRST,
        get=[*reading_forms(), *each_kind("200")],
        post=[*writing("302+"), *each_kind("302+"), *naming_others()],
    ),
    Door(
        LINE,
        parts=["plan", "kind", "part"],
        public=["kind"],
        # What was typed for a line that is gone is given back to the office.
        told=["part"],
        form=FIRST,
        get=[
            *reading_forms("part"),
            *each_kind("200", "part"),
            *elsewhere(OTHER_LINE, "part", NOBODY, "200"),
        ],
        post=[
            *writing("302+", "part"),
            *each_kind("302+", "part"),
            On("moved since", OFFICES, "409", form=FIRST | MOVED_SINCE),
            *elsewhere(OTHER_LINE, "part", OFFICES, "409"),
        ],
    ),
    Door(
        f"{LINE}bo/",
        parts=["plan", "kind", "part"],
        public=["kind"],
        told=["part"],
        form=SEEN,
        get=[
            *reading_forms("part"),
            *each_kind("200", "part"),
            *elsewhere(OTHER_LINE, "part", NOBODY, "200"),
        ],
        post=[
            *writing("302+", "part"),
            *each_kind("302+", "part"),
            On("moved since", OFFICES, "409", form=MOVED_SINCE),
            *elsewhere(OTHER_LINE, "part", OFFICES, GONE),
        ],
    ),
    Door(
        f"{LINE}len/",
        parts=["plan", "kind", "second part"],
        public=["kind"],
        told=["second part"],
        post=[
            *writing("302+", "second part"),
            *elsewhere(OTHER_LINE, "second part", OFFICES, GONE),
        ],
    ),
    Door(
        f"{LINE}xuong/",
        parts=["plan", "kind", "part"],
        public=["kind"],
        told=["part"],
        post=[
            *writing("302+", "part"),
            *elsewhere(OTHER_LINE, "part", OFFICES, GONE),
        ],
    ),
    Door(
        f"{PLAN}cac-xa/",
        parts=["plan"],
        form={"communes": "{new commune}"},
        get=reading_forms(),
        post=[
            *writing("302+"),
            *elsewhere("commune of another district", "new commune", OFFICES, "422"),
        ],
    ),
    Door(
        ROW,
        parts=["plan", "commune"],
        form={"printed_name": "Xã Như In", "position": "1"},
        get=reading_forms(),
        post=[
            *writing("302+"),
            On(
                "moved since",
                OFFICES,
                "409",
                form={"printed_name": "Xã Như In", "position": "1", "seen": "cũ"},
            ),
        ],
    ),
    Door(f"{ROW}bo/", parts=["plan", "commune"], get=reading_forms(), post=writing("302+")),
    Door(f"{ROW}len/", parts=["plan", "second commune"], post=writing("302+")),
    Door(f"{ROW}xuong/", parts=["plan", "commune"], post=writing("302+")),
]
