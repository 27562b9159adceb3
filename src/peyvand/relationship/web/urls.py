"""Addresses of this context's pages."""

from django.urls import URLPattern

app_name = "relationship"
urlpatterns: list[URLPattern] = []
