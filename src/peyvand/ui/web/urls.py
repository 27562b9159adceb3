"""Addresses of the kit itself: its living style page and what a browser needs to install the product."""

from django.urls import path

from peyvand.ui.web import files, kit

app_name = "ui"
urlpatterns = [
    path("ui/kit/", kit.kit, name="kit"),
    path("manifest.webmanifest", files.manifest, name="manifest"),
    path("sw.js", files.service_worker, name="service_worker"),
    path("ui/offline/", files.offline, name="offline"),
]
