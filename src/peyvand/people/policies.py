"""Who sees which customers, and who may do what with one."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from peyvand.core.fields import Among
from peyvand.platform.choices import Level
from peyvand.platform.field_classes import GUARDED, reads_field, writes_class
from peyvand.platform.models import User
from peyvand.platform.policies import level, reaches, refuse_scope, require

if TYPE_CHECKING:
    from peyvand.people.models import Customer, Share


# What a loan lets a role do with a customer beyond its own reach, by what she was lent for.
LENT = {"view": ("view", "change"), "change": ("change",), "add": ("change",)}


def _level(user: User, model: str, action: str) -> str:
    """Return how far `user` reaches. Who merges compares and keeps every field, so she must change every class."""
    if action == "merge" and not all(writes_class(user, one) for one in GUARDED):
        return Level.NONE
    return level(user, model, action)


def lent_to(user: User, action: str) -> QuerySet[Share]:
    """Return the loans by which `user` reaches customers beyond her own with `action`."""
    shares = apps.get_model("people", "Share")._default_manager
    receiver = Q(user=user.pk) | Q(team=user.team_id) if user.team_id else Q(user=user.pk)
    found: QuerySet[Share] = shares.living().filter(receiver, level__in=LENT[action])
    return found


def within_reach(user: User, action: str, model: str = "customer") -> Q | None:
    """Return the condition on Customer for `action`; None means nobody, an empty Q everybody."""
    reach = _level(user, model, action)
    if reach == Level.NONE:
        return None
    if reach == Level.ALL:
        return Q()
    shared = User.co_owned_customers.through.objects.filter(user=user.pk).values("customer_id")
    mine = Q(owner=user.pk) | Q(Among("pk", ArraySubquery(shared)))
    if action in LENT:
        mine |= Q(Among("pk", ArraySubquery(lent_to(user, action).values("customer_id"))))
    if reach == Level.TEAM and user.team_id:
        mine |= Q(team=user.team_id)
    return mine


def seen_ids(user: User) -> list[int] | None:
    """Return which customers `user` may view, None for all of them, as the parameter of a `.sql` file."""
    condition = within_reach(user, "view")
    if condition == Q():
        return None
    customers = apps.get_model("people", "Customer")._default_manager
    return [] if condition is None else list(customers.filter(condition).values_list("pk", flat=True))


def require_groups(user: User) -> None:
    """Raise PermissionDenied with a sentence unless `user` may see which groups customers are in."""
    require(user, "group", "view")
    if not reads_field(user, "customer", "groups"):
        raise PermissionDenied(_("You may not see who is in which group."))


def may_do(user: User, customer: Customer, action: str, model: str = "customer") -> bool:
    """Tell whether `user` may do `action` with this customer."""
    reach = _level(user, model, action)
    if reach in {Level.ALL, Level.NONE}:
        return reach == Level.ALL
    owners = {customer.owner_id} if customer.owner_id else set()
    owners |= customer.co_owner_ids
    teams = {customer.team_id} if customer.team_id else set()
    if reaches(user, model, action, owner_ids=owners, team_ids=teams):
        return True
    return action in LENT and lent_to(user, action).filter(customer=customer.pk).exists()


def require_for(user: User, customer: Customer, action: str, model: str = "customer") -> None:
    """Raise PermissionDenied with a sentence unless `user` may do `action` with this customer."""
    if not may_do(user, customer, action, model):
        refuse_scope(user, model, action)
        raise PermissionDenied(_("You can see this customer, but your role does not allow this."))


def reached(
    user: User, rights: Collection[tuple[str, str]], customer_ids: Collection[int]
) -> dict[tuple[str, str], Collection[int]]:
    """Return for each right of `user` which of these customers it reaches; rights that reach alike are asked once."""
    alike: dict[tuple[str, str], Collection[int]] = {}
    found: dict[tuple[str, str], Collection[int]] = {}
    for model, action in sorted(rights):
        kind = _level(user, model, action), action if action in LENT else ""
        if kind not in alike:
            alike[kind] = _reached(within_reach(user, action, model), customer_ids)
        found[model, action] = alike[kind]
    return found


def _reached(condition: Q | None, ids: Collection[int]) -> Collection[int]:
    if condition is None:
        return ()
    if condition == Q():
        return ids
    customers = apps.get_model("people", "Customer")._default_manager
    return set(customers.filter(condition, pk__in=ids).values_list("pk", flat=True))
