"""What can be done with interactions: log, change, remove, bring back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.interactions.choices import Direction, InteractionKind
from peyvand.interactions.events import InteractionLogged
from peyvand.interactions.models import Interaction
from peyvand.interactions.rules.moments import is_to_come
from peyvand.people.actions.care import set_next_step, touch
from peyvand.people.models import Customer
from peyvand.people.policies import require_for
from peyvand.platform import audit
from peyvand.platform.models import User
from peyvand.platform.policies import require
from peyvand.platform.versions import require_same


@dataclass(frozen=True)
class NewInteraction:
    """What passed. `occurred_at` None means now; `reached` False: we tried and did not get hold of them.

    `next_step` says at once what was agreed; empty leaves the plan as it is.
    """

    kind: str
    direction: str = Direction.OUTBOUND
    subject: str = ""
    body: str = ""
    occurred_at: datetime | None = None
    reached: bool = True
    minutes: int | None = None
    next_step: str = ""
    next_step_on: date | None = None


def drafted(*, actor: User, customer_id: int, new: NewInteraction) -> Interaction:
    """Return the interaction as it is to be stored, not yet saved. A note has no direction."""
    return Interaction(
        customer_id=customer_id,
        kind=new.kind,
        direction=Direction.NONE if new.kind == InteractionKind.NOTE else new.direction,
        subject=new.subject,
        body=new.body,
        occurred_at=new.occurred_at or timezone.now(),
        reached=new.reached,
        minutes=new.minutes,
        by=actor,
    )


def log_interaction(*, actor: User, customer_id: int, new: NewInteraction) -> Interaction:
    """Record one interaction. A note among ourselves is no contact: it does not count as a touch."""
    require(actor, "interaction", "add")
    with transaction.atomic():
        customer = Customer.objects.get(pk=customer_id, deleted_at=None)
        require_for(actor, customer, "view")
        interaction = drafted(actor=actor, customer_id=customer.pk, new=new)
        interaction.customer = customer
        if not (interaction.subject.strip() or interaction.body.strip() or new.kind != InteractionKind.NOTE):
            raise ValidationError({"body": _("Write a few words.")})
        _check(interaction)
        interaction.save()
        if interaction.kind != InteractionKind.NOTE and interaction.reached:
            touch(customer_id=customer.pk, at=interaction.occurred_at)
        if new.next_step_on and not new.next_step.strip():
            raise ValidationError({"next_step": _("Say what is to be done.")})
        if new.next_step.strip():
            set_next_step(actor=actor, customer_id=customer.pk, what=new.next_step, on=new.next_step_on)
        audit.record(actor=actor, action="interaction.add", subject=interaction, changes={"customer": customer.pk})
        publish(InteractionLogged(interaction_id=interaction.pk, customer_id=customer.pk))
    return interaction


def _check(interaction: Interaction) -> None:
    """Refuse what cannot be stored, and what has not happened yet: that is a next step."""
    interaction.full_clean(exclude=["by", "made_by_import"], validate_constraints=False)
    if is_to_come(interaction.occurred_at, timezone.now()):
        raise ValidationError({"occurred_at": _("This has not happened yet. Write it as the next step.")})


def _lock(actor: User, interaction_id: int, action: str, version: int | None = None) -> Interaction:
    interaction = Interaction.objects.select_for_update(of=("self",)).select_related("customer").get(pk=interaction_id)
    require_for(actor, interaction.customer, action, "interaction")
    require_same(interaction, version)
    return interaction


def change_interaction(
    *, actor: User, interaction_id: int, values: Mapping[str, Any], version: int | None = None
) -> Interaction:
    """Correct what was recorded. Raises Conflict when `version` is not the interaction's any more."""
    with transaction.atomic():
        interaction = _lock(actor, interaction_id, "change", version)
        changes = audit.apply(interaction, values)
        if changes:
            _check(interaction)
            interaction.version += 1
            interaction.save(update_fields=[*changes, "version", "updated_at"])
            audit.record(actor=actor, action="interaction.change", subject=interaction, changes=changes)
            publish(InteractionLogged(interaction_id=interaction.pk, customer_id=interaction.customer_id))
    return interaction


def remove_interaction(*, actor: User, interaction_id: int, version: int | None = None) -> Interaction:
    """Take an interaction off the timeline; `restore_interaction` brings it back.

    Raises Conflict when `version` is not the interaction's any more.
    """
    return _set_deleted(actor, interaction_id, timezone.now(), "interaction.delete", version)


def restore_interaction(*, actor: User, interaction_id: int) -> Interaction:
    """Bring a removed interaction back."""
    return _set_deleted(actor, interaction_id, None, "interaction.restore")


def _set_deleted(
    actor: User, interaction_id: int, at: datetime | None, action: str, version: int | None = None
) -> Interaction:
    with transaction.atomic():
        interaction = _lock(actor, interaction_id, "delete", version)
        interaction.deleted_at = at
        interaction.save(update_fields=["deleted_at"])
        audit.record(actor=actor, action=action, subject=interaction)
        publish(InteractionLogged(interaction_id=interaction.pk, customer_id=interaction.customer_id))
    return interaction
