"""Everything that comes from a browser: cells of boards and sheets, and the forms of pages."""
