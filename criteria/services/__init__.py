"""Writes to criteria sets and to the rules of recognition: both change by loading their file."""

from criteria.services.recognition import load_rules
from criteria.services.sets import LoadResult, load_set, stored_set

__all__ = ["LoadResult", "load_rules", "load_set", "stored_set"]
