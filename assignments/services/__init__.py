"""Writes: agencies and their people, measures, and the work that a plan hands out."""
