"""Recognising and revoking in a small province, with the least that a test has to say."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from communes.models import AdministrativeUnit, Recognition, RecognitionVoid, Revocation
from communes.services.recognition import recognise, revoke
from criteria.models import CriteriaSet
from ntm_portal.lib.refusals import Refused
from tests.factories.communes import SetAdoptionFactory
from tests.factories.criteria import CriteriaSetFactory
from tests.factories.recognition import PrerequisiteFactory
from tests.factories.world import DAY, TODAY, World, make_world

ONE_DAY = timedelta(days=1)


@dataclass
class Place:
    world: World
    commune: AdministrativeUnit
    basic: CriteriaSet
    advanced: CriteriaSet


def make_place() -> Place:
    """The advanced set requires the basic one; both count in the province."""
    world = make_world()
    advanced = CriteriaSetFactory(code="BO-NC", tier="ADVANCED")
    SetAdoptionFactory(unit=world.province, criteria_set=advanced)
    PrerequisiteFactory(criteria_set=advanced, requires=world.criteria_set)
    return Place(world, world.communes[0], world.criteria_set, advanced)


def write(place: Place, **given) -> Recognition:
    usual = {
        "commune": place.commune,
        "criteria_set": place.basic,
        "decision_no": "15/QĐ-UBND",
        "decided_on": DAY,
        "issuer": "Chủ tịch UBND tỉnh thử",
        "today": TODAY,
        "by": place.world.office,
    }
    return recognise(**usual | given)


def end(place: Place, recognition: Recognition, **given) -> Revocation:
    usual = {
        "decision_no": "20/QĐ-UBND",
        "decided_on": DAY + ONE_DAY,
        "reason": "Không còn đạt",
        "today": TODAY,
        "by": place.world.office,
    }
    return revoke(recognition=recognition, **usual | given)


def refusal(act, *arguments, **given) -> str:
    """The sentence; nothing may have been stored."""
    before = stored()
    with pytest.raises(Refused) as refused:
        act(*arguments, **given)
    assert stored() == before
    return refused.value.message


def stored() -> list[int]:
    return [model.objects.count() for model in (Recognition, Revocation, RecognitionVoid)]
