"""Writes on units, roles and the status log; one module per subject."""
