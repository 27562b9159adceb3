"""Whether somebody is there for a customer after the sale."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from peyvand.catalog.models import Product
from peyvand.core.manifest import Measure
from peyvand.platform import organisation
from peyvand.platform.workdays import after_working_days
from peyvand.sales.choices import OrderKind
from peyvand.sales.models import Order, OrderLine

LOOKED_BACK = timedelta(days=90)


def left_after_sale() -> Q:
    """Return who bought in the last ninety days and of whom nobody has heard since, longer than she may be left alone:
    the shortest time of what she bought, and of products without one the organisation's `after_sale`.

    A sale is a touch itself: whose last touch is not after it has been left alone.
    """
    today = organisation.today()
    sold = Order.objects.filter(
        customer=OuterRef("pk"), deleted_at=None, kind=OrderKind.SALE, day__gte=today - LOOKED_BACK,
        placed_at__gte=OuterRef("last_touch_at"),
    )  # fmt: skip
    timed = OrderLine.objects.filter(order=OuterRef("pk"), product__after_sale__isnull=False)
    own = list(Product.objects.filter(after_sale__isnull=False).values_list("after_sale", flat=True).distinct())
    late = sold.filter(day__lt=after_working_days(today, -organisation.get("after_sale")))
    left = Q(Exists(late.exclude(Exists(timed)) if own else late))
    for days in own:
        of_these = timed.filter(product__after_sale=days)
        left |= Q(Exists(sold.filter(Exists(of_these), day__lt=after_working_days(today, -(days or 0)))))
    return left


MEASURES = (Measure("after_sale", _("Nobody in touch after the sale"), left_after_sale),)
