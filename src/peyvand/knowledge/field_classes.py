"""How private each kind of fact is."""

from __future__ import annotations

from peyvand.core.manifest import FieldClasses
from peyvand.knowledge.choices import TONE, FactKind
from peyvand.platform.choices import FieldClass
from peyvand.platform.field_classes import reads_field
from peyvand.platform.models import User
from peyvand.platform.policies import may

SUBJECT = "fact_kind"
# What somebody lives through and how she is made: said in confidence, and a weapon in the wrong hands.
CONFIDED = frozenset({FactKind.LIFE, FactKind.PERSONALITY})
FACT_KINDS = FieldClasses(
    SUBJECT,
    {kind.value: (FieldClass.SPECIAL if kind in CONFIDED else FieldClass.PUBLIC).value for kind in FactKind},
)


def closed_kinds(user: User) -> list[str]:
    """Return the kinds of facts that `user` may not see; how to talk to somebody asks for a right of its own, too."""
    tone = may(user, "tone", "view")
    return [
        kind.value for kind in FactKind if not reads_field(user, SUBJECT, kind.value) or (kind in TONE and not tone)
    ]
