"""Whether somebody is there for a customer after the sale."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import Measure
from peyvand.platform import organisation
from peyvand.platform.workdays import after_working_days
from peyvand.sales.choices import OrderKind
from peyvand.sales.models import Order

LOOKED_BACK = timedelta(days=90)


def left_after_sale() -> Q:
    """Return who bought in the last ninety days and of whom nobody has heard since, longer than `after_sale` allows.

    A sale is a touch itself: whose last touch is not after it has been left alone.
    """
    today = organisation.today()
    before = after_working_days(today, -organisation.get("after_sale"))
    sold = Order.objects.filter(
        customer=OuterRef("pk"), deleted_at=None, kind=OrderKind.SALE, day__gte=today - LOOKED_BACK, day__lt=before,
        placed_at__gte=OuterRef("last_touch_at"),
    )  # fmt: skip
    return Q(Exists(sold))


MEASURES = (Measure("after_sale", _("Nobody in touch after the sale"), left_after_sale),)
