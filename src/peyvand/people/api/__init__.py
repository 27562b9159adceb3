"""Customers over HTTP, a router for each noun: the same actions and rights as the pages."""

from __future__ import annotations

from peyvand.people.api import (
    affiliations,
    customers,
    data,
    duplicates,
    groups,
    handovers,
    history,
    parties,
    shares,
    treatments,
)

ROUTERS = [
    one.router
    for one in (customers, affiliations, history, groups, treatments, duplicates, handovers, parties, shares, data)
]
