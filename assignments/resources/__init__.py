"""Spreadsheets in and out: the agencies of a unit, and the work of a plan (Phụ lục 01)."""
