"""Orders as something that can be imported: one row is one line of an order.

An order is a fact: one that was there before the import is never touched, its rows are skipped. Rows of one number
belong together, however far apart they stand. A row without a customer is skipped and explained.
"""

from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import ImportField, ImportTable
from peyvand.people.imports import NAMING, NAMING_REASONS
from peyvand.sales.imports.undoing import built_on, finished, undo
from peyvand.sales.imports.writing import prepare, write

FIELDS = (
    ImportField("number", _("Order number"), "code", (
        "order no", "order id", "invoice", "invoice no", "invoice number", "invoice id", "order", "شماره سفارش", "شماره فاکتور",
        "فاکتور", "کد سفارش", "سفارش", "شماره صورتحساب", "شماره سند",
    ), required=True),
    ImportField("date", _("Date"), "datetime", (
        "order date", "invoice date", "created at", "placed at", "datetime", "تاریخ", "تاریخ سفارش", "تاریخ فاکتور", "تاریخ صدور", "زمان",
    ), required=True),
    ImportField("product", _("Product code"), "code", (
        "stock code", "sku", "lineitem sku", "product", "item", "item code", "product id", "item no", "کد کالا", "کد محصول", "کالا", "شناسه کالا",
    )),
    ImportField("description", _("Description"), "name", (
        "product name", "item name", "lineitem name", "title", "شرح", "شرح کالا", "نام کالا", "نام محصول", "عنوان کالا",
    )),
    ImportField("quantity", _("Quantity"), "decimal", ("qty", "units", "lineitem quantity", "تعداد", "مقدار")),
    ImportField("unit_price", _("Unit price"), "amount", ("price", "rate", "lineitem price", "فی", "قیمت", "قیمت واحد", "مبلغ واحد", "بها")),
    ImportField("amount", _("Amount"), "amount", (
        "line total", "total", "line amount", "total price", "مبلغ", "مبلغ کل", "جمع", "قیمت کل", "جمع کل", "بهای کل",
    )),
    ImportField("currency", _("Currency"), "name", ("currency code", "ارز", "واحد پول", "واحد ارز")),
    ImportField("note", _("Note"), "name", ("remarks", "comment", "یادداشت", "توضیحات")),
    *NAMING,
)  # fmt: skip

ORDERS = ImportTable(
    key="orders",
    label=_("Orders"),
    icon="receipt",
    fields=FIELDS,
    match_by=(),
    prepare=prepare,
    write=write,
    undo=undo,
    built_on=built_on,
    finished=finished,
    need=("order", "import"),
    order=20,
    options=("currency", "owner"),
    policies=("create",),
    reasons={
        **NAMING_REASONS,
        "no_customer": _("This line names no customer, so it belongs to no relationship."),
        "exists": _("We already have this order."),
        "other_customer": _("Another row gives this order to another customer."),
        "future": _("This day is still to come."),
        "other_currency": _("This row is in another currency than the amounts of this import. Bring it in by itself."),
        "no_price": _("There is neither a price nor an amount in this row."),
        "too_large": _("A number in this row is too large."),
    },
    made={
        "customers": _("customers"),
        "orders": _("orders"),
        "lines": _("order lines"),
        "products": _("products"),
    },
    list_url_name="sales:orders",
)
