"""What we know of customers over HTTP, a router for each noun."""

from __future__ import annotations

from peyvand.knowledge.api import facts, profiles, questions, reports

ROUTERS = [one.router for one in (facts, profiles, questions, reports)]
