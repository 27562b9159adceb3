"""Optimistic change: an answer carries its version as ETag, a change may ask for it with If-Match."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from peyvand.platform.api_kit.problems import Problem


def tag(response: HttpResponse, version: int) -> None:
    """Write the version on the answer."""
    response.headers["ETag"] = f'"{version}"'


def made_at(request: HttpRequest, response: HttpResponse, row: Model) -> None:
    """Write on the answer where what was made is, and its version if it has one."""
    response.headers["Location"] = f"{request.path}/{row.pk}"
    if (version := getattr(row, "version", None)) is not None:
        tag(response, version)


def changed() -> Problem:
    """Return the answer for a version that is not the present one any more."""
    return Problem(
        412, "changed", _("Somebody else changed this in the meantime. Read it again and repeat your change.")
    )


def asked_version(request: HttpRequest) -> int | None:
    """Return the version in If-Match; None when there is none or it says "any"."""
    text = request.headers.get("If-Match", "").strip()
    if text in {"", "*"}:
        return None
    number = text.removeprefix("W/").strip('"')
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        raise changed()
    return int(number)


def require_version(request: HttpRequest, version: int) -> None:
    """Refuse a change that was meant for another version."""
    asked = asked_version(request)
    if asked is not None and asked != version:
        raise changed()
