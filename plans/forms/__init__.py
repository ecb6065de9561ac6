"""Everything about plans that comes from a browser."""
