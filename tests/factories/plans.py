"""Factories of plans: one per model, no surprises."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from criteria.models import CriteriaSet
from plans.models import (
    CapitalLine,
    LegalBasis,
    Mandate,
    Narrative,
    Objective,
    Plan,
    PlanCommune,
    PlanGoal,
    PlanGroup,
    PlanTarget,
    VillageGoal,
)
from tests.factories.communes import CommuneFactory, DistrictFactory
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory


class PlanFactory(DjangoModelFactory):
    """A signed plan of one year for one district, with no communes yet."""

    class Meta:
        model = Plan

    code = factory.Sequence(lambda n: f"ke-hoach-{n}")
    title = factory.Sequence(lambda n: f"Kế hoạch xây dựng nông thôn mới số {n}")
    number = factory.Sequence(lambda n: f"{n + 10}/KH-UBND")
    signed_on = date(2024, 1, 30)
    unit = factory.SubFactory(DistrictFactory)
    issuer = factory.LazyAttribute(
        lambda plan: f"UBND {plan.unit.get_kind_display()} {plan.unit.name}"
    )
    kind = Plan.Kind.ANNUAL
    first_year = 2024
    last_year = factory.SelfAttribute("first_year")
    baseline_on = factory.LazyAttribute(lambda plan: date(plan.first_year, 1, 1))
    criteria_set = factory.SubFactory(CriteriaSetFactory)
    status = Plan.Status.SIGNED
    heading = Plan.Heading.DECREE_30


class PlanCommuneFactory(DjangoModelFactory):
    """A commune below the plan's unit, in the next place."""

    class Meta:
        model = PlanCommune

    plan = factory.SubFactory(PlanFactory)
    commune = factory.SubFactory(CommuneFactory, parent=factory.SelfAttribute("..plan.unit"))
    position = factory.LazyAttribute(lambda row: row.plan.rows.count() + 1)
    printed_name = ""


class PlanTargetFactory(DjangoModelFactory):
    """A criterion of the plan's own set."""

    class Meta:
        model = PlanTarget

    row = factory.SubFactory(PlanCommuneFactory)
    requirement = factory.SubFactory(
        CriterionFactory, criteria_set=factory.SelfAttribute("..row.plan.criteria_set")
    )


class PlanGoalFactory(DjangoModelFactory):
    """A tier to build in the plan's first year."""

    class Meta:
        model = PlanGoal

    row = factory.SubFactory(PlanCommuneFactory)
    action = PlanGoal.Action.BUILD
    tier = CriteriaSet.Tier.ADVANCED
    year = factory.SelfAttribute("row.plan.first_year")


class LegalBasisFactory(DjangoModelFactory):
    class Meta:
        model = LegalBasis

    plan = factory.SubFactory(PlanFactory)
    text = "Quyết định số 318/QĐ-TTg ngày 08/3/2022 của Thủ tướng Chính phủ"


class NarrativeFactory(DjangoModelFactory):
    class Meta:
        model = Narrative

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda n: n + 1)
    heading = "I. MỤC ĐÍCH, YÊU CẦU"
    text = "Thực hiện đồng bộ, có hiệu quả."


class PlanGroupFactory(DjangoModelFactory):
    class Meta:
        model = PlanGroup
        skip_postgeneration_save = True

    plan = factory.SubFactory(PlanFactory)
    name = "Xã biên giới"

    @factory.post_generation
    def members(self, create, rows, **kwargs):
        if create and rows:
            self.members.set(rows)


class MandateFactory(DjangoModelFactory):
    class Meta:
        model = Mandate

    plan = factory.SubFactory(PlanFactory)
    requirement = factory.SubFactory(
        CriterionFactory, criteria_set=factory.SelfAttribute("..plan.criteria_set")
    )


class ObjectiveFactory(DjangoModelFactory):
    """How many communes reach a criterion, as the text states it."""

    class Meta:
        model = Objective

    plan = factory.SubFactory(PlanFactory)
    kind = Objective.Kind.CRITERION
    requirement = factory.SubFactory(
        CriterionFactory, criteria_set=factory.SelfAttribute("..plan.criteria_set")
    )
    increment = 12
    total = 61
    share = "29,5"


class CapitalLineFactory(DjangoModelFactory):
    class Meta:
        model = CapitalLine

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda n: n + 1)
    label = factory.Sequence(lambda n: f"Nguồn vốn {n}")
    amount = 100


class VillageGoalFactory(DjangoModelFactory):
    """A count without names."""

    class Meta:
        model = VillageGoal

    plan = factory.SubFactory(PlanFactory)
    kind = VillageGoal.Kind.VILLAGE_MODEL
    year = factory.SelfAttribute("plan.first_year")
    count = 11
