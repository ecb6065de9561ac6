"""The forms and addresses of reports for the sweep of hostile input, with what a person sends."""

from plans.models import Plan
from tests.factories.reporting import ReportingPartyFactory
from tests.factories.world import World

BOARD = "/ke-hoach/ke-hoach/bao-cao/"
WORDS = dict.fromkeys(("results", "difficulties", "proposals", "next_tasks"), "a")
REPORT_FORMS = {
    "/bao-cao/{cycle}/{reporter}/": WORDS | {"correction": "", "received_on": "", "seen": "0"},
    f"{BOARD}lap/": {
        "loai": "thang",
        "nam": "2024",
        "ngay-gui": "30",
        "cach": "truoc",
        "thang": "nay",
        "ky": "thang-03-2024",
        "co-quan": "{agency}",
        "xa": "{commune_id}",
    },
    f"{BOARD}thang-02-2024/": WORDS | {"seen": "0", "step": "save"},
    f"{BOARD}thang-02-2024/buoc/": {"step": "close"},
}
REPORT_QUERIES = {
    "/bao-cao/": ("ngay",),
    "/bao-cao/{cycle}/{reporter}/": ("ban",),
    BOARD: ("ngay", "loai", "ky", "cua", "tinh-trang"),
    f"{BOARD}lap/": ("loai", "nam", "ngay-gui", "cach", "thang"),
    f"{BOARD}thang-02-2024/": ("gop",),
    "/ke-hoach/ke-hoach/phu-luc/tong-hop-bao-cao/": ("format", "ky"),
}


def add_reports(world: World, plan: Plan) -> None:
    """A report that an agency owes."""
    world.party = ReportingPartyFactory(cycle__plan=plan, agency=world.agency)


def report_names(world: World) -> dict[str, object]:
    return {
        "cycle": world.party.cycle_id,
        "reporter": world.party.key,
        "commune_id": world.communes[0].pk,
    }
