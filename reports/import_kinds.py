"""The kinds of sheets that the wizard takes in, by code, in the order of its list."""

from communes.resources.figures import FigureKind
from communes.resources.statuses import StatusKind
from ntm_portal.lib.sheet_kinds import SheetKind

KINDS: dict[str, SheetKind] = {kind.code: kind for kind in (StatusKind(), FigureKind())}
