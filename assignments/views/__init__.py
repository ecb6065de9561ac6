"""Pages of what is to be done: the measures of a single-commune plan beside its findings."""
