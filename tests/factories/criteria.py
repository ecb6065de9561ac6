"""Factories of criteria sets (bộ tiêu chí): the smallest valid row each, no surprises.

A criterion or indicator takes the next free position of its set, so that a test names only
what it asserts on.
"""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from criteria.models import CommuneGroup, CriteriaSet, Provenance, Region, Requirement, Threshold
from ntm_portal.lib.text import fold


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"V{n}")
    name = factory.LazyAttribute(lambda region: f"Vùng {region.code}")
    position = factory.Sequence(lambda n: n)


class CriteriaSetFactory(DjangoModelFactory):
    class Meta:
        model = CriteriaSet

    code = factory.Sequence(lambda n: f"BO-{n}")
    name = factory.LazyAttribute(lambda made: f"Bộ tiêu chí {made.code}")
    tier = CriteriaSet.Tier.BASIC
    level = CriteriaSet.Level.COMMUNE
    period = "2021-2025"
    status = CriteriaSet.Status.IN_FORCE
    decision_no = factory.Sequence(lambda n: f"{n}/QĐ-TTg")
    issued_on = date(2022, 3, 8)
    issuer = "Thủ tướng Chính phủ"
    title = "Ban hành bộ tiêu chí"
    effective_from = date(2022, 3, 8)
    criteria_count = 1
    indicator_count = 1


class CommuneGroupFactory(DjangoModelFactory):
    class Meta:
        model = CommuneGroup

    criteria_set = factory.SubFactory(CriteriaSetFactory)
    code = factory.Sequence(lambda n: f"G{n}")
    name = factory.LazyAttribute(lambda group: f"Xã nhóm {group.code}")
    definition = "Định nghĩa của nhóm xã."


class _RequirementFactory(DjangoModelFactory):
    class Meta:
        model = Requirement
        abstract = True

    position = factory.LazyAttribute(
        lambda made: 1 + made.criteria_set.requirements.count() if made.criteria_set else 1
    )
    name_provenance = Provenance.VERIFIED
    code_provenance = Provenance.VERIFIED
    search_text = factory.LazyAttribute(
        lambda made: fold(f"{made.code} {made.name} {made.group}".strip())
    )
    group = ""


class CriterionFactory(_RequirementFactory):
    """A criterion (tiêu chí): numbers 1, 2, … unless told."""

    criteria_set = factory.SubFactory(CriteriaSetFactory)
    kind = Requirement.Kind.CRITERION
    code = factory.LazyAttribute(
        lambda made: str(1 + made.criteria_set.requirements.criteria().count())
    )
    name = factory.LazyAttribute(lambda made: f"Tiêu chí số {made.code}")
    value_kind = Requirement.ValueKind.NONE


class IndicatorFactory(_RequirementFactory):
    """An indicator (chỉ tiêu) in percent, at least; codes 1.1, 1.2, … under its criterion."""

    parent = factory.SubFactory(CriterionFactory)
    criteria_set = factory.SelfAttribute("parent.criteria_set")
    kind = Requirement.Kind.INDICATOR
    code = factory.LazyAttribute(
        lambda made: f"{made.parent.code}.{1 + made.parent.children.count()}"
    )
    name = factory.LazyAttribute(lambda made: f"Chỉ tiêu số {made.code}")
    unit = "%"
    value_kind = Requirement.ValueKind.NUMBER
    comparator = Requirement.Comparison.AT_LEAST
    decimals = 2


class ThresholdFactory(DjangoModelFactory):
    """A verified number that holds everywhere, unless told."""

    class Meta:
        model = Threshold

    requirement = factory.SubFactory(IndicatorFactory)
    value = Decimal(80)
    citation = "318/QĐ-TTg"
    provenance = Provenance.VERIFIED
