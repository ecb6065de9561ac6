"""The kinds of sheets that the wizard takes in, by code, in the order of its list."""

from ntm_portal.lib.sheet_kinds import SheetKind

KINDS: dict[str, SheetKind] = {}
