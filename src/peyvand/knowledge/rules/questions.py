"""The six questions that a company should be able to answer about each customer, and the kind of fact that answers each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import Text
from peyvand.knowledge.choices import FactKind


@dataclass(frozen=True)
class Question:
    """A question, and the kind of fact that answers it. "Unknown" is an honest answer."""

    kind: FactKind
    text: Text


SIX = (
    Question(FactKind.WANT, _("What do they want?")),
    Question(FactKind.NEED, _("What do they need?")),
    Question(FactKind.WHY_US, _("Why do they buy from us?")),
    Question(FactKind.EXPECTATION, _("What do they expect after the purchase?")),
    Question(FactKind.FEELING_AFTER, _("What do they feel after it, and how much does it matter?")),
    Question(FactKind.FEELING_USE, _("What do they feel in use?")),
)


def unknown(kinds: Collection[str]) -> list[Question]:
    """Return the questions that no fact of these kinds answers."""
    return [one for one in SIX if one.kind not in kinds]
