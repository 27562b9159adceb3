"""The documents of the API for people, drawn from its own description; nothing comes from elsewhere."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from peyvand.config.api import api
from peyvand.config.api_schema import documented
from peyvand.platform.doors import public


def _paragraphs(info: dict[str, str]) -> list[SafeString]:
    """Return the paragraphs of the description; what stands between backticks is code."""
    texts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", info["description"].strip()))
    return [
        format_html_join(
            "", "<{0}>{1}</{0}>", (("code" if n % 2 else "span", part) for n, part in enumerate(text.split("`")))
        )
        for text in texts
    ]


@public("It describes addresses and fields; it holds no data.")
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show every operation of the API."""
    document = api.get_openapi_schema()
    return render(
        request, "platform/api_docs.html", {"groups": documented(document), "about": _paragraphs(document["info"])}
    )
