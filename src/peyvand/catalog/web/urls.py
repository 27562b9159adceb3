"""Addresses of this context's pages."""

from django.urls import path

from peyvand.catalog.web import pledges, price_lists, products

app_name = "catalog"
urlpatterns = [
    path("", products.products, name="products"),
    path("new/", products.new, name="product_new"),
    path("price-lists/", price_lists.price_lists, name="price_lists"),
    path("price-lists/new/", price_lists.price_list_new, name="price_list_new"),
    path("price-lists/<int:pk>/", price_lists.price_list, name="price_list"),
    path("price-lists/<int:pk>/remove/", price_lists.price_list_remove, name="price_list_remove"),
    path("<int:pk>/", products.product, name="product"),
    path("<int:pk>/pledges/<str:name>/", pledges.pledge, name="pledge"),
]
