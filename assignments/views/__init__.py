"""Pages of agencies: the review of a commune, and the measures of a single-commune plan."""
