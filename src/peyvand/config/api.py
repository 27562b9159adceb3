"""The HTTP API: one NinjaAPI, a router per context."""

from ninja import NinjaAPI

api = NinjaAPI(title="Peyvand", version="1", docs_url=None)
