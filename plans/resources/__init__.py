"""Spreadsheets in and out: what communes promise (Phụ lục 02), and the money of a plan."""
