"""Rules of recognition, and recognitions: the smallest valid row each."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from communes.models import Recognition, RecognitionVoid, Revocation
from criteria.models import NamedCriterion, Prerequisite, Provenance, RevocationRule
from tests.factories.accounts import UserFactory
from tests.factories.communes import CommuneFactory
from tests.factories.criteria import CriteriaSetFactory


class PrerequisiteFactory(DjangoModelFactory):
    class Meta:
        model = Prerequisite

    criteria_set = factory.SubFactory(CriteriaSetFactory)
    requires = factory.SubFactory(CriteriaSetFactory)
    citation = "Điều 1"
    provenance = Provenance.VERIFIED


class RevocationRuleFactory(DjangoModelFactory):
    """30 % with a named criterion, 50 % alone; counted by the set's own criteria, none named."""

    class Meta:
        model = RevocationRule

    criteria_set = factory.SubFactory(CriteriaSetFactory)
    judged_by = factory.SelfAttribute("criteria_set")
    effective_from = date(2022, 8, 2)
    share_with_named = 30
    share_alone = 50
    citation = "Quyết định thử"
    provenance = Provenance.VERIFIED


class NamedCriterionFactory(DjangoModelFactory):
    class Meta:
        model = NamedCriterion

    rule = factory.SubFactory(RevocationRuleFactory)
    code = "1"
    name = factory.LazyAttribute(lambda made: f"Tiêu chí số {made.code}")


class RecognitionFactory(DjangoModelFactory):
    """Decided on 2023-01-01."""

    class Meta:
        model = Recognition

    commune = factory.SubFactory(CommuneFactory)
    criteria_set = factory.SubFactory(CriteriaSetFactory)
    decision_no = factory.Sequence(lambda n: f"{n + 1}/QĐ-UBND")
    decided_on = date(2023, 1, 1)
    issuer = "Chủ tịch UBND tỉnh thử"
    recorded_by = factory.SubFactory(UserFactory)


class RevocationFactory(DjangoModelFactory):
    """Decided on 2023-06-01."""

    class Meta:
        model = Revocation

    recognition = factory.SubFactory(RecognitionFactory)
    decision_no = factory.Sequence(lambda n: f"{n + 501}/QĐ-UBND")
    decided_on = date(2023, 6, 1)
    reason = "Không còn đạt"
    recorded_by = factory.SubFactory(UserFactory)


class RecognitionVoidFactory(DjangoModelFactory):
    class Meta:
        model = RecognitionVoid

    recognition = factory.SubFactory(RecognitionFactory)
    reason = "Nhầm xã"
    recorded_by = factory.SubFactory(UserFactory)
