"""The HTTP API: one NinjaAPI, a router per context."""

from __future__ import annotations

from ninja import NinjaAPI

from peyvand.people.api import router as people
from peyvand.platform.api_kit import problems
from peyvand.platform.api_kit.gate import Bearer, gate

api = NinjaAPI(title="Peyvand", version="1", docs_url=None, auth=Bearer())
api.add_decorator(gate, mode="view")
problems.install(api)
api.add_router("", people)
