"""Agencies and responsibilities for the sweep of hostile input, with what a person would send."""

from assignments.services.agency_facts import facts_version
from plans.models import PlanCommune
from tests.factories.assignments import (
    AgencyFactory,
    AgencySuccessionFactory,
    ResponsibilityFactory,
)
from tests.factories.world import World

HANDED = "/ke-hoach/ke-hoach/phan-cong/"
HANDED_SAVE = f"{HANDED}luu/"
AGENCY = "/co-quan/{agency}/"
FACTS = {"name": "a", "short_name": "", "kind": "COLLECTIVE", "parts": "{other_agency}"}
AGENCY_FORMS = {
    "/co-quan/them/?don-vi={district_code}": FACTS,
    AGENCY: FACTS | {"seen": "{agency_seen}"},
    f"{AGENCY}cach-viet/": {"name": "a"},
    f"{AGENCY}ke-thua/": {
        "new": "{other_agency}",
        "starts_on": "01/03/2024",
        "document": "1/QĐ-UBND",
    },
    f"{AGENCY}ke-thua/{{heir}}/ghi-nham/": {"reason": "a"},
    f"{HANDED}xa/": {"row": "{row}", "agency": "{other_agency}", "role": "LEAD"},
    f"{HANDED}co-quan/{{agency}}/?bo=BO-THU": {
        "thing": "{criterion}",
        "role": "LEAD",
        "field": "a",
    },
    f"{HANDED}dong/{{line}}/bo/": {"back": "agency"},
}
AGENCY_QUERIES = {
    "/co-quan/": ("don-vi", "ngay"),
    "/co-quan/them/": ("don-vi",),
    HANDED: ("bo", "mo", "co-quan"),
    f"{HANDED}co-quan/{{agency}}/": ("bo",),
}


def add_agencies(world: World, row: PlanCommune) -> None:
    """Two agencies, of which one has a line and an heir from a day to come."""
    world.agency, world.other_agency = AgencyFactory.create_batch(2, unit=world.district)
    own = {"plan": row.plan, "agency": world.agency}
    world.line = ResponsibilityFactory(**own, row=row, role="SUPPORT")
    heir = AgencyFactory(unit=world.district)
    world.heir = AgencySuccessionFactory(old=world.agency, new=heir, later=True)


def agency_names(world: World) -> dict[str, object]:
    return {
        "agency": world.agency.pk,
        "other_agency": world.other_agency.pk,
        "agency_seen": facts_version(world.agency),
        "heir": world.heir.pk,
        "line": world.line.pk,
    }
