"""Before and after a contact: what one wants to reach, what one has prepared, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.interactions.actions.interactions import NewInteraction, log_interaction
from peyvand.interactions.actions.promises import NewPromise, make_promise
from peyvand.interactions.choices import AimKind
from peyvand.interactions.models import Aim, Interaction
from peyvand.people.models import Customer
from peyvand.people.policies import require_for
from peyvand.platform import audit
from peyvand.platform.models import User
from peyvand.platform.policies import require

MOST_GOALS = 12


@dataclass(frozen=True)
class Outcome:
    """What came of a contact: what passed (with the next step), what was promised, and which goals were reached."""

    new: NewInteraction
    promise: NewPromise | None = None
    goal_ids: tuple[int, ...] = ()


def record_outcome(*, actor: User, customer_id: int, outcome: Outcome) -> Interaction:
    """Write down in one go what came of a contact. Nothing is written when any part of it cannot be."""
    with transaction.atomic():
        interaction = log_interaction(actor=actor, customer_id=customer_id, new=outcome.new)
        if outcome.promise is not None:
            word = NewPromise(outcome.promise.what, outcome.promise.due_on, interaction_id=interaction.pk)
            make_promise(actor=actor, customer_id=customer_id, new=word)
        goals = Aim.objects.filter(customer=customer_id, kind=AimKind.GOAL, done_at=None)
        goals.filter(pk__in=outcome.goal_ids).update(done_at=interaction.occurred_at, interaction=interaction)
    return interaction


def _reached(actor: User, customer_id: int) -> Customer:
    require(actor, "interaction", "add")
    customer = Customer.objects.get(pk=customer_id, deleted_at=None)
    require_for(actor, customer, "view")
    return customer


def add_goal(*, actor: User, customer_id: int, text: str) -> Aim:
    """Say what the next contact is to reach. Raises ValidationError for no words or a list nobody would read."""
    with transaction.atomic():
        customer = _reached(actor, customer_id)
        if not text.strip():
            raise ValidationError({"text": _("Write what you want to reach.")})
        if customer.aims.filter(kind=AimKind.GOAL, done_at=None).count() >= MOST_GOALS:
            raise ValidationError({"text": _("So many goals are none. First reach or remove one.")})
        goal = Aim(customer=customer, text=text.strip(), by=actor)
        goal.full_clean(exclude=["customer", "by"], validate_constraints=False)
        goal.save()
        audit.record(actor=actor, action="customer.goal", subject=customer, changes={"goals": ["", goal.text]})
    return goal


def remove_goal(*, actor: User, goal_id: int) -> Aim:
    """Take a goal off the list; return it, so that it can be added again."""
    with transaction.atomic():
        goal = Aim.objects.select_related("customer").get(pk=goal_id, kind=AimKind.GOAL, done_at=None)
        _reached(actor, goal.customer_id)
        audit.record(actor=actor, action="customer.goal", subject=goal.customer, changes={"goals": [goal.text, ""]})
        goal.delete()
    return goal


def tick(*, actor: User, customer_id: int, items: Iterable[str], ticked: Iterable[str]) -> None:
    """Say which items of the checklist are prepared for this customer; the other ones are not."""
    known, wanted = set(items), set(ticked)
    with transaction.atomic():
        customer = _reached(actor, customer_id)
        checks = customer.aims.filter(kind=AimKind.CHECK)
        checks.filter(text__in=known - wanted).delete()
        now = timezone.now()
        Aim.objects.bulk_create(
            [
                Aim(customer=customer, kind=AimKind.CHECK, text=text, by=actor, done_at=now)
                for text in sorted(known & wanted)
            ],
            ignore_conflicts=True,
        )
