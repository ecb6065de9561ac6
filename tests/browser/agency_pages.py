"""Pages of agencies and responsibilities for the sweep of accessibility."""

from tests.factories.assignments import (
    AgencyAliasFactory,
    AgencyFactory,
    AgencyMembershipFactory,
    AgencySuccessionFactory,
    ResponsibilityFactory,
)
from tests.factories.world import World

HANDED = "/ke-hoach/{plan}/phan-cong/"
AGENCY_PAGES = {
    "agencies": ("office", "/co-quan/"),
    "agencies-read-only": ("reader", "/co-quan/"),
    "agencies-empty": ("officer", "/co-quan/"),
    "agency-add": ("office", "/co-quan/them/?don-vi={district}"),
    "agency": ("office", "/co-quan/{agency}/"),
    "agency-read-only": ("reader", "/co-quan/{agency}/"),
    "handed": ("office", f"{HANDED}?mo=tat-ca"),
    "handed-read-only": ("reader", HANDED),
    "handed-check": ("office", f"{HANDED}kiem-tra/"),
    "handed-agency": ("office", f"{HANDED}co-quan/{{agency}}/"),
    "handed-agency-read-only": ("reader", f"{HANDED}co-quan/{{agency}}/"),
}


def fill_agencies(world: World) -> None:
    """A collective with a part, people, heirs, and lines of every kind."""
    agency = AgencyFactory(unit=world.district, kind="COLLECTIVE", short_name="Phòng, ban")
    agency.parts.add(AgencyFactory(unit=world.district))
    AgencyAliasFactory(agency=agency, name="một-tên-dài-không-khoảng-trắng" * 6)
    AgencyMembershipFactory(agency=agency, is_head=True)
    AgencySuccessionFactory(old=agency)
    AgencySuccessionFactory(new=agency, old__unit=world.district)
    own = {"plan": world.plan, "agency": agency}
    ResponsibilityFactory(**own, requirement=world.criteria[0].children.first())
    ResponsibilityFactory(**own, requirement=world.criteria[1], role="SUPPORT")
    ResponsibilityFactory(**own, requirement=world.criteria[2], field="du lịch")
    ResponsibilityFactory(**own, criteria_set=world.criteria_set)
    for one in AgencyFactory.create_batch(2, unit=world.district):
        ResponsibilityFactory(plan=world.plan, agency=one, row=world.plan.rows.first())
        ResponsibilityFactory(plan=world.plan, agency=one, requirement=world.criteria[3])
    world.agency = agency
