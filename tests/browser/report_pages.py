"""Pages of reports for the axe sweep, and cycles in which each has something to show."""

from datetime import date

from assignments.services.agencies import add_member
from tests.factories.assignments import AgencyFactory, ResponsibilityFactory
from tests.factories.reporting import NO_FIGURES, ReportFactory, ReportingCycleFactory
from tests.factories.reporting import ReportingPartyFactory as Party
from tests.factories.world import World

BOARD = "/ke-hoach/{plan}/bao-cao/"
REPORT_PAGES = {
    "reports-own": ("reader", "/bao-cao/"),
    "reports-none": ("stranger", "/bao-cao/"),
    "report-to-send": ("reader", "/bao-cao/{cycle}/{reporter}/"),
    "report-sent": ("leader", "/bao-cao/{cycle}/{reported}/"),
    "report-on-behalf": ("office", "/bao-cao/{cycle}/{reporter}/"),
    "report-correction": ("office", "/bao-cao/{cycle}/{reported}/"),
    "report-board": ("office", BOARD),
    "report-lines": ("leader", f"{BOARD}?tinh-trang=muon"),
    "report-lines-empty": ("leader", f"{BOARD}?ky=nam-2000"),
    "report-cycles-make": ("office", f"{BOARD}lap/"),
    "report-cycle": ("office", f"{BOARD}thang-02-2024/"),
    "report-cycle-read-only": ("reader", f"{BOARD}thang-02-2024/"),
    "appendix-reports": ("office", "/ke-hoach/{plan}/phu-luc/tong-hop-bao-cao/?ky=thang-02-2024"),
}


def fill_reports(world: World) -> None:
    """The reader is also a member of the agency that has not reported yet."""
    cycle = ReportingCycleFactory(plan=world.plan)
    own, other = (AgencyFactory(unit=world.district) for _ in range(2))
    add_member(agency=own, user=world.reader, is_head=True, by=None)
    ResponsibilityFactory(plan=world.plan, agency=own, requirement=world.criteria[15])
    world.reporter, world.reported = (
        Party(cycle=cycle, agency=own),
        Party(cycle=cycle, agency=other),
    )
    Party(cycle=cycle, agency=None, commune=world.communes[0])
    lists = {name: ["Việc thử", "Việc khác"] for name in NO_FIGURES.LISTS}
    ReportFactory(
        party=world.reported,
        figures=NO_FIGURES.as_json() | lists,
        results="một-từ-dài-không-khoảng-trắng" * 8,
        sent_on=date(2024, 3, 4),
        on_behalf=True,
    )
    ReportFactory(party=world.reported, number=2, correction="Số liệu", difficulties="Thiếu vốn")
