"""Price lists over HTTP."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.catalog.actions import PriceListFacts, delete_price_list, save_price_list
from peyvand.catalog.models import PriceList
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, shown_page
from peyvand.platform.api_kit.shapes import LARGEST, Currency, Given, Id, NumberOut, PageOf, Words
from peyvand.platform.api_kit.versions import asked_version, made_at, tag, versioned
from peyvand.platform.policies import require

router = Router(tags=["products"])
UnitPrice = Annotated[Decimal, Field(ge=0, le=LARGEST, decimal_places=4, description="in the smallest unit")]


class PriceIn(Given):
    """What a product costs by a list; null takes it off the list."""

    product_id: Id
    unit_price: UnitPrice | None


class PriceListIn(Given):
    """A price list to add. A group has at most one."""

    name: Annotated[Words, Field(min_length=1, max_length=80)]
    currency: Annotated[Currency, Field(validate_default=True)] = ""
    group_ids: Annotated[list[Id], Field(max_length=200)] = []
    prices: Annotated[list[PriceIn], Field(max_length=1000)] = []


class PriceListChange(Given):
    """What to change; what is not sent stays, and so do the prices of products that are not named."""

    name: Annotated[Words, Field(min_length=1, max_length=80)] = ""
    group_ids: Annotated[list[Id], Field(max_length=200)] = []
    prices: Annotated[list[PriceIn], Field(max_length=1000)] = []


class PriceOut(Schema):
    """What a product costs by a list."""

    product_id: int
    unit_price: NumberOut


class PriceListOut(Schema):
    """A price list, for whom it is, and its prices in the smallest unit of `currency`."""

    id: int
    name: str
    currency: str
    version: int
    group_ids: list[int]
    prices: list[PriceOut]


def shown(known: PriceList) -> dict[str, Any]:
    """Return a price list as the API answers it."""
    names = {name: getattr(known, name) for name in ("id", "name", "currency", "version")}
    return names | {
        "group_ids": sorted(link.group_id for link in known.groups.all()),
        "prices": sorted(known.prices.all(), key=lambda row: row.product_id),
    }


def find(request: ApiRequest, list_id: int) -> PriceList:
    """Return a price list, else the answer "nothing here"."""
    return one(PriceList.objects.visible_to(request.user).prefetch_related("groups", "prices"), list_id)


def _prices(given: list[PriceIn]) -> dict[int, Decimal | None]:
    return {row.product_id: row.unit_price for row in given}


@router.get("/price-lists", response=PageOf[PriceListOut], operation_id="list_price_lists")
def list_all(request: ApiRequest, asked: Query[Paging]) -> dict[str, Any]:
    """List the price lists."""
    require(request.user, "product", "view")
    rows = PriceList.objects.visible_to(request.user).prefetch_related("groups", "prices")
    return shown_page(page_of(rows, asked, ["id"]), shown)


@router.post("/price-lists", response={201: PriceListOut}, operation_id="add_price_list")
def add(request: ApiRequest, response: HttpResponse, given: PriceListIn) -> Status[dict[str, Any]]:
    """Add a price list."""
    facts = PriceListFacts(given.name, given.currency, given.group_ids, _prices(given.prices))
    made = save_price_list(actor=request.user, facts=facts)
    made_at(request, response, made)
    return Status(201, shown(made))


@router.get("/price-lists/{int:list_id}", response=PriceListOut, operation_id="get_price_list")
def get(request: ApiRequest, response: HttpResponse, list_id: int) -> dict[str, Any]:
    """Return one price list; its version comes as ETag."""
    known = find(request, list_id)
    tag(response, known.version)
    return shown(known)


@router.patch("/price-lists/{int:list_id}", response=PriceListOut, operation_id="change_price_list")
@versioned
def change(request: ApiRequest, response: HttpResponse, list_id: int, given: PriceListChange) -> dict[str, Any]:
    """Change what you send, leave the rest; with If-Match only while nobody else has changed it."""
    require(request.user, "product", "change")
    known = shown(find(request, list_id))
    sent = given.model_fields_set
    groups = given.group_ids if "group_ids" in sent else known["group_ids"]
    facts = PriceListFacts(given.name or known["name"], known["currency"], groups, _prices(given.prices))
    save_price_list(actor=request.user, facts=facts, list_id=list_id, version=asked_version(request))
    return get(request, response, list_id)


@router.delete("/price-lists/{int:list_id}", response={204: None}, operation_id="delete_price_list")
@versioned
def remove(request: ApiRequest, list_id: int) -> Status[None]:
    """Remove a price list; its groups pay the products' own prices again."""
    require(request.user, "product", "change")
    find(request, list_id)
    delete_price_list(actor=request.user, list_id=list_id, version=asked_version(request))
    return Status(204, None)
