"""Doors of imports: a run is its maker's; an administrator reads receipts.

Who may bring in what is said by the kinds of sheets: offices and officers write verdicts, an
administrator accounts and agencies.
"""

from tests.trust.lines import NOBODY, OFFICES, SIGNED_IN, Door, On

RUN = "nhap-lieu/<slug:run>/"
MAKER = frozenset({"office"})
HAS_A_KIND = OFFICES | {"officer", "neighbour", "foreign_office", "admin"}
OPEN, WRITTEN = {"import": "open"}, {"import": "written"}
WORKING, DEAD, BOOK = {"import": "working"}, {"import": "dead"}, {"import": "book"}
SHEET = {
    "trang": "{import sheet}",
    "loai": "hien-trang",
    "criteria_set": "{set}",
    "unit": "{district id}",
    "day": "{day}",
    "voice": "OFFICE",
}
PLAN = {"trang": "{import sheet}", "loai": "phu-luc-02"}
AGENCIES_OF_OTHERS = SHEET | {"loai": "co-quan", "unit": "{district id/foreign}"}

IMPORTS = [
    Door(
        "nhap-lieu/",
        form={"block": "{pasted}"},
        get=[On("", SIGNED_IN, "200")],
        post=[On("", HAS_A_KIND, "302+")],
    ),
    Door(
        RUN,
        parts=["import"],
        get=[
            On("asks for something", MAKER, "302"),
            On("works", MAKER, "200", uses=WORKING),
            On("died", MAKER, "200", uses=DEAD),
        ],
    ),
    Door(f"{RUN}tinh-trang/", parts=["import"], get=[On("", MAKER, "200")]),
    Door(
        f"{RUN}lam-lai/",
        parts=["import"],
        post=[
            On("died", MAKER, "302+", uses=DEAD),
            On("works", MAKER, "302", uses=WORKING),
        ],
    ),
    Door(
        f"{RUN}bo/",
        parts=["import"],
        post=[
            On("not written", MAKER, "302+"),
            On("works", MAKER, "422", uses=WORKING),
            On("written", MAKER, "422", uses=WRITTEN),
        ],
    ),
    Door(
        f"{RUN}trang/",
        parts=["import"],
        form=SHEET,
        get=[
            On("open", MAKER, "200", uses=OPEN),
            On("written", MAKER, "302", uses=WRITTEN),
        ],
        post=[
            On("open", MAKER, "302+", uses=OPEN),
            On("written", MAKER, "302", uses=WRITTEN),
            On("a kind that is not theirs", NOBODY, "404", form=SHEET | {"loai": "khong-co"}),
            On("a unit of others", NOBODY, "404", form=SHEET | {"unit": "{district id/foreign}"}),
            On(
                "a set of others", NOBODY, "404", form=SHEET | {"criteria_set": "{set/not adopted}"}
            ),
            On("a plan of others", NOBODY, "404", form=PLAN | {"plan": "{plan/foreign}"}),
            On("agencies of others", NOBODY, "404", form=AGENCIES_OF_OTHERS),
            On("before the set", MAKER, "422", form=SHEET | {"day": "01/01/1001"}, uses=OPEN),
        ],
    ),
    Door(
        f"{RUN}cot/",
        parts=["import"],
        form={"cot-1": "{column 1}", "cot-2": "{column 2}"},
        get=[
            On("compared", MAKER, "200"),
            On("open", MAKER, "302", uses=OPEN),
            On("written", MAKER, "302", uses=WRITTEN),
        ],
        post=[
            On("compared", MAKER, "302+"),
            On("written", MAKER, "302", uses=WRITTEN),
        ],
    ),
    Door(
        f"{RUN}xem-truoc/",
        parts=["import"],
        get=[
            On("compared", MAKER, "200"),
            On("open", MAKER, "302", uses=OPEN),
            On("written", MAKER, "302", uses=WRITTEN),
        ],
    ),
    Door(
        f"{RUN}tra-loi/",
        parts=["import"],
        form={"lai": "1"},
        post=[
            On("compared", MAKER, "302+"),
            On("written", MAKER, "302", uses=WRITTEN),
        ],
    ),
    Door(
        f"{RUN}tep-ghi-chu/",
        parts=["import"],
        get=[
            On("of a workbook", MAKER, "200", uses=BOOK),
            On("of a block", NOBODY, "404"),
            On("written", NOBODY, "404", uses=WRITTEN),
        ],
    ),
    Door(
        f"{RUN}ghi/",
        parts=["import"],
        post=[
            On("compared", MAKER, "302+"),
            On("open", MAKER, "422", uses=OPEN),
            On("written", MAKER, "302", uses=WRITTEN),
        ],
    ),
    Door(
        f"{RUN}bien-nhan/",
        parts=["receipt"],
        get=[
            On("written", MAKER | {"admin"}, "200"),
            On("not written", NOBODY, "404", uses={"receipt": "foreign"}),
        ],
    ),
    Door(
        f"{RUN}hoan-tac/",
        parts=["import"],
        post=[
            On("written", MAKER, "302+", uses=WRITTEN),
            On("not written", MAKER, "422"),
        ],
    ),
]
