"""Products over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from django.db import transaction
from django.http import HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.catalog.actions import LONGEST_AFTER_SALE, ProductFacts, save_product
from peyvand.catalog.models import Product
from peyvand.catalog.tables import PRODUCTS
from peyvand.platform.api_kit.filters import Filtered, ListFieldOut, described, listed
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import shown_page
from peyvand.platform.api_kit.shapes import LARGEST, Currency, Given, PageOf, Words
from peyvand.platform.api_kit.versions import made_at, require_version, tag, versioned
from peyvand.platform.policies import require

router = Router(tags=["products"])
SORTS = {"id": "id", "code": "code"}


class ProductOut(Schema):
    """A product; `unit_price` is in the smallest unit of `currency`, null when it varies; `after_sale` counts working days."""

    id: int
    code: str
    name: str
    unit: str
    unit_price: int | None
    currency: str
    is_active: bool
    after_sale: int | None
    version: int


Price = Annotated[int, Field(ge=0, le=LARGEST, description="in the smallest unit; null when it varies")] | None
AfterSale = (
    Annotated[int, Field(ge=1, le=LONGEST_AFTER_SALE, description="working days; null: the organisation's setting")]
    | None
)
Code = Annotated[Words, Field(min_length=1, max_length=60)]
Name = Annotated[Words, Field(min_length=1, max_length=200)]
Unit = Annotated[Words, Field(max_length=30)]


class ProductIn(Given):
    """A product to add; `code` is your own and unique."""

    code: Code
    name: Name
    unit: Unit = ""
    unit_price: Price = None
    currency: Annotated[Currency, Field(validate_default=True)] = ""
    is_active: bool = True
    after_sale: AfterSale = None


class ProductChange(Given):
    """What may be said about a product; what is not sent stays."""

    code: Code = ""
    name: Name = ""
    unit: Unit = ""
    unit_price: Price = None
    currency: Currency = ""
    is_active: bool = True
    after_sale: AfterSale = None


class ProductFilter(Filtered):
    """Which products, and in what order."""

    search: Annotated[Words, Field(max_length=200)] = ""
    code: Annotated[Words, Field(max_length=60)] = ""
    is_active: bool | None = None
    sort: Annotated[Words, Field(description="id or a sortable field; - descends, commas join")] = "code"


@router.get("/products", response=PageOf[ProductOut], operation_id="list_products")
def list_products(request: ApiRequest, asked: Query[ProductFilter]) -> dict[str, Any]:
    """List what you sell."""
    require(request.user, "product", "view")
    rows = Product.objects.visible_to(request.user).matching(asked.search)
    if asked.code:
        rows = rows.filter(code=asked.code)
    if asked.is_active is not None:
        rows = rows.filter(is_active=asked.is_active)
    return shown_page(listed(rows, asked, spec=PRODUCTS, reader=request.user, sorts=SORTS), shown)


@router.get("/products/fields", response=list[ListFieldOut], operation_id="list_product_fields")
def fields(request: ApiRequest) -> list[dict[str, Any]]:
    """List by what products can be filtered and sorted, as on their page."""
    require(request.user, "product", "view")
    return described(PRODUCTS, request.user)


def shown(product: Product) -> dict[str, Any]:
    """Return a product as the API answers it."""
    return {name: getattr(product, name) for name in ProductOut.model_fields}


@router.post("/products", response={201: ProductOut}, operation_id="add_product")
def add(request: ApiRequest, response: HttpResponse, given: ProductIn) -> Status[dict[str, Any]]:
    """Add something that you sell."""
    made = save_product(actor=request.user, facts=ProductFacts(**given.model_dump()))
    made_at(request, response, made)
    return Status(201, shown(made))


@router.get("/products/{int:product_id}", response=ProductOut, operation_id="get_product")
def get(request: ApiRequest, response: HttpResponse, product_id: int) -> dict[str, Any]:
    """Return one product."""
    product = find(request, product_id)
    tag(response, product.version)
    return shown(product)


@router.patch("/products/{int:product_id}", response=ProductOut, operation_id="change_product")
@versioned
def change(request: ApiRequest, response: HttpResponse, product_id: int, given: ProductChange) -> dict[str, Any]:
    """Change what you send, leave the rest. With If-Match it is refused when somebody else changed it meanwhile."""
    require(request.user, "product", "change")
    with transaction.atomic():
        known = find(request, product_id, lock=True)
        require_version(request, known.version)
        now = {name: getattr(known, name) for name in ProductChange.model_fields}
        facts = ProductFacts(**now | given.model_dump(exclude_unset=True))
        product = save_product(actor=request.user, facts=facts, product_id=known.pk)
    tag(response, product.version)
    return shown(product)


def find(request: ApiRequest, product_id: int, *, lock: bool = False) -> Product:
    """Return a product, kept still with `lock`, else the answer "nothing here"."""
    rows = Product.objects.visible_to(request.user)
    return one((rows.select_for_update() if lock else rows), product_id)
