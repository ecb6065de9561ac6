"""Pages of a plan's work for the sweep of accessibility, and what stands on them."""

from assignments.models import WorkItem
from assignments.services.work import add_item
from plans.models import Plan
from tests.factories.assignments import AgencyFactory, WorkSectionFactory
from tests.factories.plans import PlanFactory
from tests.factories.world import World

WORK = "/ke-hoach/{plan}/cong-viec/"
# As tests/browser/test_accessibility.py: PAGES.
WORK_PAGES = {
    "work": ("office", WORK),
    "work-read-only": ("reader", WORK),
    "work-empty": ("office", "/ke-hoach/khong-viec/cong-viec/"),
    "work-section-add": ("office", f"{WORK}muc/them/"),
    "work-item-add": ("office", f"{WORK}viec/them/"),
    "work-item-edit": ("office", f"{WORK}viec/{{item}}/"),
    "work-item-remove": ("office", f"{WORK}viec/{{item}}/bo/"),
    "work-reading": ("office", f"{WORK}viec/{{item}}/cach-hieu/"),
    "work-layout": ("office", f"{WORK}trinh-bay/"),
    "work-paste": ("office", f"{WORK}dan/"),
}


def fill_work(world: World, plan: Plan) -> WorkItem:
    """Read and unread timings, known and unknown agencies, sub-items, very long words.

    Returns the item that is asked about.
    """
    AgencyFactory(unit=world.district, name="Phòng Nội vụ")
    section = WorkSectionFactory(plan=plan, position=1, title="một-mục-dài-không-khoảng-trắng" * 6)
    WorkSectionFactory(plan=plan, position=2)

    def item(text: str, **cells) -> WorkItem:
        return add_item(
            item=WorkItem(plan=plan, section=section, text=text, **cells), by=world.office
        )

    item("Rà soát năm 2023", leading="Phòng Nội vụ", timing="Tháng 3, 7")
    head = item("Y tế.")
    item("Chấm điểm", parent=head, timing="Thường xuyên")
    PlanFactory(code="khong-viec", unit=world.district, status="DRAFT")
    return item("một-việc-dài-không-khoảng-trắng" * 6, leading="Phòng Lạ", timing="Đầu tháng 9")
