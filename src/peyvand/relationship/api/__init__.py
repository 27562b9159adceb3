"""Relationships over HTTP."""

from __future__ import annotations

from peyvand.relationship.api import relationships

ROUTERS = [relationships.router]
