"""Orders and discounts over HTTP, a router for each noun."""

from __future__ import annotations

from peyvand.sales.api import discounts, orders

ROUTERS = [one.router for one in (orders, discounts)]
