"""Factories of what passes from one edition or commune to the next."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from communes.models import UnitSuccession
from criteria.models import EditionMapping, MappingLine, MergeRule, Provenance
from tests.factories.accounts import UserFactory
from tests.factories.communes import CommuneFactory
from tests.factories.criteria import CriteriaSetFactory


class EditionMappingFactory(DjangoModelFactory):
    """A mapping without lines between two sets of their own."""

    class Meta:
        model = EditionMapping

    code = factory.Sequence(lambda n: f"bang-{n}")
    old_set = factory.SubFactory(CriteriaSetFactory)
    new_set = factory.SubFactory(CriteriaSetFactory, effective_from=date(2024, 1, 1))
    citation = "văn bản thử"
    provenance = Provenance.UNVERIFIED


class MappingLineFactory(DjangoModelFactory):
    """Number 1 is the same in both sets."""

    class Meta:
        model = MappingLine

    mapping = factory.SubFactory(EditionMappingFactory)
    position = factory.LazyAttribute(lambda line: line.mapping.lines.count() + 1)
    old_code = "1"
    new_code = "1"
    relation = "SAME"


class MergeRuleFactory(DjangoModelFactory):
    """Number 1 of a set: all must pass."""

    class Meta:
        model = MergeRule

    criteria_set = factory.SubFactory(CriteriaSetFactory)
    code = "1"
    rule = MergeRule.Rule.ALL_MET
    citation = "văn bản thử"
    provenance = Provenance.UNVERIFIED


class UnitSuccessionFactory(DjangoModelFactory):
    """A commune that ended on 30/06/2024 went whole into one that begins the day after."""

    class Meta:
        model = UnitSuccession

    old = factory.SubFactory(CommuneFactory, valid_to=date(2024, 6, 30))
    new = factory.SubFactory(CommuneFactory, valid_from=date(2024, 7, 1))
    starts_on = date(2024, 7, 1)
    document = "Nghị quyết thử"
    recorded_by = factory.SubFactory(UserFactory)
