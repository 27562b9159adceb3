"""Products and what they cost over HTTP, a router for each noun."""

from __future__ import annotations

from peyvand.catalog.api import pledges, price_lists, products

ROUTERS = [one.router for one in (products, pledges, price_lists)]
