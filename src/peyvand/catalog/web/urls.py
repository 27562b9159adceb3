"""Addresses of this context's pages."""

from django.urls import path

from peyvand.catalog.web import products

app_name = "catalog"
urlpatterns = [
    path("", products.products, name="products"),
    path("new/", products.new, name="product_new"),
    path("<int:pk>/", products.product, name="product"),
]
