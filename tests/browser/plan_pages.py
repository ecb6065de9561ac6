"""Pages of a plan's contents for the sweep of accessibility, and what stands on them."""

from plans.models import LegalBasis, Plan
from tests.factories.plans import (
    CapitalLineFactory,
    LegalBasisFactory,
    MandateFactory,
    NarrativeFactory,
    ObjectiveFactory,
    PlanGroupFactory,
    VillageGoalFactory,
)

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
