"""Taking imported orders back, with the products and customers that came along."""

from __future__ import annotations

from django.utils.translation import ngettext

from peyvand.catalog.models import Product
from peyvand.core.events import publish
from peyvand.core.numbers import format_number
from peyvand.people.imports.touching import untouch
from peyvand.people.imports.undoing import lost_with, made_by
from peyvand.platform.actions.imports.removing import remove_all
from peyvand.platform.models import Import
from peyvand.sales.events import OrdersImported
from peyvand.sales.models import Order, OrderLine


def built_on(run: Import) -> list[str]:
    """Return what undoing an import of orders would lose."""
    sentences = lost_with(run)
    orders = Order.objects.filter(made_by_import=run.pk)
    if changed := orders.exclude(version=1).count():
        sentences.append(
            ngettext(
                "%(count)s order has been changed since and would be removed.",
                "%(count)s orders have been changed since and would be removed.",
                changed,
            )
            % {"count": format_number(changed)}
        )
    return sentences


def undo(run: Import) -> dict[str, int]:
    """Remove the lines, orders, customers and products this import made. Products in use elsewhere stay."""
    lines = OrderLine.objects.filter(made_by_import=run.pk).order_by()
    removed = {"lines": int(lines._raw_delete(lines.db))}
    removed["orders"] = remove_all(Order.objects.filter(made_by_import=run.pk))
    untouch(run)
    removed["customers"] = remove_all(made_by(run))
    removed["products"] = remove_all(Product.objects.filter(made_by_import=run.pk, version=1))
    return removed


def finished(run: Import) -> None:
    """Tell that orders came in or went out."""
    publish(OrdersImported(import_id=run.pk))
