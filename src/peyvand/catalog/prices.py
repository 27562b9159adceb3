"""What a customer pays for a product: by the price list of her group, else the product's own price."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from django.urls import reverse

from peyvand.catalog.models import GroupPrices, ListPrice, PriceList, Product


def prices_for(customer_id: int | None, currency: str, products: Collection[int]) -> dict[int, Decimal]:
    """Return the price of one unit by product, in the smallest unit of `currency`; what has none there is missing.

    `customer_id` None means nobody in particular. Among a customer's groups the treatment's order decides: the lowest
    rank that has a list.
    """
    if not products:
        return {}
    own = Product.objects.filter(pk__in=products, currency=currency, unit_price__isnull=False)
    found = {pk: Decimal(price or 0) for pk, price in own.values_list("pk", "unit_price")}
    if customer_id is not None:
        first = PriceList.objects.of_customer(customer_id).values("pk")[:1]
        listed = ListPrice.objects.filter(price_list__in=first, price_list__currency=currency, product__in=products)
        found |= dict(listed.values_list("product", "unit_price"))
    return found


def lists_of_groups(groups: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return the name and the page of each group's price list, of those that have one."""
    rows = GroupPrices.objects.filter(group__in=groups).values_list("group", "price_list", "price_list__name")
    return {group: (name, reverse("catalog:price_list", args=[pk])) for group, pk, name in rows}


def new_list_for(group_id: int) -> str:
    """Return where a price list for a group begins."""
    return f"{reverse('catalog:price_list_new')}?groups={group_id}"
