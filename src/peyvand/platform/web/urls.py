"""Addresses of the platform's pages."""

from __future__ import annotations

from django.urls import path

from peyvand.platform.web import door

app_name = "platform"
urlpatterns = [
    path("sign-in/", door.sign_in, name="sign_in"),
    path("sign-out/", door.sign_out, name="sign_out"),
]
