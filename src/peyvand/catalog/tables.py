"""The list of products."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from peyvand.catalog.models import Product
from peyvand.platform.lists.fields import Field, ListSpec, Preset

FIELDS = (
    Field("name", _("Name"), "name", sort=("name",), main=True),
    Field("code", _("Code"), "code", sort=("code",), default=True),
    Field("unit", _("Unit"), "unit", default=True),
    Field("price", _("Price"), "unit_price", "money", sort=("unit_price",), currency="currency", default=True),
    Field("active", _("Sold now"), "is_active", "flag", default=True),
)


def visible(user: Any) -> Any:
    """Return the products that a person may see."""
    return Product.objects.visible_to(user)


def matching(rows: Any, text: str, _user: Any) -> Any:
    """Keep the products that match the search box."""
    return rows.matching(text)


PRODUCTS = ListSpec(
    url_name="catalog:products",
    label=_("Products"),
    model="product",
    table=Product,
    rows=visible,
    fields=FIELDS,
    search=matching,
    search_label=_("A name or a code"),
    sort=("code",),
    presets=(Preset(_("All"), "", "package"), Preset(_("Sold now"), "f=active:yes:", "circle-check")),
    subject="product",
    open_name="catalog:product",
)
