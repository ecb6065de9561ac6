"""The calendar of one person, and whom the office may remind."""

from typing import TYPE_CHECKING

from assignments.services.feeds import make_feed
from tests.factories.assignments import AgencyFactory

if TYPE_CHECKING:
    from tests.trust.scene import Scene


def reminders(scene: "Scene") -> None:
    head = scene.people["agency_head"]
    revoked, secret = make_feed(by=head), make_feed(by=head)
    scene.name("feed", secret, revoked=revoked)
    far = AgencyFactory(unit=scene.far)
    scene.name("addressee", f"co-quan-{scene.agency.pk}", foreign=f"co-quan-{far.pk}")
