"""The kinds of sheets that the wizard takes in, by code, in the order of its list."""

from accounts.resources import AccountKind
from assignments.resources.agencies import AgencyKind
from assignments.resources.work import WorkKind
from communes.resources.figures import FigureKind
from communes.resources.statuses import StatusKind
from communes.resources.unit_kind import UnitKind
from ntm_portal.lib.sheet_kinds import SheetKind
from plans.resources.capital import CapitalKind
from plans.resources.targets import TargetKind

KINDS: dict[str, SheetKind] = {
    kind.code: kind
    for kind in (
        StatusKind(),
        FigureKind(),
        TargetKind(),
        CapitalKind(),
        WorkKind(),
        AgencyKind(),
        UnitKind(),
        AccountKind(),
    )
}
