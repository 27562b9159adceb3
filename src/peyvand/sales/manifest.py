"""What sales offers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from peyvand.core.manifest import (
    Action,
    Belonging,
    FieldClasses,
    Manifest,
    MenuItem,
    Panel,
    Right,
    SearchSource,
    TimelineSource,
)
from peyvand.core.numbers import format_number
from peyvand.platform.roles import ladder, merge
from peyvand.sales import tables
from peyvand.sales.attention import DISCOUNTS
from peyvand.sales.demo import CHAPTER
from peyvand.sales.imports import ORDERS
from peyvand.sales.measures import MEASURES
from peyvand.sales.settings import SETTINGS
from peyvand.sales.tables import LIST_FIELDS
from peyvand.sales.timeline import find_orders, read_orders

RIGHTS = (
    Right(
        "order", _("Orders"), ("view", "add", "change", "delete", "export", "import"),
        merge(
            ladder("view", director="all", manager="all", seller="all", agent="all", marketer="all", read_only="all"),
            ladder("add", manager="all", seller="all", agent="all"),
            ladder("change delete", manager="all", seller="own"),
            ladder("export", director="all", manager="all", marketer="all"),
            ladder("import", manager="all"),
        ),
    ),
)  # fmt: skip


def orders_said(count: int) -> str:
    """Return "3 orders"."""
    return ngettext("%(count)s order", "%(count)s orders", count) % {"count": format_number(count)}


def discounts_said(count: int) -> str:
    """Return "3 requests for a discount"."""
    return ngettext("%(count)s request for a discount", "%(count)s requests for a discount", count) % {
        "count": format_number(count)
    }


MANIFEST = Manifest(
    lists=(tables.ORDERS,),
    attention=(DISCOUNTS,),
    belongings=(
        Belonging("sales.Order", orders_said, erased={"note": ""}),
        Belonging("sales.OrderLine", path="order__customer", erased={"description": ""}),
        Belonging("sales.DiscountRequest", discounts_said),
    ),
    demo=(CHAPTER,),
    menu=(MenuItem("orders", _("Orders"), "sales:orders", "receipt", 40, need=("order", "view")),),
    rights=RIGHTS,
    field_classes=(FieldClasses("customer", {field.key: "public" for field in LIST_FIELDS}),),
    imports=(ORDERS,),
    panels=(Panel("customer", "orders", _("Orders"), "sales:panel", 30, need=("order", "view")),),
    search=(SearchSource("orders", _("Orders"), "receipt", find_orders, 30),),
    timeline=(TimelineSource("order", _("Orders"), read_orders),),
    list_fields=LIST_FIELDS,
    measures=MEASURES,
    settings=SETTINGS,
    actions=(
        Action(
            "new_order",
            _("New order"),
            "sales:order_new",
            "receipt",
            ("سفارش تازه", "فروش", "return"),
            ("order", "add"),
        ),
    ),
)
