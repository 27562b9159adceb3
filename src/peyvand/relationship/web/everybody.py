"""The word on a page that everybody is being reviewed, so that what it shows is of before."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from peyvand.core.pages import show
from peyvand.platform.doors import StaffRequest, page
from peyvand.relationship.actions.everybody import under_way

TEMPLATE = "relationship/everybody.html"


def notice(request: HttpRequest) -> str:
    """Return the word as HTML, "" when nobody is being reviewed."""
    percent = under_way()
    return "" if percent is None else render_to_string(TEMPLATE, {"percent": percent}, request)


@page("relationship", "view")
def everybody(request: StaffRequest) -> HttpResponse:
    """Say how far the review is; once it is over, let the page that asks bring itself up to date."""
    return show(request, TEMPLATE, {"percent": under_way()})
