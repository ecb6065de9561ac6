"""Workbooks (sổ tính) that people hand in: read apart, marked, written. No app."""
