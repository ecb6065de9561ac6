"""Pages of work for the axe sweep, and a plan with every kind of line to show."""

from datetime import date

from assignments.services.agencies import add_member
from tests.factories.accounts import UserFactory
from tests.factories.assignments import (
    AgencyFactory,
    ResponsibilityFactory,
    WorkItemFactory,
    WorkPartyFactory,
    WorkSectionFactory,
    WorkStepFactory,
    WorkTaskFactory,
)
from tests.factories.plans import PlanCommuneFactory, PlanFactory, PlanTargetFactory
from tests.factories.world import World

STATES = ("", "DOING", "WAITING", "DONE")
DUTY_PAGES = {
    "home-head": ("head", "/"),
    "home-leader": ("leader", "/"),
    "home-reader": ("reader", "/"),
    "home-by-commune": ("office", "/?nhom=xa"),
    "home-by-criterion": ("head", "/?nhom=tieu-chi"),
    "work": ("office", "/viec/"),
    "work-late": ("leader", "/viec/?muc=qua-han&tinh-trang=DOING"),
    "work-empty": ("office", "/viec/?tim=khong-co-viec-nao"),
    "work-stranger": ("stranger", "/viec/"),
    "overview": ("office", "/viec/tong-quan/"),
    "overview-empty": ("stranger", "/viec/tong-quan/"),
    "duty": ("head", "/viec/{duty}/"),
    "duty-read-only": ("reader", "/viec/{duty}/"),
    "duty-office": ("office", "/viec/{duty}/"),
    "duty-target": ("head", "/viec/{target}/"),
    "agency-grid": ("head", "/viec/co-quan/{leading}/?ngay=2024-01-01&tat-ca=1"),
    "agency-grid-read-only": ("leader", "/viec/co-quan/{leading}/?ngay=2024-01-01"),
    "review-of-agency": ("head", "/xa/{commune}/tham-tra/?co-quan={leading}"),
}


def fill_duties(world: World) -> None:
    """A signed plan whose tasks are in every state, with very long words."""
    plan = PlanFactory(
        unit=world.district, criteria_set=world.criteria_set, status="SIGNED", code="co-viec"
    )
    world.leading = AgencyFactory(unit=world.district, name="Phòng có tên dài " * 6)
    world.head = UserFactory(full_name="Trưởng phòng")
    add_member(agency=world.leading, user=world.head, is_head=True, by=None)
    section = WorkSectionFactory(plan=plan)
    for place, state in enumerate(STATES):
        item = WorkItemFactory(
            section=section,
            text="một-việc-dài-không-khoảng-trắng" * 4,
            leading="Phòng có tên dài",
            cooperating="Các phòng, ban liên quan\nUBND các xã",
            directing="BCĐ huyện",
            timing="Tháng 6/2024",
        )
        WorkPartyFactory(item=item, agency=world.leading)
        task = WorkTaskFactory(item=item, due_on=date(2024, 6, 29) if place else None)
        if state:
            WorkStepFactory(task=task, state=state, by=world.head, note="Đã mời " * 20)
        world.duty = f"viec-{task.pk}" if state == "WAITING" else getattr(world, "duty", "")
    row = PlanCommuneFactory(plan=plan, commune=world.communes[0])
    target = PlanTargetFactory(row=row, requirement=world.criteria[0])
    ResponsibilityFactory(plan=plan, agency=world.leading, requirement=world.criteria[0])
    world.target = f"muc-tieu-{row.pk}-{target.requirement_id}-{world.leading.pk}"
