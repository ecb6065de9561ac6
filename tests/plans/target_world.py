"""A draft plan of three communes in a set of six criteria, for sheets of Phụ lục 02."""

from communes.models import Cell, StatusEntry
from communes.services.status import Change, record_status
from plans.resources.promises import standing_promise
from plans.resources.targets import TargetKind
from plans.services.conflicts import TargetChange
from plans.services.plan import set_targets
from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.factories.world import DAY, TODAY, make_world

KIND = TargetKind()
SILENT = {"tieu-chi-con-lai": "khong-ghi"}
ADVANCED = "Xây dựng xã nông thôn mới nâng cao"
HEADS = (
    "STT", "Đơn vị", "Số tiêu chí đạt", "Cụ thể các tiêu chí đã đạt", "Số tiêu chí phấn đấu",
    "Cụ thể tiêu chí phấn đấu năm 2024", "Kế hoạch đạt tiêu chí năm 2024",
)  # fmt: skip


def make_target_world():
    """A plan of 2024 with the first two of three communes, in a set of six criteria."""
    world = make_world(communes=3, criteria=6)
    for commune, name in zip(world.communes, ("An Hòa", "Bình Lục", "Chi Lăng"), strict=True):
        type(commune).objects.filter(pk=commune.pk).update(name=name)
        commune.refresh_from_db()
    for number, one in enumerate(world.criteria, start=1):
        type(one).objects.filter(pk=one.pk).update(code=str(number), position=number)
        one.refresh_from_db()
    plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set, status="DRAFT")
    world.rows = [PlanCommuneFactory(plan=plan, commune=one) for one in world.communes[:2]]
    world.plan = plan
    return world


def scope_of(world, plan=None, today=TODAY):
    data = {"plan": (plan or world.plan).code}
    return KIND.scope(user=world.office, today=today, data=data)


def sheet(*rows, heads=HEADS):
    return [("PHỤ LỤC 02",), heads, *rows]


def met(world, commune=0):
    cells = Cell.objects.filter(commune=world.communes[commune])
    rows = StatusEntry.objects.as_of(DAY, cells=cells).filter(verdict="MET")
    return sorted(rows.values_list("cell__requirement__code", flat=True))


def promise(world, row=0):
    plan_row = world.plan.rows.prefetch_related("targets__requirement", "goals").get(
        commune=world.communes[row]
    )
    return standing_promise(plan_row).words(world.plan)


def target(world, *codes, row=0):
    by_code = {one.code: one for one in world.criteria}
    changes = [TargetChange(world.rows[row], by_code[code], targeted=True) for code in codes]
    set_targets(plan=world.plan, changes=changes, by=world.office)


def observe(world, code, verdict="MET"):
    by_code = {one.code: one for one in world.criteria}
    change = Change(world.communes[0], by_code[code], verdict, seen=0)
    record_status(change=change, day=DAY, today=TODAY, voice="OFFICE", by=world.office)
