"""Addresses of the platform's pages."""

from __future__ import annotations

from django.urls import path

from peyvand.platform.web import door, search, views

app_name = "platform"
urlpatterns = [
    path("sign-in/", door.sign_in, name="sign_in"),
    path("sign-out/", door.sign_out, name="sign_out"),
    path("search/", search.search, name="search"),
    path("search/palette", search.palette, name="palette"),
    path("views/save/", views.save, name="view_save"),
    path("views/<int:pk>/delete/", views.delete, name="view_delete"),
    path("views/undo/<str:kept>/", views.undo, name="view_undo"),
]
