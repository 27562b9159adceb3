"""What people see when something cannot be done: a designed page, never a traceback.

The page is rendered without the shell's context: it has to work when the database or a menu does not. A part of a page
that failed is answered with one plain sentence, which the kit shows as a toast.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from peyvand.core.display import told_digits
from peyvand.core.pages import is_part

logger = logging.getLogger("peyvand.errors")


@dataclass(frozen=True)
class Trouble:
    """One thing that went wrong: its status, what it is, why, and where to go from there."""

    status: int
    title: str
    text: str
    next_url: str = "/"
    next_label: str = ""
    reference: str = ""


def tell_trouble(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """Answer with a page, a sentence for a part of a page, or JSON for the API."""
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": trouble.title, "status": trouble.status, "detail": trouble.text}
        return JsonResponse(problem, status=trouble.status, content_type="application/problem+json")
    if is_part(request):
        return HttpResponse(trouble.text, status=trouble.status, content_type="text/plain; charset=utf-8")
    context = {
        "code": told_digits(trouble.status),
        "title": trouble.title,
        "text": trouble.text,
        "reference": trouble.reference,
        "next_url": trouble.next_url,
        "next_label": trouble.next_label or _("Go to the first page"),
    }
    return HttpResponse(render_to_string("ui/error.html", context), status=trouble.status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request itself makes no sense."""
    text = _("What your browser sent could not be read. Go back, reload the page and try again.")
    return tell_trouble(request, Trouble(400, _("This could not be read"), text))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: seen, but not allowed."""
    text = str(exception) or _("Your role does not allow this. An administrator can change that.")
    return tell_trouble(request, Trouble(403, _("You may not do this"), text))


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's key is missing or old (cross-site request forgery is stopped here)."""
    text = _("The page was open for too long, or cookies are blocked. Open it again; what you typed was not saved.")
    again = request.path if request.path == reverse(settings.LOGIN_URL) else "/"
    return tell_trouble(request, Trouble(403, _("This form has expired"), text, again, _("Open it again")))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not for this person; both look the same."""
    text = _("It may have been deleted, or it belongs to somebody else's work. Check the address or search for it.")
    return tell_trouble(request, Trouble(404, _("This page is not here"), text))


def not_opened(request: HttpRequest, allowed: str) -> HttpResponse:
    """405: an address that only a button or a form uses, opened as if it were a page; `allowed` names its methods."""
    text = _("This address belongs to a button of another page. Opening it has changed nothing.")
    above = _page_above(request.path)
    response = tell_trouble(
        request, Trouble(405, _("This is not a page"), text, above, _("Open the page it belongs to"))
    )
    response.headers["Allow"] = allowed
    return response


def _page_above(path: str) -> str:
    """Return the nearest address above `path` that exists: what a button does lies below its page."""
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        return path
    return path


def too_many(request: HttpRequest, sentence: str, seconds: int) -> HttpResponse:
    """429: a brake; `sentence` says how long to wait."""
    response = tell_trouble(request, Trouble(429, _("Too many tries"), sentence))
    response.headers["Retry-After"] = str(max(1, seconds))
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault. The reference number is in the log beside the traceback."""
    reference = secrets.token_hex(4)
    logger.error("The page %s failed; reference %s", request.path, reference)
    text = _("Something broke on our side. Nothing of this step was saved. Please try again in a moment.")
    return tell_trouble(request, Trouble(500, _("This did not work"), text, reference=reference))


class RefusalMiddleware:
    """Answer whoever opens what only a button uses in words; Django's own answer is blank."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Replace a blank refusal of the method by a page."""
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        return not_opened(request, response.headers["Allow"])
