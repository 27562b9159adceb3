"""Our people for a customer: whom she turns to for what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from peyvand.core.phones import phone_said
from peyvand.people.models import Customer
from peyvand.platform.choices import RoleKey
from peyvand.platform.models import User

BESIDE = (RoleKey.AGENT, RoleKey.MANAGER)


@dataclass(frozen=True)
class Somebody:
    """One of us: who she is and when to call her. `phone` is as it is read, `number` as it is dialled."""

    user_id: int
    name: str
    role: str
    when: str
    phone: str
    number: str
    email: str


def _when(user: User, customer: Customer) -> str:
    """Return what to turn to somebody for."""
    if user.pk == customer.owner_id:
        return _("for everything: orders, questions, plans")
    if user.pk in customer.co_owner_ids:
        return _("when the first person is away")
    if user.role.key == RoleKey.AGENT:
        return _("when something does not work")
    return _("when you are not content with us")


def our_people(customer: Customer) -> list[Somebody]:
    """Return who answers for a customer: the owner, those beside her, and who serves and leads the owner's team."""
    here = User.objects.active().select_related("role")
    answering = list(here.filter(pk__in=[pk for pk in (customer.owner_id, *customer.co_owner_ids) if pk]))
    answering.sort(key=lambda user: (user.pk != customer.owner_id, user.name))
    known = {user.pk for user in answering}
    beside = here.filter(team=customer.team_id, role__key__in=BESIDE) if customer.team_id else here.none()
    team = [user for user in beside.order_by("role__key", "name") if user.pk not in known]
    return [_described(user, customer) for user in [*answering, *_first_of_each(team)]]


def _first_of_each(team: Iterable[User]) -> list[User]:
    """Return one person for each role: a card with ten names helps nobody."""
    found: dict[str, User] = {}
    for user in team:
        found.setdefault(user.role.key, user)
    return list(found.values())


def _described(user: User, customer: Customer) -> Somebody:
    number = user.phone or ""
    phone = phone_said(number) if number else ""
    return Somebody(user.pk, user.name, str(user.role.label), _when(user, customer), phone, number, user.email or "")
