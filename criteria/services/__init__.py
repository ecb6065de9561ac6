"""Writes to criteria sets and to what rests on them: all change by loading a file."""

from criteria.services.passing import load_mapping, load_merge_rules
from criteria.services.recognition import load_rules
from criteria.services.sets import LoadResult, load_set, stored_set

__all__ = [
    "LoadResult",
    "load_mapping",
    "load_merge_rules",
    "load_rules",
    "load_set",
    "stored_set",
]
