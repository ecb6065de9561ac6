"""Writes of plans: the plan and its targets; what a single-commune plan finds."""
