"""Addresses of this context's pages."""

from django.urls import path

from peyvand.sales.web import correcting, discounts, entry, orders

app_name = "sales"
urlpatterns = [
    path("", orders.orders, name="orders"),
    path("export/", orders.export, name="orders_export"),
    path("new/", entry.new, name="order_new"),
    path("new/products/", entry.products, name="order_products"),
    path("new/line/", entry.line, name="order_line"),
    path("new/total/", entry.total, name="order_total"),
    path("of/<int:pk>/", orders.panel, name="panel"),
    path("discounts/", discounts.discounts, name="discounts"),
    path("discounts/<int:pk>/", discounts.discount, name="discount"),
    path("discounts/<int:pk>/reopen/", discounts.reopen, name="discount_reopen"),
    path("discounts/<int:pk>/heard/", discounts.heard, name="discount_heard"),
    path("discounts/<int:pk>/grant/", discounts.decide, {"granted": True}, name="discount_grant"),
    path("discounts/<int:pk>/refuse/", discounts.decide, {"granted": False}, name="discount_refuse"),
    path("<int:pk>/", orders.order, name="order"),
    path("<int:pk>/edit/", correcting.edit, name="order_edit"),
    path("<int:pk>/edit/undo/<str:was>/", correcting.edit_undo, name="order_edit_undo"),
    path("<int:pk>/remove/", orders.remove, name="order_remove"),
    path("<int:pk>/restore/", orders.restore, name="order_restore"),
]
