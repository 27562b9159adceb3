"""How private what people decide about a relationship is, wherever it is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import FieldClasses
from peyvand.platform.choices import FieldClass
from peyvand.platform.field_classes import reads_field
from peyvand.platform.models import User

# Why somebody left, why a colleague overruled the engine, what we mean to do about it: words among ourselves.
OURS = {
    "override_reason": _("Why"),
    "left_reason": _("Reason"),
    "left_note": _("In her words"),
    "win_back_plan": _("What will you do?"),
    "decision": _("Decision"),
    "decision_watcher_id": _("Who looks at it"),
}
OPEN = {
    "override_stage": _("Stage"),
    "override_by_id": _("Decided by"),
    "override_until": _("Until"),
    "left_on": _("Left on"),
    "calm_until": _("Calm until"),
    "win_back_on": _("Way back"),
    "problem": _("Problem"),
    "confirmed": _("The customer confirmed that it is good"),
}
DECISIONS = FieldClasses(
    "customer",
    dict.fromkeys(OPEN, FieldClass.PUBLIC.value) | dict.fromkeys(OURS, FieldClass.INTERNAL.value),
    labels=lambda: OPEN | OURS,
)
# The same words in the evidence of a stage: by its code and by what they are called there.
IN_EVIDENCE = {
    ("left", "reason"): "left_reason",
    ("left", "note"): "left_note",
    ("win_back", "reason"): "left_reason",
    ("win_back", "plan"): "win_back_plan",
    ("override", "reason"): "override_reason",
}


def readable(user: User, evidence: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the evidence of a stage without the words that `user` may not see."""
    closed = {place for place, name in IN_EVIDENCE.items() if not reads_field(user, "customer", name)}
    return [
        {name: value for name, value in piece.items() if (piece.get("code"), name) not in closed} for piece in evidence
    ]
