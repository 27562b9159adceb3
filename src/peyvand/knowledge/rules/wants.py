"""What a minimum profile may want whatever the company: fields of a customer and kinds of facts, by key."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import Text
from peyvand.knowledge.choices import FactKind

FACT, QUESTION = "fact:", "question:"
FIELDS: Mapping[str, Text] = {
    "name": _("name"),
    "phone": _("phone"),
    "email": _("e-mail"),
    "city": _("city"),
    "industry": _("line of work"),
    "source": _("how she came to us"),
    "birthday": _("birthday"),
    "national_id": _("national number"),
    "owner": _("owner"),
    "group": _("group"),
}


def fact_key(kind: str) -> str:
    """Return the key by which a kind of fact is wanted."""
    return f"{FACT}{kind}"


def question_key(name: str) -> str:
    """Return the key by which the answer to a question is wanted."""
    return f"{QUESTION}{name}"


def question_of(key: str) -> str:
    """Return the name of the question that a key wants answered, "" for anything else."""
    return key.removeprefix(QUESTION) if key.startswith(QUESTION) else ""


def fact_of(key: str) -> str:
    """Return the kind of fact that a key wants, "" for anything else."""
    kind = key.removeprefix(FACT)
    return kind if kind != key and kind in FactKind.values else ""


def label_of(key: str) -> Text:
    """Return what a want is called. What only this company knows of is a field of its own here."""
    if kind := fact_of(key):
        return FactKind(kind).label
    return FIELDS.get(key, _("a field of your own"))
