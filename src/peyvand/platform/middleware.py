"""What happens around every request: a strict content policy, the session's origin, and the person's own display."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from peyvand.core import display
from peyvand.platform import organisation
from peyvand.platform.models import Session, User
from peyvand.platform.signin import address_of

Handler = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SEEN_EVERY = timedelta(minutes=5)


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
        request.session.seen_from = (address_of(request), request.headers.get("User-Agent", ""))  # type: ignore[attr-defined]


def display_of(user: User | None, language: str) -> display.Display:
    """Return how dates, digits and money are shown to `user` (None: a visitor in `language`)."""
    zone = ZoneInfo(organisation.get("zone"))
    if user is None:
        persian = language == "fa"
        return display.Display(
            language=language,
            calendar="jalali" if persian else "gregorian",
            digits=language,
            zone=zone,
            money_unit="toman",
        )
    return display.Display(
        language=user.language,
        calendar=user.calendar,
        digits=user.digits,
        zone=zone,
        money_unit=user.money_unit,
    )


def language_of(request: HttpRequest) -> str:
    """Return a visitor's language: her cookie, else what her browser asks for."""
    chosen = request.COOKIES.get("language", "")
    return chosen if chosen in {"fa", "en"} else str(translation.get_language_from_request(request))[:2]


class PersonMiddleware:
    """Show everything in the person's language, calendar, digits, zone and theme."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate language, zone and display for this request only."""
        if request.path.startswith(("/static/", "/healthz")):
            return self.get_response(request)
        with organisation.reading_once():
            user = request.user if isinstance(request.user, User) else None
            if user is None and hasattr(request.user, "_setup"):
                user = request.user if request.user.is_authenticated else None  # type: ignore[assignment]
            shown = display_of(user, user.language if user else language_of(request))
            with translation.override(shown.language), timezone.override(shown.zone), display.use(shown):
                self._note_presence(request)
                response = self.get_response(request)
                if (
                    hasattr(response, "render")
                    and callable(response.render)
                    and not getattr(response, "is_rendered", True)
                ):
                    response.render()
        response.headers.setdefault("Content-Language", shown.language)
        return response

    def _note_presence(self, request: HttpRequest) -> None:
        """Remember now and then that this session is alive (one cheap update each five minutes)."""
        if request.user.is_authenticated and request.session.session_key:
            now = timezone.now()
            last = request.session.get("seen", 0)
            if now.timestamp() - last > SEEN_EVERY.total_seconds():
                request.session["seen"] = int(now.timestamp())
                Session.objects.filter(pk=request.session.session_key).update(last_seen_at=now)
