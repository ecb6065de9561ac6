"""Pages of reminders for the sweep of accessibility, and the late work that stands on them."""

from datetime import date

from assignments.models import Agency
from tests.assignments.reminded import Reminded
from tests.factories.assignments import AgencyFactory
from tests.factories.plans import PlanFactory
from tests.factories.world import World

# As tests/browser/test_accessibility.py: PAGES.
REMINDER_PAGES = {
    "reminders": ("officer", "/tai-khoan/nhac-viec/"),
    "reminding": ("office", "/nhac-viec/"),
    "reminding-empty": ("stranger", "/nhac-viec/"),
    "reminding-one": ("office", "/nhac-viec/?cho=co-quan-{late_agency}"),
    "urging-letter": ("office", "/nhac-viec/cong-van/?cho=don-vi-{district}"),
}


def fill_reminders(world: World) -> Agency:
    """An agency with late work under a signed plan."""
    plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set, number="9/KH-UBND")
    late = Reminded(plan, AgencyFactory(unit=world.district), world.reader)
    late.work(date(2024, 3, 29), "Rà soát, hướng dẫn các xã lập hồ sơ đề nghị thẩm tra " * 4)
    late.work(date(2024, 8, 31), "Một-tên-việc-dài-không-có-khoảng-trắng-nào-trong-đó" * 2)
    return late.agency
