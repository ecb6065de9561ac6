"""Everything that comes from a browser to the pages of assignments."""
