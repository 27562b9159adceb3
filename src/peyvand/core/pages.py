"""Page helpers: the one place that knows about htmx."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme


def is_part(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a part of a page (a boosted or restored page is whole)."""
    headers = request.headers
    return bool(
        headers.get("HX-Request") and not headers.get("HX-Boosted") and not headers.get("HX-History-Restore-Request")
    )


def in_panel(request: HttpRequest) -> bool:
    """Tell whether the side panel asks: it takes parts, and goes on to a page when what was sent is done."""
    return "X-Panel" in request.headers


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, part: str = "", status: int = 200
) -> HttpResponse:
    """Render `template`, or only its `part` template when htmx or the panel asks: same URL, same view, named part."""
    name = part if part and (is_part(request) or in_panel(request)) else template
    response = render(request, name, dict(context), status=status)
    response.headers["Vary"] = "HX-Request, X-Panel, Cookie, Accept-Language"
    return response


def go(request: HttpRequest, url: str) -> HttpResponse:
    """Send the browser to `url`: a redirect, or htmx's own header when a part was asked for or the panel sent."""
    if is_part(request) or in_panel(request):
        return HttpResponse(status=204, headers={"HX-Redirect": iri_to_uri(url)})
    return HttpResponse(status=303, headers={"Location": iri_to_uri(url)})


def way_back(request: HttpRequest) -> str:
    """Return the address of ours that a form was opened from (`back`) and leads on to, "" when none was named."""
    back = request.POST.get("back") or request.GET.get("back", "")
    ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if ours else ""


def go_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody who is not signed in to the sign-in page; afterwards she comes back to a page, not to a part."""
    if is_part(request):
        return go(request, resolve_url(settings.LOGIN_URL))
    return redirect_to_login(request.get_full_path())


def tell(response: HttpResponse, event: str, detail: Any = True) -> HttpResponse:
    """Add a browser event for htmx to raise (ASCII JSON: other letters would be MIME-encoded in the header)."""
    response.headers["HX-Trigger"] = json.dumps({event: detail})
    return response
