"""Carrying the sentences of an action back to the form it was asked from."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.forms import Form


def take_errors(form: Form, wrong: ValidationError, names: Mapping[str, str] | None = None) -> None:
    """Put an action's ValidationError into `form`; `names` says which field stands for an action's field."""
    if not hasattr(wrong, "error_dict"):
        form.add_error(None, wrong.messages)
        return
    for name, sentences in wrong.message_dict.items():
        field = (names or {}).get(name, name)
        form.add_error(field if field in form.fields else None, sentences)
