"""Who sees and changes what we know. How to talk to somebody has a right of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from peyvand.knowledge.choices import TONE
from peyvand.knowledge.field_classes import SUBJECT
from peyvand.people.policies import may_do
from peyvand.platform.field_classes import require_writing, writes_field
from peyvand.platform.policies import may, require

if TYPE_CHECKING:
    from peyvand.knowledge.models import Fact
    from peyvand.people.models import Customer
    from peyvand.platform.models import User


def model_of(kind: str) -> str:
    """Return which right a kind of fact asks for."""
    return "tone" if kind in TONE else "fact"


def require_noting(user: User, customer: Customer, kind: str) -> None:
    """Raise PermissionDenied unless `user`, who sees this customer, may note a fact of this kind."""
    require(user, "fact", "add")
    require(user, model_of(kind), "add")
    require_writing(user, SUBJECT, [kind])
    if not may_do(user, customer, "view"):
        raise PermissionDenied(_("You can see this customer, but your role does not allow this."))


def may_note(user: User, kind: str) -> bool:
    """Tell whether `user` may note facts of this kind at all."""
    return may(user, model_of(kind), "add") and writes_field(user, SUBJECT, kind)


def may_change(user: User, fact: Fact) -> bool:
    """Tell whether `user` may change a fact: as her own customer's, or because she noted it."""
    model = model_of(fact.kind)
    if not writes_field(user, SUBJECT, fact.kind):
        return False
    if fact.noted_by_id == user.pk and may(user, model, "change"):
        return True
    return may_do(user, fact.customer, "change", model)


def require_change(user: User, fact: Fact) -> None:
    """Raise PermissionDenied with a sentence unless `user` may change this fact."""
    if not may_change(user, fact):
        raise PermissionDenied(_("A colleague noted this; your role only lets you see it."))
