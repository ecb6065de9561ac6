"""Plans (kế hoạch): what is promised, the words and figures around it, and their history."""

from plans.models.contents import (
    CapitalLine,
    LegalBasis,
    Mandate,
    Narrative,
    Objective,
    PlanGroup,
)
from plans.models.findings import PlanFinding
from plans.models.goals import Action, PlanGoal, VillageGoal
from plans.models.history import PlanChange
from plans.models.parts import PlanPart
from plans.models.plan import Plan, PlanCommune, PlanTarget
from plans.models.steps import PlanScan, PlanStep

__all__ = [
    "Action",
    "CapitalLine",
    "LegalBasis",
    "Mandate",
    "Narrative",
    "Objective",
    "Plan",
    "PlanChange",
    "PlanCommune",
    "PlanFinding",
    "PlanGoal",
    "PlanGroup",
    "PlanPart",
    "PlanScan",
    "PlanStep",
    "PlanTarget",
    "VillageGoal",
]
