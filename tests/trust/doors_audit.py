"""Doors of the audit trail: the whole of it is the administrators', a plan's also its office's."""

from tests.trust.doors_plans import STATES, state
from tests.trust.lines import OFFICES, Door, On

ADMINS = frozenset({"admin"})
AUDIT = [
    Door("nhat-ky/", get=[On("", ADMINS, "200")]),
    Door(
        "ke-hoach/<slug:code>/nhat-ky/",
        parts=["plan"],
        get=[state(one, OFFICES | ADMINS, "200") for one in STATES],
    ),
]
