"""Relationships over HTTP, a router for each noun."""

from __future__ import annotations

from peyvand.relationship.api import boundaries, decisions, problems, relationships, reports

ROUTERS = [one.router for one in (relationships, problems, decisions, boundaries, reports)]
