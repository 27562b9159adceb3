"""A program that somebody wrote for herself: it comes to the API with her token."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.test import Client

from peyvand.platform.actions.tokens import create_token
from peyvand.platform.models import User

ROOT = "/api/v1"


class Script:
    """A program with a person's token, narrowed to `scopes` where there are some. Paths are below /api/v1."""

    def __init__(self, owner: User, scopes: Sequence[str] | None = None, language: str = "en") -> None:
        self.token, self.secret = create_token(actor=owner, owner=owner, name="script", scopes=scopes)
        headers = {"Authorization": f"Bearer {self.secret}", "Accept-Language": language}
        self.client = Client(raise_request_exception=False, headers=headers)

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send a request; `If_Match="..."` is the header If-Match."""
        data = b"" if body is None else json.dumps(body)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(method, ROOT + path, data, content_type="application/json", headers=named)
