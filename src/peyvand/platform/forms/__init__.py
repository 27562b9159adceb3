"""Shapes of what people type on the platform's pages."""
