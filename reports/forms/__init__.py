"""What comes from a browser: the signature of a plan, and the steps of an import."""
