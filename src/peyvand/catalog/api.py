"""Products over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Query, Router, Schema
from pydantic import Field

from peyvand.catalog.models import Product
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, shown_page, sort_paths
from peyvand.platform.api_kit.problems import not_found
from peyvand.platform.api_kit.shapes import PageOf, Words
from peyvand.platform.policies import require

router = Router(tags=["products"])
SORTS = {"id": "id", "code": "code"}


class ProductOut(Schema):
    """A product; `unit_price` is in the smallest unit of `currency`, null when it varies."""

    id: int
    code: str
    name: str
    unit: str
    unit_price: int | None
    currency: str
    is_active: bool
    version: int


class ProductFilter(Paging):
    """Which products, and in what order."""

    search: Annotated[Words, Field(max_length=200)] = ""
    code: Annotated[Words, Field(max_length=60)] = ""
    is_active: bool | None = None
    sort: Annotated[Words, Field(description="code or id; - descends")] = "code"


@router.get("/products", response=PageOf[ProductOut], operation_id="list_products")
def list_products(request: ApiRequest, asked: Query[ProductFilter]) -> dict[str, Any]:
    """List what you sell."""
    require(request.user, "product", "view")
    rows = Product.objects.visible_to(request.user).matching(asked.search)
    if asked.code:
        rows = rows.filter(code=asked.code)
    if asked.is_active is not None:
        rows = rows.filter(is_active=asked.is_active)
    return shown_page(page_of(rows, asked, sort_paths(asked.sort, SORTS)), shown)


def shown(product: Product) -> dict[str, Any]:
    """Return a product as the API answers it."""
    return {name: getattr(product, name) for name in ProductOut.model_fields}


@router.get("/products/{int:product_id}", response=ProductOut, operation_id="get_product")
def get(request: ApiRequest, product_id: int) -> dict[str, Any]:
    """Return one product."""
    product = Product.objects.visible_to(request.user).filter(pk=product_id).first()
    if product is None:
        raise not_found()
    return shown(product)
