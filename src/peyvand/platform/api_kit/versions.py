"""Optimistic change: an answer carries its version as ETag, a change may ask for it with If-Match."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from peyvand.platform.api_kit.problems import Problem

Operation = TypeVar("Operation", bound=Callable[..., Any])


def versioned(operation: Operation) -> Operation:
    """Declare that an operation heeds If-Match; every other refuses it, so that nobody takes a blind change for a safe one."""
    vars(operation)["heeds_version"] = True
    return operation


def heeds_version(operation: object) -> bool:
    """Tell whether an operation was declared as `versioned`."""
    return getattr(operation, "heeds_version", False)


def refuse_unheeded(request: HttpRequest) -> None:
    """Refuse a change that asks for a version where there is none."""
    if request.method not in {"GET", "HEAD"} and "If-Match" in request.headers:
        raise Problem(412, "no-version", _("What this changes has no version. Send the request without If-Match."))


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
