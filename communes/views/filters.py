"""Which communes the board and the list of communes show: the same address, the same rows."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from communes.boards import Board
from communes.forms import cells as forms
from communes.models import AdministrativeUnit, VerdictChoice
from communes.querysets import UnitQuerySet
from communes.views.scope import Scope
from criteria.models import Requirement
from ntm_portal.lib.http import query_text
from ntm_portal.lib.text import sort_key


@dataclass(frozen=True)
class Filters:
    """What an address narrows the communes of its day and set down to; "" and None: nothing.

    below: code of the unit directly above. words: of the name. state: communes that have it in
    `criterion`, in any criterion when none is named.
    """

    scope: Scope
    below: str
    words: str
    state: str
    criterion: Requirement | None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.below or self.words or self.state or self.criterion)

    @property
    def as_words(self) -> str:
        """For paper, where the filter form is not printed."""
        said = [
            f"tiêu chí {self.criterion.code}" if self.criterion else "",
            f"trạng thái “{VerdictChoice(self.state).label}”" if self.state else "",
            f"đơn vị {self.below}" if self.below else "",
            f"tên có “{self.words}”" if self.words else "",
        ]
        return "; ".join(words for words in said if words)

    def query(self, **more: str) -> str:
        """The query string of these filters, with those of `more` in their place."""
        kept = {
            "don_vi": self.below,
            "tim": self.words,
            "tieu_chi": self.criterion.code if self.criterion else "",
            "trang_thai": self.state,
        }
        return self.scope.query(**kept | more)

    def units(self, units: UnitQuerySet) -> UnitQuerySet:
        """`units` below the unit and with the words; 404 for a unit that has none of them below."""
        if self.below:
            units = units.filter(parent__code=self.below)
            if not units.exists():
                raise Http404
        return units.matching(self.words) if self.words else units

    def board(self, full: Board) -> Board:
        """The communes of the board in the state, the criteria down to the one named."""
        criteria = [self.criterion] if self.criterion else full.criteria
        communes = full.communes
        if self.state:
            communes = [
                commune
                for commune in communes
                if any(full.square(commune, one).state == self.state for one in criteria)
            ]
        return Board(communes, criteria, full.squares)


def read_filters(request: HttpRequest, scope: Scope) -> Filters:
    return Filters(
        scope=scope,
        below=query_text(request, "don-vi"),
        words=query_text(request, "tim"),
        state=forms.read_state(query_text(request, "trang-thai")),
        criterion=forms.read_criterion(query_text(request, "tieu-chi"), scope.criteria_set),
    )


def areas(units: UnitQuerySet) -> list[AdministrativeUnit]:
    """The units directly above the visible communes: the choices of the area filter."""
    parents = AdministrativeUnit.objects.filter(children__in=units.order_by()).distinct()
    return sorted(parents, key=lambda unit: sort_key(unit.name))
