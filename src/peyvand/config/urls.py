"""Every address of the product, by context."""

from django.urls import include, path

from peyvand.config.api import api

urlpatterns = [
    path("", include("peyvand.platform.web.urls")),
    path("customers/", include("peyvand.people.web.urls")),
    path("interactions/", include("peyvand.interactions.web.urls")),
    path("products/", include("peyvand.catalog.web.urls")),
    path("orders/", include("peyvand.sales.web.urls")),
    path("relationships/", include("peyvand.relationship.web.urls")),
    path("ui/", include("peyvand.ui.web.urls")),
    path("api/v1/", api.urls),
]
handler400 = "peyvand.platform.web.errors.bad_request"
handler403 = "peyvand.platform.web.errors.forbidden"
handler404 = "peyvand.platform.web.errors.not_found"
handler500 = "peyvand.platform.web.errors.failed"
