"""What is wrong with a value, said in the caller's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from peyvand.core.display import shown_digits

QUOTED = re.compile(r"'([^']*)'")  # pydantic joins what may be written by quotes and an English “or”
SAID: dict[str, Callable[[], str]] = {
    "missing": lambda: _("This field is required."),
    "extra_forbidden": lambda: _("Unknown field."),
    "string_too_long": lambda: _("Write at most %(max_length)s letters."),
    "string_too_short": lambda: _("Write at least %(min_length)s letters."),
    "string_unicode": lambda: _("This text holds letters that cannot be kept."),
    "string": lambda: _("This should be text."),
    "int": lambda: _("This should be a whole number."),
    "decimal": lambda: _("This should be a number."),
    "float": lambda: _("This should be a number."),
    "finite_number": lambda: _("This should be a number."),
    "bool": lambda: _("This should be true or false."),
    "datetime": lambda: _("Write a moment with its zone, like 2026-03-21T10:30:00+03:30."),
    "timezone": lambda: _("Write a moment with its zone, like 2026-03-21T10:30:00+03:30."),
    "date": lambda: _("Write a day like 2026-03-21."),
    "literal_error": lambda: _("This should be one of: %(expected)s."),
    "enum": lambda: _("This should be one of: %(expected)s."),
    "list": lambda: _("This should be a list."),
    "too_long": lambda: _("Send at most %(max_length)s of these."),
    "too_short": lambda: _("Send at least %(min_length)s of these."),
    "greater_than_equal": lambda: _("This should be at least %(ge)s."),
    "greater_than": lambda: _("This should be more than %(gt)s."),
    "less_than_equal": lambda: _("This should be at most %(le)s."),
    "less_than": lambda: _("This should be less than %(lt)s."),
    "model": lambda: _("This should be an object with fields."),
    "dict": lambda: _("This should be an object with fields."),
}


def said(kind: str, facts: Mapping[str, Any]) -> str:
    """Return the sentence for one of pydantic's error types; "int_parsing" falls back to what is said of "int".

    Text whose length is looked at after it was read is called a "Value": only a "List" has so many of something.
    """
    if kind == "value_error":
        return str(facts.get("error", ""))
    if kind in {"too_short", "too_long"} and facts.get("field_type") == "Value":
        kind = f"string_{kind}"  # a text that is checked by a rule of ours, too
    if "expected" in facts:
        facts = {**facts, "expected": _(", ").join(QUOTED.findall(facts["expected"])) or facts["expected"]}
    sentence = SAID.get(kind) or SAID.get(kind.split("_", maxsplit=1)[0])
    shown = {name: shown_digits(fact) if isinstance(fact, int) else fact for name, fact in facts.items()}
    try:
        return sentence() % shown if sentence else _("This value cannot be used.")
    except KeyError:
        return _("This value cannot be used.")
