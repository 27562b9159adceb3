"""The voice of the customers, as a list and a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET

from peyvand.core.pages import go
from peyvand.knowledge.tables import VOICES
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.lists.exporting import export_list
from peyvand.platform.lists.fields import ListError
from peyvand.platform.lists.pages import show_list


@page("fact", "view")
@require_GET
def voices(request: StaffRequest) -> HttpResponse:
    """List what the customers whom the reader may see need, feel and say."""
    return show_list(request, VOICES, "knowledge/voices.html", {"empty_template": "knowledge/voices_empty.html"})


@page("fact", "export")
@require_GET
def export(request: StaffRequest) -> HttpResponseBase:
    """Download the list as it is filtered."""
    try:
        return export_list(request, VOICES)
    except ListError as wrong:
        messages.error(request, str(wrong))
        return go(request, reverse("knowledge:voices"))
