"""What people see when something cannot be done: a designed page, never a traceback."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def _answer(request: HttpRequest, status: int, sentence: str = "") -> HttpResponse:
    return render(request, "ui/error.html", {"status": status, "sentence": sentence}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request itself makes no sense."""
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: seen, but not allowed."""
    return _answer(request, 403, str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not for this person; both look the same."""
    return _answer(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _answer(request, 500)
