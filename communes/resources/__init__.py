"""Spreadsheets in and out: lists of units, and the kinds of sheets about communes."""
