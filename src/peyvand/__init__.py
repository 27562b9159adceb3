"""Peyvand: a Persian-first CRM that runs the relationship."""

__version__ = "0.1.0"
