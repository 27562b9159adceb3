"""Which customer an address means: asked by every page and operation about one."""

from __future__ import annotations

from peyvand.people.models import Customer
from peyvand.platform.models import User
from peyvand.platform.questions import Question

ONE = Question(lambda reader, pk: Customer.objects.visible_to(reader).filter(pk=pk))
HEIR = Question(lambda reader, pk: Customer.objects.visible_to(reader).merged_away(pk))


def meant(user: User, pk: int) -> Customer | None:
    """Return the customer with this id, if `user` may see her."""
    found: Customer | None = ONE.first(user, {"pk": pk})
    return found


def heir_of(user: User, pk: int) -> Customer | None:
    """Return in whom the merged customer with this id lives on, if `user` may see that one."""
    found: Customer | None = HEIR.first(user, {"pk": pk})
    return found
