"""What happens around every request: a strict content policy, the session's origin, and the person's own display."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare

from peyvand.core import display
from peyvand.core.origin import coming_from
from peyvand.platform import organisation
from peyvand.platform.arrival import Arrival, arrive_by_token
from peyvand.platform.choices import Language
from peyvand.platform.models import User
from peyvand.platform.sessions import SessionStore
from peyvand.platform.signin import address_of
from peyvand.platform.speaking import display_of

Handler = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SEEN_EVERY = timedelta(minutes=5)


class MetRequest(HttpRequest):
    """A request of which we know who came in with it, if anybody did."""

    arrival: Arrival | None


class ContentSecurityPolicy:
    """No inline scripts, nothing from elsewhere."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the policy unless the page set a narrower one."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class SessionMiddleware(DjangoSessionMiddleware):
    """Sessions that know where they come from."""

    def process_request(self, request: HttpRequest) -> None:
        """Open the session and tell it the caller's address and browser."""
        super().process_request(request)
        if isinstance(request.session, SessionStore):
            request.session.seen_from = (address_of(request), request.headers.get("User-Agent", ""))


def language_of(request: HttpRequest) -> str:
    """Return a visitor's language: her cookie, else what her browser asks for."""
    chosen = request.COOKIES.get("language", "")
    return chosen if chosen in Language.values else str(translation.get_language_from_request(request))[:2]


def arrived(request: HttpRequest) -> Arrival | None:
    """Return who came in. At the API a token shown decides alone, whoever is signed in here."""
    authorization = request.headers.get("Authorization") if request.path.startswith("/api/") else None
    if authorization is None:
        return _signed_in(request)
    scheme, _blank, secret = authorization.partition(" ")
    return arrive_by_token(secret.strip()) if scheme.lower() == "bearer" and secret.isascii() else None


def _signed_in(request: HttpRequest) -> Arrival | None:
    """Return who came in when her session holds by Django's own rules; None leaves the judgement to Django."""
    session = request.session
    if not isinstance(session, SessionStore) or not session.session_key:
        return None
    person, mark = session.get(SESSION_KEY), session.get(HASH_SESSION_KEY, "")
    found = session.arrival
    if found is None or session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    holds = str(found.user.pk) == person and constant_time_compare(mark, found.user.get_session_auth_hash())
    return found if holds else None


class PersonMiddleware:
    """Show everything in the person's language, calendar, digits, zone and theme."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: MetRequest) -> HttpResponse:
        """Activate language, zone and display for this request only."""
        if request.path.startswith(("/static/", "/healthz", "/readyz")):
            return self.get_response(request)
        request.arrival = arrival = arrived(request)
        if arrival:
            request.user = arrival.user
        with organisation.reading_once(arrival.settings if arrival else None):
            user = request.user if isinstance(request.user, User) else None
            shown = display_of(user, user.language if user else language_of(request))
            with translation.override(shown.language), timezone.override(shown.zone), display.use(shown):
                if user and not (arrival and arrival.token):
                    self._note_presence(request)
                with coming_from(address_of(request) or ""):
                    response = self.get_response(request)
                if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                    response.render()
        response.headers.setdefault("Content-Language", shown.language)
        return response

    def _note_presence(self, request: HttpRequest) -> None:
        """Let the session be saved now and then, which also notes when it was seen (one write each five minutes)."""
        now = timezone.now().timestamp()
        if request.session.session_key and now - request.session.get("seen", 0) > SEEN_EVERY.total_seconds():
            request.session["seen"] = int(now)
