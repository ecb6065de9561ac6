"""The audit trail over our tables: which, their triggers, checking and reading it."""
