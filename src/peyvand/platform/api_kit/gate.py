"""The gate before every operation: whose token it is, the language, how often, and retries answered once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import wraps
from math import ceil
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja.security import HttpBearer

from peyvand.core import display
from peyvand.core.display import shown_digits
from peyvand.core.origin import coming_from
from peyvand.platform.api_kit.problems import Problem, invalid
from peyvand.platform.api_kit.versions import heeds_version, refuse_unheeded
from peyvand.platform.limits import Limit, wait_after_try
from peyvand.platform.middleware import MetRequest
from peyvand.platform.models import IdempotencyKey, Token, User
from peyvand.platform.signin import address_of
from peyvand.platform.speaking import display_of

Run = Callable[..., HttpResponse]
PER_TOKEN = Limit("api_token", 6000, timedelta(minutes=1))
WRONG_TOKENS = Limit("api_wrong_token", 60, timedelta(minutes=1))
NOTED_EVERY = timedelta(minutes=1)
LONGEST_KEY = 200
KEPT = ("ETag", "Location")


class ApiRequest(MetRequest):
    """A request behind the gate: `user` owns the token, and `user.scopes` narrows her rights."""

    user: User
    token: Token | None


class Bearer(HttpBearer):
    """`Authorization: Bearer pvd_...`; the token has been looked up on arrival."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """Return the living token of this request."""
        found: Token | None = getattr(request, "token", None)
        return found


def gate(run: Run) -> Run:
    """Wrap an operation's `run`: identify, slow down, speak the caller's language, refuse unknown parameters."""
    operation = getattr(run, "__self__", None)
    known, heeding = _query_names(operation), heeds_version(getattr(operation, "view_func", None))

    @wraps(run)
    def entered(request: ApiRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        token = _identify(request)
        with (
            _speaking(request, token),
            coming_from(f"{address_of(request) or ''} {token.prefix if token else ''}".strip()),
        ):
            try:
                _slow_down(request, token)
                if token and token.user.lacks_second_factor:
                    sentence = _("Your role asks for a second factor. Sign in to the pages and set it up first.")
                    raise Problem(403, "forbidden", sentence)
                if unknown := sorted(set(request.GET) - known):
                    raise invalid([{"parameter": name, "detail": _("Unknown parameter.")} for name in unknown])
                if not heeding:
                    refuse_unheeded(request)
                if token and request.method == "POST" and "Idempotency-Key" in request.headers:
                    return _once(request, lambda: run(request, *args, **kwargs))
            except Problem as problem:
                return problem.response()
            return run(request, *args, **kwargs)

    return entered


def _query_names(operation: Any) -> set[str]:
    """Return the query parameters that an operation knows."""
    models = [model for model in getattr(operation, "models", ()) if model.__ninja_param_source__ == "query"]
    return {name for model in models for name in getattr(model, "__ninja_flatten_map__", None) or model.model_fields}


def _identify(request: ApiRequest) -> Token | None:
    """Return the token of whoever came in with one; a session cookie counts for nothing here."""
    request.token = token = request.arrival.token if request.arrival else None
    now = timezone.now()
    if token and (token.last_used_at is None or now - token.last_used_at > NOTED_EVERY):
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def _slow_down(request: HttpRequest, token: Token | None) -> None:
    wait = (
        wait_after_try(PER_TOKEN, str(token.pk)) if token else wait_after_try(WRONG_TOKENS, address_of(request) or "")
    )
    if wait > timedelta():
        seconds = max(1, ceil(wait.total_seconds()))
        detail = _("Wait %(seconds)s seconds and try again.") % {"seconds": seconds}
        raise Problem(429, "too-many", detail, headers={"Retry-After": str(seconds)})


def language_asked(request: HttpRequest) -> str:
    """Return the best of our languages that the Accept-Language header names, "" when it names none."""
    known = {code for code, _name in settings.LANGUAGES}
    wanted = (
        code[:2] for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    )
    return next((code for code in wanted if code in known), "")


@contextmanager
def _speaking(request: HttpRequest, token: Token | None) -> Iterator[None]:
    """Answer in the language asked for, else as the token's owner likes it."""
    owner = token.user if token else None
    asked = language_asked(request) or (owner.language if owner else settings.LANGUAGE_CODE)
    shown = display_of(owner if owner and owner.language == asked else None, asked)
    with translation.override(asked), timezone.override(shown.zone), display.use(shown):
        yield


def _fingerprint(request: HttpRequest) -> str:
    upload = (request.content_type or "").startswith("multipart/")
    body = request.headers.get("Content-Length", "").encode() if upload else request.body
    return hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode() + body).hexdigest()


def _once(request: ApiRequest, run: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer a POST with an Idempotency-Key: the act and its answer are kept in one transaction, a failure is not.

    Nor is an answer that must not be stored: a secret would lie open in our own table. Asked again, it is made anew.
    """
    key = request.headers["Idempotency-Key"].strip()
    if not key or len(key) > LONGEST_KEY or "\x00" in key:
        raise Problem(
            400, "unreadable", _("An Idempotency-Key has 1 to %(most)s letters.") % {"most": shown_digits(LONGEST_KEY)}
        )
    mark = _fingerprint(request)
    with transaction.atomic():
        try:
            with transaction.atomic():
                row = IdempotencyKey.objects.create(user=request.user, key=key, request_hash=mark)
        except IntegrityError:
            return _again(IdempotencyKey.objects.get(user=request.user, key=key), mark)
        response = run()
        if response.status_code >= 300:
            transaction.set_rollback(True)
            return response
        if "no-store" in response.headers.get("Cache-Control", ""):
            row.delete()
            return response
        row.status = response.status_code
        row.body = {
            "headers": {name: response.headers[name] for name in KEPT if name in response.headers},
            "answer": json.loads(response.content or b"null"),
        }
        row.save(update_fields=["status", "body"])
    return response


def _again(row: IdempotencyKey, mark: str) -> HttpResponse:
    if row.request_hash != mark:
        raise Problem(422, "key-reused", _("This Idempotency-Key came with another request before. Use a new key."))
    kept: dict[str, Any] = row.body or {}
    return HttpResponse(
        json.dumps(kept.get("answer"), ensure_ascii=False),
        status=row.status or 200,
        content_type="application/json; charset=utf-8",
        headers={**kept.get("headers", {}), "Idempotency-Replayed": "true"},
    )
