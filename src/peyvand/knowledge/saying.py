"""How an answer is put into words: when it is noted, and whenever somebody reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peyvand.knowledge.rules.questions import Question
from peyvand.platform.fields.kinds import kind_of
from peyvand.platform.models import User


def said(question: Question, value: Any) -> str:
    """Return an answer as the reader sees it."""
    names: Mapping[int, str] = {}
    if question.kind == "person":
        names = dict(User.objects.filter(pk=value).values_list("pk", "name"))
    return kind_of(question.definition).said(question.definition, value, names)


def answer_said(question: Question | None, value: Any, text: str) -> str:
    """Return an answer in the reader's language and digits; `text`, as it was noted, where its question is not known.

    The name of a colleague stays as it was noted, too.
    """
    if question is None or value is None or question.kind == "person":
        return text
    return kind_of(question.definition).said(question.definition, value, {})
