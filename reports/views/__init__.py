"""Pages of appendices, of the signature, and of what has moved since."""
