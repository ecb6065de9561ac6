"""Pages of agencies: the review of a commune."""
