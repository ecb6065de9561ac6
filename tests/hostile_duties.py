"""The addresses and forms of work for the sweep of hostile input, with what a person would send."""

from datetime import date

from assignments.duties import read_duties
from tests.factories.assignments import (
    AgencyFactory,
    AgencyMembershipFactory,
    WorkItemFactory,
    WorkPartyFactory,
    WorkSectionFactory,
    WorkTaskFactory,
)

DAY = ("ngay", "ke-hoach")
DUTY_QUERIES = {
    "/": (*DAY, "nhom"),
    "/viec/": (
        *DAY,
        "co-quan",
        "vai-tro",
        "xa",
        "tieu-chi",
        "bo",
        "loai",
        "tinh-trang",
        "muc",
        "tim",
        "tu",
        "den",
        "cua",
        "sap",
        "trang",
    ),
    "/viec/tong-quan/": DAY,
    "/viec/{duty}/": DAY,
    "/viec/co-quan/{agency}/": (*DAY, "tat-ca"),
}
BULK = {"lines": "{tick}", "line": "{tick}", "step": "save", "reason": "CV 12"}
DUTY_FORMS = {
    "/viec/{duty}/tinh-trang/": {
        "state": "DONE",
        "seen": "0",
        "note": "a",
        "proof": "a",
        "done_on": "10/06/2024",
    },
    "/viec/{duty}/giao/": {"assignee": "{member}", "seen": "0"},
    "/viec/doi-co-quan/": BULK | {"agency": "{agency}"},
    "/viec/doi-han/": BULK | {"due_on": "05/07/2024", "working_days": ""},
}


def add_duties(world) -> None:
    """One task of an agency with a member, in the plan that the sweep knows."""
    leading = AgencyFactory(unit=world.district)
    item = WorkItemFactory(section=WorkSectionFactory(plan=world.row.plan))
    WorkPartyFactory(item=item, agency=leading)
    world.task = WorkTaskFactory(item=item)
    world.member = AgencyMembershipFactory(agency=leading).user


def duty_names(world) -> dict[str, object]:
    duties = read_duties([world.row.plan], date(2026, 11, 22))
    (duty,) = [one for one in duties if one.task == world.task]
    return {
        "duty": duty.key,
        "tick": f"{duty.key}@{duty.version}",
        "member": world.member.pk,
    }
