"""The forms of the list of work for the sweep of hostile input, with what a person would send."""

from plans.models import Plan
from plans.services.history import version
from tests.factories.assignments import WorkItemFactory
from tests.factories.world import World

WORK = "/ke-hoach/ke-hoach/cong-viec/"
CELLS = dict.fromkeys(("text", "directing", "leading", "cooperating"), "a")
ITEM = {"section": "{section}", "parent": "", **CELLS, "timing": "Tháng 3"}
BLOCK = "1\tMột\t\t\t\tTháng 3"
WORK_QUERIES = {f"{WORK}viec/them/": ("muc", "viec")}
WORK_FORMS = {
    f"{WORK}muc/them/": {"title": "a", "more": ""},
    f"{WORK}muc/{{section}}/": {"title": "a", "seen": "1"},
    f"{WORK}viec/them/": ITEM | {"more": ""},
    f"{WORK}viec/{{item}}/": ITEM | {"seen": "1"},
    f"{WORK}viec/{{item}}/bo/": {"seen": "1"},
    f"{WORK}viec/{{item}}/cach-hieu/": {
        "which": "timing",
        "terms": "05/09/2024",
        "undated": "",
    },
    f"{WORK}viec/{{item}}/cach-hieu/?co-quan": {
        "which": "parties",
        "DIRECT": "{agency}",
        "LEAD": "{agency}",
        "SUPPORT": "{agency}",
    },
    f"{WORK}trinh-bay/": {
        "title": "",
        "subtitle": "",
        **dict.fromkeys(
            (
                "number_head",
                "text_head",
                "directing_head",
                "leading_head",
                "cooperating_head",
                "timing_head",
            ),
            "a",
        ),
        "seen": "0",
    },
    f"{WORK}dan/": {"into": "{section}", "block": BLOCK, "seen": "{paste_seen}", "store": "1"},
    "/ke-hoach/mot-xa/cong-viec/chep/": {"source": "ke-hoach"},
}


def add_work(world: World, plan: Plan) -> None:
    """An item whose timing nobody could read."""
    world.item = WorkItemFactory(section__plan=plan, timing="Đầu tháng 9", reading="UNREAD")


def work_names(world: World) -> dict[str, object]:
    section = world.item.section_id
    return {
        "item": world.item.pk,
        "section": section,
        "paste_seen": version(BLOCK, str(section)),
    }
