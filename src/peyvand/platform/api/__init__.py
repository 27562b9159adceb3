"""The organisation and one's own work over HTTP, a router for each noun."""

from __future__ import annotations

from peyvand.platform.api import (
    audit,
    custom_fields,
    holidays,
    imports,
    jobs,
    roles,
    search,
    sessions,
    settings,
    teams,
    today,
    users,
    views,
)

ROUTERS = [
    one.router
    for one in (
        today, users, sessions, views, teams, roles, custom_fields, settings, holidays, search, audit, jobs, imports,
    )
]  # fmt: skip
