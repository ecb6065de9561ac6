"""Agencies of the scene: other spellings, heirs, and what plans hand to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assignments.models import AgencySuccession, AgencySuccessionVoid
from assignments.services.agency_facts import facts_version
from tests.factories.assignments import AgencyAliasFactory, AgencyFactory, AgencySuccessionFactory

if TYPE_CHECKING:
    from communes.models import AdministrativeUnit
    from tests.trust.scene import Scene


def agencies(scene: Scene) -> None:
    """After `situations`, which names the agencies."""
    world = scene.world
    far = AgencyFactory(unit=scene.far)
    scene.name("other agency", AgencyFactory(unit=world.district).pk, foreign=far.pk)
    scene.name(
        "alias",
        AgencyAliasFactory(agency=scene.agency).pk,
        foreign=AgencyAliasFactory(agency=far).pk,
    )
    void = _heir(scene.agency.unit, scene)
    AgencySuccessionVoid.objects.create(succession=void, reason="Nhầm", by=world.office)
    foreign = AgencySuccessionFactory(old=far, new=AgencyFactory(unit=scene.far))
    standing = _heir(scene.agency.unit, scene)
    scene.name("heir", standing.pk, void=void.pk, foreign=foreign.pk)
    scene.names["agency seen"] = facts_version(scene.agency)


def _heir(unit: AdministrativeUnit, scene: Scene) -> AgencySuccession:
    """Of the scene's agency, from a day that has not come: it still acts."""
    return AgencySuccessionFactory(old=scene.agency, new=AgencyFactory(unit=unit), later=True)
