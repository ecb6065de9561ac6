"""Writes of reports: what a signature freezes."""
