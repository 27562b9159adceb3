"""The HTTP API: one NinjaAPI, a router per context, and documents of it without anything from elsewhere."""

from __future__ import annotations

from peyvand.catalog.api import router as catalog
from peyvand.catalog.api_price_lists import router as price_lists
from peyvand.config.api_schema import DescribedAPI
from peyvand.interactions.api import router as interactions
from peyvand.interactions.api_consent import router as consent
from peyvand.interactions.api_contacts import router as contacts
from peyvand.interactions.api_jots import router as jots
from peyvand.interactions.api_promises import router as promises
from peyvand.interactions.api_reports import router as bond_reports
from peyvand.knowledge.api import router as knowledge
from peyvand.knowledge.api_profiles import router as profiles
from peyvand.knowledge.api_questions import router as questions
from peyvand.knowledge.api_reports import router as knowledge_reports
from peyvand.people.api import router as people
from peyvand.people.api_duplicates import router as duplicates
from peyvand.people.api_groups import router as groups
from peyvand.people.api_handovers import router as handovers
from peyvand.people.api_parties import router as parties
from peyvand.people.api_shares import router as shares
from peyvand.people.api_treatments import router as treatments
from peyvand.platform.actions.imports import WouldLose
from peyvand.platform.api import router as platform
from peyvand.platform.api_audit import router as audit
from peyvand.platform.api_imports import router as imports
from peyvand.platform.api_kit import problems
from peyvand.platform.api_kit.gate import Bearer, gate
from peyvand.platform.api_today import router as today
from peyvand.relationship.api import router as relationship
from peyvand.sales.api import router as sales
from peyvand.sales.api_discounts import router as discounts

DESCRIPTION = """Customers, what passes between you, and where each relationship stands.

Send `Authorization: Bearer pvd_...`; a token never may more than its owner now. Lists answer `items` and `next`;
send `next` as `cursor`. Errors are problem documents (RFC 9457) in the language of `Accept-Language`. A POST with an
`Idempotency-Key` is done once, however often it is sent. A version comes as `ETag`; a change with `If-Match` is
refused (412) when somebody else was faster. Times are ISO 8601 with zone, money whole smallest units of a currency.
"""

api = DescribedAPI(title="Peyvand", version="1", description=DESCRIPTION, docs_url=None, auth=Bearer())
api.add_decorator(gate, mode="view")
problems.install(api)
problems.translate(api, WouldLose, lambda error: problems.Problem(409, "would-lose", str(error)))
for router in (
    people,
    groups,
    treatments,
    duplicates,
    handovers,
    parties,
    shares,
    interactions,
    promises,
    contacts,
    consent,
    jots,
    bond_reports,
    knowledge,
    profiles,
    questions,
    knowledge_reports,
    sales,
    discounts,
    catalog,
    price_lists,
    relationship,
    today,
    platform,
    audit,
    imports,
):
    api.add_router("", router)
