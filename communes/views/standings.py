"""Standings (communes/tiers.py) with the addresses of the rows behind each number."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from communes.models import AdministrativeUnit, VerdictChoice
from communes.tiers import Loss, Standing
from communes.views.scope import Scope
from criteria.models import CriteriaSet


@dataclass(frozen=True)
class ShownLoss:
    """address, no_data_address: the board, narrowed to the commune, in the set that counts."""

    loss: Loss
    address: str
    no_data_address: str


@dataclass(frozen=True)
class ShownStanding:
    standing: Standing
    address: str
    no_data_address: str
    losses: Sequence[ShownLoss]


def shown_standings(
    commune: AdministrativeUnit, standings: Sequence[Standing], scope: Scope
) -> list[ShownStanding]:
    return [_shown(commune, standing, scope) for standing in standings]


def _shown(commune: AdministrativeUnit, standing: Standing, scope: Scope) -> ShownStanding:
    own = standing.tier.criteria_set

    def address(criteria_set: CriteriaSet, state: VerdictChoice) -> str:
        return board_address(commune, criteria_set, scope, state=state.value)

    return ShownStanding(
        standing=standing,
        address=address(own, VerdictChoice.MET),
        no_data_address=address(own, VerdictChoice.NO_DATA),
        losses=[
            ShownLoss(
                loss,
                address(loss.criteria_set, VerdictChoice.NOT_MET),
                address(loss.criteria_set, VerdictChoice.NO_DATA),
            )
            for loss in standing.losses
        ],
    )


def board_address(
    commune: AdministrativeUnit, criteria_set: CriteriaSet, scope: Scope, *, state: str
) -> str:
    """The board of one commune: its squares of the set, when one of them is in the state."""
    query = {
        "ngay": scope.day.isoformat(),
        "bo": criteria_set.code,
        "tim": commune.code,
        "trang-thai": state,
    }
    return f"{reverse('communes:board')}?{urlencode(query)}"


def sets_of_period(scope: Scope) -> list[CriteriaSet]:
    """The sets of the chosen set's period among those of the day: its tiers. No query."""
    return [one for one in scope.sets if one.period == scope.criteria_set.period]
