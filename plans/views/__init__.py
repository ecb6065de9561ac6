"""Pages of plans: home, the list, one plan, one commune's row in it."""
