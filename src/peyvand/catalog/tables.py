"""The list of products."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from peyvand.catalog.choices import Kept
from peyvand.catalog.models import Product
from peyvand.catalog.pledges import said_of, standing
from peyvand.core.manifest import Text
from peyvand.platform.lists.fields import Field, ListSpec, Preset


def standings() -> list[tuple[str, Text]]:
    """Return how the six pledges of a product may stand, as choices."""
    return [
        (Kept.YES.value, _("all kept")),
        (Kept.NO.value, _("one is not kept")),
        (Kept.UNKNOWN.value, _("something is unknown")),
    ]


FIELDS = (
    Field("name", _("Name"), "name", sort=("name",), main=True),
    Field("code", _("Code"), "code", sort=("code",), default=True),
    Field("unit", _("Unit"), "unit", default=True),
    Field("price", _("Price"), "unit_price", "money", sort=("unit_price",), currency="currency", default=True),
    Field("after_sale", _("In touch after a sale within"), "after_sale", "number", sort=("after_sale",)),
    Field("pledges", _("Six pledges"), "", "many", batch=said_of, match=standing, choices=standings),
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
