"""Pages of what we know."""
