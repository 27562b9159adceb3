"""The documents of the API for people, drawn from its own description; nothing comes from elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from peyvand.config.api import api
from peyvand.config.api_schema import documented
from peyvand.platform.doors import public


@public("It describes addresses and fields; it holds no data.")
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show every operation of the API."""
    document = api.get_openapi_schema()
    return render(request, "platform/api_docs.html", {"groups": documented(document), "about": document["info"]})
