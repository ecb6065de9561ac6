"""Pages of communes: the board, one commune, one cell."""
