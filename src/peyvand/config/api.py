"""The HTTP API: one NinjaAPI, a router per context, and documents of it without anything from elsewhere."""

from __future__ import annotations

from peyvand.catalog import api as catalog
from peyvand.config.api_schema import DescribedAPI, PlainLetters
from peyvand.interactions import api as interactions
from peyvand.knowledge import api as knowledge
from peyvand.people import api as people
from peyvand.platform import api as platform
from peyvand.platform.actions.imports import WouldLose
from peyvand.platform.api_kit import problems
from peyvand.platform.api_kit.gate import Bearer, gate
from peyvand.platform.api_kit.versions import changed
from peyvand.platform.versions import Conflict
from peyvand.relationship import api as relationship
from peyvand.sales import api as sales

DESCRIPTION = """Customers, what passes between you, and where each relationship stands.

Send `Authorization: Bearer pvd_...`; a token never may more than its owner now. Lists answer `items` and `next`;
send `next` as `cursor`. Errors are problem documents (RFC 9457) in the language of `Accept-Language`. A POST with an
`Idempotency-Key` is done once, however often it is sent. A version comes as `ETag`; a change with `If-Match` is
refused (412) when somebody else was faster, or where there is no version. Times are ISO 8601 with zone, money whole
smallest units of a currency.
"""

api = DescribedAPI(
    title="Peyvand", version="1", description=DESCRIPTION, docs_url=None, auth=Bearer(), renderer=PlainLetters()
)
api.add_decorator(gate, mode="view")
problems.install(api)
problems.translate(api, Conflict, lambda _error: changed())
problems.translate(api, WouldLose, lambda error: problems.Problem(409, "would-lose", str(error)))
for context in (people, interactions, knowledge, sales, catalog, relationship, platform):
    for router in context.ROUTERS:
        api.add_router("", router)
