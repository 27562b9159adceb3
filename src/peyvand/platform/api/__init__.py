"""The organisation and one's own work over HTTP, a router for each noun."""

from __future__ import annotations

from peyvand.platform.api import audit, imports, search, today, users

ROUTERS = [one.router for one in (today, users, search, audit, imports)]
