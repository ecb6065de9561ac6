"""What a signature froze, and what came in as sheets."""

from reports.models.imports import ImportLayout, ImportRun
from reports.models.signed import SignedAppendix, SignedFigure, SignedFile

__all__ = ["ImportLayout", "ImportRun", "SignedAppendix", "SignedFigure", "SignedFile"]
