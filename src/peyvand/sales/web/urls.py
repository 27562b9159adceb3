"""Addresses of this context's pages."""

from django.urls import path

from peyvand.sales.web import correcting, entry, orders

app_name = "sales"
urlpatterns = [
    path("", orders.orders, name="orders"),
    path("export/", orders.export, name="orders_export"),
    path("new/", entry.new, name="order_new"),
    path("new/products/", entry.products, name="order_products"),
    path("new/line/", entry.line, name="order_line"),
    path("new/total/", entry.total, name="order_total"),
    path("of/<int:pk>/", orders.panel, name="panel"),
    path("<int:pk>/", orders.order, name="order"),
    path("<int:pk>/edit/", correcting.edit, name="order_edit"),
    path("<int:pk>/edit/undo/<str:was>/", correcting.edit_undo, name="order_edit_undo"),
    path("<int:pk>/remove/", orders.remove, name="order_remove"),
    path("<int:pk>/restore/", orders.restore, name="order_restore"),
]
