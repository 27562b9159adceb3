"""The API's own description: what ninja knows, and what holds for every operation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from peyvand.platform.api_kit.problems import CONTENT_TYPE, Problem, not_found
from peyvand.platform.api_kit.shapes import ProblemDocument
from peyvand.platform.api_kit.versions import heeds_version

REFERENCE = "#/components/schemas/{model}"
REPEATED = ("Idempotency-Key", "any text of up to 200 letters; the same key is never done twice", 200)
MATCHED = ("If-Match", "the ETag that was read; refused (412) when it is not the present one", 40)


class PlainLetters(JSONRenderer):
    """JSON with the letters as they are: Persian escaped is three times as long, and nobody can read it."""

    json_dumps_params = MappingProxyType({"ensure_ascii": False})


class DescribedAPI(NinjaAPI):
    """A NinjaAPI whose description tells of problem documents and of the headers that every operation understands."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the OpenAPI 3.1 document."""
        document = super().get_openapi_schema(**options)
        schemas = document["components"]["schemas"]
        problem = ProblemDocument.model_json_schema(ref_template=REFERENCE)
        schemas |= problem.pop("$defs", {})
        schemas["Problem"] = problem
        answer = {
            "description": "A problem",
            "content": {CONTENT_TYPE: {"schema": {"$ref": REFERENCE.format(model="Problem")}}},
        }
        heeding = self._heeding()
        for method, operation in operations(document):
            operation["responses"] = {**operation["responses"], "default": answer}
            headers = [REPEATED] if method == "post" else []
            for name, words, most in [*headers, MATCHED] if operation["operationId"] in heeding else headers:
                header = {"type": "string", "maxLength": most}
                operation["parameters"].append(
                    {"in": "header", "name": name, "required": False, "description": words, "schema": header}
                )
        return document

    def _heeding(self) -> set[str | None]:
        """The operations that heed If-Match."""
        views = (view for _prefix, router in self._routers for view in router.path_operations.values())
        return {each.operation_id for view in views for each in view.operations if heeds_version(each.view_func)}


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (method, operation) for everything in an OpenAPI document."""
    for path in document["paths"].values():
        yield from path.items()


def unknown_address(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer addresses below the API that lead nowhere."""
    return not_found().response()


def in_problems(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Let a method that an address does not know be refused with a problem document, too."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = _refusing(pattern.callback)
    return patterns


def _refusing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 405:
            return response
        allowed = {"Allow": response.headers.get("Allow", "")}
        return Problem(405, "not-allowed", _("This address does not know this method."), headers=allowed).response()

    return answered


@dataclass(frozen=True)
class Line:
    """A parameter or field as the documents show it."""

    name: str
    kind: str
    required: bool
    words: str


@dataclass(frozen=True)
class Shown:
    """One operation as the documents show it."""

    method: str
    path: str
    summary: str
    words: str
    parameters: list[Line]
    body: list[Line]
    answer: list[Line]


def documented(document: dict[str, Any]) -> list[tuple[str, list[Shown]]]:
    """Return the operations of an OpenAPI document by tag, ready to be shown."""
    groups: dict[str, list[Shown]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            tag = (operation.get("tags") or ["other"])[0]
            groups.setdefault(tag, []).append(_shown(document, method, path, operation))
    return list(groups.items())


def _shown(document: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> Shown:
    parameters = [
        Line(each["name"], kind_of(each["schema"]), bool(each.get("required")), each.get("description", ""))
        for each in operation["parameters"]
    ]
    good: dict[str, Any] = next(
        (answer for status, answer in operation["responses"].items() if str(status).startswith("2")), {}
    )
    words = str(operation.get("description", ""))
    return Shown(
        method.upper(), path, operation["operationId"].replace("_", " "), words, parameters,
        lines_of(document, operation.get("requestBody", {})), lines_of(document, good),
    )  # fmt: skip


def lines_of(document: dict[str, Any], holder: dict[str, Any]) -> list[Line]:
    """Return the fields of a body or an answer."""
    content: dict[str, Any] = next(iter(holder.get("content", {}).values()), {})
    shape = resolved(document, content.get("schema", {}))
    required = set(shape.get("required", ()))
    return [
        Line(name, kind_of(each), name in required, each.get("description", ""))
        for name, each in shape.get("properties", {}).items()
    ]


def resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return what a schema refers to, through lists and nulls."""
    for choice in schema.get("anyOf", ()):
        if "$ref" in choice:
            return resolved(document, choice)
    if "$ref" in schema:
        found: dict[str, Any] = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
        return found
    return resolved(document, schema["items"]) if "items" in schema else schema


def kind_of(schema: dict[str, Any]) -> str:
    """Return a schema's type in a few words: "string", "[integer]", "customer | null"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(kind_of(choice) for choice in schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "items" in schema:
        return f"[{kind_of(schema['items'])}]"
    return str(schema.get("format") or schema.get("type") or schema.get("const") or "any")
