"""Who sees and changes what we know. How to talk to somebody has a right of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, ExpressionWrapper, Value
from django.utils.translation import gettext as _

from peyvand.knowledge.choices import TONE
from peyvand.knowledge.field_classes import SUBJECT
from peyvand.people.policies import may_do, within_reach
from peyvand.platform.field_classes import require_writing, writes_field
from peyvand.platform.policies import may, require

if TYPE_CHECKING:
    from django.db.models import Q

    from peyvand.knowledge.models import Fact
    from peyvand.people.models import Customer
    from peyvand.platform.models import User

    Condition = ExpressionWrapper[Q] | Value


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


def may_fill(user: User, customer: Customer, need: tuple[str, str]) -> bool:
    """Tell whether `user`, who sees this customer, may fill in what asks for the right `need` (see `Want.need`)."""
    model, action = need
    return may_do(user, customer, action) if model == "customer" else _may_add(user, model)


def _may_add(user: User, model: str) -> bool:
    return may(user, "fact", "add") and may(user, model, "add")


def fillable(user: User) -> dict[str, Condition]:
    """Return `may_fill` for a query of customers: a condition for each need, by its name in a row (see `row_name`)."""
    noting = {row_name((model, "add")): Value(_may_add(user, model)) for model in ("fact", "tone")}
    return noting | {row_name(("customer", action)): _reached(user, action) for action in ("change", "assign")}


def row_name(need: tuple[str, str]) -> str:
    """Return what `fillable` calls a right in a row."""
    return "may_{}_{}".format(*need)


def _reached(user: User, action: str) -> Condition:
    reach = within_reach(user, action)
    if not reach:  # nobody, or everybody
        return Value(reach is not None)
    return ExpressionWrapper(reach, output_field=BooleanField())


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
