"""What passes between people over HTTP, a router for each noun."""

from __future__ import annotations

from peyvand.interactions.api import consent, contacts, interactions, jots, promises, reports

ROUTERS = [one.router for one in (interactions, promises, contacts, consent, jots, reports)]
