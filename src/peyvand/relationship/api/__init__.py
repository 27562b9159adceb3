"""Relationships over HTTP, a router for each noun."""

from __future__ import annotations

from peyvand.relationship.api import problems, relationships, reports

ROUTERS = [one.router for one in (relationships, problems, reports)]
