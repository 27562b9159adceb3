"""Uploaded files keep their names: Django drops the half-space from them, so that Persian words run together."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler
from django.http import QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict

JOINERS = "\u200c\u200d"  # they print nothing themselves and decide how the letters beside them are drawn
FOLDERS = re.compile(r".*[/\\]", re.DOTALL)


def safe_name(told: str) -> str | None:
    """Return the name of a file as a browser told it, without folders and invisible marks; None when nothing is left.

    Django's own rule, but that joiners stay. What turns the direction of text, control characters and NUL go.
    """
    bare = FOLDERS.sub("", html.unescape(told))
    name = "".join(letter for letter in bare if letter.isprintable() or letter in JOINERS)
    return None if name.strip(JOINERS) in {"", ".", ".."} else name


class _Parser(MultiPartParser):
    def sanitize_file_name(self, file_name: str) -> str | None:
        return safe_name(file_name)


class Names(FileUploadHandler):
    """Stands before the handlers that keep the bytes, and lets the request be read with our rule for names."""

    def handle_raw_input(
        self,
        input_data: Any,
        meta: Mapping[str, Any],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, Any]]:
        """Read the whole request for the handlers behind this one."""
        request: Any = self.request
        others = [one for one in request.upload_handlers if one is not self]
        return _Parser(meta, input_data, others, encoding).parse()
