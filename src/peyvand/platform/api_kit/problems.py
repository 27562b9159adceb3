"""Errors as RFC 9457 problem documents, in the caller's language, each error with a pointer to its field."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import ninja.errors
from django.core.exceptions import (
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from peyvand.core.keyset import BadCursor
from peyvand.platform.api_kit.sentences import said
from peyvand.platform.fields.definition import PREFIX
from peyvand.platform.fields.registry import is_custom
from peyvand.platform.rules.files import Unreadable

log = logging.getLogger(__name__)
CONTENT_TYPE = "application/problem+json"
ErrorItem = dict[str, str]
# What a refusal is called in its "type"; a code that has no title is none, says mypy.
Code = Literal[
    "unreadable", "unauthenticated", "forbidden", "not-found", "not-allowed", "changed", "no-version", "merged", "signed",
    "would-lose", "too-large", "invalid", "key-reused", "too-many", "failed",
]  # fmt: skip


class Problem(Exception):
    """A refusal: HTTP status, a stable code, a sentence, and what is wrong with which field."""

    def __init__(
        self,
        status: int,
        code: Code,
        detail: str,
        errors: Sequence[ErrorItem] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.errors, self.headers = list(errors), dict(headers or {})

    def document(self) -> dict[str, Any]:
        """Return the problem document."""
        return {
            "type": f"urn:peyvand:problem:{self.code}",
            "title": title_of(self.code),
            "status": self.status,
            "detail": self.detail,
            "errors": self.errors,
        }

    def response(self) -> HttpResponse:
        """Return the problem as an answer."""
        body = json.dumps(self.document(), ensure_ascii=False)
        return HttpResponse(body, status=self.status, content_type=CONTENT_TYPE, headers=self.headers)


def title_of(code: Code) -> str:
    """Return a code's title in the caller's language."""
    titles: dict[Code, Callable[[], str]] = {
        "unreadable": lambda: _("This request cannot be read"),
        "unauthenticated": lambda: _("A valid token is needed"),
        "forbidden": lambda: _("You may not do this"),
        "not-found": lambda: _("Nothing here"),
        "not-allowed": lambda: _("This cannot be done here"),
        "changed": lambda: _("Somebody else changed this"),
        "no-version": lambda: _("This has no version"),
        "merged": lambda: _("This lives on elsewhere"),
        "signed": lambda: _("This is signed already"),
        "would-lose": lambda: _("Something would be lost"),
        "too-large": lambda: _("This is too large"),
        "invalid": lambda: _("Some values cannot be used"),
        "key-reused": lambda: _("This key was used for something else"),
        "too-many": lambda: _("Too many requests"),
        "failed": lambda: _("Something went wrong on our side"),
    }
    return titles[code]()


def not_found() -> Problem:
    """Return the one answer for what does not exist and what somebody may not know of."""
    return Problem(404, "not-found", _("There is nothing at this address, or you may not see it."))


def invalid(errors: Sequence[ErrorItem]) -> Problem:
    """Return the answer for values that cannot be used."""
    return Problem(422, "invalid", " ".join(dict.fromkeys(error["detail"] for error in errors)), errors)


def pointer(*path: object) -> str:
    """Return the JSON pointer of a place in the body, as a URI fragment."""
    return "#" + "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def _of_values(error: ninja.errors.ValidationError) -> Problem:
    return invalid([_item(each) for each in error.errors])


def _item(error: Mapping[str, Any]) -> ErrorItem:
    source, *path = error["loc"]
    sentence = said(error["type"], error.get("ctx") or {})
    if source in {"body", "form", "file"}:
        # The first step is the name of our own argument, not of anything that the caller sent.
        return {"pointer": pointer(*(path[1:] if source == "body" else path[-1:])), "detail": sentence}
    return {"parameter": str(path[-1]) if path else str(source), "detail": sentence}


def of_fields(error: ValidationError, *, under: Sequence[object] = ()) -> list[ErrorItem]:
    """Return the errors of a Django ValidationError, with pointers below `under`."""
    if not hasattr(error, "error_dict"):
        return [{"pointer": pointer(*under), "detail": text} for text in error.messages]
    return [
        {"pointer": pointer(*under, *_place(name)), "detail": text}
        for name, texts in error.message_dict.items()
        for text in texts
    ]


def _place(name: str) -> list[str]:
    """Return where a field stands in a body; custom ones are together under "custom"."""
    if is_custom(name):
        return ["custom", name.removeprefix(PREFIX)]
    return [] if name == "__all__" else [name]


def _refused(error: PermissionDenied) -> Problem:
    return Problem(403, "forbidden", str(error) or _("Your role or this token does not allow this."))


def _of_http(error: ninja.errors.HttpError) -> Problem:
    if error.status_code == 401:
        detail = _("Send a living token: Authorization: Bearer pvd_...")
        return Problem(401, "unauthenticated", detail, headers={"WWW-Authenticate": "Bearer"})
    if error.status_code == 400:
        return Problem(400, "unreadable", _("The body of this request is not what was announced. Send JSON."))
    return Problem(error.status_code, "invalid", str(error))


def _failed(error: Exception) -> Problem:
    log.error("the API failed", exc_info=error)
    return Problem(500, "failed", _("Something went wrong on our side. It was written down; please try again later."))


TRANSLATED: tuple[tuple[type[Exception], Callable[[Any], Problem]], ...] = (
    (Problem, lambda error: error),
    (ninja.errors.ValidationError, _of_values),
    (ninja.errors.HttpError, _of_http),
    (ValidationError, lambda error: invalid(of_fields(error))),
    (Unreadable, lambda error: invalid([{"pointer": pointer("file"), "detail": error.sentence}])),
    (BadCursor, lambda error: invalid([{"parameter": "cursor", "detail": str(error)}])),
    (PermissionDenied, _refused),
    (Http404, lambda error: not_found()),
    (ObjectDoesNotExist, lambda error: not_found()),
    (RequestDataTooBig, lambda error: Problem(413, "too-large", _("The body of this request is too large."))),
    (SuspiciousOperation, lambda error: Problem(400, "unreadable", _("This request cannot be read."))),
    (DataError, lambda error: Problem(422, "invalid", _("A number or text in this request is too large to be kept."))),
    (Exception, _failed),
)


def problem_of(error: Exception) -> Problem:
    """Return the problem that an exception means."""
    return next(meaning(error) for kind, meaning in TRANSLATED if isinstance(error, kind))


def translate(api: NinjaAPI, kind: type[Exception], meaning: Callable[[Any], Problem]) -> None:
    """Answer exceptions of `kind` with the problem that `meaning` makes of them."""

    def answer(request: HttpRequest, error: Any) -> HttpResponse:
        return meaning(error).response()

    api.add_exception_handler(kind, answer)


def install(api: NinjaAPI) -> None:
    """Let `api` answer every exception with a problem document."""
    for kind, meaning in TRANSLATED:
        translate(api, kind, meaning)
