"""Pages of a plan's contents for the sweep of accessibility, and what stands on them."""

from communes.models import Cell
from plans.models import LegalBasis, Plan
from tests.factories.communes import StatusEntryFactory
from tests.factories.plans import (
    CapitalLineFactory,
    LegalBasisFactory,
    MandateFactory,
    NarrativeFactory,
    ObjectiveFactory,
    PlanCommuneFactory,
    PlanFactory,
    PlanGroupFactory,
    VillageGoalFactory,
)
from tests.factories.signing import bring_to, sign
from tests.factories.world import World

# As tests/browser/test_accessibility.py: PAGES.
PLAN_PAGES = {
    "plan-new": ("office", "/ke-hoach/moi/"),
    "plan-copy": ("office", "/ke-hoach/{plan}/chep/"),
    "contents": ("office", "/ke-hoach/{plan}/noi-dung/"),
    "contents-read-only": ("reader", "/ke-hoach/{plan}/noi-dung/"),
    "facts": ("office", "/ke-hoach/{plan}/noi-dung/thong-tin/"),
    **{
        f"part-{kind}": ("office", f"/ke-hoach/{{plan}}/noi-dung/{kind}/them/")
        for kind in ("noi-dung", "chi-tieu", "nhom-xa", "thon", "von")
    },
    "part-edit": ("office", "/ke-hoach/{plan}/noi-dung/can-cu/{basis}/"),
    "part-remove": ("office", "/ke-hoach/{plan}/noi-dung/can-cu/{basis}/bo/"),
    "plan-submit": ("office", "/ke-hoach/{plan}/trinh/"),
    "plan-steps": ("office", "/ke-hoach/da-ky/"),
    "plan-sign": ("office", "/ke-hoach/cho-ky/ky/"),
    "plan-approve": ("leader", "/ke-hoach/cho-duyet/duyet/"),
    "plan-return": ("leader", "/ke-hoach/cho-ky/tra-lai/"),
    "plan-scan": ("office", "/ke-hoach/da-ky/ban-quet/"),
    "plan-deviations": ("office", "/ke-hoach/da-ky/lech/"),
    "signed-appendix": ("office", "/ke-hoach/da-ky/phu-luc/phu-luc-02/"),
    "plan-communes": ("office", "/ke-hoach/{plan}/cac-xa/"),
    "plan-commune": ("office", "/ke-hoach/{plan}/cac-xa/{commune}/"),
    "plan-commune-remove": ("office", "/ke-hoach/{plan}/cac-xa/{commune}/bo/"),
}


def fill_contents(plan: Plan) -> LegalBasis:
    """A line of every kind, money that does not add up, very long words. Returns one basis."""
    rows, criterion = plan.rows.all(), plan.criteria_set.requirements.criteria().first()
    basis = LegalBasisFactory(plan=plan, text="một-tên-dài-không-khoảng-trắng" * 6)
    LegalBasisFactory(plan=plan)
    NarrativeFactory(plan=plan, text="Đoạn một.\n\nĐoạn hai.")
    group = PlanGroupFactory(plan=plan, members=rows, stated_count=20)
    ObjectiveFactory(plan=plan, requirement=criterion, group=group)
    MandateFactory(plan=plan, requirement=criterion, group=group)
    VillageGoalFactory(plan=plan, row=rows[0], name="Ngã Ba", count=1)
    above = CapitalLineFactory(plan=plan, label="một-nguồn-dài-không-khoảng-trắng" * 5)
    CapitalLineFactory(plan=plan, parent=CapitalLineFactory(plan=plan, parent=above), share="5,5")
    return basis


def fill_steps(world: World) -> None:
    """Plans that wait for approval and for a signature, and a signed one from which a cell moved.

    The signed one replaces a plan that was signed before the portal kept copies.
    """
    own = {"unit": world.district, "criteria_set": world.criteria_set, "status": "DRAFT"}
    bring_to(PlanFactory(code="cho-duyet", **own), "SUBMITTED")
    bring_to(PlanFactory(code="cho-ky", **own), "APPROVED")
    old = PlanFactory(**own | {"status": "SIGNED"})
    signed = PlanFactory(code="da-ky", replaces=old, **own)
    PlanCommuneFactory(plan=signed, commune=world.communes[0])
    sign(bring_to(signed, "APPROVED"), by=world.office)
    cell = Cell.objects.get(commune=world.communes[0], requirement=world.criteria[0])
    StatusEntryFactory(
        cell=cell,
        verdict="NOT_MET",
        recorded_by=world.office,
        observed_on=signed.baseline_on,
    )
