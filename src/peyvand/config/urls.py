"""Every address of the product, by context."""

from django.urls import include, path

from peyvand.config.api import api
from peyvand.config.api_docs import docs
from peyvand.config.api_schema import in_problems, unknown_address

api_addresses, api_app, api_namespace = api.urls

urlpatterns = [
    path("", include("peyvand.platform.web.urls")),
    path("customers/", include("peyvand.people.web.urls")),
    path("", include("peyvand.interactions.web.urls")),
    path("knowledge/", include("peyvand.knowledge.web.urls")),
    path("products/", include("peyvand.catalog.web.urls")),
    path("orders/", include("peyvand.sales.web.urls")),
    path("relationships/", include("peyvand.relationship.web.urls")),
    path("", include("peyvand.ui.web.urls")),
    path("api/v1/docs", docs, name="api_docs"),
    path("api/v1/", (in_problems(api_addresses), api_app, api_namespace)),
    path("api/<path:rest>", unknown_address),
]
handler400 = "peyvand.platform.web.errors.bad_request"
handler403 = "peyvand.platform.web.errors.forbidden"
handler404 = "peyvand.platform.web.errors.not_found"
handler500 = "peyvand.platform.web.errors.failed"
